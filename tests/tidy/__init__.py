"""Promises of the house itself: sizes, names, layers, packages, documents."""
