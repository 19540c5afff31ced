"""Clauses and filters written as SQL conditions on a read row. Pure.

Every condition may be NULL where a row condition meets a NULL; whatever negates one says
`IS NOT TRUE`, so that unknown never opens anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, any_, bindparam, case, false, literal, or_, select, true

from hub import policy
from hub.models import Base
from hub.policy import Anchor, forms
from hub.policy.templates import Theirs
from resolvers.plan import Compare, Hop, Junction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, FromClause

    from hub.policy import Clause
    from hub.policy.relations import Relation
    from resolvers.plan import Filter

    Bool = ColumnElement[bool]
    Clauses = tuple[Clause, ...] | None


@dataclass(frozen=True)
class Row:
    """A row as the statement sees it: where its columns are, of which table it is, and the flags
    that say how the viewer stands to its student; `hops` counts the links behind it in a filter,
    `depth` the rows above it. `sets` are the relations that are asked of it by whom they hold to.
    `of_student`: it is about one student, by its own key or a row above it; `kept`: the log of
    readings says by this row of whom it is.
    """

    source: FromClause
    table: str
    flags: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    hops: int = 0
    depth: int = 0
    sets: tuple[Relation, ...] = ()
    of_student: bool = False
    kept: bool = False


def any_of(clauses: Clauses, row: Row) -> Bool:
    """Some clause opens the row; `None` is always, an empty tuple never."""
    if clauses is None:
        return true()
    if clauses and clauses[0].also is not None:
        return or_(*(_of_both(*sides, row) for sides in policy.products(clauses)))
    by_lift = [each for each in clauses if each.lift is not None]
    # PostgreSQL tries them as they stand: what is known beside the row comes before a search,
    # and what holds of a whole school before what holds of few
    own = sorted(
        (each for each in clauses if each.lift is None),
        key=lambda each: (each.relation not in row.flags, _likely(each.relation)),
    )
    ways = [_clause(each, row) for each in own if not _of_seat(each, row)]
    ways += _by_section([each for each in own if _of_seat(each, row)], row)
    if by_lift:
        ways.append(forms.lifted(by_lift, row.source.c.id))
    return or_(*ways) if ways else false()


def _likely(name: str) -> tuple[bool, int]:
    """A relation's place among those asked in turn: of wide ones it is that of their list."""
    wide = policy.RELATIONS[name].wide
    return not wide, list(policy.RELATIONS).index(name) if wide else 0


def _of_both(mine: tuple[Clause, ...], theirs: tuple[Clause, ...], row: Row) -> Bool:
    """Some clause of the viewer and some of the target open the row: each by its own flags."""
    of_target = {
        name.removeprefix(policy.THEIRS): flag
        for name, flag in row.flags.items()
        if name.startswith(policy.THEIRS)
    }
    return and_(any_of(mine, row), Theirs(any_of(theirs, replace(row, flags=of_target))))


def every_part_seen(row: Row, visible: tuple[Clause, ...]) -> Bool:
    """No row that leads to this one is hidden from the viewer (P-36), who sees those that are
    `visible` by their own denies: whoever reported an incident may not see their child's part.
    """
    lift = policy.LIFTS[row.table]
    through = Base.metadata.tables[lift.through].alias("part")
    seen = forms.any_probed(visible, through, lift.through)
    hidden = (
        select(literal(1))
        .select_from(through)
        .where(through.c[lift.far] == row.source.c.id, seen.is_not(true()))
        .correlate(row.source)
    )
    return ~hidden.exists()


def _of_seat(clause: Clause, row: Row) -> bool:
    """Whether the row's flags say in which sections the clause's relation holds."""
    relation = policy.RELATIONS[clause.relation]
    return relation.anchor is Anchor.SEAT and clause.relation in row.flags


def _by_section(clauses: Sequence[Clause], row: Row) -> list[Bool]:
    """The ways to a row by its section: those that differ in their relation only are one, so that
    PostgreSQL can look the sections up.
    """
    alike: dict[Any, list[Clause]] = {}
    for each in clauses:
        alike.setdefault((each.denies, each.term), []).append(each)
    found = []
    for first, *others in alike.values():
        sections: Any = row.flags[first.relation]
        for each in others:
            sections = sections.concat(row.flags[each.relation])
        found.append(_clause(first, row, row.source.c.section_id == any_(sections)))
    return found


