"""Cases of seats in sections (row 27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended
from tests.mutations.test_grades import roster
from tests.mutations.test_sections import free

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SEAT = """
SELECT x.id, x.row_version, x.student_id FROM section_enrollment x, district d
WHERE 'sec_' || x.section_id = $1 AND x.starts_on <= d.fixed_today
AND (x.ends_on IS NULL OR x.ends_on > d.fixed_today) ORDER BY x.id LIMIT 1
"""
OTHER = """
SELECT o.id FROM section s JOIN section o ON o.school_id = s.school_id AND o.term_id = s.term_id
AND o.period = s.period AND o.id <> s.id WHERE 'sec_' || s.id = $1
AND NOT EXISTS (SELECT FROM section_enrollment x WHERE x.section_id = o.id AND x.student_id = $2)
AND o.seat_limit > (SELECT count(*) FROM section_enrollment x WHERE x.section_id = o.id)
ORDER BY o.id LIMIT 1
"""


async def seat(office: Office) -> Told:
    """A student who is free when a section meets."""
    section, (student,) = await free(office)
    return Told({"studentId": student, "sectionId": section}, frozenset({student}))


async def taken(office: Office) -> Told:
    """A student of Rosa Diaz's leaves her class."""
    section, _, _ = await roster(office)
    (row,) = await office.fetch(SEAT, section)
    given = {"id": f"sen_{row['id']}", "version": row["row_version"], "reason": "moved away"}
    return Told(given, frozenset({f"stu_{row['student_id']}"}))


async def changed(office: Office) -> Told:
    """A student of Rosa Diaz's changes to another class at the same time of day."""
    section, _, _ = await roster(office)
    (row,) = await office.fetch(SEAT, section)
    (other,) = await office.fetch(OTHER, section, row["student_id"])
    given = {
        "id": f"sen_{row['id']}",
        "version": row["row_version"],
        "sectionId": f"sec_{other['id']}",
    }
    return Told(given, frozenset({f"stu_{row['student_id']}"}))


CASES = (
    Case(
        "addToSection",
        may="registrar",
        given=seat,
        bad=Bad({"startsOn": "2001-01-01"}, "INVALID", "startsOn"),
        nearly=No("registrar elsewhere", "NOT_FOUND", because="a registrar of another school"),
        never=No("office", "NOT_ALLOWED", "studentId sectionId startsOn endsOn"),
        leaves=added("section_enrollment"),
    ),
    Case(
        "dropFromSection",
        may="registrar",
        given=taken,
        bad=Bad({"endsOn": "2001-01-01"}, "INVALID", "endsOn"),
        nearly=No("teacher", "NOT_ALLOWED", "endsOn", because="teaches the class"),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("section_enrollment"),
    ),
    Case(
        "moveBetweenSections",
        may="registrar",
        given=changed,
        bad=Bad({"sectionId": "nobody"}, "INVALID", "sectionId"),
        nearly=No(
            "teacher",
            "NOT_ALLOWED",
            "endsOn sectionId startsOn studentId",
            because="teaches the class",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("section_enrollment") + added("section_enrollment"),
    ),
)
