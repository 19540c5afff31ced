"""Read before the fork: the hub's code, and its schema as it is built from it."""

from tests.crash.served import built

built()
