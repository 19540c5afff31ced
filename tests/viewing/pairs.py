"""Two people of the oracle's world, of whom one views as the other."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from hub.identity import issue
from hub.models.codes import TokenKind
from tests.oracle import policy, worlds
from tests.oracle.arena import NOW, Arena, Game
from tests.oracle.bridge import Naive
from tests.oracle.drawing import in_force
from tests.oracle.reading import Reading
from tests.oracle.writing import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from tests.oracle.drawing import World
    from tests.oracle.reading import Place

VIEWERS = {"PRINCIPAL", "COUNSELOR", "REGISTRAR", "PRIVACY_OFFICER"}
"""Whose posts let view as others."""
PAIRS = 6
"""Pairs that are asked in a world."""


@dataclass(frozen=True)
class Pair:
    """Who views as whom: their persons, and the target as staff."""

    viewer: UUID
    target: UUID
    staff_id: UUID


def allowed(world: World) -> list[Pair]:
    """Every pair of which the one may view as the other today."""
    member = {row["id"]: row["person_id"] for row in world["staff_member"]}
    capable = set(worlds.people(world)) - {row["person_id"] for row in world["vendor_app"]}
    now = [post for post in world["post"] if in_force(post, worlds.TODAY)]
    viewers = {member[post["staff_id"]] for post in now if post["role"] in VIEWERS} & capable
    targets = {post["staff_id"] for post in now if member[post["staff_id"]] in capable}
    return sorted(
        (Pair(viewer, member[target], target) for viewer in viewers for target in targets), key=str
    )


def both(one: Reading, other: Reading) -> Reading:
    """What two people read of a world, each of it; on record is what either reads so."""
    shown = {
        place: columns & other.columns[place] - {VERSION}  # who views as somebody writes nothing
        for place, columns in one.columns.items()
        if place in other.columns
    }
    logged = {place: dict(_logged(place, columns, one, other)) for place, columns in shown.items()}
    return Reading(
        columns=shown,
        silenced=one.silenced | other.silenced,
        logged={place: columns for place, columns in logged.items() if columns},
    )


def _logged(
    place: Place, columns: frozenset[str], *readings: Reading
) -> Iterator[tuple[str, frozenset[str]]]:
    for column in columns:
        each = [reading.logged.get(place, {}).get(column, frozenset()) for reading in readings]
        if any(each):
            yield column, frozenset().union(*each)


@dataclass
class PairsArena(Arena):
    """One database in which worlds come and go, asked by those who view as others."""

    async def play(self, seed: int) -> None:
        """Load the world of a seed and compare what some pairs are answered."""
        world, random = worlds.make(seed), Random(seed)
        found = allowed(world)
        chosen = random.sample(found, min(len(found), PAIRS))
        async with self.hub.database.owner() as owner:
            await worlds.clear(owner)
            await worlds.load(owner, world)
            tokens = [await issue(owner, pair.viewer, TokenKind.BEARER) for pair in chosen]
        for pair, token in zip(chosen, tokens, strict=True):
            await self._view(seed, world, pair, token, random)

    async def _view(self, seed: int, world: World, pair: Pair, token: str, random: Random) -> None:
        viewer = await self.hub.identity.viewer(token)
        viewer = await self.hub.identity.viewing_as(viewer, pair.staff_id)
        readings = [
            policy.readable(world, person, worlds.TODAY, NOW)
            for person in (pair.viewer, pair.target)
        ]
        reading = both(*readings)
        catalog = self.hub.door.built.catalog
        naive = Naive(world, reading, catalog, worlds.TODAY, pair.viewer, pair.target)
        game = Game(self, seed, pair.viewer, viewer, naive)
        await game.nodes(random)
        await game.paged(random)
        await game.led()
        self.asked += 3
        self.drawn["pairs"] += 1
        self.drawn["oneself"] += pair.viewer == pair.target
        self.drawn["narrower than either"] += all(
            reading.columns != each.columns for each in readings
        )
        self.drawn["logged"] += bool(reading.logged)
        self.drawn["silenced"] += bool(reading.silenced)
        self.drawn["students"] += any(table == "student" for table, _ in reading.columns)
