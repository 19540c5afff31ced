"""Whatever was acknowledged is there after any crash: server and PostgreSQL are killed, over and
over, while people enter things.
"""
