"""Promises of the doors, kept over real HTTP: what is answered, what is refused, and how."""
