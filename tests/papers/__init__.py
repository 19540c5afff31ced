"""The store of papers: what is kept, given, refused and purged."""
