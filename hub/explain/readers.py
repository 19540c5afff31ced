"""Who could read it: everybody whom some grant lets read a field of one student, on a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from hub import policy
from hub.explain.question import ANYBODY, SOMEBODY, Connection, Question, meant
from hub.explain.ways import counting
from hub.models import Base
from hub.policy import forms
from hub.sql import Statement, written

if TYPE_CHECKING:
    from uuid import UUID

    from hub.policy import Clause
    from hub.policy.viewpoint import Clock

ASKERS = """
WITH asker AS MATERIALIZED (
    SELECT p.id AS my_person, s.id AS my_staff, g.id AS my_guardian, c.id AS my_student,
           a.id AS my_app,
           coalesce(a.name, s.given_name || ' ' || s.family_name,
                    g.given_name || ' ' || g.family_name,
                    c.given_name || ' ' || c.family_name) AS name,
           EXISTS (SELECT FROM training t WHERE t.staff_id = s.id AND t.kind = 'CONFIDENTIALITY'
                   AND t.completed_on <= $today AND t.expires_on > $today) AS trained
    FROM person p
    LEFT JOIN vendor_app a ON a.person_id = p.id
    LEFT JOIN staff_member s ON s.person_id = p.id AND a.id IS NULL
    LEFT JOIN guardian g ON g.person_id = p.id AND a.id IS NULL
    LEFT JOIN student c ON c.person_id = p.id AND a.id IS NULL
    WHERE p.suspended_at IS NULL
      AND (s.id IS NOT NULL OR a.id IS NOT NULL OR c.id = $subject
           OR EXISTS (SELECT FROM guardianship b
                      WHERE b.guardian_id = g.id AND b.student_id = $subject))
)
"""
"""Everybody who can stand to the student: staff, apps, the student, whoever is or was a guardian.
"""
ABLE = """
SELECT asker.* FROM asker CROSS JOIN LATERAL (STATEMENT) AS counted(able, total)
WHERE able > 0 AND """
OPENED = "SELECT asker.my_person FROM asker WHERE EXISTS (STATEMENT) AND "
_PARAMETER = re.compile(r"\$(\d+)")


@dataclass(frozen=True)
class Reader:
    """Somebody who could read a field: their capacities' ids and the relations by which."""

    person_id: UUID
    staff_id: UUID | None
    guardian_id: UUID | None
    student_id: UUID | None
    app_id: UUID | None
    name: str
    relations: tuple[str, ...]


async def readers(connection: Connection, question: Question, clock: Clock) -> list[Reader]:
    """Everybody who could read some of the rows at the clock, by name.

    `question.subject` must name a student. Rights of sign-ins that are suspended now don't count.
    """
    assert question.subject is not None
    able = [
        row
        for trained in (False, True)
        for row in await _able(connection, question, clock, trained=trained)
    ]
    ways = await _ways(connection, question, clock)
    found = [_reader(row, ways) for row in able]
    return sorted(found, key=lambda each: (each.name, each.person_id))


def _reader(row: Any, ways: dict[UUID, list[str]]) -> Reader:
    names = dict.fromkeys(_standing(name) for name in ways.get(row["my_person"], ()))
    return Reader(
        row["my_person"],
        row["my_staff"],
        row["my_guardian"],
        row["my_student"],
        row["my_app"],
        row["name"],
        tuple(names),
    )


def _standing(relation: str) -> str:
    """The standing by which somebody reads, without the slice that its letter lists."""
    named = policy.RELATIONS[relation]
    return relation.partition(":")[0] if named.listed else relation.removesuffix(":own")


async def _able(
    connection: Connection, question: Question, clock: Clock, *, trained: bool
) -> list[Any]:
    """Those of one state of training who can read a row, by the statement that counts them."""
    everything = replace(ANYBODY, trained=trained)
    counted = counting(Question(question.table, question.column, SOMEBODY), everything)
    text = ABLE.replace("STATEMENT", as_asker(counted))
    text += "" if trained else "NOT "
    text += "asker.trained"
    return await _fetched(connection, text, question, clock)


async def _ways(connection: Connection, question: Question, clock: Clock) -> dict[UUID, list[str]]:
    """The relations by which each person could read, one statement a clause."""
    found: dict[UUID, list[str]] = {}
    for clause in question.clauses(ANYBODY):
        needs = policy.is_staff(clause.relation)
        needs = needs and policy.row_of(clause.slice) in policy.NEEDS_TRAINING
        text = OPENED.replace("STATEMENT", as_asker(_opening(clause, question)))
        text += "asker.trained" if needs else "true"
        for row in await _fetched(connection, text, question, clock):
            found.setdefault(row["my_person"], []).append(clause.relation)
    return found


def _opening(clause: Clause, question: Question) -> Statement:
    """The rows about the student that one clause opens."""
    name = clause.lift.through if clause.lift else question.table
    source = Base.metadata.tables[name].alias("this")
    opened = forms.probed(clause, source, name)
    about = meant(source, Question(name, None, SOMEBODY))
    return written(select(1).select_from(source).where(about, opened))


def as_asker(statement: Statement) -> str:
    """The statement with each fact of the viewer taken from the row of `asker`."""

    def named(found: re.Match[str]) -> str:
        name = statement.parameters[int(found[1]) - 1]
        return f"asker.{name}" if name.startswith("my_") else f"${name}"

    return _PARAMETER.sub(named, statement.sql)


async def _fetched(
    connection: Connection, text: str, question: Question, clock: Clock
) -> list[Any]:
    """The rows of a text in which parameters stand by name."""
    values = {**clock.parameters(), "subject": question.subject}
    names = list(dict.fromkeys(re.findall(r"\$([a-z_]+)", ASKERS + text)))
    sql = re.sub(r"\$([a-z_]+)", lambda found: f"${names.index(found[1]) + 1}", ASKERS + text)
    rows: list[Any] = await connection.fetch(sql, *(values[name] for name in names))
    return rows
