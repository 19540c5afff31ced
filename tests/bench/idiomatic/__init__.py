"""The same answers as Strawberry's own documents advise: types, resolvers, DataLoader, an ORM,
and permission classes that decide in Python.
"""
