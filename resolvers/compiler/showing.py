"""What is shown of a row: a value behind its mask, a null, a type name, or the list of gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from hub import policy
from resolvers.compiler.predicates import any_of, every_part_seen
from resolvers.plan import HIDDEN, Blank, Bound, Child, Derived, Gaps, Show, Typename

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement

    from resolvers.compiler.predicates import Row
    from resolvers.plan import Item

    Expression = ColumnElement[Any]


def value(
    item: Item, siblings: tuple[Item, ...], row: Row, below: Mapping[str, Expression]
) -> Expression:
    """The SQL of an item that has no rows below it; `below` is what its siblings' rows show."""
    if isinstance(item, Show):
        return _masked(item, row)
    if isinstance(item, Typename):
        return literal(item.name)
    if isinstance(item, Bound):
        kind: Any = Text()
        bound = bindparam(item.parameter, type_=kind)
        return cast(bound, JSON) if item.json else bound
    if isinstance(item, Gaps):
        return _gaps(item, siblings, row, below)
    if isinstance(item, Derived) and item.entire:
        return _entire(item, row)
    return null()


def _masked(item: Show, row: Row) -> Expression:
    shown = _printed(item, row)
    mask = readable(item, row)
    return shown if mask is None else case((mask, shown))


def readable(item: Show, row: Row) -> ColumnElement[bool] | None:
    """When the row's value may be shown; None for always."""
    if item.whole is not None:
        visible = every_part_seen(row, item.whole)
        return and_(any_of(item.clauses, row), visible)
    return None if item.clauses is None else any_of(item.clauses, row)


def marked(item: Show, row: Row) -> ColumnElement[bool] | None:
    """When the row's value is told to be readable, be it shown or silently not recorded."""
    return readable(item, row) if item.marker is None else any_of(item.marker, row)


def _printed(item: Show, row: Row) -> Expression:
    column = row.source.c[item.column]
    if item.form == "id":
        return literal(f"{item.prefix}_").concat(cast(column, Text))
    return cast(column, Text) if item.form == "text" else column


def _gaps(
    gaps: Gaps, siblings: tuple[Item, ...], row: Row, below: Mapping[str, Expression]
) -> Expression:
    """The `withheld` or `states` list: a row for each sibling that has something to say."""
    said = [
        select(*(literal(entry[name]).label(key) for key, name in gaps.parts))
        .where(when)
        .correlate_except(None)
        for entry, when in ((_states if gaps.kind == "states" else _withheld)(siblings, row, below))
    ]
    if not said:
        return func.json_build_array()
    together: Any = (union_all(*said) if len(said) > 1 else said[0]).subquery()
    listed = func.json_agg(func.row_to_json(together.table_valued()))
    return select(func.coalesce(listed, func.json_build_array())).scalar_subquery()


def _withheld(
    items: tuple[Item, ...], row: Row, below: Mapping[str, Expression]
) -> Iterator[tuple[dict[str, str], Any]]:
    """Each field that this row withholds: a function of the viewer's standing, never of data."""
    for item in items:
        if isinstance(item, Derived):
            yield from _underived(item, items, row, below)
        elif not item.key.startswith(HIDDEN):
            yield from _gap(item, row, below)


def _gap(
    item: Item, row: Row, below: Mapping[str, Expression]
) -> Iterator[tuple[dict[str, str], Any]]:
    if isinstance(item, Blank):
        yield _entry(item.key, item.slice, item.reason), literal(value=True)
    elif isinstance(item, Show) and item.clauses is not None:
        yield _entry(item.key, item.slice), marked(item, row).is_not(True)  # type: ignore[union-attr]
    elif isinstance(item, Child):
        yield from _closed(item, row, below)


def _entire(item: Derived, row: Row) -> ColumnElement[bool]:
    """Whether each input is open on all rows of the student: what a batch function is told under
    the field's own key, which prints something else.
    """
    return and_(*(any_of(ways, row) for ways in item.entire))


def _underived(
    item: Derived, items: tuple[Item, ...], row: Row, below: Mapping[str, Expression]
) -> Iterator[tuple[dict[str, str], Any]]:
    """What is worked out is withheld where one of its inputs is."""
    if item.reason is not None:
        yield _entry(item.key, item.slice, item.reason), literal(value=True)
        return
    needed = [each for each in items if each.key in item.needs]
    closed = [when for each in needed for _, when in _gap(each, row, below)]
    closed += [_entire(item, row).is_not(True)] if item.entire else []
    if closed:
        yield _entry(item.key, item.slice), or_(*closed)


def _closed(
    child: Child, row: Row, below: Mapping[str, Expression]
) -> Iterator[tuple[dict[str, str], Any]]:
    """A link is withheld where its key is; where the key may be read and names a row that may
    not, the key's being there is no secret, and that row is.
    """
    closed: list[ColumnElement[bool]] = []
    if child.clauses is not None:
        closed.append(any_of(child.clauses, row).is_not(True))
    if child.near and not child.many:
        named = row.source.c[child.near].is_not(None)
        closed.append(and_(named, below[child.key].is_(None)))
    if closed:
        yield _entry(child.key, child.slice), or_(*closed)


def _states(
    items: tuple[Item, ...], row: Row, below: Mapping[str, Expression]
) -> Iterator[tuple[dict[str, str], Any]]:
    for entry, when in _withheld(items, row, below):
        yield {**entry, "state": "WITHHELD", "__typename": "FieldState"}, when
    for item in items:
        empty = None if item.key.startswith(HIDDEN) else _empty(item, row)
        if empty is not None and isinstance(item, Show | Child):
            state = "NOT_APPLICABLE" if item.open_ended else "NOT_RECORDED"
            entry = _entry(item.key, item.slice)
            yield {**entry, "state": state, "__typename": "FieldState"}, empty


def _empty(item: Item, row: Row) -> ColumnElement[bool] | None:
    """When the viewer may read the item and there is nothing; None where that cannot be."""
    if isinstance(item, Show) and item.form != "id":
        mask, empty = marked(item, row), _masked(item, row).is_(None)
    elif isinstance(item, Child) and item.near and not item.many:
        mask = None if item.clauses is None else any_of(item.clauses, row)
        empty = row.source.c[item.near].is_(None)
    else:
        return None
    return empty if mask is None else and_(mask, empty)


def _entry(key: str, piece: str, reason: str = "NOT_GRANTED") -> dict[str, str]:
    return {
        "field": key,
        "slice": policy.row_of(piece) if piece else "",
        "reason": reason,
        "__typename": "Withheld",
    }
