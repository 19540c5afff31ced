"""An immunization status is worked out at each reading, of rows that its readers need not see."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hub import policy
from hub.errors import LimitExceeded
from hub.immunizations import Child, Dose, State, status_of
from hub.limits import DERIVED_MAX
from hub.policy import Shape
from resolvers.catalog import Computed, Link
from resolvers.immunizing import TOLD, outward, statuses
from tests.operations.golden import sourced_id_of, student_id
from tests.policy.specification import typed_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.viewer import Viewer
    from resolvers.catalog import Catalog, TypeEntry
    from resolvers.operation import Selection
    from schema.build import Built
    from tests.conftest import Hub

STATUS = """query($id: ID!) { student(id: $id) {
    immunizationStatus { state dueOn } withheld { field slice } } }"""
BOTH = """query($id: ID!) { student(id: $id) { immunizations { id }
    one: immunizationStatus { state }
    immunizationRequirements { vaccine lacking doses { dose } }
    two: immunizationStatus { state dueOn } } }"""
DATES = {("support_program", "starts_on"), ("support_program", "ends_on")}
"""What chooses rows of today from a list, without being named."""
DAY = date(2026, 9, 10)


async def told(hub: Hub, who: str, text: str = STATUS, today: date | None = None) -> Any:
    """What somebody is answered of Ana, on another day if one is given."""
    viewer = await hub.viewer(sourced_id_of(who))
    viewer = replace(viewer, clock=replace(viewer.clock, today=today or viewer.clock.today))
    return await answered(hub, viewer, text)


async def answered(hub: Hub, viewer: Viewer, text: str = STATUS) -> Any:
    """The student in the answer."""
    variables = {"id": await student_id(hub, "demo-student")}
    return json.loads((await hub.door.execute(text, viewer, variables=variables)).body)["data"][
        "student"
    ]


async def written(hub: Hub, sql: str, *values: object) -> None:
    """Change rows of Ana, whose key is the first value."""
    student = (await student_id(hub, "demo-student"))[4:]
    async with hub.database.owner() as owner:
        await owner.execute(sql, student, *values)


def derivations(catalog: Catalog) -> Iterator[tuple[TypeEntry, Computed]]:
    """Fields that are worked out under slices of their own."""
    for entry in catalog.types.values():
        for each in entry.fields.values():
            if isinstance(each, Computed) and each.under:
                yield entry, each


def needed(
    catalog: Catalog, entry: TypeEntry, needs: tuple[Selection, ...]
) -> Iterator[tuple[str, str]]:
    """The columns that a hidden selection reads."""
    for each in needs:
        found = entry.fields[each.name]
        if isinstance(found, Link):
            yield from needed(catalog, catalog.types[found.target], each.only())
        elif each.name != "id":
            assert entry.table is not None
            yield entry.table.name, found.column.name  # type: ignore[union-attr]


def test_p32_each_derivation_reads_the_inputs_that_were_typed_by_hand_and_no_other(
    built: Built,
) -> None:
    found = list(derivations(built.catalog))
    assert found
    for entry, field in found:
        read = set(needed(built.catalog, entry, field.needs))
        for piece in {slice_id for slice_id, *_ in typed_inputs()}:
            if policy.row_of(piece) == field.under:
                typed = {(table, name) for at, table, name in typed_inputs() if at == piece}
                assert typed - DATES == read


def test_p32_what_only_serves_a_derivation_opens_nothing_by_itself() -> None:
    """Without the grants on row 16 nobody's clauses are other than they were."""
    shape = Shape(frozenset({"PR", "LI", "GD"}), trained=True)
    assert policy.visible("immunization", replace(shape, relations=frozenset({"PR", "LI"}))) == ()
    within = policy.inside(shape, "16")
    assert {each.slice for each in policy.visible("immunization", within)} == {"16", "16.open"}
    assert all(
        policy.row_of(each.slice) != "16"
        for table, column in {(table, name) for _, table, name in typed_inputs()}
        for each in policy.clauses(table, column, Shape(frozenset(policy.RELATIONS), trained=True))
    )


