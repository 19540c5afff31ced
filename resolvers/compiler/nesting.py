"""How rows nest into JSON: one object, a list, or a connection, each with its children inside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    LargeBinary,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from hub.limits import COUNT_ROWS_MAX
from resolvers.compiler import disclosures, showing
from resolvers.compiler.predicates import any_of
from resolvers.compiler.rows import below, counted, opened, order, rows
from resolvers.plan import Child

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Select

    from hub.policy import Clause
    from resolvers.compiler.predicates import Row
    from resolvers.plan import Item, Page, Part, Read

    Expression = ColumnElement[Any]
    Join = tuple[str, str] | None

EMPTY: Any = literal_column("'[]'::json")
NOTHING: Any = literal_column("'{}'::json")
NUMBER = "#number"
"""The place of a row on its page."""
MAC_BYTES = 16
"""Bytes of a cursor's seal behind the sixteen of its row's id."""


class Nested(NamedTuple):
    """Labelled columns of a row, the FROM that has them, and the tokens of what it discloses."""

    columns: list[Expression]
    source: Any
    seen: list[ColumnElement[str]]


class Objects(NamedTuple):
    """Rows as JSON: the sub-select, its JSON, and its tokens where readings are logged."""

    source: Any
    json: Expression
    seen: ColumnElement[str] | None


def nest(
    items: tuple[Item, ...], row: Row, source: Any, visible: tuple[Clause, ...] | None = None
) -> Nested:
    """The items of a row as labelled columns, its children joined beside it.

    `visible` is the row's own predicate: that a row exists is disclosed with it.
    """
    children = [item for item in items if isinstance(item, Child)]
    seen = disclosures.own(items, row, visible) + disclosures.kept(row, visible)
    shown: dict[str, Expression] = {}
    for child in children:
        answer = _child(child, row)
        source = source.join(answer, true(), isouter=True)
        shown[child.key], tokens = _masked(child, row, answer)
        seen += tokens
    shown |= {
        item.key: showing.value(item, items, row, shown)
        for item in items
        if not isinstance(item, Child)
    }
    return Nested([shown[item.key].label(item.key) for item in items], source, seen)


def _masked(child: Child, row: Row, answer: Any) -> tuple[Expression, list[Any]]:
    tokens = [answer.c.seen] if "seen" in answer.c else []
    if child.clauses is None:
        return answer.c.json, tokens
    mask = any_of(child.clauses, row)
    return case((mask, answer.c.json)), [case((mask, token)) for token in tokens]


def _child(child: Child, row: Row) -> Any:
    join = (child.near, child.far) if child.near else None
    parent = row if child.near else None
    if child.read.page is not None:
        return connection(child.read, parent, join).lateral()
    if not child.many:
        return one(child.read, parent, join).lateral()
    if child.redacted is not None:
        return _redacted(child, parent, join).lateral()
    return _list(_objects(child.read, parent, join)).lateral()


def one(read: Read, parent: Row | None, join: Join) -> Select[Any]:
    """At most one row, as a JSON object."""
    found = _objects(read, parent, join, ordered=False)
    return select(found.json.label("json"), *_labelled(found.seen)).select_from(found.source)


def listed(read: Read) -> Select[Any]:
    """All rows of a root that isn't cut into pages."""
    return _list(_objects(read, None, None))


def _list(found: Objects) -> Select[Any]:
    """All rows, as a JSON array that is empty where there are none."""
    listed = func.coalesce(func.json_agg(found.json), EMPTY).label("json")
    tokens = [] if found.seen is None else [disclosures.gathered(found.seen)]
    return select(listed, *tokens).select_from(found.source)


def _labelled(seen: ColumnElement[str] | None) -> list[Any]:
    return [] if seen is None else [seen.label("seen")]


def _objects(read: Read, parent: Row | None, join: Join, *, ordered: bool = True) -> Objects:
    found = opened(read, parent, join)
    nested = nest(read.items, found.row, found.source, read.visible)
    sort = order(read, found.row.source) if ordered else []

    def chosen(*columns: Expression) -> Any:
        shown: Select[Any] = select(*columns).select_from(nested.source)
        return below(shown.where(*found.conditions).order_by(*sort), parent).subquery()

    if not nested.seen:
        plain = chosen(*(nested.columns or [literal_column("NULL").label("none")]))
        json = func.row_to_json(plain.table_valued()) if nested.columns else NOTHING
        return Objects(plain, json, None)
    json = box(nested.columns).label("json")
    boxed = chosen(json, disclosures.together(nested.seen).label("seen"))
    return Objects(boxed, boxed.c.json, boxed.c.seen)


def box(columns: Sequence[Expression]) -> Expression:
    """Columns of the surrounding row as one JSON object."""
    if not columns:
        nothing: Expression = NOTHING
        return nothing
    # Whatever a column speaks of is in the surrounding FROM: all of it is correlated.
    boxed = select(*columns).correlate_except(None).subquery()
    whole: Expression = select(func.row_to_json(boxed.table_valued())).scalar_subquery()
    return whole


