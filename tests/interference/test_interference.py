"""Twins that differ only in what a viewer may not read answer that viewer with the same bytes."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from hub.errors import Refusal
from hub.identity import issue
from hub.models.codes import TokenKind
from resolvers import filters
from schema.documents import FieldNotGranted, Invalid
from tests.conftest import EMPTY, copied, hub_over
from tests.interference import operations
from tests.interference.twins import estranged
from tests.oracle import policy, worlds
from tests.oracle.arena import NOW
from tests.oracle.bridge import Naive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.postgres import ConnectionFacts
    from schema.build import Built
    from tests.conftest import Hub
    from tests.oracle.drawing import World

REQUEST = UUID(int=1)
SEEDS = (50, 62)
LEAKING = range(6)
"""Worlds of which one is enough to show a filter without its guard."""
MANY = 40
PEOPLE = 4
"""People of each world for whom a twin is made in the suite."""
MINUTES = float(os.environ.get("HOMEROOM_TWIN_MINUTES", "6"))
"""How long the full run makes twins."""


@dataclass
class Stage:
    """A database in which a world stands, and then its twin."""

    hub: Hub
    changed: Counter[str] = field(default_factory=Counter)
    asked: int = 0

    async def play(self, seed: int, people: int | None = None) -> None:
        """Compare what people of a world are answered before and after it is estranged."""
        world, random = worlds.make(seed), Random(seed)
        chosen = worlds.people(world)
        random.shuffle(chosen)
        for person in chosen[:people]:
            async with self.hub.database.owner() as owner:
                await worlds.clear(owner)
                await worlds.load(owner, world)
                token = await issue(owner, person, TokenKind.BEARER)
            await self._compare(seed, world, person, token, random)

    async def _compare(
        self, seed: int, world: World, person: UUID, token: str, random: Random
    ) -> None:
        reading = policy.readable(world, person, worlds.TODAY, NOW)
        built = self.hub.door.built
        naive = Naive(world, reading, built.catalog, worlds.TODAY, person)
        documents = list(operations.drawn(random, naive, built))
        before = [await self.answered(token, each, world) for each in documents]
        async with self.hub.database.owner() as owner, owner.transaction():
            changes = await estranged(owner, world, person, random)
        self.changed.update(f"{table}.{column or 'row'}" for table, _, column, _ in changes)
        assert changes
        for document, wanted in zip(documents, before, strict=True):
            found = await self.answered(token, document, world)
            assert found == wanted, f"world {seed}, person {person}, {changes}\n{document}"
            self.asked += 1

    async def answered(self, token: str, document: str, world: World) -> str:
        """The bytes of an answer or of its refusal; what it disclosed is taken back."""
        try:
            viewer = await self.hub.identity.viewer(token, again=True)
            answer = await self.hub.door.execute(document, viewer, request_id=REQUEST)
        except FieldNotGranted as refusal:
            return f"{refusal.code} {[each.message for each in refusal.errors]}"
        except Invalid:
            raise  # a document that doesn't fit the schema would compare nothing
        except Refusal as refusal:
            return f"{refusal.code} {refusal}"
        kept = [row["id"] for row in world["disclosure"]]
        async with self.hub.database.owner() as owner:
            await owner.execute("DELETE FROM disclosure WHERE NOT id = ANY($1)", kept)
        return answer.body


@asynccontextmanager
async def staged(facts: ConnectionFacts, built: Built) -> AsyncIterator[Stage]:
    """A stage over a database of its own."""
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await worlds.load(owner, worlds.make(0))
        yield Stage(await hub_over(database, built))


def test_what_may_not_be_read_changes_no_byte(facts: ConnectionFacts, built: Built) -> None:
    async def play() -> Stage:
        async with staged(facts, built) as stage:
            for seed in SEEDS:
                await stage.play(seed, PEOPLE)
            return stage

    stage = asyncio.run(play())
    assert stage.asked > 0
    assert sum(stage.changed.values()) > PEOPLE * len(SEEDS)


@pytest.mark.full
def test_minutes_of_twins_change_no_byte(facts: ConnectionFacts, built: Built) -> None:
    """`pytest -m full tests/interference`: twins for HOMEROOM_TWIN_MINUTES (6), every person."""

    async def play() -> Stage:
        seed, ends = int(time.time()), time.monotonic() + MINUTES * 60
        async with staged(facts, built) as stage:
            while time.monotonic() < ends:
                await stage.play(seed)
                seed += 1
                told = f"world {seed}: {stage.asked} answers alike"
                print(f"{told}, {sum(stage.changed.values())} changes", file=sys.stderr)
            return stage

    stage = asyncio.run(play())
    print(len(stage.changed), "columns and tables changed", file=sys.stderr)


def test_a_filter_without_its_guard_is_seen_by_twins(
    facts: ConnectionFacts, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "_guard", lambda *_: filters.Guard())
    monkeypatch.setattr(operations, "PAGES", MANY)  # each with a filter

    async def play() -> None:
        async with staged(facts, built) as stage:
            for seed in LEAKING:
                await stage.play(seed)

    with pytest.raises(AssertionError, match="person"):
        asyncio.run(play())
