"""The quarterly review (P-43): how many of the staff can read each delicate row of the matrix, of
how many of a school's students, standing how; and who they are.

Counted is what standings and denies open, by the policy's own forms. Whether something is on record
of a student is never looked at, so that the list tells nothing of a child.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Uuid, bindparam, select

from hub import policy
from hub.explain.readers import as_asker
from hub.models.enrollment import SchoolEnrollment
from hub.policy import forms, posts
from hub.policy.denies import denies
from hub.policy.rules import GRANTS
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.binding import public_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from asyncpg import Record

    from hub.explain.answer import Asking
    from hub.explain.question import Connection
    from hub.policy.viewpoint import Clock

ROWS = tuple("11 12 13 14 15 17 18 19 504 21 22 23 24 10 8a".split())
"""The delicate rows of the matrix, in the order of the list: health, special education, behavior,
counseling, support, court orders.
"""
SCHOOL = bindparam("school", type_=Uuid())
STAFF = """
WITH asker AS MATERIALIZED (
    SELECT p.id AS my_person, s.id AS my_staff, g.id AS my_guardian, c.id AS my_student,
           NULL::uuid AS my_app, s.given_name || ' ' || s.family_name AS name, s.sort_name,
           EXISTS (SELECT FROM training t WHERE t.staff_id = s.id AND t.kind = 'CONFIDENTIALITY'
                   AND t.completed_on <= $today AND t.expires_on > $today) AS trained,
           (SELECT max(o.ends_on) FROM post o
            WHERE o.staff_id = s.id AND o.ends_on <= $today) AS ended_on,
           (SELECT max(o.starts_on) FROM post o
            WHERE o.staff_id = s.id AND o.starts_on <= $today) AS began_on
    FROM staff_member s
    JOIN person p ON p.id = s.person_id AND p.suspended_at IS NULL
    LEFT JOIN guardian g ON g.person_id = p.id
    LEFT JOIN student c ON c.person_id = p.id
), line(line, relation, trains) AS MATERIALIZED (
    SELECT * FROM unnest($lines::text[], $relations::text[], $trains::boolean[])
), seen AS MATERIALIZED (
"""
ONE = """
SELECT DISTINCT 'NAME' AS relation, asker.my_staff, found.student_id
FROM asker CROSS JOIN LATERAL (STATEMENT) AS found(student_id)
"""
COUNTED = """
)
SELECT line.line, seen.relation, asker.my_staff, asker.name, asker.sort_name,
       greatest(asker.began_on, asker.ended_on) AS changed_on,
       count(DISTINCT seen.student_id) AS students, count(DISTINCT asker.my_staff) AS people
FROM seen JOIN asker USING (my_staff) JOIN line USING (relation)
WHERE asker.trained OR NOT line.trains
GROUP BY GROUPING SETS (
    (line.line, seen.relation, asker.my_staff, asker.name, asker.sort_name, asker.began_on,
     asker.ended_on),
    (line.line, seen.relation),
    (line.line)
)
ORDER BY asker.sort_name, asker.my_staff
"""


async def reviewed(asking: Asking, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The list of a school; None for whoever neither leads it nor is the privacy officer."""
    school = public_id(given["school"], "sch")
    if not await _may(asking, school):
        return None
    return await list_of(asking.connection, asking.viewer.clock, school)


async def list_of(connection: Connection, clock: Clock, school: UUID) -> dict[str, Any]:
    """The list of a school, whoever asks: lines in the order of `ROWS`, each with its standings."""
    rows = await connection.fetch(*_bound(clock, school))
    lines = [_line(row, [each for each in rows if each["line"] == row]) for row in ROWS]
    return {
        "day": clock.today,
        "students": await _enrolled(connection, clock, school),
        "lines": [each for each in lines if each["people"]],
    }


async def _may(asking: Asking, school: UUID) -> bool:
    """The viewer leads the school today, or is the privacy officer."""
    if asking.officer:
        return True
    statement = _leading()
    values = {**asking.viewer.parameters(), "school": school}
    found = await asking.connection.fetchval(
        statement.sql, *(values[name] for name in statement.parameters)
    )
    return bool(found)


