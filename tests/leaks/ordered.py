"""Values that tell by where their rows stand: orders, and the cursors of lists."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub.errors import BadCursor, Refusal
from tests.leaks import ways
from tests.leaks.sheet import WHO
from tests.leaks.sight import columns, links, public, table_of
from tests.leaks.ways import Below
from tests.oracle import answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resolvers.catalog import Catalog, Link, TypeEntry
    from tests.leaks.schools import Row
    from tests.leaks.sight import Sight
    from tests.leaks.ways import Way
    from tests.oracle.answers import Keep

CURSOR_BYTES = 32
"""A row's id and a seal, sixteen bytes each: no room for a value."""


def places(_: Catalog, entry: TypeEntry) -> list[str]:
    """A cell for each column."""
    return [f"{entry.name}.{name}" for name in columns(entry)]


async def by_order(sight: Sight, entry: TypeEntry) -> None:
    """Each column that sorts, in a list of all rows: as typed, or refused."""
    for name, column, way in _offered(sight, entry):
        for parent, document, variables in _lists(sight, entry, way, column):
            data = await sight.ask(document, **variables, after=None)
            place = f"{entry.name}.{name}"
            if isinstance(data, Refusal):
                _note_all(sight, "sort", place, "refused")
                continue
            hub = [each["node"]["id"] for each in _edges(data, way) or []]
            typed = _typed(sight, entry, way, parent, (column,))
            _note_rows(sight, "sort", entry, name, hub)
            cell = sight.cell("sort", place, WHO[0])
            sight.sheet.compare(cell, document, hub, typed)


async def by_cursor(sight: Sight, entry: TypeEntry) -> None:
    """Cursors of a list in each order, and in its own: they hold an id, go on behind their row,
    and are refused where the matrix doesn't let their row be seen.
    """
    way = ways.ordered(sight.seen).get(entry.name)
    if way is None:
        return
    for name, column, _ in [("id", "", way), *_offered(sight, entry)]:
        place = f"{entry.name}.{name}"
        for _, document, variables in _lists(sight, entry, way, column):
            data = await sight.ask(document, **variables, after=None)
            if isinstance(data, Refusal):
                _note_all(sight, "cursor", place, "refused")
                continue
            edges = _edges(data, way)
            if edges is None:
                continue
            _read(sight, entry, place, document, edges)
            await _go_on(sight, entry, place, (document, variables, way), edges)
            await _forge(sight, entry, place, document, variables)


def _read(sight: Sight, entry: TypeEntry, place: str, document: str, edges: list[Any]) -> None:
    """What is in a cursor: the id of its row, and sixteen bytes of a seal."""
    for edge in edges:
        raw, shown = urlsafe_b64decode(edge["cursor"]), edge["node"]["id"]
        row_id = UUID(shown.partition("_")[2])
        cell = sight.cell("cursor", place, sight.stage.owner(table_of(entry), row_id))
        carried = (raw[:16].hex(), len(raw))
        sight.sheet.compare(cell, document, carried, (row_id.bytes.hex(), CURSOR_BYTES))


async def _go_on(
    sight: Sight, entry: TypeEntry, place: str, asked: tuple[str, Any, Way | Below], edges: Any
) -> None:
    """Behind the first row of each student stands what stood there before."""
    document, variables, way = asked
    whose: dict[str, int] = {}
    for at, edge in enumerate(edges):
        row_id = UUID(edge["node"]["id"].partition("_")[2])
        whose.setdefault(sight.stage.owner(table_of(entry), row_id), at)
    for who, at in whose.items():
        data = await sight.ask(document, **variables, after=edges[at]["cursor"])
        rest = [] if isinstance(data, Refusal) else _edges(data, way) or []
        cell = sight.cell("cursor", place, who)
        sight.sheet.note(cell, "shown")
        found = [each["node"]["id"] for each in rest]
        wanted = [each["node"]["id"] for each in edges[at + 1 :]]
        sight.sheet.compare(cell, document, found, wanted)


