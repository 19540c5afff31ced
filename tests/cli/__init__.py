"""Promises about the command line."""
