"""What earlier imports kept, for files that hold changes only and for rows that were refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.codes import Relationship, Standing, TermKind
from hub.oneroster.plan import ClassFacts, Plan, Span, UserFacts
from hub.oneroster.seats import Colleague
from hub.oneroster.writing import SOURCE

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping
    from datetime import date
    from uuid import UUID

    import asyncpg

_TIED = "JOIN source_row tie ON tie.row_id = kept.id AND tie.source = $1 AND tie.ended_on IS NULL"

_TERMS = f"""
SELECT tie.sourced_id, kept.id, kept.starts_on, kept.ends_on, year.year, kept.kind
FROM term kept {_TIED} AND tie.entity = 'term'
JOIN school_year year ON year.id = kept.school_year_id
"""  # noqa: S608 -- no value stands in it
_CLASSES = f"""
SELECT tie.sourced_id, kept.id, kept.school_id, school.sourced_id AS school, kept.starts_on,
    kept.ends_on, year.year, term.id AS term_id, term.starts_on AS term_starts_on,
    term.ends_on AS term_ends_on
FROM section kept {_TIED} AND tie.entity = 'section'
JOIN source_row school ON school.row_id = kept.school_id AND school.source = $1
    AND school.entity = 'school'
JOIN term ON term.id = kept.term_id
JOIN school_year year ON year.id = term.school_year_id
"""  # noqa: S608 -- the same
_PEOPLE = """
SELECT person.sourced_id, person.id, student.id AS student, member.id AS staff_member,
    guardian.id AS guardian, student.grade_level, link.relationship, link.standing
FROM source_row tie JOIN person ON person.id = tie.row_id
LEFT JOIN student ON student.person_id = person.id
LEFT JOIN staff_member member ON member.person_id = person.id
LEFT JOIN guardian ON guardian.person_id = person.id
LEFT JOIN LATERAL (
    SELECT held.relationship, held.standing FROM guardianship held
    WHERE held.guardian_id = guardian.id ORDER BY held.standing = 'PARENT' DESC, held.id LIMIT 1
) link ON true
WHERE tie.source = $1 AND tie.entity = 'person' AND tie.ended_on IS NULL
  AND tie.sourced_id = ANY($2::text[])
"""
_COLLEAGUES = """
SELECT seat.section_id, tie.sourced_id, member.person_id, seat.starts_on, seat.ends_on,
    seat.role = 'LEAD' AS leads
FROM section_staff seat JOIN staff_member member ON member.id = seat.staff_id
LEFT JOIN source_row tie ON tie.row_id = seat.id AND tie.entity = 'section_staff'
WHERE seat.section_id = ANY($1::uuid[]) AND seat.role <> 'SUPPORT'
"""
_ATTENDED = """
SELECT DISTINCT person.sourced_id, year.year, school.sourced_id AS school
FROM person
LEFT JOIN student ON student.person_id = person.id
LEFT JOIN staff_member member ON member.person_id = person.id
JOIN LATERAL (
    SELECT section_id FROM section_enrollment WHERE student_id = student.id
        AND ends_on > starts_on
    UNION ALL
    SELECT section_id FROM section_staff WHERE staff_id = member.id AND ends_on > starts_on
) seat ON true
JOIN section ON section.id = seat.section_id
JOIN term ON term.id = section.term_id
JOIN school_year year ON year.id = term.school_year_id
JOIN source_row school ON school.row_id = section.school_id AND school.entity = 'school'
WHERE person.sourced_id = ANY($1::text[])
"""
_LEFT = """
SELECT held.student_id, held.school_year, max(held.ends_on) AS left_on
FROM school_enrollment held
WHERE held.is_primary AND held.student_id = ANY($1::uuid[]) AND NOT EXISTS (
    SELECT FROM source_row tie
    WHERE tie.row_id = held.id AND tie.entity = 'school_enrollment' AND tie.ended_on IS NULL
)
GROUP BY 1, 2
"""


async def recall_sessions(connection: asyncpg.Connection, plan: Plan) -> None:
    """Terms and school years that the bundle doesn't speak of."""
    years = await connection.fetch("SELECT id, year, starts_on, ends_on FROM school_year")
    for row in years:
        span = Span(row["id"], row["starts_on"], row["ends_on"], row["year"])
        plan.years.setdefault(row["year"], span)
    for row in await connection.fetch(_TERMS, SOURCE):
        span = Span(row["id"], row["starts_on"], row["ends_on"], row["year"], TermKind(row["kind"]))
        plan.terms.setdefault(row["sourced_id"], span)


