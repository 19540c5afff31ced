"""AUD-1: what the log of readings and the record of disclosures say of a history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.history.asking import entered, history
from tests.operations.golden import sourced_id_of, student_id

if TYPE_CHECKING:
    from tests.conftest import Hub

ANA = "demo-student"


async def test_aud1_to_read_a_history_is_to_read_what_it_is_of(own_demo: Hub) -> None:
    ana = await student_id(own_demo, ANA)
    kept = _listening(own_demo)
    await history(own_demo, "registrar", ana)
    assert [set(filter(None, each.seen.split(","))) for each in kept] == [{ana[4:]}]
    assert {"27", "8a"} <= set(kept[0].slices)


async def test_aud1_what_a_history_is_of_is_logged_of_its_student_alone(own_demo: Hub) -> None:
    """Of a guardian's other child it is read that the child is theirs; of others what was asked."""
    ana = await student_id(own_demo, ANA)
    async with own_demo.database.owner() as owner:
        row = await owner.fetchrow(
            "SELECT a.id, a.guardian_id, b.student_id FROM guardianship a JOIN guardianship b"
            " ON b.guardian_id = a.guardian_id AND b.student_id <> a.student_id"
            " WHERE a.student_id = $1 ORDER BY b.student_id LIMIT 1",
            UUID(ana[4:]),
        )
    assert row is not None
    tie, guardian, sibling = row
    await entered(own_demo, "guardianship", tie, ana, None, {"guardian_id": str(guardian)})
    kept = _listening(own_demo)
    viewer = await own_demo.viewer(sourced_id_of("nurse"))
    text = """query($id: ID!) { history(student: $id) { last }
      students(first: 3) { nodes { birthDate } } }"""
    await own_demo.door.execute(text, viewer, variables={"id": ana})
    of: dict[str, set[str]] = {}
    for each in kept:
        for student in filter(None, each.seen.split(",")):
            of.setdefault(student, set()).update(each.slices)
    assert {"11", "13"} <= of[ana[4:]]
    assert of[str(sibling)] - {"3"} == {"6"}
    others = of.keys() - {ana[4:], str(sibling)}
    assert others
    assert all(of[each] <= {"3", "6"} for each in others)


async def test_a_history_that_is_null_leaves_no_record(own_demo: Hub) -> None:
    """A monitor who is a guardian too: that the student is there, they read by a logged clause."""
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "UPDATE guardian SET person_id = (SELECT id FROM person"
            " WHERE sourced_id = 'demo-monitor') WHERE person_id = (SELECT id FROM person"
            " WHERE sourced_id = 'demo-guardian')"
        )
    viewer = await own_demo.viewer("demo-monitor")
    kept = _listening(own_demo)
    listed = await own_demo.door.execute("{ students(first: 1000) { nodes { id } } }", viewer)
    students = [each["id"] for each in json.loads(listed.body)["data"]["students"]["nodes"]]
    async with own_demo.database.owner() as owner:
        before = await owner.fetchval("SELECT count(*) FROM disclosure")
    kept.clear()
    told_of = [await history(own_demo, viewer, each) for each in students]
    closed = [s for s, found in zip(students, told_of, strict=True) if found is None]
    assert closed
    logged = {token[-36:] for each in kept for token in each.seen.split(",") if token}
    assert logged.isdisjoint(each[4:] for each in closed)
    async with own_demo.database.owner() as owner:
        assert await owner.fetchval("SELECT count(*) FROM disclosure") == before


def _listening(hub: Hub) -> list[Any]:
    """What the door tells the log from here on."""
    kept: list[Any] = []

    async def tell(told_of: Any) -> None:
        kept.append(told_of)

    hub.door.tell = tell
    return kept