def _redacted(child: Child, parent: Row | None, join: Join) -> Select[Any]:
    """All rows; those that may not be seen as the redacted type, without id, link or date."""
    bare = replace(child.read, visible=None, linked=None, dated=(), as_of=None, order=())
    found, row = rows(bare, parent, join)
    full = nest(child.read.items, row, found, child.read.visible)
    hidden = nest(child.redacted or (), row, full.source)
    told = [any_of(each, row) for each in (child.read.visible, child.read.linked)]
    shown = case((and_(*told), box(full.columns)), else_=box(hidden.columns))
    seen = [case((and_(*told), disclosures.together(full.seen))).label("seen")] if full.seen else []
    each = select(shown.label("json"), *seen).select_from(hidden.source).order_by(found.c.id)
    return _list(Objects(listed := each.subquery(), listed.c.json, listed.c.get("seen")))


def connection(read: Read, parent: Row | None, join: Join) -> Select[Any]:
    """A page of rows in Relay's shape, in the order in which its parts were selected."""
    page = read.page
    assert page is not None
    if {part.name for part in page.selections} <= {"totalCount", "__typename"}:
        return _counts(read, page, (parent, join))
    found, inside, sort = _cut(read, page, parent, join)
    nested = _nodes(page.selections, inside, found, read.visible)
    cursor = _cursor(page, found)
    columns: list[Expression] = [
        _gathered_rows(part, nested.nodes, cursor, page, found, sort).label(f"rows{at}")
        for at, part in enumerate(page.selections)
        if part.name in ("nodes", "edges")
    ]
    columns += _facts(page, found, cursor) if NUMBER in found.c else []
    tokens = _told(read, inside, nested)
    columns += [disclosures.gathered(disclosures.together(tokens))] if tokens else []
    whole = select(*columns).select_from(nested.source).subquery()
    place = (parent, join)
    parts = [_part(part, at, whole, read, place) for at, part in enumerate(page.selections)]
    seen = [whole.c.seen] if tokens else []
    if any(part.name == "totalCount" for part in page.selections):
        seen += _told_by_count(read, place)
    labels = [disclosures.together(seen).label("seen")] if seen else []
    columns = [box(parts).label("json"), *labels]
    return select(*columns).select_from(whole)


def _counts(read: Read, page: Page, place: tuple[Row | None, Join]) -> Select[Any]:
    """A connection of which only the total is asked for: no row of it is looked for."""
    counts = any(part.name == "totalCount" for part in page.selections)
    parts = [_part(part, 0, None, read, place) for part in page.selections]
    seen = _told_by_count(read, place) if counts else []
    labels = [disclosures.together(seen).label("seen")] if seen else []
    columns: list[Any] = [box(parts).label("json"), *labels]
    return select(*columns)


def _cut(
    read: Read, page: Page, parent: Row | None, join: Join
) -> tuple[Any, Row, list[Expression]]:
    """The rows of a page with their order: numbered, and counted as far as they are looked at,
    where something besides them is asked for. A page that only shows its rows has these alone.
    """
    if {part.name for part in page.selections} <= {"nodes", "edges", "__typename"}:
        found, row = rows(read, parent, join, page.first)
        return found, row, order(read, found)
    # one row more tells whether others follow
    found, row = rows(read, parent, join, page.first + 1)
    number = func.row_number().over(order_by=order(read, found)).label(NUMBER)
    numbered = select(*found.c, number, func.count().over().label("#rows")).subquery()
    flags = {name: numbered.c[name] for name in row.flags}
    return numbered, replace(row, source=numbered, flags=flags), [numbered.c[NUMBER]]


def _told_by_count(read: Read, place: tuple[Row | None, Join]) -> list[Any]:
    count = counted(read, *place, COUNT_ROWS_MAX).subquery()
    return [select(count.c.seen).scalar_subquery()] if "seen" in count.c else []


def _told(read: Read, row: Row, nested: Nodes) -> list[ColumnElement[str]]:
    """The tokens of a page: of what its rows show, and of those that are told to be there, as an
    edge or as the row that follows the page's last.
    """
    page = read.page
    assert page is not None
    names = {part.name for part in page.selections}
    own = disclosures.own((), row, read.visible) if names & {"edges", "nodes", "pageInfo"} else []
    within = _within(row.source, page)
    shown = [case((within, disclosures.together(nested.seen)))] if nested.seen else []
    there = own if "pageInfo" in names else [case((within, token)) for token in own]
    return [*shown, *there]


class Nodes(NamedTuple):
    """The columns of every node part by its identity, their FROM, and their tokens."""

    nodes: dict[int, list[Expression]]
    source: Any
    seen: list[ColumnElement[str]]


