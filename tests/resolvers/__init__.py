"""Promises of the resolvers: one operation, one statement, one reading path."""
