"""Seats: who gives them, and that no section is ever fuller than it may be."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SEAT = "sectionEnrollment { id version startsOn endsOn section { id } }"
FREE = """
WITH today AS (SELECT coalesce(fixed_today, current_date) AS day FROM district)
SELECT s.id, s.period, array_agg(t.id) AS students
FROM today, section s
JOIN school_enrollment e ON e.school_id = s.school_id AND e.ends_on IS NULL
JOIN student t ON t.id = e.student_id
WHERE s.starts_on <= today.day AND e.starts_on <= today.day
  AND (s.ends_on IS NULL OR s.ends_on > today.day)
  AND s.school_id IN (SELECT school_id FROM post p JOIN staff_member m ON m.id = p.staff_id
        JOIN person q ON q.id = m.person_id WHERE q.sourced_id = 'demo-registrar')
  AND NOT EXISTS (SELECT FROM section_enrollment x JOIN section o ON o.id = x.section_id
        WHERE x.student_id = t.id AND o.period = s.period AND o.term_id = s.term_id
          AND (x.ends_on IS NULL OR x.ends_on > today.day))
GROUP BY s.id HAVING count(*) >= $1 ORDER BY s.id LIMIT 1
"""


async def free(office: Office, students: int = 1) -> tuple[str, list[str]]:
    """A section of the registrar's school, and students who are free when it meets."""
    (row,) = await office.fetch(FREE, students)
    return f"sec_{row['id']}", [f"stu_{each}" for each in row["students"][:students]]


async def test_sch5_no_second_class_at_the_same_time(office: Office) -> None:
    section, (student,) = await free(office)
    given = {"studentId": student, "sectionId": section}
    assert (await office.enter("registrar", "addToSection", given)).errors == []
    (other,) = await office.fetch(
        "SELECT o.id FROM section s JOIN section o ON o.period = s.period AND o.term_id = s.term_id"
        " AND o.id <> s.id WHERE 'sec_' || s.id = $1 LIMIT 1",
        section,
    )
    again = await office.enter(
        "registrar", "addToSection", {"studentId": student, "sectionId": f"sec_{other['id']}"}
    )
    assert again.codes == ["CONFLICT"]


async def test_sch9_simultaneous_adds_never_overfill(office: Office) -> None:
    section, students = await free(office, 12)
    await office.fetch(
        "UPDATE section SET seat_limit = 5 + (SELECT count(*) FROM section_enrollment x"
        " WHERE x.section_id = section.id AND x.ends_on IS NULL) WHERE 'sec_' || id = $1",
        section,
    )
    entries = await asyncio.gather(
        *(
            office.enter("registrar", "addToSection", {"studentId": each, "sectionId": section})
            for each in students
        )
    )
    codes = [code for entry in entries for code in entry.codes]
    assert codes == ["FULL"] * 7
    (row,) = await office.fetch(
        "SELECT count(*) AS taken, min(s.seat_limit) AS most FROM section s JOIN section_enrollment"
        " x ON x.section_id = s.id AND x.ends_on IS NULL WHERE 'sec_' || s.id = $1",
        section,
    )
    assert row["taken"] == row["most"]


async def test_the_same_key_enters_once_however_often_it_is_sent(office: Office) -> None:
    section, (student,) = await free(office)
    given = {"studentId": student, "sectionId": section}
    entries = await asyncio.gather(
        *(office.enter("registrar", "addToSection", given, SEAT, key="a") for _ in range(6))
    )
    assert {entry.row["id"] for entry in entries if entry.row} == {entries[0].row["id"]}  # type: ignore[index]
    assert all(entry.errors == [] for entry in entries)
    assert len(await office.fetch("SELECT FROM change")) == 1
