"""SCH-2: a school sets its bell schedules, and what stands against one is said in words."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hub.limits import BELL_PERIODS_MAX
from tests.mutations.cases.bells import WEEK, followed, follows, longer, week
from tests.mutations.test_schedules import gaps

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

TODAY = "SELECT fixed_today FROM district"
SHOWN = "bellSchedule { id } ended"
HELD = """
SELECT b.id, b.first_grade, b.last_grade, b.starts_on, b.ends_on FROM bell_schedule b, district d
WHERE 'sch_' || b.school_id = $1 AND b.first_grade IS NOT NULL
  AND (b.ends_on IS NULL OR b.ends_on > b.starts_on) ORDER BY b.starts_on, b.first_grade
"""
OWN = """
SELECT x.starts_on, x.ends_on FROM student_bell_schedule x WHERE 'stu_' || x.student_id = $1
ORDER BY x.ends_on NULLS LAST
"""
GAPS = "query($id: ID!) { student(id: $id) { scheduleGaps { bellSchedule gaps { period } } } }"


async def today(office: Office, days: int = 0) -> Any:
    """The district's day, or one some days from it."""
    (row,) = await office.fetch(TODAY)
    return row["fixed_today"] + timedelta(days)


async def set_as(office: Office, who: str, **more: Any) -> Any:
    """What becomes of it that somebody sets a day of two periods."""
    given = (await week(office)).given
    return await office.enter(who, "setBellSchedule", {**given, **more}, SHOWN)


@pytest.mark.parametrize("who", ["principal", "registrar"])
async def test_sch2_whoever_leads_a_school_or_is_its_registrar_sets_its_bell_schedules(
    office: Office, who: str
) -> None:
    assert (await set_as(office, who)).errors == []


@pytest.mark.parametrize("who", ["counselor", "teacher", "nurse", "guardian", "operator"])
async def test_sch2_nobody_else_sets_one_or_is_told_what_stands_against_it(
    office: Office, who: str
) -> None:
    assert (await set_as(office, who, firstGrade=9, lastGrade=10)).codes == ["NOT_ALLOWED"]


async def test_sch2_what_a_bell_schedule_replaces_ends_on_its_first_day(office: Office) -> None:
    told, day = (await week(office)).given, await today(office, 7)
    (before,) = await office.fetch(HELD, told["schoolId"])
    assert (await set_as(office, "registrar", startsOn=str(day))).errors == []
    was, now = await office.fetch(HELD, told["schoolId"])
    assert (was["id"], was["ends_on"]) == (before["id"], day)
    assert (now["starts_on"], now["ends_on"]) == (day, None)


async def test_sch2_the_gaps_of_a_student_are_those_of_the_bell_schedule_that_was_set(
    office: Office,
) -> None:
    ana = await office.student("demo-student")
    assert await gaps(office, ana) == (True, [])
    eighth = [*WEEK, {"weekday": 4, "period": "8"}]
    assert (await set_as(office, "principal", periods=eighth)).errors == []
    found = (await office.read("registrar", GAPS, id=ana))["student"]["scheduleGaps"]
    assert found == {"bellSchedule": "Two periods", "gaps": [{"period": "8"}]}


async def test_sch2_one_that_was_wrong_is_set_again_on_the_same_day(office: Office) -> None:
    assert (await set_as(office, "registrar")).errors == []
    assert (await set_as(office, "registrar", name="Three periods")).errors == []


async def test_sch2_one_of_other_grades_as_well_is_not_replaced(office: Office) -> None:
    entry = await set_as(office, "registrar", firstGrade=9, lastGrade=10)
    assert entry.codes == ["CONFLICT"]
    assert "of grades 9-12" in entry.errors[0]["message"]


async def test_sch2_one_that_begins_later_is_not_replaced_and_may_follow(office: Office) -> None:
    later = str(await today(office, 14))
    assert (await set_as(office, "registrar", startsOn=later)).errors == []
    entry = await set_as(office, "registrar")
    assert entry.codes == ["CONFLICT"]
    assert later in entry.errors[0]["message"]
    assert (await set_as(office, "registrar", endsOn=later)).errors == []


async def test_sch2_one_that_was_ended_leaves_its_grades_to_others(office: Office) -> None:
    told = (await week(office)).given
    (row,) = await office.fetch(HELD, told["schoolId"])
    ended = await office.enter("registrar", "endBellSchedule", {"id": f"bel_{row['id']}"})
    assert ended.errors == []
    assert (await set_as(office, "registrar", firstGrade=9, lastGrade=10)).errors == []
    again = {"id": f"bel_{row['id']}", "endsOn": str(await today(office, 30))}
    assert (await office.enter("registrar", "endBellSchedule", again)).codes == ["CONFLICT"]


