"""The visible rows of a read, with the flags of their student beside them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    Date,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)

from hub import policy
from hub.models.base import sort_key
from hub.policy import forms
from hub.policy.seats import together
from resolvers import accesses
from resolvers.compiler import disclosures
from resolvers.compiler.history import named_in
from resolvers.compiler.predicates import Row, any_of, flag, matches, outer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, FromClause, Select, Table

    from hub.policy.forms import Said
    from hub.policy.relations import Relation
    from resolvers.plan import Read, Search

Join = "tuple[str, str] | None"


class Opened(NamedTuple):
    """The rows of a read as they stand in their table: FROM, Row, and what makes them visible."""

    source: Any
    row: Row
    conditions: list[ColumnElement[bool]]


def opened(read: Read, parent: Row | None, join: tuple[str, str] | None) -> Opened:
    """The rows of a read that is not cut into pages, with no sub-select of their own: what is
    shown of them is selected from here, and PostgreSQL has one level less to plan and to start.
    """
    _, row, source = _source(read, parent)
    return Opened(source, row, _conditions(read, row, parent, join))


def rows(
    read: Read, parent: Row | None, join: tuple[str, str] | None, limit: int | None = None
) -> tuple[Any, Row]:
    """The sub-select of a read's rows, and the Row by which to speak of them outside of it."""
    base, row, source = _source(read, parent)
    chosen: Select[Any] = select(
        *base.c, *(column.label(name) for name, column in row.flags.items())
    )
    # a wide viewer's list is found first, by the first way that holds of a row; their flags are
    # then worked out for the rows of the page alone
    sought = replace(row, flags={}) if parent is None and not read.reached_by else row
    chosen = chosen.select_from(source).where(*_conditions(read, sought, parent, join))
    chosen = chosen.order_by(*order(read, base))
    if limit is not None:
        chosen = chosen.limit(literal_column(str(limit)))
    found = below(chosen, parent).subquery()
    flags = {name: found.c[name] for name in row.flags}
    return found, replace(row, source=found, flags=flags)


def counted(
    read: Read, parent: Row | None, join: tuple[str, str] | None, limit: int
) -> Select[Any]:
    """How many rows the read has, stopping at `limit` + 1, and the tokens of what that tells.

    A count shows nothing for which it would have to know how the viewer stands in every way: no
    flags, so that the first way that holds of a row is the last one asked for.
    """
    _, row, source = _source(replace(read, flags=()), parent, "counted")
    tokens = disclosures.own((), row, read.visible)
    each = (
        disclosures.together(tokens).label("seen") if tokens else literal_column("1").label("one")
    )
    chosen: Select[Any] = select(each).select_from(source)
    chosen = chosen.where(*_conditions(read, row, parent, join, paged=False))
    some = below(chosen.limit(literal_column(str(limit + 1))), parent).subquery()
    told = [disclosures.gathered(some.c.seen, distinct=True)] if tokens else []
    return select(func.count().label("rows"), *told).select_from(some)


def order(read: Read, base: FromClause) -> list[ColumnElement[Any]]:
    """The sort of a read, its id last."""
    columns = _sort_key(read, base)
    return [column.desc() for column in columns] if read.descending else columns


def anchor(read: Read) -> Select[Any]:
    """The sort key of the row that a cursor names, under the viewer's own predicate."""
    base, row, source = _source(read, None, "last")
    assert read.page is not None
    assert read.page.after is not None
    is_it = base.c.id == bindparam(read.page.after, type_=Uuid())
    visible = any_of(read.type_visible, row)
    return select(*_sort_key(read, base)).select_from(source).where(is_it, visible)


def _sort_key(read: Read, base: FromClause) -> list[Any]:
    assert read.type.table is not None
    kept = read.type.table.c
    likest = [read.search] if read.search is not None and read.search.first else []
    return [
        *(base.c.sort_name.op("<->>")(_searched(each)) for each in likest),
        *(part for name in read.order for part in sort_key(kept[name], base.c[name])),
        base.c.id,
    ]


def _searched(search: Search) -> Any:
    return bindparam(search.parameter, type_=Text())


@cache
def _named(table: Table, name: str) -> Any:
    """The table under a name, kept: copying a table's columns was half of a cold plan.

    What stands inside of one another never has the same name: SQLAlchemy would take the inner
    table for the outer one.
    """
    alias = table.alias(name)
    assert alias.c  # its columns are made now, and not by whichever thread asks first
    return alias


def _source(read: Read, parent: Row | None, name: str = "this") -> tuple[Any, Row, Any]:
    """The table, its Row, and the FROM that has the flags of its student: the parent's where it
    is the same student, else computed beside the row, each once.
    """
    assert read.type.table is not None
    depth = 0 if parent is None else parent.depth + 1
    # Rows in rows stand side by side in one statement: each level has a name of its own.
    base, table = _named(read.type.table, f"{name}{depth or ''}"), read.type.table.name
    above = parent is not None and parent.of_student
    inner = accesses.is_inner(read, of_student=above)
    bare = Row(
        base,
        table,
        depth=depth,
        sets=() if parent is not None else _sets(read),
        of_student=inner or policy.has_student(table),
        kept=not inner and accesses.is_kept(read),
    )
    if read.subject is not None and parent is not None:
        return base, replace(bare, flags=dict(parent.flags)), base
    flags, source = _standing(read, bare)
    rest = [name for name in read.flags if name not in flags]
    for computed in _computed(rest, bare) if rest else ():
        # OFFSET 0 keeps PostgreSQL from pulling a flag up and computing it where it is used
        beside = computed.offset(literal_column("0")).correlate(base).lateral()
        flags.update({each.name: each for each in beside.c})
        source = source.join(beside, true())
    return base, replace(bare, flags=flags), source