async def recall_orgs(connection: asyncpg.Connection, plan: Plan, only: set[str] | None) -> None:
    """The district and the schools; of `only` some, where that isn't None."""
    found = await connection.fetch(
        "SELECT entity, sourced_id, row_id FROM source_row "
        "WHERE source = $1 AND entity IN ('school', 'district')",
        SOURCE,
    )
    for row in found:
        if only is not None and row["sourced_id"] not in only:
            continue
        if row["entity"] == "district":
            plan.districts.add(row["sourced_id"])
        else:
            plan.schools.setdefault(row["sourced_id"], row["row_id"])


async def recall_courses(
    connection: asyncpg.Connection, plan: Plan, sent: Container[str]
) -> dict[str, tuple[str, UUID]]:
    """The courses that the bundle doesn't speak of; their titles and keys by code."""
    found = await connection.fetch(
        "SELECT tie.sourced_id, kept.id, kept.code, kept.title FROM course kept "  # noqa: S608 -- no value stands in it
        f"{_TIED} AND tie.entity = 'course'",
        SOURCE,
    )
    spoken = {row["id"] for row in found if row["sourced_id"] in sent}
    for row in found:
        if row["sourced_id"] not in sent:
            plan.courses.setdefault(row["sourced_id"], row["id"])
    return {row["code"]: (row["title"], row["id"]) for row in found if row["id"] not in spoken}


async def recall_classes(connection: asyncpg.Connection, plan: Plan, only: set[str] | None) -> None:
    """The classes that the bundle doesn't speak of; of `only` some, where that isn't None."""
    for row in await connection.fetch(_CLASSES, SOURCE):
        if only is not None and row["sourced_id"] not in only:
            continue
        span = Span(row["id"], row["starts_on"], row["ends_on"], row["year"])
        term = Span(row["term_id"], row["term_starts_on"], row["term_ends_on"], row["year"])
        facts = ClassFacts(row["id"], row["school"], row["school_id"], span, (term,))
        plan.classes.setdefault(row["sourced_id"], facts)


async def recall_people(connection: asyncpg.Connection, plan: Plan, names: Collection[str]) -> None:
    """Persons of earlier imports whose rows aren't in the bundle, or were refused."""
    wanted = [name for name in names if name not in plan.users]
    for row in await connection.fetch(_PEOPLE, SOURCE, wanted):
        capacities = {
            table: row[table]
            for table in ("student", "staff_member", "guardian")
            if row[table] is not None
        }
        link = None
        if row["guardian"] is not None:
            said = (
                row["relationship"] or Relationship.OTHER,
                row["standing"] or Standing.CONTACT_ONLY,
            )
            link = Relationship(said[0]), Standing(said[1])
        plan.users[row["sourced_id"]] = UserFacts(
            row["sourced_id"], None, row["id"], capacities, grade=row["grade_level"], link=link
        )


async def colleagues(
    connection: asyncpg.Connection, sections: Collection[UUID]
) -> Mapping[UUID, list[Colleague]]:
    """Who teaches sections by earlier imports."""
    found: dict[UUID, list[Colleague]] = {}
    for row in await connection.fetch(_COLLEAGUES, list(sections)):
        each = Colleague(
            row["sourced_id"] or "",
            row["person_id"],
            row["starts_on"],
            row["ends_on"],
            row["leads"],
        )
        found.setdefault(row["section_id"], []).append(each)
    return found


async def recall_attended(
    connection: asyncpg.Connection, plan: Plan, names: Collection[str]
) -> None:
    """Where users have seats or teach by earlier imports, and by this one."""
    for row in await connection.fetch(_ATTENDED, list(names)):
        if row["school"] in plan.schools and row["year"] in plan.years:
            plan.attends(row["sourced_id"], row["year"], row["school"])


async def left_schools(
    connection: asyncpg.Connection, students: Collection[UUID]
) -> Mapping[tuple[UUID, int], date]:
    """The day on which students left the last primary school that their source took back."""
    found = await connection.fetch(_LEFT, list(students))
    return {(row["student_id"], row["school_year"]): row["left_on"] for row in found}


async def birth_dates(connection: asyncpg.Connection, names: Collection[str]) -> Mapping[str, date]:
    """The birth dates of students of earlier imports."""
    found = await connection.fetch(
        "SELECT person.sourced_id, student.birth_date FROM student "
        "JOIN person ON person.id = student.person_id WHERE person.sourced_id = ANY($1::text[])",
        list(names),
    )
    return {row["sourced_id"]: row["birth_date"] for row in found}
