"""Promises of the OneRoster importer."""