def _standing(read: Read, row: Row) -> tuple[dict[str, ColumnElement[bool]], Any]:
    """The flags that a root list's rows get with the set from which they are drawn, and the two
    joined; none where no set is, or where a target's has to be met as well.
    """
    if not read.reached_by or _paired(read):
        return {}, row.source
    of_seats = [name for name in read.flags if name.removesuffix(":own") in read.reached_by]
    names = tuple(dict.fromkeys((*read.reached_by, *of_seats)))
    drawn = forms.standing(tuple(_relations(names)))
    (student,) = forms.keys(policy.Anchor.STUDENT, row.source, row.table)
    flags: dict[str, ColumnElement[bool]] = {name: drawn.c[name] for name in names}
    return flags, drawn.join(row.source, student == drawn.c.student_id)


def _sets(read: Read) -> tuple[Relation, ...]:
    """The relations to students of seats that a wide viewer's list is asked by their set: most of
    its rows are none of them, and one walk finds those of all.
    """
    known = read.type_visible
    if read.page is None or read.reached_by or not known or any(each.also for each in known):
        return ()
    names = dict.fromkeys(each.relation for each in known if each.lift is None)
    chosen = _relations(tuple(names))
    seated = (each for each in chosen if each.anchor is policy.Anchor.STUDENT and each.seats)
    return tuple(seated)


def _computed(names: Sequence[str], row: Row) -> Iterator[Select[Any]]:
    """The selects that tell the flags of a row's student: relations to the student of a seat
    together where there are several over one table, and all others side by side.
    """
    for named, said in forms.by_side(names):
        yield from _computed_of_one(named, row, said)


def _computed_of_one(names: Sequence[str], row: Row, said: Said) -> Iterator[Select[Any]]:
    groups: dict[Any, dict[str, Relation]] = {}
    for name in names:
        relation = policy.RELATIONS.get(name.removeprefix(policy.THEIRS))
        if relation is not None and relation.seats is not None and relation not in row.sets:
            groups.setdefault(relation.seats.model, {})[name] = relation
    groups = {model: named for model, named in groups.items() if len(named) > 1 or _to_seat(named)}
    walked = {name for named in groups.values() for name in named}
    rest = [name for name in names if name not in walked]
    if rest:
        flags = {name: flag(name.removeprefix(policy.THEIRS), row) for name in rest}
        beside: Any = select(*(said(each).label(name) for name, each in flags.items()))
        yield beside
    (student,) = forms.keys(policy.Anchor.STUDENT, row.source, row.table)
    for named in groups.values():
        yield together(named, student, said)


def _to_seat(named: Mapping[str, Relation]) -> bool:
    """Whether one of the relations is to a seat: no flag of its own says in which sections."""
    return any(each.anchor is policy.Anchor.SEAT for each in named.values())


def below(chosen: Select[Any], parent: Row | None) -> Select[Any]:
    """A select that refers to a parent's row and to wherever the parent's flags are."""
    return chosen if parent is None else chosen.correlate(*outer(parent))


def _conditions(
    read: Read,
    row: Row,
    parent: Row | None,
    join: tuple[str, str] | None,
    *,
    paged: bool = True,
) -> list[ColumnElement[bool]]:
    base = row.source
    found = _reached(read, row)
    if parent is not None and join is not None:
        pairs = dict.fromkeys((join, read.subject or join))
        found += [base.c[far] == parent.source.c[near] for near, far in pairs]
    if read.visible is not None:
        found.append(any_of(read.visible, row))
    if read.linked is not None:
        found.append(any_of(read.linked, row))
    found += [any_of(each, row) for each in read.dated]
    if read.as_of is not None:
        found.append(in_force_on(base, read.as_of))
    if read.where is not None:
        found.append(matches(read.where, row))
    if read.search is not None:
        found.append(base.c.sort_name.op("%>", is_comparison=True)(_searched(read.search)))
    if paged and read.page is not None and read.page.after is not None:
        found.append(_behind(read, base))
    return found


def _reached(read: Read, row: Row) -> list[ColumnElement[bool]]:
    """What narrows a root: its id, the set of a narrow viewer's students, asked-for standings."""
    base = row.source
    found: list[ColumnElement[bool]] = []
    if read.only_id is not None:
        found.append(base.c.id == bindparam(read.only_id, type_=Uuid()))
    if read.named_in is not None:
        found.append(base.c.id.in_(named_in(read.named_in, row.table)))
    for names, said in forms.by_side(read.reached_by if _paired(read) else ()):
        keys = forms.keys(policy.Anchor.STUDENT, base, row.table)
        found.append(said(forms.subject_set(_relations(names), keys)))
    for names, said in forms.by_side(read.standings):
        stands = _relations(names)
        probes = (forms.probe(each, forms.keys(each.anchor, base, row.table)) for each in stands)
        found.append(said(or_(*probes)))
    return found


def _paired(read: Read) -> bool:
    """Whether a target's set has to be met as well."""
    return any(name.startswith(policy.THEIRS) for name in read.reached_by)


def _relations(names: Sequence[str]) -> list[Relation]:
    return [policy.RELATIONS[name.removeprefix(policy.THEIRS)] for name in names]


def in_force_on(base: FromClause, parameter: str) -> ColumnElement[bool]:
    """The fact holds on the day of the parameter; this chooses facts and opens nothing."""
    day = bindparam(parameter, type_=Date())
    return and_(base.c.starts_on <= day, or_(base.c.ends_on.is_(None), base.c.ends_on > day))


def _behind(read: Read, base: FromClause) -> ColumnElement[bool]:
    key, last = tuple_(*_sort_key(read, base)), anchor(read).scalar_subquery()
    return key < last if read.descending else key > last
