"""What a logged clause shows is recorded by the statement that shows it: no record, no data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from schema.door import Door
from tests.conftest import SECRET
from tests.operations.golden import sourced_id_of, student_id

if TYPE_CHECKING:
    from schema.build import Built
    from tests.conftest import Hub

OPENED = "demo-student"
CLOSED = "demo-other-caseload"


async def recorded(hub: Hub, who: str, text: str, *, door: Door | None = None) -> list[Any]:
    """The disclosures that one operation leaves: the student's id and the slices."""
    viewer = await hub.viewer(sourced_id_of(who))
    names = [name for name in (OPENED, CLOSED) if f"${name.replace('-', '_')}" in text]
    variables = {name.replace("-", "_"): await student_id(hub, name) for name in names}
    answer = await (door or hub.door).execute(text, viewer, variables=variables)
    request = json.loads(answer.body)["extensions"]["requestId"]
    async with hub.database.owner() as owner:
        rows = await owner.fetch(
            "SELECT 'stu_' || student_id AS student, slices FROM disclosure"
            " WHERE request_id = $1 ORDER BY student_id",
            request,
        )
    return [(row["student"], sorted(row["slices"])) for row in rows]


def about(selection: str, name: str = OPENED) -> str:
    """An operation that reads something of one student."""
    variable = name.replace("-", "_")
    return f"query(${variable}: ID!) {{ student(id: ${variable}) {{ {selection} }} }}"


VALUES = [
    ("conditions { name }", ["12"]),
    ("carePlans { title }", ["12"]),
    ("medicationOrders { drug }", ["13"]),
    ("visits { nodes { complaint } }", ["14"]),
    ("visits { edges { node { complaint } } }", ["14"]),
    ("conditions { name } medicationOrders { drug } visits { nodes { arrivedAt } }",
     ["12", "13", "14"]),
    ("a: conditions { kind } b: conditions { name }", ["12"]),
]  # fmt: skip


@pytest.mark.parametrize(("selection", "slices"), VALUES)
async def test_p12_each_reading_of_an_opened_record_is_recorded(
    demo: Hub, selection: str, slices: list[str]
) -> None:
    ana = await student_id(demo, OPENED)
    assert await recorded(demo, "principal", about(selection)) == [(ana, slices)]


@pytest.mark.parametrize(("selection", "slices"), VALUES[:2])
async def test_p12_without_folding_it_is_recorded_too(
    demo: Hub, built: Built, selection: str, slices: list[str]
) -> None:
    door = Door(built, demo.database, SECRET, demo.door.zone, fold=False)
    ana = await student_id(demo, OPENED)
    assert await recorded(demo, "principal", about(selection), door=door) == [(ana, slices)]


EXISTENCE = [
    "visits { totalCount { count } }",
    "visits(first: 0) { pageInfo { hasNextPage } }",
    "visits { edges { cursor } }",
    "visits { edges { __typename } }",
    "visits { nodes { __typename } }",
    "visits { pageInfo { endCursor } }",
    "conditions { __typename }",
    "conditions { id }",
    "conditions { student { givenName } }",
    "medicationOrders { states { field } }",
]


@pytest.mark.parametrize("selection", EXISTENCE)
async def test_p12_that_a_row_exists_is_a_reading_too(demo: Hub, selection: str) -> None:
    """How many conditions there are tells something: it is recorded, or it is not told."""
    assert len(await recorded(demo, "principal", about(selection))) == 1


@pytest.mark.parametrize("selection", ["__typename", "nodes { complaint }", "edges { cursor }"])
async def test_p12_an_empty_page_tells_nothing(demo: Hub, selection: str) -> None:
    assert await recorded(demo, "principal", about(f"visits(first: 0) {{ {selection} }}")) == []


async def test_p12_a_count_of_nothing_is_not_recorded(demo: Hub) -> None:
    listed = "visits(where: {{id: {{in: [{ids}]}}}}) {{ totalCount {{ count }} }}"
    other = '"vis_00000000-0000-0000-0000-000000000000"'
    assert await recorded(demo, "principal", about(listed.format(ids=other))) == []


async def test_p12_what_was_not_opened_is_neither_shown_nor_recorded(demo: Hub) -> None:
    assert await recorded(demo, "principal", about("conditions { name }", CLOSED)) == []


@pytest.mark.parametrize("selection", ["givenName", "healthAlerts { instruction }",
                                       "carePlanParts { action }"])  # fmt: skip
async def test_what_a_principal_reads_anyway_is_not_recorded(demo: Hub, selection: str) -> None:
    assert await recorded(demo, "principal", about(selection, CLOSED)) == []


CONTRACTED = [
    ("services { area }", ["18"]),
    ("supports { instruction }", ["17"]),
    ("team { staffMember { familyName } }", ["17"]),
    ("services { area goals { goal } } supports { kind }", ["17", "18"]),
]


@pytest.mark.parametrize(("selection", "slices"), CONTRACTED)
async def test_300_614_a_contracted_provider_is_recorded(
    demo: Hub, selection: str, slices: list[str]
) -> None:
    ana = await student_id(demo, OPENED)
    assert await recorded(demo, "contracted_provider", about(selection)) == [(ana, slices)]


@pytest.mark.parametrize("who", ["provider", "case_manager", "guardian", "teacher"])
async def test_300_614_employees_and_parents_are_not_recorded(demo: Hub, who: str) -> None:
    text = about("services { area } supports { kind }")
    assert await recorded(demo, who, text) == []


async def test_300_614_each_student_of_a_list_is_recorded(demo: Hub) -> None:
    """One row a student and request, whoever of the page is shown something."""
    text = "{ myCaseload(first: 4) { nodes { id services { area } } } }"
    viewer = await demo.viewer(sourced_id_of("contracted_provider"))
    shown = json.loads((await demo.door.execute(text, viewer)).body)["data"]["myCaseload"]
    served = sorted(node["id"] for node in shown["nodes"] if node["services"])
    assert len(served) > 1
    found = await recorded(demo, "contracted_provider", text)
    assert found == [(each, ["18"]) for each in served]


async def test_what_nobody_saw_is_not_recorded(demo: Hub) -> None:
    """A page's next row is read to know that it is there, and is not shown."""
    text = "{ myCaseload(first: 1) { nodes { services { area } } pageInfo { hasNextPage } } }"
    assert len(await recorded(demo, "contracted_provider", text)) == 1


async def test_p30_a_record_tells_basis_purpose_and_who_read(demo: Hub) -> None:
    """One row a student and request, however many slices: each basis once (34 CFR 99.32)."""
    viewer = await demo.viewer("demo-principal")
    variables = {"demo_student": await student_id(demo, OPENED)}
    text = about("conditions { name } medicationOrders { drug } counselingDisclosures { body }")
    answer = await demo.door.execute(text, viewer, variables=variables)
    async with demo.database.owner() as owner:
        (row,) = await owner.fetch(
            "SELECT slices, bases, purposes, party FROM disclosure WHERE request_id = $1",
            json.loads(answer.body)["extensions"]["requestId"],
        )
    assert sorted(row["slices"]) == ["12", "13", "24"]
    assert sorted(row["bases"]) == ["CA-49602", "EMERG"]
    assert sorted(row["purposes"]) == [
        "an emergency of health or safety",
        "told by the counselor",
    ]
    assert row["party"] == "Victoria Stone"
