"""Allowed: saved questions (slice S8), to whoever on staff saved them."""

from hub.policy.grants import read, write

# fmt: off
GRANTS = (
    *read("S8", "STAFF", "NEED"),
)

WRITES = (
    *write("S8", "STAFF", "NEED"),
)
