"""Keys made here by the thousands, of the kinds that PostgreSQL makes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from asyncpg.pgproto.pgproto import UUID as Key  # noqa: N811 -- theirs, a UUID that is made faster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

_LENGTH = 16
_AHEAD = 512
"""How many random keys are drawn from the system at a time."""
_VERSION_7, _VARIANT = 7 << 76, 2 << 62
_RANDOM_BITS = 62
_drawn: list[Key] = []


def random_key() -> UUID:
    """A random key (UUID version 4)."""
    if not _drawn:
        noise = os.urandom(_LENGTH * _AHEAD)
        _drawn.extend(_version_4(noise[n : n + _LENGTH]) for n in range(0, len(noise), _LENGTH))
    return _drawn.pop()


def _version_4(noise: bytes) -> Key:
    made = bytearray(noise)
    made[6] = made[6] & 0x0F | 0x40
    made[8] = made[8] & 0x3F | 0x80
    return Key(bytes(made))


def timed_keys(count: int) -> Iterator[UUID]:
    """So many keys in the order of time (UUID version 7), each above the one before it."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    start = milliseconds << 12 | (rest << 12) // 1_000_000
    noise = os.urandom(8 * count)
    for n in range(count):
        stamp = start + n
        low = int.from_bytes(noise[8 * n : 8 * n + 8], "big") >> 64 - _RANDOM_BITS
        high = stamp >> 12 << 80 | _VERSION_7 | (stamp & 0xFFF) << 64
        yield Key((high | _VARIANT | low).to_bytes(_LENGTH, "big"))