@cache
def _leading() -> Any:
    one = select(SCHOOL.label("school_id")).subquery("one")
    return written(select(posts.leads(one.c.school_id)).select_from(one))


async def _enrolled(connection: Connection, clock: Clock, school: UUID) -> int:
    """How many students are enrolled at the school today."""
    found = await connection.fetchval(
        "SELECT count(DISTINCT student_id) FROM school_enrollment"
        " WHERE school_id = $1 AND starts_on <= $2 AND (ends_on IS NULL OR ends_on > $2)",
        school,
        clock.today,
    )
    return int(found)


def _bound(clock: Clock, school: UUID) -> tuple[Any, ...]:
    """The statement that counts, and its values."""
    lines = [(row, name) for row in ROWS for name in opened_by(row)]
    values = {
        **clock.parameters(),
        "school": school,
        "lines": [row for row, _ in lines],
        "relations": [name for _, name in lines],
        "trains": [row in policy.NEEDS_TRAINING for row, _ in lines],
    }
    text = _text()
    names = list(dict.fromkeys(re.findall(r"\$([a-z_]+)", text)))
    sql = re.sub(r"\$([a-z_]+)", lambda found: f"${names.index(found[1]) + 1}", text)
    return (sql, *(values[name] for name in names))


@cache
def _text() -> str:
    """The statement, with parameters by their names: each relation once, whatever it opens."""
    relations = dict.fromkeys(name for row in ROWS for name in opened_by(row))
    return STAFF + "UNION ALL".join(_one(name) for name in relations) + COUNTED


def _one(name: str) -> str:
    return ONE.replace("NAME", name).replace("STATEMENT", as_asker(written(_students(name))))


def _students(name: str) -> Any:
    """The students of the school towards whom a relation holds and nothing denies it."""
    relation = policy.RELATIONS[name]
    those = forms.members(relation).subquery()
    enrolled = SchoolEnrollment.__table__.alias()
    piece = next(grant.slice for grant in GRANTS if grant.relation == name)
    denied = [
        ~forms.probe(policy.DENIES[each], (enrolled.c.student_id,))
        for each in sorted(denies(relation, piece))
    ]
    there = those.join(enrolled, enrolled.c.student_id == those.c[0])
    return (
        select(enrolled.c.student_id)
        .select_from(there)
        .where(enrolled.c.school_id == SCHOOL, in_force(enrolled), *denied)
    )


@cache
def opened_by(row: str) -> dict[str, tuple[str, ...]]:
    """Relation of staff -> the slices of a row of the matrix that it reads. What somebody wrote
    themselves is no standing, and a letter to a monitor is reviewed as a letter.
    """
    found: dict[str, list[str]] = {}
    for grant in GRANTS:
        counts = policy.row_of(grant.slice) == row and not grant.slice.endswith(".authored")
        if counts and policy.is_staff(grant.relation) and not grant.listed:
            found.setdefault(grant.relation, []).append(grant.slice)
    return {name: tuple(slices) for name, slices in found.items()}


def _line(row: str, rows: list[Record]) -> dict[str, Any]:
    """One row of the matrix: how many people and students, and the same of each standing."""
    whole = next((each for each in rows if each["relation"] is None), None)
    sums = [each for each in rows if each["relation"] is not None and each["my_staff"] is None]
    ordered = sorted(sums, key=lambda each: list(opened_by(row)).index(each["relation"]))
    return {
        "row": row,
        "title": policy.SLICES[row].title,
        "people": whole["people"] if whole else 0,
        "students": whole["students"] if whole else 0,
        "standings": [_standing(row, each, rows) for each in ordered],
    }


def _standing(row: str, told: Record, rows: list[Record]) -> dict[str, Any]:
    relation = policy.RELATIONS[told["relation"]]
    mine = [each for each in rows if each["my_staff"] and each["relation"] == relation.name]
    return {
        "standing": relation.name,
        "title": relation.title,
        "contracted": relation.contracted,
        "slices": [policy.SLICES[each].title for each in opened_by(row)[relation.name]],
        "people": told["people"],
        "students": told["students"],
        "staff": [
            {
                "id": f"stf_{each['my_staff']}",
                "name": each["name"],
                "students": each["students"],
                "changed_on": each["changed_on"],
            }
            for each in mine
        ],
    }
