"""What is shown of how far a guardianship is checked: worked out of its dates, and as withheld."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from resolvers.loaders import validation_state
from schema.documents import Invalid
from tests.operations.golden import sourced_id_of, student_id

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from tests.conftest import Hub

STATES = """query($after: String) { students(first: 50, after: $after) {
    nodes { guardianships { id validationState withheld { field } } }
    pageInfo { hasNextPage endCursor } } }"""
ONE = """query($id: ID!, $day: Date) { student(id: $id, asOf: $day) { guardianships {
    validationState withheld { field } guardian { givenName } } } }"""
COUNTED = """query($where: GuardianshipWhere) {
    students(first: 1, where: {guardianships: $where}) { totalCount { count } } }"""
KEPT = """SELECT 'gsh_' || g.id AS id, CASE
    WHEN rejected_on <= fixed_today THEN 'REJECTED'
    WHEN validated_until > fixed_today THEN 'VALIDATED'
    WHEN validated_until IS NOT NULL THEN 'EXPIRED'
    WHEN matched_on IS NULL THEN 'IMPORTED'
    WHEN contact_verified_on IS NULL THEN 'MATCHED'
    WHEN identity_verified_on IS NULL THEN 'CONTACT_VERIFIED'
    ELSE 'IDENTITY_VERIFIED' END AS state
    FROM guardianship g, district"""


async def told(hub: Hub, viewer: Viewer, text: str, **variables: Any) -> Any:
    """The answer's data."""
    return json.loads((await hub.door.execute(text, viewer, variables=variables)).body)["data"]


async def test_gua4_every_state_follows_from_the_dates_of_its_row(demo: Hub) -> None:
    registrar = await demo.viewer(sourced_id_of("registrar"))
    async with demo.database.owner() as owner:
        kept = {row["id"]: row["state"] for row in await owner.fetch(KEPT)}
    shown: dict[str, str] = {}
    after, more = None, True
    while more:
        page = (await told(demo, registrar, STATES, after=after))["students"]
        bonds = [bond for node in page["nodes"] for bond in node["guardianships"] or ()]
        shown |= {bond["id"]: bond["validationState"] for bond in bonds}
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    assert {key: kept[key] for key in shown} == shown
    assert set(shown.values()) >= {"IMPORTED", "MATCHED", "EXPIRED", "VALIDATED"}


async def test_p32_whoever_reads_no_guardians_gets_no_state_and_is_told_so(demo: Hub) -> None:
    ana = await student_id(demo, "demo-student")
    answers = {}
    for who in ("teacher", "office", "father", "substitute", "student", "transport"):
        viewer = await demo.viewer(sourced_id_of(who))
        answers[who] = (await told(demo, viewer, ONE, id=ana))["student"]
    assert {bond["validationState"] for bond in answers["office"]["guardianships"]} == {"VALIDATED"}
    for who in ("substitute", "transport"):
        assert answers[who] is None or answers[who]["guardianships"] is None, who
    family = answers["father"]["guardianships"]
    assert [bond["validationState"] for bond in family if not bond["withheld"]]
    for bond in family:
        closed = {each["field"] for each in bond["withheld"]}
        assert (bond["validationState"] is None) == ("validationState" in closed)


async def test_p32_a_row_whose_dates_are_withheld_has_no_state() -> None:
    dates = ("startsOn", "matchedOn", "contactVerifiedOn", "identityVerifiedOn")
    masked = dict.fromkeys(f"#{name}" for name in (*dates, "validatedUntil", "rejectedOn"))
    assert await validation_state(masked, None) is None


async def test_p23_a_state_is_the_same_with_and_without_an_order(own_demo: Hub) -> None:
    """Whoever reads how far a guardianship is checked need not know of orders."""
    ana = await student_id(own_demo, "demo-student")
    teacher = await own_demo.viewer(sourced_id_of("teacher"))
    before = await told(own_demo, teacher, ONE, id=ana)
    assert before["student"]["guardianships"]
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "INSERT INTO court_order (student_id, person_id, guardian_id, kind, starts_at)"
            " SELECT g.student_id, a.person_id, a.id, 'NO_PICKUP', now() - interval '400 days'"
            " FROM guardianship g JOIN guardian a ON a.id = g.guardian_id"
            " WHERE 'stu_' || g.student_id = $1",
            ana,
        )
    assert await told(own_demo, teacher, ONE, id=ana) == before


async def test_the_state_is_todays_on_whatever_day_facts_are_shown(demo: Hub) -> None:
    registrar = await demo.viewer(sourced_id_of("registrar"))
    ana = await student_id(demo, "demo-student")
    for day in (None, "2026-09-10", "2027-09-10"):
        shown = await told(demo, registrar, ONE, id=ana, day=day)
        assert {each["validationState"] for each in shown["student"]["guardianships"]} == {
            "VALIDATED"
        }


async def test_gua4_facts_are_filtered_by_and_states_are_not(demo: Hub) -> None:
    registrar = await demo.viewer(sourced_id_of("registrar"))
    async with demo.database.owner() as owner:
        today = await owner.fetchval("SELECT fixed_today::text FROM district")
    held = {"validatedUntil": {"gt": today}}
    lapsed = {"validatedUntil": {"lte": today}}
    counts = {
        name: (await told(demo, registrar, COUNTED, where=where))["students"]["totalCount"]["count"]
        for name, where in (("held", held), ("lapsed", lapsed), ("all", {}))
    }
    assert 0 < counts["lapsed"] < counts["held"] < counts["all"]
    where = {"validationState": {"eq": "EXPIRED"}}
    with pytest.raises(Invalid):
        await demo.door.execute(COUNTED, registrar, variables={"where": where})
