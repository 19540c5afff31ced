"""A school's board of schedules: all who have no complete one, and of nobody else a word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import BadCursor, BadInput, LimitExceeded
from resolvers import unscheduled
from tests.operations.golden import school_id, sourced_id_of, student_id

if TYPE_CHECKING:
    from tests.conftest import Hub

HIGH = "Creekside High School"
BOARD = """query($schools: [ID!]!, $first: Int, $after: ID) {
  incompleteSchedules(schools: $schools, first: $first, after: $after) {
    school total nowhere lookedAt unchecked escalates last
    students { student familyName givenName gaps { rule reason period weekdays sections } } } }"""
GAPS = """query($id: ID!) { student(id: $id) {
    scheduleGaps { complete bellSchedule gaps { rule reason period weekdays sections } }
    withheld { field slice reason } } }"""
ORACLE = """
WITH today AS (SELECT fixed_today AS day FROM district),
here AS (
    SELECT e.student_id, e.grade_level, e.school_id FROM school_enrollment e, today
    WHERE e.school_id = $1 AND e.is_primary AND e.starts_on <= day
      AND (e.ends_on IS NULL OR e.ends_on > day)
), sits AS (
    SELECT x.student_id, s.id, s.school_id, s.period, c.kind, m.weekday FROM
        section_enrollment x CROSS JOIN today JOIN section s ON s.id = x.section_id
        JOIN course c ON c.id = s.course_id JOIN section_meeting m ON m.section_id = s.id
    WHERE x.starts_on <= day AND (x.ends_on IS NULL OR x.ends_on > day)
      AND s.starts_on <= day AND (s.ends_on IS NULL OR s.ends_on > day)
), owed AS (
    SELECT h.student_id, b.school_id, p.weekday, p.period FROM here h
    CROSS JOIN today JOIN bell_schedule b ON coalesce(
        (SELECT o.bell_schedule_id FROM student_bell_schedule o WHERE o.student_id = h.student_id
         AND o.starts_on <= day AND (o.ends_on IS NULL OR o.ends_on > day)) = b.id,
        b.school_id = h.school_id AND h.grade_level BETWEEN b.first_grade AND b.last_grade)
    JOIN bell_period p ON p.bell_schedule_id = b.id
    WHERE b.starts_on <= day AND (b.ends_on IS NULL OR b.ends_on > day)
)
SELECT h.student_id FROM here h WHERE
    NOT EXISTS (SELECT FROM sits WHERE sits.student_id = h.student_id)
    OR EXISTS (SELECT FROM owed o WHERE o.student_id = h.student_id AND NOT EXISTS (
        SELECT FROM sits s WHERE s.student_id = o.student_id AND s.school_id = o.school_id
        AND s.weekday = o.weekday AND s.period = o.period))
    OR EXISTS (SELECT FROM sits s WHERE s.student_id = h.student_id AND s.kind <> 'REGULAR'
        AND NOT EXISTS (SELECT FROM period_consent k, today WHERE k.student_id = s.student_id
            AND k.section_id = s.id AND k.decision = 'APPROVED' AND k.consented_on <= day
            AND (k.withdrawn_on IS NULL OR k.withdrawn_on > day)))
"""
"""Who has no complete schedule, as the rows say it: SCH-1, SCH-2 and SCH-8 once more, in SQL."""


async def answered(hub: Hub, who: str, text: str = BOARD, **variables: Any) -> Any:
    """The answer to somebody, by default about the high school."""
    viewer = await hub.viewer(sourced_id_of(who))
    if text is BOARD:
        variables = {"schools": [await school_id(hub, HIGH)], **variables}
    return json.loads((await hub.door.execute(text, viewer, variables=variables)).body)


async def board(hub: Hub, who: str = "principal", **variables: Any) -> Any:
    """The board of the high school as somebody reads it."""
    (found,) = (await answered(hub, who, **variables))["data"]["incompleteSchedules"]
    return found


async def rows(hub: Hub, statement: str, *values: Any) -> list[Any]:
    """The rows of a statement, asked beside the hub."""
    async with hub.database.owner() as owner:
        return list(await owner.fetch(statement, *values))


async def gaps_of(hub: Hub, student: str, who: str = "registrar") -> Any:
    """What is lacking of a student's schedule, as somebody reads it."""
    return (await answered(hub, who, GAPS, id=student))["data"]["student"]["scheduleGaps"]


@pytest.mark.parametrize("who", ["principal", "registrar", "district_registrar"])
async def test_sch8_a_board_has_whoever_lacks_a_schedule_and_nobody_else(
    demo: Hub, who: str
) -> None:
    found = await board(demo, who, first=1000)
    school = (await school_id(demo, HIGH)).removeprefix("sch_")
    told = {each["student"] for each in found["students"]}
    assert told == {f"stu_{row['student_id']}" for row in await rows(demo, ORACLE, school)}
    assert found["total"] == len(told) > 10
    assert found["escalates"] is True
    assert (found["unchecked"], found["last"]) == (0, None)


async def test_rdy3_every_school_is_counted_and_none_by_another(demo: Hub) -> None:
    schools = [row["id"] for row in await rows(demo, "SELECT id FROM school ORDER BY id")]
    found = await answered(
        demo, "district_registrar", schools=[f"sch_{each}" for each in schools], first=1000
    )
    boards = found["data"]["incompleteSchedules"]
    assert [each["school"] for each in boards] == [f"sch_{each}" for each in schools]
    for key, each in zip(schools, boards, strict=True):
        assert each["total"] == len(await rows(demo, ORACLE, key))
        assert each["escalates"] == (each["total"] > 10)


