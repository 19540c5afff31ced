"""Promises of the window: what each viewer's screens show, and how a browser signs in."""
