"""Promises of what is kept: the database is what the models say, and finds what is asked for."""
