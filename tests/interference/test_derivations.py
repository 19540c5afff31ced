"""What is worked out for somebody depends on its inputs alone, and tells nothing else of them."""

from __future__ import annotations

import asyncio
import json
from random import Random
from typing import TYPE_CHECKING, Any

from hub.identity import issue
from hub.models.codes import TokenKind
from tests.interference import operations, twins
from tests.interference.test_interference import staged
from tests.oracle import policy, specification, worlds
from tests.oracle.arena import NOW
from tests.oracle.bridge import Naive
from tests.oracle.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    import pytest

    from hub.postgres import ConnectionFacts
    from schema.build import Built
    from tests.interference.test_interference import Stage
    from tests.oracle.drawing import World

SEEDS = (50, 501)
MANY = 10_000
"""Every change that is found is made: one dose more or less decides little."""
FIELD = "immunizationStatus"
INPUTS = {(each.table, column) for each in specification.inputs() for column in each.columns}


def readers(world: World) -> list[UUID]:
    """Staff who have a status of somebody whose doses they don't all read."""
    return [
        person
        for person in worlds.people(world)
        if Facts(world, person, worlds.TODAY, NOW).staff_id is not None
        and any(
            place[0] == "immunization" and place not in reading.columns
            for reading in (policy.readable(world, person, worlds.TODAY, NOW),)
            for place in reading.inputs
        )
    ]


def only_inputs(candidates: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Of the changes that nobody may notice, those of inputs; rows of such tables may go, too."""
    tables = {table for table, _ in INPUTS}

    def chosen(world: World, *rest: Any) -> list[Any]:
        found = candidates({name: rows for name, rows in world.items() if name in tables}, *rest)
        return [each for each in found if each[2] == "" or (each[0], each[2]) in INPUTS]

    return chosen


def test_p32_inputs_of_a_status_change_the_status_and_no_other_byte(
    facts: ConnectionFacts, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins, "CHANGES", MANY)
    monkeypatch.setattr(twins, "candidates", only_inputs(twins.candidates))
    moved = asyncio.run(_play(facts, built))
    assert moved > 0


async def _play(facts: ConnectionFacts, built: Built) -> int:
    moved = 0
    async with staged(facts, built) as stage:
        for seed in SEEDS:
            world = worlds.make(seed)
            for person in readers(world):
                moved += await _compared(stage, world, person, Random(seed))
    return moved


async def _compared(stage: Stage, world: World, person: UUID, random: Random) -> int:
    """How many statuses another world of inputs changed; everything else is as it was."""
    async with stage.hub.database.owner() as owner:
        await worlds.clear(owner)
        await worlds.load(owner, world)
        token = await issue(owner, person, TokenKind.BEARER)
    built = stage.hub.door.built
    reading = policy.readable(world, person, worlds.TODAY, NOW)
    naive = Naive(world, reading, built.catalog, worlds.TODAY, person)
    documents = list(operations.drawn(random, naive, built))
    before = [await stage.answered(token, each, world) for each in documents]
    async with stage.hub.database.owner() as owner, owner.transaction():
        await twins.estranged(owner, world, person, random, inputs=True)
    after = [await stage.answered(token, each, world) for each in documents]
    for document, was, now in zip(documents, before, after, strict=True):
        if document != operations.STATUSES:
            assert was == now, document
    at = documents.index(operations.STATUSES)
    was, now = (json.loads(each[at])["data"]["students"]["nodes"] for each in (before, after))
    changed = [one[FIELD] != other[FIELD] for one, other in zip(was, now, strict=True)]
    rest = [[{**node, FIELD: None} for node in nodes] for nodes in (was, now)]
    assert rest[0] == rest[1]
    return sum(changed)
