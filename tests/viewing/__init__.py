"""Viewing as somebody: what both may read and no more, for few, and on record (P-33)."""
