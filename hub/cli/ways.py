"""In which ways a value could be read, and how far each of them goes for one viewer.

Asks the policy's own clauses, printed by its own forms, so that an explanation can't say
otherwise than an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, func, literal, null, select, true

from hub import policy
from hub.models import Base
from hub.models.students import Student
from hub.policy import Anchor, forms
from hub.policy.rules import GRANTS
from hub.sql import written
from resolvers.compiler.predicates import Row, any_of, every_part_seen

if TYPE_CHECKING:
    from asyncpg import Record
    from sqlalchemy import ClauseElement, ColumnElement, FromClause

    from hub.database import Connection
    from hub.policy import Clause
    from hub.sql import Statement
    from hub.viewer import Viewer

    Bool = ColumnElement[bool]

SUBJECT = bindparam("subject", type_=Uuid())
SOMEBODY = UUID(int=0)
"""Any student: what a statement is for before its parameter is bound."""
ANYBODY = policy.Shape(frozenset(policy.RELATIONS), trained=True)
"""The shape of a viewer from whom nothing is pruned: every grant has its clause."""


@dataclass(frozen=True)
class Question:
    """Whether a viewer may read a column of a table's rows; or see its rows (`column` None).

    `subject` is the student whose rows are meant; None for tables that aren't about a student.
    """

    table: str
    column: str | None
    subject: UUID | None

    def clauses(self, shape: policy.Shape) -> tuple[Clause, ...]:
        """The policy's answer for viewers of a shape."""
        if self.column is None:
            return policy.visible(self.table, shape)
        return policy.clauses(self.table, self.column, shape)


@dataclass(frozen=True)
class Way:
    """A grant on a slice, and how far it goes: its relation, what beats it, and on which rows.

    `met` of the `rows` meet the slice's condition, and the grant opens `opens` of them.
    """

    clause: Clause
    stands: bool
    beaten_by: tuple[str, ...]
    rows: int
    met: int
    opens: int

    @property
    def basis(self) -> str:
        """The codes of the legal basis (domain.md 2.1)."""
        mine = (self.clause.relation, self.clause.slice)
        found = (each.basis for each in GRANTS if (each.relation, each.slice) == mine)
        return " ".join(dict.fromkeys(found))


async def ways(connection: Connection, question: Question, viewer: Viewer) -> list[Way]:
    """Every way in which the value could be read, the ones that go furthest first."""
    found = [await _way(connection, question, each, viewer) for each in question.clauses(ANYBODY)]
    return sorted(found, key=lambda way: (-way.opens, not way.stands, len(way.beaten_by)))


async def counted(connection: Connection, question: Question, viewer: Viewer) -> tuple[int, int]:
    """How many of the rows the viewer can read, and how many there are."""
    about_one = replace(question, subject=SOMEBODY) if question.subject else question
    found = await _first(connection, _counting(about_one, viewer.shape.trained), question, viewer)
    return found[0], found[1]


@cache
def _counting(question: Question, trained: bool) -> Statement:  # noqa: FBT001 -- a key
    """Count the rows that can be read and all rows, of whichever student."""
    table = Base.metadata.tables[question.table].alias("this")
    clauses = question.clauses(policy.Shape(ANYBODY.relations, trained))
    readable = any_of(clauses, row := Row(table, question.table))
    if (question.table, question.column) in policy.WHOLE_ONLY:
        readable &= every_part_seen(question.table, row, clauses)
    asked = select(func.count().filter(readable), func.count()).select_from(table)
    return written(asked.where(_meant(table, question)))


async def _way(connection: Connection, question: Question, clause: Clause, viewer: Viewer) -> Way:
    """How far one clause goes for the viewer."""
    name = clause.lift.through if clause.lift else question.table
    source, relation = Base.metadata.tables[name].alias("this"), policy.RELATIONS[clause.relation]
    holds = forms.probe(relation, forms.keys(relation.anchor, source, name))
    condition = forms.term(clause, source, name)
    on_rows = select(
        func.count(),
        func.coalesce(func.bool_or(holds), False),
        func.count().filter(true() if condition is None else condition),
        func.count().filter(forms.probed(clause, source, name)),
    ).select_from(source)
    meant = _meant(source, Question(name, None, question.subject))
    asked = written(on_rows.where(meant))
    rows, stands, met, opens = await _first(connection, asked, question, viewer)
    if question.subject is not None:
        to_student = await _first(connection, written(_to_student(clause)), question, viewer)
        stands = stands if to_student["stands"] is None else to_student["stands"]
        beaten = tuple(name for name in sorted(clause.denies) if to_student[name])
    else:
        beaten = ()
    if policy.is_staff(clause.relation) and not viewer.shape.trained:
        beaten += ("training",) * (policy.row_of(clause.slice) in policy.NEEDS_TRAINING)
    return Way(clause, stands, beaten, rows, met, 0 if "training" in beaten else opens)


def _to_student(clause: Clause) -> ClauseElement:
    """Ask for the clause's relation and denies towards the student, be there a row or not."""
    student = Student.__table__.alias("child")
    relation = policy.RELATIONS[clause.relation]
    keys = {Anchor.STUDENT: (student.c.id,), Anchor.NONE: ()}.get(relation.anchor)
    stands = null() if keys is None else forms.probe(relation, keys)
    denies = (
        forms.probe(policy.DENIES[name], (student.c.id,)).label(name)
        for name in sorted(clause.denies)
    )
    return select(stands.label("stands"), *denies).where(student.c.id == SUBJECT)


def _meant(rows: FromClause, question: Question) -> Bool:
    """Which rows of a table are about the student, directly or by a row that leads to them."""
    if question.subject is None:
        return true()
    if question.table == "student":
        return rows.c.id == SUBJECT
    if "student_id" in rows.c:
        return rows.c.student_id == SUBJECT
    lift = policy.LIFTS.get(question.table)
    if lift is None or not policy.has_student(lift.through):
        return true()
    through = Base.metadata.tables[lift.through].alias("leading")
    leads = and_(through.c[lift.far] == rows.c.id, through.c.student_id == SUBJECT)
    return select(literal(1)).where(leads).correlate(rows).exists()


def about_student(table: str) -> bool:
    """Whether the rows of a table are about a student, directly or by a row that leads to them."""
    lift = policy.LIFTS.get(table)
    return policy.has_student(table) or (lift is not None and policy.has_student(lift.through))


async def _first(
    connection: Connection, statement: Statement, question: Question, viewer: Viewer
) -> Record:
    values = {**viewer.parameters(), "subject": question.subject}
    row = await connection.fetchrow(statement.sql, *(values[name] for name in statement.parameters))
    assert row is not None, "each of these statements has one row"
    return row