def _clause(clause: Clause, row: Row, standing: Bool | None = None) -> Bool:
    parts = [_standing(row, clause.relation) if standing is None else standing]
    parts += [_undenied(row, name) for name in sorted(clause.denies)]
    condition = forms.term(clause, row.source, row.table)
    return and_(*parts, *([] if condition is None else [condition]))


def _standing(row: Row, name: str) -> Bool:
    return row.flags[name] if name in row.flags else _asked(policy.RELATIONS[name], row)


def _undenied(row: Row, name: str) -> Bool:
    """A deny does not hold. It is unknown of a row that names no student: nobody is denied then."""
    denied = _deny(row, name)
    return denied.is_not(true()) if policy.may_lack_student(row.table) else ~denied


def _deny(row: Row, name: str) -> Bool:
    return row.flags[name] if name in row.flags else _asked(policy.DENIES[name], row)


def _asked(relation: Relation, row: Row) -> Bool:
    """A relation asked of a row by itself, with the viewer's side read once a statement where a
    relation has one apart; to few, all of them are.
    """
    keys = forms.keys(relation.anchor, row.source, row.table)
    if relation in row.sets:
        return forms.among(relation.name, row.sets, *keys)
    return (forms.population if relation.few or relation.school else forms.probe)(relation, keys)


def flag(name: str, row: Row) -> Bool:
    """A relation or deny printed on a row's student, to be computed once per row.

    The viewer's own side is read once a statement: as a probe, "was taught of late" walked for
    each pupil of a roster every section that the teacher ever led.
    """
    keys = forms.keys(Anchor.STUDENT, row.source, row.table)
    relation = policy.DENIES[name] if name in policy.DENIES else policy.RELATIONS[name]
    if relation in row.sets:
        return forms.among(name, row.sets, *keys)
    subject = keys if relation.anchor is Anchor.STUDENT else ()
    return forms.population(relation, subject)


def matches(where: Filter, row: Row, *, negated: bool = False) -> Bool:
    """The filter on a row, every comparison behind its guard, also where it is negated."""
    if isinstance(where, Junction):
        parts = [matches(part, row, negated=negated) for part in where.parts]
        if (where.kind == "all") is not negated:
            return and_(true(), *parts)
        return or_(false(), *parts)
    if isinstance(where, Compare):
        column = row.source.c[where.column]
        value = column if where.value is None else case((any_of(where.value, row), column))
        said = _compare(where, value, column.type)
        said = said.is_not(true()) if negated else said
        return said if where.clauses is None else and_(any_of(where.clauses, row), said)
    if isinstance(where, Hop):
        found = _hop(where, row)
        found = ~found if negated else found
        return found if where.allowed is None else and_(any_of(where.allowed, row), found)
    return matches(where.part, row, negated=not negated)


def _hop(hop: Hop, row: Row) -> Bool:
    target = Base.metadata.tables[hop.table].alias(f"hop_{row.hops}")
    flags = row.flags if hop.subject is not None else {}
    pairs = dict.fromkeys(((hop.near, hop.far), hop.subject or (hop.near, hop.far)))
    there = Row(target, hop.table, flags, row.hops + 1)
    return (
        select(literal(1))
        .select_from(target)
        .where(
            *(target.c[far] == row.source.c[near] for near, far in pairs),
            any_of(hop.visible, there),
            any_of(hop.linked, there),
            matches(hop.inner, there),
        )
        .correlate(*outer(row))
        .exists()
    )


def outer(row: Row) -> set[FromClause]:
    """The row itself and wherever its flags are: all that an inner condition may refer to."""
    flags: list[Any] = list(row.flags.values())
    return {row.source, *(each.table for each in flags)}


def _compare(compare: Compare, column: ColumnElement[Any], kind: Any) -> Bool:
    values = [bindparam(name, type_=kind) for name in compare.parameters]
    if compare.operator == "in":
        return or_(false(), *(column == value for value in values))
    if compare.operator in ("null", "not null"):
        return column.is_(None) if compare.operator == "null" else column.is_not(None)
    said: Bool = _OPERATORS[compare.operator](column, values[0])
    return said


_OPERATORS: dict[str, Any] = {
    "eq": lambda column, value: column == value,
    "ne": lambda column, value: column != value,
    "lt": lambda column, value: column < value,
    "lte": lambda column, value: column <= value,
    "gt": lambda column, value: column > value,
    "gte": lambda column, value: column >= value,
    "startsWith": lambda column, value: column.like(value),
    "contains": lambda column, value: column.like(value),
}