def test_imm5_nobody_can_tell_by_a_status_that_a_child_has_no_home() -> None:
    born = date(2016, 6, 1)
    homeless = status_of([], Child(born, 4, homeless_or_foster=True), DAY)
    waiting = status_of([], Child(born, 4, grace_until=DAY + timedelta(days=90)), DAY)
    months = {"Polio": (2, 4, 60), "DTaP": (2, 4, 6, 60), "Varicella": (13, 60), "HepB": (0, 2, 6)}
    doses = [
        Dose(f"{vaccine}{age}", vaccine, born + timedelta(days=31 * age))
        for vaccine, ages in months.items()
        for age in ages
    ]
    begun = status_of([*doses, Dose("last", "MMR", DAY)], Child(born, 4), DAY)
    assert [homeless.state, waiting.state, begun.state] == [
        State.HOMELESS_FOSTER_IMMEDIATE,
        State.TRANSFER_GRACE,
        State.CONDITIONAL,
    ]
    alike = {"state": "CONDITIONAL", "due_on": date(2026, 10, 1)}
    assert [outward(each, DAY) for each in (homeless, waiting, begun)] == [alike] * 3
    assert set(TOLD) == set(State)


@pytest.mark.parametrize(("day", "due_on"), [(31, date(2026, 8, 1)), (1, date(2026, 7, 31))])
def test_imm5_whoever_is_in_for_a_time_is_looked_at_within_thirty_days(
    day: int, due_on: date
) -> None:
    homeless = Child(date(2016, 6, 1), 4, homeless_or_foster=True)
    found = date(2026, 7, day)
    assert outward(status_of([], homeless, found), found)["due_on"] == due_on


async def test_imm9_a_status_changes_with_the_day_alone(own_demo: Hub) -> None:
    before = await told(own_demo, "principal")
    assert before["immunizationStatus"]["state"] == "ADMITTED"
    today = (await own_demo.viewer(sourced_id_of("principal"))).clock.today
    await written(
        own_demo, "DELETE FROM immunization WHERE student_id = $1 AND vaccine = 'Varicella'"
    )
    assert (await told(own_demo, "principal"))["immunizationStatus"]["state"] == "OVERDUE"
    await written(
        own_demo,
        "INSERT INTO immunization (student_id, vaccine, given_on, source)"
        " VALUES ($1, 'Varicella', $2, 'STATE_REGISTRY')",
        today - timedelta(days=50),
    )
    due_on = today + timedelta(days=6)
    found = await told(own_demo, "principal")
    assert found["immunizationStatus"] == {"state": "CONDITIONAL", "dueOn": due_on.isoformat()}
    assert found["withheld"] == []
    later = await told(own_demo, "principal", today=due_on)
    assert later["immunizationStatus"] == {"state": "OVERDUE", "dueOn": due_on.isoformat()}


async def test_p17_a_family_has_the_status_without_confidential_doses(own_demo: Hub) -> None:
    await written(
        own_demo, "UPDATE immunization SET confidential = vaccine = 'MMR' WHERE student_id = $1"
    )
    states = {
        who: (await told(own_demo, who))["immunizationStatus"]["state"]
        for who in ("nurse", "registrar", "guardian")
    }
    assert states == {"nurse": "ADMITTED", "registrar": "ADMITTED", "guardian": "OVERDUE"}


