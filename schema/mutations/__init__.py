"""Declared: what can be entered, one file a domain."""
