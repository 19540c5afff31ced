"""Promises about what the schema declares."""
