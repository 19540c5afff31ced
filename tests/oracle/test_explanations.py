"""Explanations say what the oracle says: who reads, and who could (P-45)."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from hub.clock import district_clock
from hub.explain.question import Person, Question, viewer_of
from hub.explain.readers import readers
from hub.explain.ways import counted
from tests.conftest import EMPTY, copied, hub_over
from tests.oracle import policy, worlds
from tests.oracle.arena import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from uuid import UUID

    from hub.postgres import ConnectionFacts
    from schema.build import Built
    from tests.conftest import Hub

SEEDS = (50, 62)
ASKED = 25
"""Questions of one world."""


def questions(hub: Hub, world: Any, random: Random) -> Iterator[tuple[Question, str]]:
    """Fields of rows that are about a student, and the student."""
    fields = [
        (entry.table.name, field.column.name)
        for entry in hub.door.built.catalog.types.values()
        if entry.table is not None and "student_id" in entry.table.c
        for field in entry.fields.values()
        if hasattr(field, "column") and field.column.name != "id"
    ]
    for _ in range(ASKED):
        table, column = random.choice(fields)
        student = random.choice(world["student"])["id"]
        yield Question(table, column, student), student


def person_of(world: Any, person: UUID) -> Person:
    """A person with their capacities."""
    ids = (
        next((row["id"] for row in world[table] if row["person_id"] == person), None)
        for table in ("staff_member", "guardian", "student", "vendor_app")
    )
    staff, guardian, student, app = ids
    return Person(person, 0, False, staff, guardian, student, app)  # noqa: FBT003


@pytest.fixture
async def own_arena(facts: ConnectionFacts, built: Built) -> AsyncIterator[Hub]:
    """A hub over a database in which worlds come and go."""
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await worlds.load(owner, worlds.make(0))
        yield await hub_over(database, built)


@pytest.mark.parametrize("seed", SEEDS)
async def test_p45_explanations_agree_with_the_oracle(own_arena: Hub, seed: int) -> None:
    world, random = worlds.make(seed), Random(seed)
    able = 0
    async with own_arena.database.owner() as owner:
        await worlds.clear(owner)
        await worlds.load(owner, world)
        clock = (await district_clock(owner)).read()
        read = {
            person: policy.readable(world, person, worlds.TODAY, NOW).columns
            for person in worlds.people(world)
        }
        for question, student in questions(own_arena, world, random):
            rows = {r["id"] for r in world[question.table] if r["student_id"] == student}
            wanted = {
                person: sum(
                    question.column in columns.get((question.table, row), ()) for row in rows
                )
                for person, columns in read.items()
            }
            found = {each.person_id: each for each in await readers(owner, question, clock)}
            expected = {person for person, count in wanted.items() if count}
            assert set(found) == expected, question
            assert all(each.relations for each in found.values()), question
            able += len(expected)
            for person in random.sample(sorted(wanted), 3):
                viewer = await viewer_of(owner, person_of(world, person), clock)
                said = (await counted(owner, question, viewer))[0]
                assert said == wanted[person], (question, person)
    assert able > ASKED
