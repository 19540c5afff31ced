"""The printed forms of a relation, and the printing of clauses.

probe        a row reached by key or below a parent: EXISTS on the subject's keys
set          a root list of a narrow viewer: key = ANY(ARRAY(SELECT subject ...))
population   a flag beside many rows: a probe whose far side is one array, read once a statement;
             of a relation to few subjects that array is all there is to ask
standing     the set of several relations at once: each student with which of them hold
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Uuid,
    and_,
    any_,
    cast,
    false,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from hub.models import Base
from hub.models.students import Student
from hub.policy import DENIES, RELATIONS, SLICES, THEIRS, products
from hub.policy.relations import Anchor, Facts, Relation
from hub.policy.seats import gathered, walked
from hub.policy.templates import Once, Printed, Theirs, template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import CTE, ColumnElement, CompoundSelect, FromClause, Select

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
    made = template((relation.name, "probe"), len(subject), lambda keys: _probe(relation, keys))
    return Printed(made, subject)


def _probe(relation: Relation, subject: Keys) -> ColumnElement[bool]:
    return _exists(relation.facts(), subject, each=relation.listed)


def population(relation: Relation, subject: Keys) -> ColumnElement[bool]:
    """The relation holds to this subject, with the viewer's side read once as an array."""
    made = template(
        (relation.name, "population"), len(subject), lambda keys: _population(relation, keys)
    )
    printed = Printed(made, subject)
    if not relation.few or not subject:
        return printed
    few = _few(relation)
    among = func.array(select(few.c.student_id).correlate(None).scalar_subquery())
    return Once(subject[0] == any_(among), printed)


def _few(relation: Relation) -> CTE:
    """The subjects of a relation to few, read once a statement."""
    found = _FEW.get(relation)
    if found is None:
        those = members(relation)
        (student,) = those.selected_columns
        found = those.with_only_columns(student.label("student_id")).cte()
    return _FEW.setdefault(relation, found)


_FEW: dict[Relation, CTE] = {}


def _population(relation: Relation, subject: Keys) -> ColumnElement[bool]:
    if relation.few and subject:
        return subject_set([relation], subject)
    facts = relation.facts()
    if facts.reach is None or facts.key is None:
        return _exists(facts, subject)
    beside = facts.key == any_(_array(facts.reach))
    if facts.apart is None:
        return _exists(facts, subject, beside, each=relation.listed)
    apart = replace(facts, tables=facts.near, holds=facts.apart)
    return _exists(apart, subject, beside, each=True)


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


def standing(relations: tuple[Relation, ...]) -> CTE:
    """Every student to whom one of the relations may hold, once, as `student_id`, beside a column
    by the name of each that says whether it does; of one to a seat, in which sections.

    It is the same object each time, so that the lists of one statement read it once.
    """
    found = _STANDINGS.get(relations)
    # of two threads that make it at once, both go on with the first one's
    return _STANDINGS.setdefault(relations, _standing(relations)) if found is None else found


_STANDINGS: dict[tuple[Relation, ...], CTE] = {}


def _standing(relations: tuple[Relation, ...]) -> CTE:
    legs = list(_legs(relations))
    found = union_all(*legs).subquery() if len(legs) > 1 else legs[0].subquery()
    held = (
        gathered(each, found.c[each.name], found.c.section_id).label(each.name)
        for each in relations
    )
    return select(found.c.student_id, *held).group_by(found.c.student_id).cte()


def _legs(relations: tuple[Relation, ...]) -> Iterator[Select[Any]]:
    """Students of each relation by itself, and of those over one model of seats by one walk."""
    seated: dict[Any, dict[str, Relation]] = {}
    for relation in relations:
        if relation.seats is not None:
            seated.setdefault(relation.seats.model, {})[relation.name] = relation
        else:
            those = members(relation)
            (student,) = those.selected_columns
            told = _only({relation.name: true()}, relations)
            nowhere = cast(null(), Uuid()).label("section_id")
            yield those.with_only_columns(student.label("student_id"), nowhere, *told)
    for named in seated.values():
        walk = walked(named).subquery()
        told = _only({name: walk.c[name] for name in named}, relations)
        yield select(walk.c.student_id, walk.c.section_id, *told)


def among(name: str, relations: tuple[Relation, ...], student: Any) -> ColumnElement[bool]:
    """The relation of this name, one of several, holds to the student: as their standing says,
    read once a statement.
    """
    drawn = standing(relations)
    found: ColumnElement[bool] = student.in_(select(drawn.c.student_id).where(drawn.c[name]))
    return found


def _only(known: Mapping[str, Any], relations: Sequence[Relation]) -> list[Any]:
    """A Boolean by the name of each: what is known, and else no."""
    return [known.get(each.name, false()).label(each.name) for each in relations]


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


def _exists(
    facts: Facts, subject: Keys, *more: ColumnElement[bool], each: bool = False
) -> ColumnElement[bool]:
    if facts.tables is None:
        return true()
    matches = [near == key for near, key in zip(facts.subject, subject, strict=True)]
    """`each`: asked of each row by itself, and planned so. Without OFFSET 0 PostgreSQL reads a
    whole school's pupils to hash them; and it plans twice what stands under an OR, once to be
    hashed, which doubles with each level of a filter: of the many ways of an app, one a slice and
    seven tables wide, a dozen comparisons took a minute to plan.
    """
    found = select(literal(1)).select_from(facts.tables).where(*matches, *facts.holds, *more)
    found = found.offset(literal_column("0")) if each else found
    outer = {key.table for key in subject} - {None}
    return found.correlate(*outer).exists() if outer else found.correlate(None).exists()


def _array(rows: Select[Any] | CompoundSelect[Any]) -> ColumnElement[object]:
    return func.array(rows.scalar_subquery())
