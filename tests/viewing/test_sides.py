"""Each of two people brings their own denies, training, record and refusals to what both read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import FieldWithheld, ViewAsRefused
from schema.door import Door
from tests.cli.test_plan import planned
from tests.conftest import SECRET
from tests.operations.golden import student_id

if TYPE_CHECKING:
    from hub.policy import Shape
    from hub.viewer import Viewer
    from tests.conftest import Hub

SUPPORTS = """
query Supports($id: ID!) {
  student(id: $id) { supports { instruction } withheld { field reason } }
}
"""
SERVICES = "query Services($id: ID!) { student(id: $id) { services { area } } }"
NAME = "query Name($id: ID!) { student(id: $id) { familyName } }"
SORTED = "{ students(orderBy: {field: BIRTH_DATE}) { totalCount { count } } }"
BORN = '{ students(where: {birthDate: {gte: "2010-01-01"}}) { totalCount { count } } }'
CASELOAD = "{ myCaseload(first: 100) { nodes { id } } }"
MEETINGS = "{ sections(first: 2) { nodes { nextMeeting { startsAt } } } }"
PAIRS = (("counselor", "registrar"), ("registrar", "counselor"))


async def _told(hub: Hub, viewer: Viewer, text: str, student: str | None = None) -> Any:
    variables = {"id": await student_id(hub, student)} if student else {}
    answer = await hub.door.execute(text, viewer, variables=variables)
    return json.loads(answer.body)["data"]


@pytest.mark.parametrize(("one", "other"), PAIRS)
async def test_p33_an_order_against_either_of_two_hides_the_child(
    demo: Hub, one: str, other: str
) -> None:
    """The counselor is the father from whom the record is closed; the registrar reads it."""
    child = "demo-closed-to-father"
    assert await _told(demo, await demo.viewer("demo-registrar"), NAME, child) != {"student": None}
    viewer = await demo.viewing_as(f"demo-{one}", f"demo-{other}")
    assert await _told(demo, viewer, NAME, child) == {"student": None}
    assert await _told(demo, viewer, NAME, "demo-student") != {"student": None}


async def test_p33_p37_training_is_judged_of_each_side(own_demo: Hub) -> None:
    """Whose training has lapsed takes the supports from both; a reason tells the viewer's only."""
    pair = ("demo-principal", "demo-teacher")
    both = await _told(own_demo, await own_demo.viewing_as(*pair), SUPPORTS, "demo-student")
    assert both["student"]["supports"]
    assert both["student"]["withheld"] == []
    for who, reason in (("demo-teacher", "NOT_GRANTED"), ("demo-principal", "TRAINING_EXPIRED")):
        async with own_demo.database.owner() as owner, owner.transaction():
            await owner.execute(
                "UPDATE training SET expires_on = completed_on + 1 WHERE staff_id = $1",
                await own_demo.staff_id(who),
            )
            await owner.execute("UPDATE person SET epoch = epoch + 1 WHERE sourced_id = $1", who)
        viewer = await own_demo.viewer(pair[0])
        viewer = await own_demo.identity.viewer(own_demo.tokens[pair[0]], again=True)
        viewer = await own_demo.identity.viewing_as(viewer, await own_demo.staff_id(pair[1]))
        lapsed = await _told(own_demo, viewer, SUPPORTS, "demo-student")
        assert lapsed["student"]["supports"] is None
        assert lapsed["student"]["withheld"] == [{"field": "supports", "reason": reason}]


async def test_p33_p30_what_either_reads_on_record_is_recorded_of_whoever_asked(
    own_demo: Hub,
) -> None:
    """A contracted provider's reading is recorded, and so is a principal's as that provider."""
    ask = "SELECT person_id, slices, party FROM disclosure WHERE at > now() - interval '1 hour'"
    viewer = await own_demo.viewing_as("demo-principal", "demo-contracted-provider")
    async with own_demo.database.owner() as owner:
        await owner.execute("DELETE FROM disclosure")
        read = await _told(own_demo, viewer, SERVICES, "demo-student")
        assert read["student"]["services"]
        (row,) = await owner.fetch(ask)
        assert row["person_id"] == viewer.person_id
        assert row["slices"] == ["18"]
        assert row["party"] == "Victoria Stone"
        await owner.execute("DELETE FROM disclosure")
        alone = await _told(own_demo, await own_demo.viewer("demo-principal"), SERVICES,
                            "demo-student")  # fmt: skip
        assert alone["student"]["services"]
        assert await owner.fetch(ask) == []


