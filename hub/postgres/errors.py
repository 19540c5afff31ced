"""What can go wrong between Homeroom and its PostgreSQL, told to the person at the keyboard."""


class PostgresError(Exception):
    """The database can't be had. The text says why and what to do; it holds no row's value."""


class BinariesMissing(PostgresError):
    """No PostgreSQL binaries for this machine, or the server's account can't run them."""


class ClusterUnusable(PostgresError):
    """The data folder is of another PostgreSQL, belongs to someone else or can't be made."""


class ServerFailed(PostgresError):
    """The embedded server didn't start, or didn't stop."""
