"""A benchmark of changes: rolls and marks entered through the hub, and by hand-written SQL."""
