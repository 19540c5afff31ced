"""Homeroom: the data hub of a school district."""