async def test_sch8_whoever_sits_nowhere_comes_first(demo: Hub) -> None:
    grace = await student_id(demo, "demo-without-schedule")
    found = await board(demo, first=1000)
    assert found["students"][0]["student"] == grace
    (gap,) = found["students"][0]["gaps"]
    assert (gap["rule"], gap["reason"], gap["period"]) == ("SCH-8", "NO_CLASSES", None)
    assert found["nowhere"] == 1


async def test_sch1_sch2_the_demo_has_a_student_with_each_gap(demo: Hub) -> None:
    found = await board(demo, first=1000)
    told = {(gap["rule"], gap["reason"]) for each in found["students"] for gap in each["gaps"]}
    assert told >= {
        ("SCH-8", "NO_CLASSES"),
        ("SCH-2", "NO_CLASS"),
        ("SCH-1", "NO_CONSENT"),
        ("SCH-1", "NOT_APPROVED"),
    }


async def test_sch2_a_seat_that_ends_is_a_gap_at_once(own_demo: Hub) -> None:
    ana = await student_id(own_demo, "demo-student")
    assert await gaps_of(own_demo, ana) == {
        "complete": True,
        "bellSchedule": "Regular day",
        "gaps": [],
    }
    await rows(
        own_demo,
        "UPDATE section_enrollment x SET ends_on = d.fixed_today FROM district d, section s"
        " WHERE s.id = x.section_id AND s.period = '5' AND x.student_id = $1"
        " AND (x.ends_on IS NULL OR x.ends_on > d.fixed_today) AND x.starts_on < d.fixed_today",
        ana[4:],
    )
    found = await gaps_of(own_demo, ana)
    assert found["complete"] is False
    gap = {"rule": "SCH-2", "reason": "NO_CLASS", "period": "5"}
    assert found["gaps"] == [{**gap, "weekdays": [1, 2, 3, 4, 5], "sections": []}]
    assert ana in {each["student"] for each in (await board(own_demo, first=1000))["students"]}


async def test_p32_whoever_reads_a_schedule_in_parts_is_told_of_no_gap(demo: Hub) -> None:
    ana = await student_id(demo, "demo-student")
    for who in ("teacher", "nurse", "guardian", "student", "case_manager"):
        found = (await answered(demo, who, GAPS, id=ana))["data"]["student"]
        assert found["scheduleGaps"] is None, who
        assert "scheduleGaps" in {each["field"] for each in found["withheld"]}, who


async def test_p32_who_plans_no_schedules_has_no_board_and_no_word_of_a_student(demo: Hub) -> None:
    for who in ("teacher", "nurse", "liaison", "guardian", "student", "office", "analyst"):
        found = await answered(demo, who)
        assert found["data"] == {"incompleteSchedules": None}, who
        (gap,) = found["extensions"]["withheld"]
        assert gap == {"path": "incompleteSchedules", "slice": "27", "reason": "NOT_GRANTED"}


async def test_p11_a_counselor_has_those_whom_they_counsel(demo: Hub) -> None:
    whole = {each["student"] for each in (await board(demo, first=1000))["students"]}
    found = await board(demo, "counselor", first=1000)
    counseled = {each["student"] for each in found["students"]}
    assert counseled < whole
    assert 0 < found["lookedAt"] < (await board(demo, first=1))["lookedAt"]


async def test_a_board_goes_on_behind_a_student(demo: Hub) -> None:
    whole = (await board(demo, first=1000))["students"]
    pages, after = [], None
    while True:
        page = await board(demo, first=3, after=after)
        pages += page["students"]
        assert page["total"] == len(whole)
        after = page["last"]
        if after is None:
            break
    assert pages == whole


async def test_a_board_is_read_a_batch_a_statement_and_of_no_school_beyond_the_limit(
    demo: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await board(demo, first=1000)
    monkeypatch.setattr(
        unscheduled, "STUDENTS", unscheduled.STUDENTS.replace("first: 1000", "first: 20")
    )
    assert await board(demo, first=1000) == whole
    monkeypatch.setattr(unscheduled, "SCHEDULE_STUDENTS_MAX", 40)
    with pytest.raises(LimitExceeded):
        await board(demo)


async def test_sch2_where_no_bell_schedule_is_recorded_it_is_said_and_not_guessed(
    own_demo: Hub,
) -> None:
    await rows(own_demo, "DELETE FROM student_bell_schedule")
    await rows(own_demo, "DELETE FROM bell_period")
    await rows(own_demo, "DELETE FROM bell_schedule")
    found = await board(own_demo, first=1000)
    assert found["unchecked"] == found["lookedAt"] > 0
    told = {gap["rule"] for each in found["students"] for gap in each["gaps"]}
    assert told == {"SCH-1", "SCH-8"}


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"first": -1}, BadInput),
        ({"first": 1001}, LimitExceeded),
        ({"after": "stu_00000000-0000-4000-8000-000000000000"}, BadCursor),
        ({"schools": ["stu_00000000-0000-4000-8000-000000000000"]}, BadInput),
        ({"schools": [f"sch_00000000-0000-4000-8000-{n:012}" for n in range(11)]}, LimitExceeded),
    ],
)
async def test_what_a_board_cannot_be_asked_is_refused(
    demo: Hub, given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await board(demo, **given)


async def test_a_board_goes_on_in_one_school_only(demo: Hub) -> None:
    schools = [f"sch_{row['id']}" for row in await rows(demo, "SELECT id FROM school LIMIT 2")]
    with pytest.raises(BadInput):
        await answered(demo, "principal", schools=schools, after="stu_1")
