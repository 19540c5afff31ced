"""The hub lets whoever may write do so, and nobody else: no forbidden change, no wrongful refusal.

Each row of a world is judged as if each person proposed it as it stands; what the statement that
would write it refuses has to be what the oracle does.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from hub import policy as rules
from hub.errors import NotAgreed
from hub.identity import issue
from hub.models import Base
from hub.models.base import VERSION
from hub.models.codes import TokenKind
from hub.policy.rules import WRITES
from resolvers.mutations.rows import NUMBER, Touch, judging
from tests.conftest import EMPTY, copied, hub_over
from tests.oracle import policy, worlds
from tests.oracle.arena import NOW
from tests.oracle.writing import writable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from hub.postgres import ConnectionFacts
    from hub.viewer import Viewer
    from schema.build import Built
    from tests.conftest import Hub
    from tests.oracle.drawing import World

SEEDS = (50, 62, 129, 6)
"""Together they hold every relation: the suite judges in half of them, the full run in all."""
STRUCTURE = {"id", "student_id", VERSION}


def _tables() -> dict[str, frozenset[str]]:
    """Table -> the columns that somebody may write."""
    found: dict[str, set[str]] = {}
    for grant in WRITES:
        for table, column in rules.SLICES[grant.slice].columns:
            found.setdefault(table, set()).add(column)
    return {table: frozenset(columns - STRUCTURE) for table, columns in found.items()}


def test_p15_whoever_may_write_does_and_nobody_else(facts: ConnectionFacts, built: Built) -> None:
    asyncio.run(_agree(facts, built, SEEDS[::2]))


@pytest.mark.full
def test_p15_in_more_worlds_whoever_may_write_does(facts: ConnectionFacts, built: Built) -> None:
    asyncio.run(_agree(facts, built, SEEDS[1::2]))


async def _agree(facts: ConnectionFacts, built: Built, seeds: Sequence[int]) -> None:
    judged = allowed = 0
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await worlds.load(owner, worlds.make(0))
        hub = await hub_over(database, built)
        for seed in seeds:
            world = worlds.make(seed)
            async with database.owner() as owner:
                await worlds.clear(owner)
                await worlds.load(owner, world)
                tokens = {
                    person: await issue(owner, person, TokenKind.BEARER)
                    for person in worlds.people(world)
                }
            for person, token in tokens.items():
                some, open_ = await _person(hub, world, person, token, seed)
                judged, allowed = judged + some, allowed + open_
    print(f"{judged} rows judged, of {allowed} something may be written", file=sys.stderr)
    assert allowed > 100


async def _person(hub: Hub, world: World, person: UUID, token: str, seed: int) -> tuple[int, int]:
    try:
        viewer = await hub.identity.viewer(token)
    except NotAgreed:
        return 0, 0
    wanted = writable(world, person, worlds.TODAY, NOW)
    reading = policy.readable(world, person, worlds.TODAY, NOW)
    judged = 0
    for table, columns in _tables().items():
        rows = world[table]
        if not rows:
            continue
        for row, told in zip(rows, await _judged(hub, viewer, table, columns, rows), strict=True):
            refused = {name for group in told["refused"] for name in group.split()}
            open_ = wanted.get((table, row["id"]), frozenset()) & columns
            where = (seed, person, table, row["id"])
            assert columns - refused == open_, (where, sorted(columns - refused), sorted(open_))
            if refused and "student_id" in Base.metadata.tables[table].c:
                known = ("student", row["student_id"]) in reading.columns
                assert told["seen"] == known, where
            judged += 1
    return judged, len(wanted)


async def _judged(
    hub: Hub,
    viewer: Viewer,
    table: str,
    columns: frozenset[str],
    rows: list[dict[str, Any]],
) -> list[Mapping[str, Any]]:
    """What the hub says of each row, were it proposed as it stands."""
    statement = judging(Touch(table, columns), viewer.shape)
    values = {**viewer.parameters(), "rows": json.dumps(rows, default=_said)}
    async with hub.database.acquire() as connection:
        found = await connection.fetch(
            statement.sql, *(values[name] for name in statement.parameters)
        )
    return sorted((dict(each) for each in found), key=lambda each: int(each[NUMBER]))


def _said(value: Any) -> Any:
    return str(value)