async def test_both_of_doses_side_by_side_read_rows_of_their_own(own_demo: Hub) -> None:
    """The hidden rows of the one don't serve the other, whatever they are called."""
    await written(
        own_demo, "UPDATE immunization SET confidential = vaccine = 'MMR' WHERE student_id = $1"
    )
    nurse, guardian = [await told(own_demo, who, BOTH) for who in ("nurse", "guardian")]
    assert nurse["one"]["state"] == nurse["two"]["state"] == "ADMITTED"
    read = {each["id"] for each in nurse["immunizations"]}
    judged = {dose["dose"] for each in nurse["immunizationRequirements"] for dose in each["doses"]}
    assert judged < read  # all but those that nothing asks for
    assert guardian["one"]["state"] == guardian["two"]["state"] == "OVERDUE"
    assert guardian["immunizationRequirements"] is None
    assert set(guardian) == {
        "immunizations", "one", "two", "immunizationRequirements",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "rows"), [("principal", ("16",)), ("nurse", ("16",)), ("provider", ())]
)
async def test_the_log_says_of_a_status_that_row_16_was_read_and_no_row_of_its_inputs(
    demo: Hub, who: str, rows: tuple[str, ...]
) -> None:
    viewer = await demo.viewer(sourced_id_of(who))
    document = demo.door.document(STATUS, viewer)
    (operation,) = document.operations.values()
    variables = {"id": "stu_x"}
    found = demo.door.prepared((STATUS, False), document, operation, variables, viewer)
    assert found.kept == rows


async def test_p33_a_status_is_read_where_both_of_two_have_it(demo: Hub) -> None:
    pair = sourced_id_of("counselor"), sourced_id_of("nurse")
    found = await answered(demo, await demo.viewing_as(*pair))
    gap = {"field": "immunizationStatus", "slice": "16"}
    assert found == {"immunizationStatus": None, "withheld": [gap]}
    pair = sourced_id_of("principal"), sourced_id_of("nurse")
    found = await answered(demo, await demo.viewing_as(*pair))
    assert found["immunizationStatus"]["state"] == "ADMITTED"


async def test_p44_a_monitor_whose_letter_lists_row_16_has_statuses_each_on_record(
    own_demo: Hub,
) -> None:
    """The record says row 16 of each student, and no row of the inputs."""
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE engagement SET slices = slices || '{16}'")
    monitor = await own_demo.viewer(sourced_id_of("monitor"))
    assert "MO:16" in monitor.shape.relations
    text = "{ students(first: 3) { nodes { id immunizationStatus { state } } } }"
    found = json.loads((await own_demo.door.execute(text, monitor)).body)["data"]["students"]
    assert all(each["immunizationStatus"] for each in found["nodes"])
    async with own_demo.database.owner() as owner:
        kept = await owner.fetch(
            "SELECT student_id, slices FROM disclosure WHERE person_id = $1", monitor.person_id
        )
    told = {f"stu_{each['student_id']}": set(each["slices"]) for each in kept}
    assert {each["id"] for each in found["nodes"]} <= set(told)
    for each in found["nodes"]:
        assert "16" in told[each["id"]]
        assert not told[each["id"]] & {"3", "10", "15"}


async def test_a_page_of_students_is_worked_out_of_one_statement_and_at_once(
    demo: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("resolvers.loaders.statuses", _counting(asked))
    nurse = await demo.viewer(sourced_id_of("nurse"))
    text = "{ students(first: 100) { nodes { immunizationStatus { state } } } }"
    found = json.loads((await demo.door.execute(text, nurse)).body)["data"]["students"]["nodes"]
    told = [each["immunizationStatus"] for each in found]  # none of students who left (P-5)
    states = {each["state"] for each in told if each}
    assert len(asked) == 1
    assert asked[0] > 50
    assert states >= {"ADMITTED", "OVERDUE"}


async def test_statuses_are_worked_out_of_so_many_students_at_once(demo: Hub) -> None:
    nurse = await demo.viewer(sourced_id_of("nurse"))
    text = """{ sections(first: %d) { nodes { roster(first: 100) { nodes {
        student { immunizationStatus { state } } } } } } }"""
    most = DERIVED_MAX // 100
    found = json.loads((await demo.door.execute(text % most, nurse)).body)["data"]
    assert found["sections"]["nodes"]
    with pytest.raises(LimitExceeded):
        await demo.door.execute(text % (most + 1), nurse)


def _counting(asked: list[int]) -> Any:
    def counted(students: Any, day: date) -> Any:
        asked.append(len(students))
        return statuses(students, day)

    return counted
