"""What is left out below a visible row is implied by it, and nothing else is left out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hub import policy
from hub.models import Base
from hub.policy import LIFTS, Clause
from resolvers.catalog import Link
from resolvers.folding import implied_by_lift, raised
from tests.operations.golden import sourced_id_of
from tests.resolvers.conftest import prepared

if TYPE_CHECKING:
    from uuid import UUID

    from hub.viewer import Viewer
    from schema.door import Door
    from tests.conftest import Hub

BOND = ("guardianship", "guardian", ("guardian_id", "id"))
"""The link from a guardianship to its guardian: a lift."""
HELD = Clause("TR", frozenset({"order:any"}), None, None, "5", logged=False)
WANTED = replace(HELD, lift=LIFTS["guardian"], slice="4")
ADULTS = """query($id: ID!) { student(id: $id) { guardianships { relationship
    guardian { givenName familyName phone email language } } } }"""
ADULT = "query($id: ID!) { guardian(id: $id) { givenName } }"
INCIDENTS = """query($id: ID!) { student(id: $id) { participations {
    ... on IncidentParticipation { role incident { occurredOn category status } } } } }"""
SOME = {"id": "stu_00000000-0000-4000-8000-000000000000"}


@pytest.mark.parametrize("text", [ADULTS, INCIDENTS])
async def test_the_row_that_led_here_is_not_asked_for_again(
    demo: Hub, unfolded: Door, teacher: Viewer, text: str
) -> None:
    """Some guardianship makes a guardian readable: the one below which they stand just did."""
    viewer = teacher if text == ADULTS else await demo.viewer(sourced_id_of("guardian"))
    folded = prepared(demo.door, text, viewer, SOME).statement.sql
    whole = prepared(unfolded, text, viewer, SOME).statement.sql
    assert "AS through" not in folded
    assert "AS through" in whole


async def test_an_adult_asked_for_by_id_is_not_folded(demo: Hub, teacher: Viewer) -> None:
    some = {"id": SOME["id"].replace("stu_", "gdn_")}
    assert "AS through" in prepared(demo.door, ADULT, teacher, some).statement.sql


async def test_a_part_of_another_students_record_stands_below_no_whole(own_demo: Hub) -> None:
    """What is known of an IEP is used for its goals: so they have to be about the same student."""
    text = "query($id: ID!) { node(id: $id) { ... on Iep { goals { id } services { id } } } }"
    async with own_demo.database.owner() as owner:
        found = await owner.fetchrow(
            "SELECT i.id, i.student_id FROM iep i JOIN caseload c USING (student_id)"
            " JOIN staff_member s ON s.id = c.staff_id JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = $1 AND c.kind = 'CASE_MANAGER' AND c.ends_on IS NULL"
            " AND EXISTS (SELECT FROM iep_goal g WHERE g.iep_id = i.id) ORDER BY i.id LIMIT 1",
            sourced_id_of("case_manager"),
        )
    assert found is not None
    viewer = await own_demo.viewer(sourced_id_of("case_manager"))
    shown = await _below(own_demo, viewer, text, found["id"])
    assert shown["goals"]
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "UPDATE iep_goal SET student_id = (SELECT id FROM student WHERE id <> $2 LIMIT 1)"
            " WHERE iep_id = $1",
            *found,
        )
    assert await _below(own_demo, viewer, text, found["id"]) == {**shown, "goals": []}


async def _below(hub: Hub, viewer: Viewer, text: str, iep: UUID) -> Any:
    answer = await hub.door.execute(text, viewer, variables={"id": f"iep_{iep}"})
    return json.loads(answer.body)["data"]["node"]


def test_a_way_to_the_row_that_leads_here_is_a_way_to_this_one() -> None:
    assert implied_by_lift(raised((HELD,), *BOND), (WANTED,))
    wider = replace(HELD, denies=HELD.denies | {"own child"}, term="20.reported")
    assert implied_by_lift(raised((wider,), *BOND), (WANTED,))


@pytest.mark.parametrize(
    "wanted",
    [
        replace(WANTED, relation="CT"),
        replace(WANTED, denies=WANTED.denies | {"own child"}),
        replace(WANTED, term="20.reported"),
        replace(WANTED, lift=None),
        replace(WANTED, lift=LIFTS["incident"]),
        replace(WANTED, logged=True),
    ],
)
def test_a_further_relation_deny_condition_or_record_is_asked_for(wanted: Clause) -> None:
    assert not implied_by_lift(raised((HELD,), *BOND), (wanted,))


def test_every_way_to_the_row_must_be_one_to_its_target() -> None:
    held = (HELD, replace(HELD, relation="CT"))
    assert not implied_by_lift(raised(held, *BOND), (WANTED,))
    also = replace(WANTED, relation="CT", logged=True)
    assert not implied_by_lift(raised(held, *BOND), (WANTED, also)), "a record is never dropped"


@pytest.mark.parametrize(
    ("table", "target", "link"),
    [
        ("guardianship", "student", ("student_id", "id")),
        ("emergency_contact", "guardian", ("guardian_id", "id")),
        ("guardian", "guardianship", ("id", "guardian_id")),
        ("section_staff", "staff_member", ("staff_id", "id")),
        ("post", "staff_member", ("id", "id")),
    ],
)
def test_no_other_link_lifts(table: str, target: str, link: tuple[str, str]) -> None:
    assert raised((HELD,), table, target, link) == ()


def test_what_is_itself_lifted_lifts_nothing() -> None:
    assert raised((HELD, WANTED), *BOND) == ()
    assert not implied_by_lift((), (WANTED,))


def test_each_lift_has_a_link_along_it(demo: Hub) -> None:
    """Else this folding would wait for links that nobody takes."""
    types = demo.door.built.catalog.types.values()
    by_name = {entry.name: entry.table for entry in types}
    links = {
        (entry.table, (link.near.name, link.far.name), by_name[link.target])
        for entry in types
        for link in entry.fields.values()
        if isinstance(link, Link)
    }
    tables = Base.metadata.tables
    for lift in policy.LIFTS.values():
        assert (tables[lift.through], (lift.far, "id"), tables[lift.table]) in links
