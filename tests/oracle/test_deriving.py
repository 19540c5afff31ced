"""Whoever may have what is worked out has it, of the rows of which it may be made for them."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from hub.errors import NotAgreed
from hub.identity import issue
from hub.models.codes import TokenKind
from schema.documents import FieldNotGranted
from tests.conftest import EMPTY, copied, hub_over
from tests.oracle import policy, worlds
from tests.oracle.arena import NOW
from tests.oracle.small_world import SmallWorld

if TYPE_CHECKING:
    from uuid import UUID

    from hub.postgres import ConnectionFacts
    from schema.build import Built
    from tests.conftest import Hub
    from tests.oracle.drawing import World

SEEDS = (50, 62, 129)
ASKED = """{ students(first: 100) { nodes {
    id immunizationStatus { state dueOn } withheld { field slice reason }
} } }"""
GAP = {"field": "immunizationStatus", "slice": "16", "reason": "NOT_GRANTED"}


def test_imm5_every_status_is_the_oracles_or_withheld_as_row_16(
    facts: ConnectionFacts, built: Built
) -> None:
    told: Counter[str] = Counter()

    async def play() -> None:
        async with copied(facts, EMPTY) as database:
            async with database.owner() as owner:
                await worlds.load(owner, worlds.make(0))
            hub = await hub_over(database, built)
            for seed in SEEDS:
                await _play(hub, worlds.make(seed), told)

    asyncio.run(play())
    states = {"ADMITTED", "CONDITIONAL", "OVERDUE", "EXEMPT"}
    assert states | {"withheld", "without doses"} <= set(told)


async def _play(hub: Hub, world: World, told: Counter[str]) -> None:
    async with hub.database.owner() as owner:
        await worlds.clear(owner)
        await worlds.load(owner, world)
        tokens = {
            person: await issue(owner, person, TokenKind.BEARER) for person in worlds.people(world)
        }
    for person, token in tokens.items():
        try:
            viewer = await hub.identity.viewer(token)
            answer = await hub.door.execute(ASKED, viewer)
        except (NotAgreed, FieldNotGranted):
            continue  # an app: no agreement can list row 16
        _compare(world, person, json.loads(answer.body)["data"]["students"]["nodes"], told)


def _compare(world: World, person: UUID, nodes: list[Any], told: Counter[str]) -> None:
    reading = policy.readable(world, person, worlds.TODAY, NOW)
    students = {f"stu_{row['id']}": row["id"] for row in world["student"]}
    for node in nodes:
        wanted = reading.statuses.get(students[node["id"]])
        if wanted is None:
            assert node["immunizationStatus"] is None
            assert node["withheld"] == [GAP]
            told["withheld"] += 1
            continue
        state, due_on = wanted
        due = None if due_on is None else due_on.isoformat()
        assert node["immunizationStatus"] == {"state": state, "dueOn": due}, (person, node)
        assert node["withheld"] == []
        told[state] += 1
        told["without doses"] += not any(place[0] == "immunization" for place in reading.columns)


def test_p13_a_principal_has_a_status_of_inputs_that_he_may_not_read() -> None:
    world = SmallWorld()
    student = world.student()
    principal = world.staff("PRINCIPAL")
    dose = world.add("immunization", student_id=student)
    reading = world.ask(principal, date(2024, 10, 15))
    assert ("immunization", dose) not in reading.columns
    assert reading.inputs["immunization", dose] == {"vaccine", "given_on"}
    assert student in reading.statuses
