"""Non-interference: what a viewer may not read changes no byte of any answer."""