async def test_p33_p32_what_is_withheld_from_either_neither_filters_nor_sorts(demo: Hub) -> None:
    """A co-teacher reads no birth date: viewing as her, a principal's filter is refused too."""
    principal = await demo.viewer("demo-principal")
    assert (await _told(demo, principal, BORN))["students"]["totalCount"]["count"] > 0
    viewing = await demo.viewing_as("demo-principal", "demo-co-teacher")
    for document in (BORN, SORTED):
        with pytest.raises(FieldWithheld):
            await demo.door.execute(document, viewing)


async def test_p33_a_list_of_ones_own_is_of_both(demo: Hub) -> None:
    """`myCaseload`: whoever is on the viewer's and on the target's."""
    read = {
        name: {each["id"] for each in (await _told(demo, viewer, CASELOAD))["myCaseload"]["nodes"]}
        for name, viewer in {
            "both": await demo.viewing_as("demo-counselor", "demo-case-manager"),
            "counselor": await demo.viewer("demo-counselor"),
            "case manager": await demo.viewer("demo-case-manager"),
        }.items()
    }
    assert read["both"] == read["counselor"] & read["case manager"]
    assert 0 < len(read["both"]) < len(read["counselor"])


async def test_p33_one_plan_serves_pairs_of_the_same_shapes_and_no_other(demo: Hub) -> None:
    """A viewer's own statement speaks of no target, and a pair's of both."""
    teachers = [
        await demo.viewing_as("demo-principal", each) for each in ("demo-nurse", "demo-teacher")
    ]
    alone = await demo.viewer("demo-principal")
    door = Door(demo.door.built, demo.database, SECRET, demo.door.zone)
    plans: dict[Shape, int] = {}
    for viewer in (alone, *teachers, *teachers):
        before = len(door._plans)
        await door.execute("{ staff(first: 1) { nodes { email } } }", viewer)
        plans[viewer.shape] = len(door._plans) - before + plans.get(viewer.shape, 0)
    assert list(plans.values()) == [1, 1, 1]
    shown = await planned(demo, "principal", CASELOAD)
    assert "their_" not in shown
    assert "view_as" not in shown


async def test_p33_what_is_worked_out_is_on_record_under_the_same_request(own_demo: Hub) -> None:
    """A computed field asks once more, as the same two people and for the same request."""
    viewer = await own_demo.viewing_as("demo-principal", "demo-teacher")
    async with own_demo.database.owner() as owner:
        await owner.execute("DELETE FROM view_as")
        answer = await own_demo.door.execute(MEETINGS, viewer)
        requests = await owner.fetch("SELECT DISTINCT request_id FROM view_as")
    told = json.loads(answer.body)["extensions"]["requestId"]
    assert [str(row["request_id"]) for row in requests] == [told]


async def test_p33_a_plan_is_shown_of_whoever_views_as_somebody(own_demo: Hub) -> None:
    """`homeroom plan --viewing-as`: of both sides, and it leaves no row behind."""
    async with own_demo.database.owner() as owner:
        before = await owner.fetchval("SELECT count(*) FROM view_as")
        shown = await planned(own_demo, "counselor", CASELOAD, as_whom="nurse")
        assert "CN -order:any -own_child & NU -order:any -own_child" in shown
        assert "INSERT INTO view_as" in shown
        assert await owner.fetchval("SELECT count(*) FROM view_as") == before
        with pytest.raises(ViewAsRefused):
            await planned(own_demo, "teacher", CASELOAD, as_whom="nurse")