async def test_sch2_a_dry_run_says_how_many_end_and_sets_nothing(office: Office) -> None:
    told = (await week(office)).given
    before = await office.fetch(HELD, told["schoolId"])
    document = """mutation($input: SetBellScheduleInput!) {
        setBellSchedule(input: $input) { ended userErrors { message } } }"""
    body = await office.sent("registrar", document, {**told, "dryRun": True})
    assert '"ended":1' in body
    assert await office.fetch(HELD, told["schoolId"]) == before


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": "D" * 101}, "name"),
        ({"lastGrade": None}, "lastGrade"),
        ({"firstGrade": None}, "firstGrade"),
        ({"firstGrade": -1}, "firstGrade"),
        ({"lastGrade": 100_000}, "lastGrade"),
        ({"firstGrade": 12, "lastGrade": 9}, "lastGrade"),
        ({"periods": []}, "periods"),
        ({"periods": [{"weekday": 8, "period": "1"}]}, "periods.0.weekday"),
        ({"periods": [{"weekday": 1, "period": "1,2"}]}, "periods.0.period"),
        ({"periods": [{"weekday": 1, "period": "1" * 31}]}, "periods.0.period"),
        ({"periods": [{"weekday": 1, "period": each} for each in ("1", " 1")]}, "periods.1"),
        (
            {"periods": [{"weekday": 1, "period": str(n)} for n in range(BELL_PERIODS_MAX + 1)]},
            "periods",
        ),
    ],
)
async def test_sch2_what_no_week_can_hold_is_refused_where_it_is(
    office: Office, given: dict[str, Any], path: str
) -> None:
    (error,) = (await set_as(office, "registrar", **given)).errors
    assert (error["code"], ".".join(error["path"][1:])) == ("INVALID", path)


async def test_sch2_two_at_once_leave_one_bell_schedule(office: Office) -> None:
    told = (await week(office)).given
    entries = await asyncio.gather(
        *(set_as(office, who, name=who) for who in ("registrar", "principal"))
    )
    assert [each.errors for each in entries] == [[], []]
    assert len(await office.fetch(HELD, told["schoolId"])) == 2


async def test_sch2_a_student_follows_another_bell_schedule_from_a_day_on(office: Office) -> None:
    told = await follows(office)
    (ana,) = told.students
    assert (await office.enter("counselor", "followBellSchedule", told.given)).errors == []
    found = (await office.read("registrar", GAPS, id=ana))["student"]["scheduleGaps"]
    assert found == {"bellSchedule": "Longer day", "gaps": [{"period": "0"}]}


async def test_sch2_what_was_set_for_them_before_ends_with_it(office: Office) -> None:
    told, day = await follows(office), await today(office, 3)
    (ana,) = told.students
    assert (await office.enter("registrar", "followBellSchedule", told.given)).errors == []
    later = {**told.given, "startsOn": str(day)}
    assert (await office.enter("registrar", "followBellSchedule", later)).errors == []
    rows = [tuple(each) for each in await office.fetch(OWN, ana)]
    assert rows == [(await today(office), day), (day, None)]


async def test_sch2_they_follow_that_of_their_grade_again_once_it_ends(office: Office) -> None:
    told = await followed(office)
    (ana,) = told.students
    assert (await office.enter("counselor", "leaveBellSchedule", told.given)).errors == []
    assert await gaps(office, ana) == (True, [])


async def test_sch2_a_bell_schedule_of_another_school_is_none_of_theirs(office: Office) -> None:
    told = await follows(office)
    (row,) = await office.fetch(
        "SELECT id FROM bell_schedule WHERE 'sch_' || school_id <> $1 LIMIT 1",
        (await week(office)).given["schoolId"],
    )
    elsewhere = {**told.given, "bellScheduleId": f"bel_{row['id']}"}
    entry = await office.enter("registrar", "followBellSchedule", elsewhere)
    assert entry.codes == ["CONFLICT"]


async def test_sch2_a_bell_schedule_that_has_ended_is_followed_by_nobody(office: Office) -> None:
    told = await follows(office)
    given = {"id": await longer(office)}
    assert (await office.enter("principal", "endBellSchedule", given)).errors == []
    entry = await office.enter("registrar", "followBellSchedule", told.given)
    assert [(each["code"], each["path"][-1]) for each in entry.errors] == [("CONFLICT", "startsOn")]


async def test_sch2_whoever_leaves_the_school_follows_none_of_its_bell_schedules(
    office: Office,
) -> None:
    told = await followed(office)
    (ana,) = told.students
    (stay,) = await office.fetch(
        "SELECT e.id, e.row_version FROM school_enrollment e, district d"
        " WHERE 'stu_' || e.student_id = $1 AND e.is_primary AND (e.ends_on IS NULL"
        " OR e.ends_on > d.fixed_today) AND e.starts_on <= d.fixed_today",
        ana,
    )
    given = {"id": f"enr_{stay['id']}", "version": stay["row_version"], "exitReason": "moved"}
    left = await office.enter(
        "registrar", "withdraw", {**given, "lastDay": str(await today(office, 4))}
    )
    assert left.errors == []
    assert (await office.fetch(OWN, ana))[-1]["ends_on"] == await today(office, 5)