def _nodes(
    parts: tuple[Part, ...], row: Row, source: Any, visible: tuple[Clause, ...] | None
) -> Nodes:
    nodes: dict[int, list[Expression]] = {}
    seen: list[ColumnElement[str]] = []
    for part in (each for whole in parts for each in (whole, *whole.inner)):
        if part.name in ("nodes", "node"):
            nested = nest(part.items, row, source, visible)
            nodes[id(part)] = nested.columns
            source, seen = nested.source, seen + nested.seen
    return Nodes(nodes, source, seen)


def _within(numbered: Any, page: Page) -> ColumnElement[bool]:
    """The row is on the page, and not the one that only tells that more follow."""
    if NUMBER not in numbered.c:
        return true()
    inside: ColumnElement[bool] = numbered.c[NUMBER] <= literal(page.first)
    return inside


def _gathered_rows(
    part: Part,
    nodes: dict[int, list[Expression]],
    cursor: Expression,
    page: Page,
    found: Any,
    sort: list[Expression],
) -> Expression:
    """The rows of the page in their order, which the joins of their children need not keep."""
    if part.name == "nodes":
        each = box(nodes[id(part)])
    else:
        each = box([_edge(inner, nodes, cursor, part).label(inner.key) for inner in part.inner])
    ordered: Any = func.json_agg(aggregate_order_by(each, *sort))
    some = ordered.filter(_within(found, page)) if NUMBER in found.c else ordered
    return func.coalesce(some, EMPTY)


def _edge(
    inner: Part, nodes: dict[int, list[Expression]], cursor: Expression, part: Part
) -> Expression:
    if inner.name == "node":
        return box(nodes[id(inner)])
    return cursor if inner.name == "cursor" else literal(part.typename)


def _cursor(page: Page, numbered: Any) -> Expression:
    """The row's id behind a seal that binds it to viewer, list, order and filter: an HMAC of
    SHA-256 whose two keyed halves the executor derives.
    """
    row_id = func.uuid_send(numbered.c.id)
    inner = func.sha256(bindparam(f"{page.cursor}_inner", type_=LargeBinary()).concat(row_id))
    seal = func.sha256(bindparam(f"{page.cursor}_outer", type_=LargeBinary()).concat(inner))
    sealed = row_id.concat(func.substring(seal, literal(1), literal(MAC_BYTES)))
    return func.translate(func.encode(sealed, literal("base64")), literal("+/"), literal("-_"))


def _facts(page: Page, numbered: Any, cursor: Expression) -> list[Expression]:
    """Whether more follow and the last row's cursor, if the page info asks for them."""
    asked = {
        each.name for part in page.selections if part.name == "pageInfo" for each in part.inner
    }
    last = numbered.c[NUMBER] == func.least(numbered.c["#rows"], literal(page.first))
    more = _held(numbered) > literal(page.first)
    found: list[Expression] = [more.label("more")]
    if any(part.name == "totalCount" for part in page.selections):
        found.append(_held(numbered).label("held"))
    if "endCursor" in asked:
        found.append(func.max(case((last, cursor))).label("end"))
    return found


def _held(numbered: Any) -> Expression:
    """How many rows there are, as far as the page looked: one more than it shows, at most."""
    held: Expression = func.coalesce(func.max(numbered.c["#rows"]), literal(0))
    return held


def _part(
    part: Part, at: int, whole: Any, read: Read, place: tuple[Row | None, Join]
) -> Expression:
    if part.name in ("nodes", "edges"):
        shown: Expression = whole.c[f"rows{at}"]
    elif part.name == "pageInfo":
        known = {"hasNextPage": whole.c.more}
        known |= {"endCursor": whole.c.end} if "end" in whole.c else {}
        shown = box([known.get(e.name, literal(part.typename)).label(e.key) for e in part.inner])
    elif part.name == "totalCount":
        shown = _total(part, read, place, whole)
    else:
        shown = literal(f"{read.type.name}Connection")
    return shown.label(part.key)


def _total(part: Part, read: Read, place: tuple[Row | None, Join], whole: Any) -> Expression:
    """The number of rows, exact up to the limit; not counted again where the page has them all."""
    count = counted(read, *place, COUNT_ROWS_MAX).subquery()
    known = {
        "count": func.least(count.c.rows, literal(COUNT_ROWS_MAX)),
        "exact": count.c.rows <= literal(COUNT_ROWS_MAX),
    }
    counted_rows = select(_count(part, known)).select_from(count).scalar_subquery()
    if whole is None or (read.page and read.page.after):
        return counted_rows
    seen = _count(part, {"count": whole.c.held, "exact": true()})
    return case((whole.c.more, counted_rows), else_=seen)


def _count(part: Part, known: Mapping[str, Expression]) -> Expression:
    """The fields of a count that were selected, from what is known."""
    return box([known.get(each.name, literal("TotalCount")).label(each.key) for each in part.inner])
