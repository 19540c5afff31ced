"""Values that are selected: by node, and nested below each link that leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.leaks.sight import columns, links, public, table_of
from tests.oracle import bridge
from tests.oracle.bridge import REDACTED, Pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resolvers.catalog import Catalog, TypeEntry
    from tests.leaks.schools import Row
    from tests.leaks.sight import Sight

COLUMNS_AT_ONCE = 60
"""Columns of the links that are asked in one document, to keep statements of a common size."""


def node_places(_: Catalog, entry: TypeEntry) -> list[str]:
    """A cell for each column."""
    return [f"{entry.name}.{name}" for name in columns(entry)]


def nested_places(catalog: Catalog, entry: TypeEntry) -> list[str]:
    """A cell for each column below each link of a type."""
    return [
        f"{entry.name}.{name}.{column}"
        for name, link in links(entry).items()
        for column in columns(catalog.types[link.target])
    ]


async def by_node(sight: Sight, entry: TypeEntry) -> None:
    """Every row of a type by its id, seen or not, with all of its columns."""
    pick = Pick(entry.name, tuple(bridge.columns_of(entry)))
    document = _document(pick, sight.catalog)
    for row in sight.rows(table_of(entry)):
        data = await sight.ask(document, id=public(entry, row["id"]))
        hub = _told(pick, data, sight.catalog)
        typed = sight.naive.object(pick, row["id"])
        who = sight.stage.owner(table_of(entry), row["id"])
        for name in columns(entry):
            cell = sight.cell("node", f"{entry.name}.{name}", who)
            sight.sheet.note(cell, _outcome(hub, name))
            sight.sheet.compare(cell, document, _value(hub, name), _value(typed, name))


async def below_parents(sight: Sight, entry: TypeEntry) -> None:
    """Every row below each link of a type, seen from every row of the type."""
    for chosen in _chunks(sight.catalog, entry):
        pick = Pick(entry.name, (), chosen)
        document = _document(pick, sight.catalog)
        for row in sight.rows(table_of(entry)):
            if sight.sees(table_of(entry), row) or row is sight.rows(table_of(entry))[0]:
                await _below(sight, entry, pick, document, row)


async def _below(sight: Sight, entry: TypeEntry, pick: Pick, document: str, row: Row) -> None:
    data = await sight.ask(document, id=public(entry, row["id"]))
    hub = bridge.unordered(_told(pick, data, sight.catalog))
    typed = bridge.unordered(sight.naive.object(pick, row["id"]))
    who = sight.stage.owner(table_of(entry), row["id"])
    for name, below in pick.links:
        found, wanted = _listed(_value(hub, name)), _listed(_value(typed, name))
        for column in ("id", *below.columns):
            cell = sight.cell("nested", f"{entry.name}.{name}.{column}", who)
            for each in found:
                sight.sheet.note(cell, _outcome(each, column))
            shown = [_value(each, column) for each in found]
            sight.sheet.compare(cell, document, shown, [_value(each, column) for each in wanted])


def _chunks(catalog: Catalog, entry: TypeEntry) -> Iterator[tuple[tuple[str, Pick], ...]]:
    """A type's links, some at a time, each with every column of its target."""
    chunk: list[tuple[str, Pick]] = []
    for name, link in links(entry).items():
        chunk.append(
            (name, Pick(link.target, tuple(bridge.columns_of(catalog.types[link.target]))))
        )
        if sum(len(pick.columns) for _, pick in chunk) > COLUMNS_AT_ONCE:
            yield tuple(chunk)
            chunk = []
    if chunk:
        yield tuple(chunk)


def _document(pick: Pick, catalog: Catalog) -> str:
    shown = bridge.written(pick, catalog)
    return f"query Row($id: ID!) {{ node(id: $id) {{ ... on {pick.type} {shown} }} }}"


def _told(pick: Pick, data: Any, catalog: Catalog) -> Any:
    return bridge.normal(pick, data["node"], catalog) if isinstance(data, dict) else data


def _value(shown: Any, name: str) -> Any:
    """What is there of a field: its value, that it is withheld, or that there is no row."""
    if not isinstance(shown, dict):
        return ("no row", shown)
    if name in shown["withheld"]:
        return ("withheld", shown[name])
    return shown[name]


def _outcome(shown: Any, name: str) -> str:
    if shown is None or shown == REDACTED:
        return "absent"
    if not isinstance(shown, dict):
        return "refused"
    return "withheld" if name in shown["withheld"] else "shown"


def _listed(value: Any) -> list[Any]:
    """The rows of a link: none, one or many."""
    if value is None or (isinstance(value, tuple) and value[0] in ("no row", "withheld")):
        return []
    return value if isinstance(value, list) else [value]


__all__ = ["below_parents", "by_node", "nested_places", "node_places"]
