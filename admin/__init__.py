"""Show: screens and forms. A screen is a document and a template; what it shows, the door says.

Nothing here knows rows, grants or SQL. A viewer sees here what the same viewer's token is answered.
"""
