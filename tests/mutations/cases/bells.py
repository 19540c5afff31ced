"""Cases of bell schedules, and of students who follow another one (SCH-2)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended
from tests.mutations.test_staff import school

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SET = "schoolId name firstGrade lastGrade startsOn endsOn"
WEEK = [{"weekday": day, "period": period} for day in (1, 2, 3) for period in ("1", "2")]
LONGER = """
SELECT b.id FROM bell_schedule b WHERE 'sch_' || b.school_id = $1 AND b.first_grade IS NULL
ORDER BY b.id LIMIT 1
"""


async def week(office: Office, **more: Any) -> Told:
    """A day of two periods for the grades of Ana's school."""
    given = {"schoolId": await school(office), "name": "Two periods", "periods": WEEK}
    return Told({**given, "firstGrade": 9, "lastGrade": 12, **more})


async def longer(office: Office) -> str:
    """A bell schedule of Ana's school that is of no grade."""
    (row,) = await office.fetch(LONGER, await school(office))
    return f"bel_{row['id']}"


async def ends(office: Office) -> Told:
    """A bell schedule of hers that was set for nobody yet."""
    told = await week(office, firstGrade=None, lastGrade=None)
    entry = await office.enter("registrar", "setBellSchedule", told.given, "bellSchedule { id }")
    assert entry.row is not None
    return Told({"id": entry.row["id"]})


async def follows(office: Office) -> Told:
    """Ana, and a longer day of her school."""
    ana = await office.student("demo-student")
    given = {"studentId": ana, "bellScheduleId": await longer(office)}
    return Told(given, frozenset({ana}))


async def followed(office: Office) -> Told:
    """What was set for Ana."""
    told = await follows(office)
    shown = "studentBellSchedule { id }"
    entry = await office.enter("registrar", "followBellSchedule", told.given, shown)
    assert entry.row is not None
    return Told({"id": entry.row["id"]}, told.students)


CASES = (
    Case(
        "setBellSchedule",
        may="principal",
        given=week,
        bad=Bad({"lastGrade": 8}, "INVALID", "lastGrade"),
        nearly=No("principal elsewhere", "NOT_ALLOWED", SET, because="leads another school"),
        never=No("teacher", "NOT_ALLOWED", SET),
        leaves=Counter(
            added("bell_schedule") + added("bell_period", len(WEEK)) + amended("bell_schedule")
        ),
    ),
    Case(
        "endBellSchedule",
        may="registrar",
        given=ends,
        bad=Bad({"endsOn": "2001-01-01"}, "INVALID", "endsOn"),
        nearly=No("principal elsewhere", "NOT_ALLOWED", "endsOn", because="leads another school"),
        never=No("guardian", "NOT_ALLOWED", "endsOn"),
        leaves=amended("bell_schedule"),
    ),
    Case(
        "followBellSchedule",
        may="registrar",
        given=follows,
        bad=Bad({"endsOn": "2001-01-01"}, "INVALID", "endsOn"),
        nearly=No(
            "principal",
            "NOT_ALLOWED",
            "studentId bellScheduleId startsOn endsOn",
            because="sets those of the school",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=added("student_bell_schedule"),
    ),
    Case(
        "leaveBellSchedule",
        may="registrar",
        given=followed,
        bad=Bad({"endsOn": "2001-01-01"}, "INVALID", "endsOn"),
        nearly=No("principal", "NOT_ALLOWED", "endsOn", because="sets those of the school"),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("student_bell_schedule"),
    ),
)
