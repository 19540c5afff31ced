"""Promises of what is entered: who may, what is refused, and what is on record."""
