"""Answer: HTTP becomes a document, its variables and a viewer; an answer or refusal becomes HTTP.

Nothing here knows rows, grants or SQL.
"""