async def _forge(
    sight: Sight, entry: TypeEntry, place: str, document: str, variables: dict[str, Any]
) -> None:
    """A cursor of a row of each student that isn't to be seen, with the right seal."""
    for who, row in unseen(sight, entry).items():
        cursor = sight.sealed(document, row["id"], **variables)
        data = await sight.ask(document, **variables, after=cursor)
        cell = sight.cell("cursor", place, who)
        sight.sheet.note(cell, "refused")
        sight.sheet.compare(cell, document, isinstance(data, BadCursor), typed=True)


def unseen(sight: Sight, entry: TypeEntry) -> dict[str, Row]:
    """A row of each student that the matrix doesn't let this person see, where there is one."""
    found: dict[str, Row] = {}
    for row in sight.rows(table_of(entry)):
        if not sight.sees(table_of(entry), row):
            found.setdefault(sight.stage.owner(table_of(entry), row["id"]), row)
    return found


def _offered(sight: Sight, entry: TypeEntry) -> list[tuple[str, str, Way | Below]]:
    """The columns by which lists of a type are put in order: field, column, a list."""
    built = sight.seen
    way = ways.ordered(built).get(entry.name)
    if way is None:
        return []
    offered = ways.sortable(built, entry)
    return [(name, each, way) for name, each in columns(entry).items() if each in offered]


def _lists(
    sight: Sight, entry: TypeEntry, way: Way | Below, column: str
) -> Iterator[tuple[Row | None, str, dict[str, Any]]]:
    """The lists of a type: parent, document, variables. One at a root, else one a parent."""
    order = f", orderBy: {{field: {column.upper()}}}" if column else ""
    shown = f"(first: 500, after: $after{order}) {{ edges {{ cursor node {{ id }} }} }}"
    if not isinstance(way, Below):
        yield None, f"query L($after: String) {{ {way.root}{shown} }}", {}
        return
    parent = sight.catalog.types[way.parent]
    inner = f"... on {way.parent} {{ {way.link}{shown} }}"
    document = f"query L($id: ID!, $after: String) {{ node(id: $id) {{ {inner} }} }}"
    del entry
    for row in sight.rows(table_of(parent)):
        if sight.sees(table_of(parent), row):
            yield row, document, {"id": public(parent, row["id"])}


def _edges(data: Any, way: Way | Below) -> list[Any] | None:
    """The edges of a list, or None where all of it is withheld."""
    if not isinstance(way, Below):
        return list(data[way.root]["edges"])
    below = (data["node"] or {}).get(way.link)
    return None if below is None else list(below["edges"])


def _typed(
    sight: Sight,
    entry: TypeEntry,
    way: Way | Below,
    parent: Row | None,
    order: tuple[str, ...],
) -> list[str] | str:
    """The list in its order as the matrix has it, or that it is not to be put in order."""
    naive, table = sight.naive, table_of(entry)
    terms = naive.terms(entry, sight.allowed)
    if isinstance(way, Below) and parent is not None:
        link = links(sight.catalog.types[way.parent])[way.link]
        terms = replace(terms, keep=_below(sight, table, link, parent, terms.keep))
    try:
        ids = answers.select(sight.stage.world, naive.reading, table, None, order, terms=terms)
    except answers.Unsortable:
        return "refused"
    return [public(entry, each) for each in ids]


def _below(sight: Sight, table: str, link: Link, parent: Row, keep: Keep | None) -> Keep:
    """Which of a list's rows stand below a parent: those whose key is read and is the parent's."""

    def stands(row: Row) -> bool:
        mine = row[link.far.name] == parent[link.near.name]
        return mine and sight.guards(table, row, link.far.name) and (keep is None or keep(row))

    return stands


def _note_rows(sight: Sight, path: str, entry: TypeEntry, name: str, shown: list[str]) -> None:
    for each in shown:
        row_id = UUID(each.partition("_")[2])
        who = sight.stage.owner(table_of(entry), row_id)
        sight.sheet.note(sight.cell(path, f"{entry.name}.{name}", who), "shown")


def _note_all(sight: Sight, path: str, place: str, outcome: str) -> None:
    for who in WHO:
        sight.sheet.note(sight.cell(path, place, who), outcome)
