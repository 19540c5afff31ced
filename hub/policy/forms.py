"""The three printed forms of a relation, and the printing of clauses.

probe        a row reached by key or below a parent: EXISTS on the subject's keys
set          a root list of a narrow viewer: key = ANY(ARRAY(SELECT subject ...))
population   a flag beside many rows: a probe whose far side is one array, read once a statement;
             of a relation to few subjects that array is all there is to ask
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, any_, false, func, literal, or_, select, true, tuple_

from hub.models import Base
from hub.models.students import Student
from hub.policy import DENIES, RELATIONS, SLICES, THEIRS, products
from hub.policy.relations import Anchor, Facts, Relation
from hub.policy.templates import Printed, Theirs, template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import ColumnElement, CompoundSelect, FromClause, Select

    from hub.policy import Clause

    Keys = Sequence[Any]
    Said = Callable[[ColumnElement[bool]], ColumnElement[bool]]


def by_side(names: Sequence[str]) -> Iterator[tuple[Sequence[str], Said]]:
    """Names of relations, the viewer's and then the target's, as they were given; each with how
    a condition about that one of the two is said.
    """
    mine = [name for name in names if not name.startswith(THEIRS)]
    if mine:
        yield mine, lambda condition: condition
    if len(mine) < len(names):
        yield [name for name in names if name.startswith(THEIRS)], Theirs


def keys(anchor: Anchor, row: FromClause, table: str) -> tuple[ColumnElement[object], ...]:
    """The columns of a read row that name the anchor's subject."""
    own = {("student_id", "student"), ("section_id", "section"), ("school_id", "school")}
    return tuple(row.c.id if (name, table) in own else row.c[name] for name in anchor.columns)


def probe(relation: Relation, subject: Keys) -> ColumnElement[bool]:
    """The relation holds to this one subject."""
    made = template(
        (relation.name, "probe"), len(subject), lambda keys: _exists(relation.facts(), keys)
    )
    return Printed(made, subject)


def population(relation: Relation, subject: Keys) -> ColumnElement[bool]:
    """The relation holds to this subject, with the viewer's side read once as an array."""
    made = template(
        (relation.name, "population"), len(subject), lambda keys: _population(relation, keys)
    )
    return Printed(made, subject)


def _population(relation: Relation, subject: Keys) -> ColumnElement[bool]:
    if relation.few and subject:
        return subject_set([relation], subject)
    facts = relation.facts()
    if facts.reach is None or facts.key is None:
        return _exists(facts, subject)
    return _exists(facts, subject, facts.key == any_(_array(facts.reach)))


def members(relation: Relation) -> Select[Any]:
    """The subjects to whom the relation holds; every student for relations without a subject."""
    facts = relation.facts()
    if relation.anchor is not Anchor.NONE:
        assert facts.tables is not None
        chosen: Any = select(*facts.subject)
        return chosen.select_from(facts.tables).where(*facts.holds)  # type: ignore[no-any-return]
    student = Student.__table__.alias()
    return select(student.c.id).where(_exists(facts, ()))


def subject_set(relations: Sequence[Relation], subject: Keys) -> ColumnElement[bool]:
    """The subject is among those to whom any of the relations holds."""
    chosen = [members(relation) for relation in relations]
    union = chosen[0].union_all(*chosen[1:]) if len(chosen) > 1 else chosen[0]
    if len(subject) == 1:
        among: ColumnElement[bool] = subject[0] == any_(_array(union))
        return among
    return tuple_(*subject).in_(union)


def reach(relation: Relation) -> ColumnElement[bool]:
    """The viewer can stand in the relation to someone now: what makes their shape."""
    facts = relation.facts()
    if facts.tables is None:
        return true()
    if facts.reach is not None:
        return facts.reach.correlate(None).exists()
    return select(literal(1)).select_from(facts.tables).where(*facts.holds).correlate(None).exists()


def term(clause: Clause, row: FromClause, table: str) -> ColumnElement[bool] | None:
    """The row condition of the clause's slice on a row of `table`, if it has one."""
    return SLICES[clause.term].rows[table](row) if clause.term else None


def lifted(clauses: Sequence[Clause], row_id: Any) -> ColumnElement[bool]:
    """Some row of the lift's table leads to this row and is readable by one of the clauses."""
    lift = clauses[0].lift
    assert lift is not None
    through = Base.metadata.tables[lift.through].alias("through")
    ways = [probed(clause, through, lift.through) for clause in clauses]
    return (
        select(literal(1))
        .select_from(through)
        .where(through.c[lift.far] == row_id, or_(*ways))
        .correlate(row_id.table)
        .exists()
    )


def any_probed(clauses: tuple[Clause, ...], row: FromClause, table: str) -> ColumnElement[bool]:
    """Some clause, printed by itself, holds on a row; of pairs, some of either side."""
    if clauses and clauses[0].also is not None:
        return or_(
            *(
                and_(any_probed(mine, row, table), Theirs(any_probed(theirs, row, table)))
                for mine, theirs in products(clauses)
            )
        )
    return or_(false(), *(probed(each, row, table) for each in clauses))


def probed(clause: Clause, row: FromClause, table: str) -> ColumnElement[bool]:
    """The clause printed on a row by itself, each relation as a probe."""
    relation = RELATIONS[clause.relation]
    parts = [probe(relation, keys(relation.anchor, row, table))]
    parts += [
        ~probe(DENIES[name], keys(Anchor.STUDENT, row, table)) for name in sorted(clause.denies)
    ]
    condition = term(clause, row, table)
    return and_(*parts, *([] if condition is None else [condition]))


def _exists(facts: Facts, subject: Keys, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    if facts.tables is None:
        return true()
    matches = [near == key for near, key in zip(facts.subject, subject, strict=True)]
    found = select(literal(1)).select_from(facts.tables).where(*matches, *facts.holds, *more)
    outer = {key.table for key in subject} - {None}
    return found.correlate(*outer).exists() if outer else found.correlate(None).exists()


def _array(rows: Select[Any] | CompoundSelect[Any]) -> ColumnElement[object]:
    return func.array(rows.scalar_subquery())
