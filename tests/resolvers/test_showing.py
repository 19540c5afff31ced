"""Shown: a value, nothing recorded, nothing to expect and withheld are told apart (P-35)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.operations.golden import sourced_id_of, student_id

if TYPE_CHECKING:
    from tests.conftest import Hub

GAPS = "withheld { field reason } states { field state }"


async def student(hub: Hub, who: str, selection: str, name: str = "demo-student") -> Any:
    """What someone is answered of a student."""
    text = f"query($id: ID!) {{ student(id: $id) {{ {selection} }} }}"
    viewer = await hub.viewer(sourced_id_of(who))
    answer = await hub.door.execute(text, viewer, variables={"id": await student_id(hub, name)})
    return json.loads(answer.body)["data"]["student"]


def states(row: Any) -> dict[str, str]:
    """The state of each field of an object that shows no value."""
    return {each["field"]: each["state"] for each in row["states"]}


def withheld(row: Any) -> set[str]:
    """The fields of an object that are withheld."""
    return {each["field"] for each in row["withheld"]}


@pytest.mark.parametrize("who", ["nurse", "teacher", "guardian", "registrar", "special_education"])
async def test_p35_every_field_without_a_value_says_why(demo: Hub, who: str) -> None:
    fields = "givenName middleName preferredName birthDate photoKey gradeLevel familyName"
    row = await student(demo, who, f"{fields} {GAPS}")
    empty = {name for name in fields.split() if row[name] is None}
    assert set(states(row)) == empty
    assert withheld(row) == {name for name, state in states(row).items() if state == "WITHHELD"}


async def test_p35_a_field_that_asks_nothing_says_nothing(demo: Hub) -> None:
    row = await student(demo, "nurse", f"givenName {GAPS}")
    assert row == {"givenName": "Ana", "withheld": [], "states": []}


async def test_p35_gaps_are_named_by_the_clients_own_keys(demo: Hub) -> None:
    selection = f"born: birthDate why: conditions {{ name }} {GAPS}"
    row = await student(demo, "special_education", selection)
    assert withheld(row) == {"born", "why"}


async def test_p35_a_withheld_list_is_null_and_an_empty_one_is_empty(demo: Hub) -> None:
    zoe = "demo-adult-student"
    selection = f"conditions {{ name }} formerNames {{ familyName }} {GAPS}"
    hers = await student(demo, "adult_student", selection, zoe)
    assert hers["conditions"] == []
    assert hers["formerNames"] is None
    assert withheld(hers) == {"formerNames"}


async def test_p35_what_has_not_ended_is_not_applicable(demo: Hub) -> None:
    row = await student(demo, "counselor", f"caseloads {{ endsOn {GAPS} }}")
    assert states(row["caseloads"][0]) == {"endsOn": "NOT_APPLICABLE"}
    row = await student(demo, "counselor", f"marks(first: 1) {{ nodes {{ reason {GAPS} }} }}")
    assert states(row["marks"]["nodes"][0]) == {"reason": "NOT_APPLICABLE"}


@pytest.mark.parametrize("who", ["counselor", "guardian"])
async def test_p35_an_absence_of_which_nobody_said_why_has_no_reason_recorded(
    demo: Hub, who: str
) -> None:
    """Unlike a mark's: a reason can be expected here, and nobody has recorded it."""
    late = "attendance(first: 1, where: {status: {eq: TARDY}, reason: {isNull: true}})"
    row = await student(demo, who, f"{late} {{ nodes {{ reason {GAPS} }} }}")
    assert states(row["attendance"]["nodes"][0]) == {"reason": "NOT_RECORDED"}


async def test_p35_a_link_that_leads_nowhere_says_so(demo: Hub) -> None:
    """Nobody is named for this action: that is no refusal."""
    row = await student(demo, "nurse", f"carePlanParts {{ assignee {{ familyName }} {GAPS} }}")
    open_to_all = [part for part in row["carePlanParts"] if part["assignee"] is None]
    assert open_to_all
    for part in open_to_all:
        assert withheld(part) == set()
        assert states(part) == {"assignee": "NOT_RECORDED"}


async def test_p35_a_link_to_a_row_that_one_may_not_see_is_withheld(demo: Hub) -> None:
    """A part of a plan always has its plan: for whoever may not see it, it is withheld."""
    row = await student(demo, "teacher", f"carePlanParts {{ carePlan {{ title }} {GAPS} }}")
    (part,) = row["carePlanParts"]
    assert part["carePlan"] is None
    assert withheld(part) == {"carePlan"}


async def test_p35_a_marker_is_a_function_of_grants_and_never_of_data(demo: Hub) -> None:
    """A residence behind a substitute address: nothing tells that there is one."""
    lists = "confidentialAddresses { line1 } formerNames { id } courtOrders { court }"
    selection = f"{lists} {GAPS}"
    rows = [
        await student(demo, "nurse_lead", selection, name)
        for name in ("demo-safe-at-home", "demo-two-homes", "demo-restricted")
    ]
    assert len({json.dumps([row["withheld"], row["states"]]) for row in rows}) == 1


async def test_p36_who_reported_reads_no_account_once_an_order_hides_a_part(own_demo: Hub) -> None:
    """No deny applies to what one reported oneself; those of its parts do, and close the text."""
    teacher = await own_demo.viewer(sourced_id_of("teacher"))
    text = "query($id: ID!) { incident(id: $id) { category description withheld { field } } }"
    async with own_demo.database.owner() as owner:
        incident, student = await owner.fetchrow(
            "UPDATE incident SET description = 'Told.' FROM incident_participation p"
            " WHERE p.incident_id = incident.id AND reported_by = $1"
            " RETURNING incident.id, p.student_id",
            teacher.staff_id,
        ) or (None, None)
        asked = {"id": f"inc_{incident}"}
        before = json.loads((await own_demo.door.execute(text, teacher, variables=asked)).body)
        await owner.execute(
            "INSERT INTO court_order (student_id, person_id, kind, starts_at, document_key)"
            " VALUES ($1, $2, 'NO_CONTACT', '2020-01-01', 'filed')",
            student,
            teacher.person_id,
        )
    after = json.loads((await own_demo.door.execute(text, teacher, variables=asked)).body)
    told = before["data"]["incident"]
    assert told == {"category": told["category"], "description": "Told.", "withheld": []}
    gap = {"description": None, "withheld": [{"field": "description"}]}
    assert after["data"]["incident"] == told | gap
