"""A school's queue of immunizations: all who lack a dose that is due, and of nobody else a word."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import BadCursor, BadInput, LimitExceeded
from resolvers import due
from tests.operations.golden import school_id, sourced_id_of, student_id

if TYPE_CHECKING:
    from tests.conftest import Hub

HIGH = "Creekside High School"
QUEUE = """query($school: ID!, $through: Date, $first: Int, $after: ID) {
  immunizationsDue(school: $school, through: $through, first: $first, after: $after) {
    students { student familyName doses { vaccine lacking reason dueOn } } total last } }"""
ASKED = """query($school: ID!) {
  students(first: 1000, where: {enrollments: {school: {id: {eq: $school}}}}) { nodes {
    id enrollments { school { id } } immunizationStatus { state }
    immunizationRequirements { vaccine lacking due nextDueOn } } } }"""
FAR = date(2040, 1, 1)


async def answered(hub: Hub, who: str, text: str = QUEUE, **variables: Any) -> Any:
    """The answer to somebody, by default about the high school."""
    viewer = await hub.viewer(sourced_id_of(who))
    given = {"school": await school_id(hub, HIGH), **variables}
    return json.loads((await hub.door.execute(text, viewer, variables=given)).body)


async def queue(hub: Hub, who: str = "nurse", **variables: Any) -> Any:
    """The queue of the high school as somebody reads it."""
    return (await answered(hub, who, **variables))["data"]["immunizationsDue"]


async def wanted(hub: Hub, who: str, day: date) -> dict[str, set[tuple[Any, ...]]]:
    """The same by asking for each student's requirements; nothing is asked of who is exempt."""
    school = await school_id(hub, HIGH)
    found: dict[str, set[tuple[Any, ...]]] = {}
    for node in (await answered(hub, who, ASKED))["data"]["students"]["nodes"]:
        here = any(each["school"]["id"] == school for each in node["enrollments"])
        here = here and (node["immunizationStatus"] or {}).get("state") != "EXEMPT"
        for each in (node["immunizationRequirements"] or ()) if here else ():
            soon = each["nextDueOn"] is None or date.fromisoformat(each["nextDueOn"]) <= day
            if each["lacking"] and soon:
                line = (each["vaccine"], each["lacking"], each["due"], each["nextDueOn"])
                found.setdefault(node["id"], set()).add(line)
    return found


@pytest.mark.parametrize("who", ["nurse", "registrar", "nurse_lead", "health_aide"])
async def test_imm5_a_queue_has_whoever_lacks_a_dose_that_is_due_and_says_why(
    demo: Hub, who: str
) -> None:
    for day in (date(2026, 11, 1), FAR):
        found = await queue(demo, who, through=day.isoformat(), first=1000)
        told = {
            each["student"]: {tuple(dose.values()) for dose in each["doses"]}
            for each in found["students"]
        }
        assert told == await wanted(demo, who, day)
        assert found["total"] == len(told) > 0
        assert found["last"] is None


async def test_imm5_whoever_waits_longest_comes_first_and_pages_are_the_whole_queue(
    demo: Hub,
) -> None:
    whole = (await queue(demo, through=FAR.isoformat(), first=1000))["students"]
    days = [each["doses"][0]["dueOn"] or "" for each in whole]
    assert days == sorted(days)
    pages, after = [], None
    while True:
        page = await queue(demo, through=FAR.isoformat(), first=2, after=after)
        pages += page["students"]
        assert page["total"] == len(whole)
        after = page["last"]
        if after is None:
            break
    assert pages == whole


async def test_imm5_somebody_joins_the_queue_on_the_day_that_their_dose_is_due(
    own_demo: Hub,
) -> None:
    ana = await student_id(own_demo, "demo-student")
    today = (await own_demo.viewer(sourced_id_of("nurse"))).clock.today
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "DELETE FROM immunization WHERE student_id = $1 AND vaccine = 'Varicella'", ana[4:]
        )
        await owner.execute(
            "INSERT INTO immunization (student_id, vaccine, given_on, source)"
            " VALUES ($1, 'Varicella', $2, 'STATE_REGISTRY')",
            ana[4:],
            today - timedelta(days=50),
        )
    due_on = today + timedelta(days=6)
    line = {"vaccine": "Varicella", "lacking": 1, "reason": "CONTINUE", "dueOn": str(due_on)}
    for day, there in ((due_on - timedelta(days=1), []), (due_on, [[line]])):
        found = await queue(own_demo, through=day.isoformat(), first=1000)
        assert [e["doses"] for e in found["students"] if e["student"] == ana] == there


async def test_p32_who_keeps_no_records_of_doses_has_no_queue_and_no_word_of_a_student(
    demo: Hub,
) -> None:
    for who in ("principal", "liaison", "teacher", "counselor", "guardian", "student"):
        found = await answered(demo, who)
        assert found["data"] == {"immunizationsDue": None}
        (gap,) = found["extensions"]["withheld"]
        assert gap == {"path": "immunizationsDue", "slice": "15", "reason": "NOT_GRANTED"}
    other = await queue(demo, "contracted_nurse", through=FAR.isoformat())
    assert other == {"students": [], "total": 0, "last": None}


async def test_a_queue_is_read_a_batch_a_statement_and_of_no_school_beyond_the_limit(
    demo: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await queue(demo, through=FAR.isoformat(), first=1000)
    monkeypatch.setattr(due, "STUDENTS", due.STUDENTS.replace("first: 500", "first: 7"))
    assert await queue(demo, through=FAR.isoformat(), first=1000) == whole
    monkeypatch.setattr(due, "QUEUE_STUDENTS_MAX", 14)
    with pytest.raises(LimitExceeded):
        await queue(demo)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"first": -1}, BadInput),
        ({"first": 1001}, LimitExceeded),
        ({"after": "stu_00000000-0000-4000-8000-000000000000"}, BadCursor),
        ({"school": "stu_00000000-0000-4000-8000-000000000000"}, BadInput),
    ],
)
async def test_what_a_queue_cannot_be_asked_is_refused(
    demo: Hub, given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await queue(demo, **given)
