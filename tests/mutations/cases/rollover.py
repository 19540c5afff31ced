"""Cases of a school that goes over into the next year (slice EH; RDY-2)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told
from tests.mutations.test_rollover import GOING_ON, opened

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

LASTS = "x.student_id = ANY($2::uuid[]) AND (x.ends_on IS NULL OR x.ends_on > $3)"
HANGING = {
    "section_enrollment": "x.section_id IN (SELECT id FROM section WHERE school_id = $1"
    " AND (ends_on IS NULL OR ends_on > $3))",
    "caseload": "x.kind = 'COUNSELOR' AND x.staff_id IN"
    " (SELECT staff_id FROM post WHERE school_id = $1 AND role = 'COUNSELOR')",
    "student_bell_schedule": "x.bell_schedule_id IN"
    " (SELECT id FROM bell_schedule WHERE school_id = $1)",
    "transport_assignment": "$1::uuid IS NOT NULL",
    "meal_benefit": "$1::uuid IS NOT NULL",
}
"""What ends with the year: seats in sections that go on, and of who has completed grade 12 more."""


async def school(office: Office) -> Told:
    """The registrar's high school."""
    year, places, given = await opened(office, "HIGH")
    there, day = places["HIGH"]["id"], year["starts_on"]
    stays = await office.fetch(GOING_ON, there, day)
    done = [
        each["student_id"] for each in stays if each["is_primary"] and each["grade_level"] == 12
    ]
    goes_on = sum(each["is_primary"] for each in stays) - len(done)
    everybody = [each["student_id"] for each in stays]
    left = Counter(
        {("AMENDED", "school_enrollment"): len(stays), ("ADDED", "school_enrollment"): goes_on}
    )
    for table, where in HANGING.items():
        whose = everybody if table == "section_enrollment" else done
        sql = f"SELECT x.starts_on < $3 AS begun FROM {table} x WHERE {LASTS} AND {where}"
        for row in await office.fetch(sql, there, whose, day):
            left["AMENDED" if row["begun"] else "TAKEN_BACK", table] += 1
    return Told(given, frozenset(f"stu_{each}" for each in everybody), left)


CASES = (
    Case(
        "rollOver",
        may="registrar",
        given=school,
        bad=Bad({"year": 2000}, "INVALID", "year"),
        nearly=No("registrar elsewhere", "NOT_ALLOWED", because="a registrar of another school"),
        never=No("principal", "NOT_ALLOWED"),
        leaves=Counter(),
    ),
)
