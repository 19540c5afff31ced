"""Chance and keys drawn from the seed: the same seed gives the same district, byte for byte.

Nothing here rests on Python's `hash()`: each purpose has a generator of its own, seeded with
text, so a table's rows don't change when another table draws more or less.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Generic, TypeVar

from asyncpg.pgproto.pgproto import UUID as PostgresUUID  # noqa: N811 - what asyncpg sends fastest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

Kind = TypeVar("Kind")

_VERSION_AND_VARIANT = (0xF << 76) | (0x3 << 62)
_VERSION_4 = (4 << 76) | (2 << 62)
_VERSION_7 = 7 << 76
_VARIANT = 2 << 62
_PER_MILLISECOND = 4096


class Keys:
    """What one seed gives: generators of chance and of row keys."""

    def __init__(self, seed: str, at: datetime) -> None:
        """Draw from `seed`; time-ordered keys begin at the moment `at`."""
        self.seed = seed
        self._milliseconds = int(at.timestamp() * 1000)

    def dice(self, purpose: str) -> Random:
        """Return a fresh generator of chance for one purpose."""
        return Random(f"{self.seed}:{purpose}")  # noqa: S311 - chance, not secrecy

    def random_ids(self, purpose: str) -> Iterator[UUID]:
        """Yield random keys (UUID version 4) for one purpose, without end."""
        draw = self.dice(f"{purpose}.id").getrandbits
        while True:
            number = draw(128) & ~_VERSION_AND_VARIANT | _VERSION_4
            yield PostgresUUID(number.to_bytes(16, "big"))

    def ordered_ids(self, purpose: str) -> Iterator[UUID]:
        """Yield ascending keys (UUID version 7, counter below the millisecond), without end."""
        draw = self.dice(f"{purpose}.id").getrandbits
        millisecond = self._milliseconds
        while True:
            high = (millisecond << 80) | _VERSION_7 | _VARIANT
            for count in range(_PER_MILLISECOND):
                number = high | (count << 64) | draw(62)
                yield PostgresUUID(number.to_bytes(16, "big"))
            millisecond += 1


class Odds(Generic[Kind]):
    """What chance may bring, each as often as its weight says."""

    def __init__(self, weights: dict[Kind, float]) -> None:
        """Weigh the keys of `weights` by its values, whose sum may be anything above zero."""
        self._kinds = tuple(weights)
        self._cumulative = tuple(accumulate(weights.values()))

    def draw(self, dice: Random) -> Kind:
        """Draw one of the kinds."""
        return dice.choices(self._kinds, cum_weights=self._cumulative)[0]
