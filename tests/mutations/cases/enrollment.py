"""Cases of enrollments, and of what hangs on them (slice EH)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Rows, Told, added, amended
from tests.mutations.test_enrollment import DAY, OPEN, elsewhere, stay

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

FIRST = "SELECT starts_on < $2 AS begun FROM {} WHERE student_id = $1 AND {}"
LASTS = "(ends_on IS NULL OR ends_on > $2) AND $3::uuid IS NOT NULL"


async def hanging(office: Office, at: Any, *, but: str = "") -> Rows:
    """What ends with a stay after today: what has begun is ended, the rest taken back."""
    found: Rows = Counter()
    for table, where in OPEN.items():
        if table != but:
            sql = FIRST.format(table, f"{where} AND {LASTS}")
            values = at["student"], at["today"] + DAY, at["school_id"]
            for row in await office.fetch(sql, *values):
                found["AMENDED" if row["begun"] else "TAKEN_BACK", table] += 1
    return found


async def beside(office: Office) -> Told:
    """Ben at another school as well."""
    ben = await stay(office, "demo-dropped")
    school, _ = await elsewhere(office, ben)
    student = f"stu_{ben['student']}"
    given = {
        "studentId": student,
        "schoolId": school,
        "gradeLevel": 10,
        "entryCode": "CONCURRENT",
        "isPrimary": False,
    }
    return Told(given, frozenset({student}))


async def leaving(office: Office) -> Told:
    """Ana leaves the district today."""
    ana = await stay(office, "demo-student")
    given = {"id": ana["id"], "version": ana["version"], "exitReason": "MOVED_OUT_OF_STATE"}
    return Told(given, frozenset({f"stu_{ana['student']}"}), await hanging(office, ana))


async def moving(office: Office) -> Told:
    """Dylan changes to another school tomorrow."""
    dylan = await stay(office, "demo-classmate")
    school, _ = await elsewhere(office, dylan)
    given = {
        "id": dylan["id"],
        "version": dylan["version"],
        "schoolId": school,
        "exitReason": "MOVED_WITHIN_DISTRICT",
        "entryCode": "TRANSFER_WITHIN_DISTRICT",
        "startsOn": (dylan["today"] + DAY).isoformat(),
    }
    left = await hanging(office, dylan, but="meal_benefit")
    return Told(given, frozenset({f"stu_{dylan['student']}"}), left)


CASES = (
    Case(
        "enroll",
        may="registrar",
        given=beside,
        bad=Bad({"gradeLevel": 13}, "INVALID", "gradeLevel"),
        nearly=No(
            "principal",
            "NOT_ALLOWED",
            "studentId schoolId gradeLevel isPrimary entryCode startsOn endsOn",
            because="leads the student's school",
        ),
        never=No("guardian", "NOT_FOUND"),
        leaves=added("school_enrollment"),
    ),
    Case(
        "withdraw",
        may="registrar",
        given=leaving,
        bad=Bad({"lastDay": "2001-01-01"}, "INVALID", "lastDay"),
        nearly=No(
            "counselor", "NOT_ALLOWED", "endsOn exitReason", because="counsels the student there"
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("school_enrollment"),
    ),
    Case(
        "transfer",
        may="registrar",
        given=moving,
        bad=Bad({"startsOn": "2001-01-01"}, "INVALID", "startsOn"),
        nearly=No("registrar elsewhere", "NOT_FOUND", because="where the student goes, not here"),
        never=No(
            "principal",
            "NOT_ALLOWED",
            "endsOn entryCode exitReason gradeLevel isPrimary schoolId startsOn studentId",
        ),
        leaves=amended("school_enrollment") + added("school_enrollment"),
    ),
)
