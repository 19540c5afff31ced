"""In which ways a value could be read, and how far each of them goes for one viewer.

Asks the policy's own clauses, printed by its own forms, so that an explanation can't say
otherwise than an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import func, null, select, true

from hub import policy
from hub.explain.question import (
    SOMEBODY,
    SUBJECT,
    Connection,
    Question,
    anybody_like,
    meant,
)
from hub.models import Base
from hub.models.students import Student
from hub.policy import Anchor, forms
from hub.policy.rules import GRANTS
from hub.sql import written
from resolvers.compiler.predicates import Row, any_of, every_part_seen

if TYPE_CHECKING:
    from asyncpg import Record
    from sqlalchemy import ColumnElement

    from hub.policy import Clause
    from hub.sql import Statement
    from hub.viewer import Viewer

    Bool = ColumnElement[bool]


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

    @property
    def outcome(self) -> str:
        """What becomes of the grant: OPENS, NOT_HELD, DENIED, UNTRAINED, NO_ROW or OTHER_ROWS."""
        if self.opens:
            return "OPENS"
        if not self.stands:
            return "NOT_HELD"
        if self.beaten_by:
            return "UNTRAINED" if self.beaten_by == ("training",) else "DENIED"
        return "OTHER_ROWS" if self.rows else "NO_ROW"

    @property
    def outcome_in_short(self) -> str:
        """The same without a word of denies and rows: OPENS, UNTRAINED or NOT_HELD."""
        if not self.stands:
            return "NOT_HELD"
        if self.beaten_by:
            return "UNTRAINED" if self.beaten_by == ("training",) else "NOT_HELD"
        return "OPENS"


async def ways(connection: Connection, question: Question, viewer: Viewer) -> list[Way]:
    """Every way in which the value could be read, the ones that go furthest first."""
    everything = anybody_like(viewer)
    found = [
        await _way(connection, question, each, viewer) for each in question.clauses(everything)
    ]
    return sorted(found, key=lambda way: (-way.opens, not way.stands, len(way.beaten_by)))


async def counted(connection: Connection, question: Question, viewer: Viewer) -> tuple[int, int]:
    """How many of the rows the viewer can read, and how many there are."""
    about_one = replace(question, subject=SOMEBODY) if question.subject else question
    everything = replace(anybody_like(viewer), trained=viewer.shape.trained)
    found = await first(connection, counting(about_one, everything), question, viewer)
    return found[0], found[1]


@cache
def counting(question: Question, shape: policy.Shape) -> Statement:
    """Count the rows that viewers of a shape can read and all rows, of whichever student."""
    table = Base.metadata.tables[question.table].alias("this")
    readable = any_of(question.clauses(shape), row := Row(table, question.table))
    whole = policy.WHOLE_ONLY.get((question.table, question.column or ""))
    if whole is not None:
        readable &= every_part_seen(row, policy.visible(whole.through, shape))
    both = select(func.count().filter(readable), func.count()).select_from(table)
    return written(both.where(meant(table, question)))


async def _way(connection: Connection, question: Question, clause: Clause, viewer: Viewer) -> Way:
    """How far one clause goes for the viewer."""
    name = clause.lift.through if clause.lift else question.table
    on_rows = _on_rows(clause, name, about_one=question.subject is not None)
    rows, stands, met, opens = await first(connection, on_rows, question, viewer)
    beaten: tuple[str, ...] = ()
    if question.subject is not None:
        to_student = await first(connection, _to_student(clause), question, viewer)
        stands = stands if to_student["stands"] is None else to_student["stands"]
        beaten = tuple(name for name in sorted(clause.denies) if to_student[name])
    if policy.is_staff(clause.relation) and not viewer.shape.trained:
        beaten += ("training",) * (policy.row_of(clause.slice) in policy.NEEDS_TRAINING)
    return Way(clause, stands, beaten, rows, met, 0 if "training" in beaten else opens)


# Writing these is most of an explanation's work, and there are only so many clauses.
@cache
def _on_rows(clause: Clause, name: str, *, about_one: bool) -> Statement:
    """Of the rows that are meant: how many there are, whether the clause's relation holds to
    some, how many meet its condition, and how many it opens.
    """
    source, relation = Base.metadata.tables[name].alias("this"), policy.RELATIONS[clause.relation]
    condition = forms.term(clause, source, name)
    holds = forms.probe(relation, forms.keys(relation.anchor, source, name))
    counts = select(
        func.count(),
        func.coalesce(func.bool_or(holds), False),
        func.count().filter(true() if condition is None else condition),
        func.count().filter(forms.probed(clause, source, name)),
    )
    about = meant(source, Question(name, None, SOMEBODY if about_one else None))
    return written(counts.select_from(source).where(about))


@cache
def _to_student(clause: Clause) -> Statement:
    """Ask for the clause's relation and denies towards the student, be there a row or not."""
    student = Student.__table__.alias("child")
    relation = policy.RELATIONS[clause.relation]
    keys = {Anchor.STUDENT: (student.c.id,), Anchor.NONE: ()}.get(relation.anchor)
    stands = null() if keys is None else forms.probe(relation, keys)
    denies = (
        forms.probe(policy.DENIES[name], (student.c.id,)).label(name)
        for name in sorted(clause.denies)
    )
    return written(select(stands.label("stands"), *denies).where(student.c.id == SUBJECT))


async def first(
    connection: Connection, statement: Statement, question: Question, viewer: Viewer
) -> Record:
    """The one row of a statement, asked as the viewer about the question's student."""
    (row,) = await asked(connection, statement, question, viewer)
    return row


async def asked(
    connection: Connection, statement: Statement, question: Question, viewer: Viewer
) -> list[Record]:
    """The rows of a statement, asked as the viewer about the question's student."""
    values = {**viewer.parameters(), "subject": question.subject}
    rows = await connection.fetch(statement.sql, *(values[name] for name in statement.parameters))
    return list(rows)
