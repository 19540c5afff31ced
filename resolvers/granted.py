"""Plan: what of the catalog there is for viewers of a shape, for whom all else must be absent.

A vendor's app is told of no field that none of its agreements lists (P-28), neither to select nor
to filter or sort by (P-32). Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hub import policy
from resolvers import folding
from resolvers.catalog import Catalog, ColumnField, Computed, Link, TypeEntry, ViewerLink

if TYPE_CHECKING:
    from hub.policy import Clause, Shape
    from resolvers.catalog import Field, Root
    from resolvers.operation import Selection


@dataclass(frozen=True)
class Granted:
    """A catalog without what a shape can never read, and by what its lists can be filtered and
    sorted: names of fields by type.
    """

    catalog: Catalog
    filters: dict[str, frozenset[str]]
    orders: dict[str, frozenset[str]]


def granted(catalog: Catalog, shape: Shape) -> Granted:
    """The part of a catalog that viewers of a shape are granted."""
    types = {
        name: replace(entry, fields=_fields(catalog, entry, shape))
        for name, entry in catalog.types.items()
        if _is_there(entry, shape)
    }
    types = {name: _without_lost_needs(entry, types) for name, entry in types.items()}
    roots = {name: root for name, root in catalog.roots.items() if _opens(root, types, shape)}
    return Granted(
        Catalog(types, roots, catalog.version),
        {name: _filters(catalog, entry, shape) for name, entry in types.items()},
        {name: _orders(entry, shape) for name, entry in types.items()},
    )


def _is_there(entry: TypeEntry, shape: Shape) -> bool:
    return entry.table is None or bool(policy.visible(entry.table.name, shape))


def _fields(catalog: Catalog, entry: TypeEntry, shape: Shape) -> dict[str, Field]:
    return {
        name: field for name, field in entry.fields.items() if _has(catalog, entry, field, shape)
    }


def _has(catalog: Catalog, entry: TypeEntry, field: Field, shape: Shape) -> bool:
    if isinstance(field, ColumnField):
        assert entry.table is not None
        return bool(policy.clauses(entry.table.name, field.column.name, shape))
    if isinstance(field, Link):
        return _leads(catalog, entry, field, shape)
    return not isinstance(field, ViewerLink)


def _leads(catalog: Catalog, entry: TypeEntry, link: Link, shape: Shape) -> bool:
    """The key of the link is readable on whichever side it lies, and so is the type behind it."""
    return all(bool(each) for each in _way(catalog, entry, link, shape))


def _way(
    catalog: Catalog, entry: TypeEntry, link: Link, shape: Shape
) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    target = catalog.types[link.target].table
    assert entry.table is not None
    assert target is not None
    table, key = (target.name, link.far.name) if link.many else (entry.table.name, link.near.name)
    return policy.clauses(table, key, shape), policy.visible(target.name, shape)


def _without_lost_needs(entry: TypeEntry, types: dict[str, TypeEntry]) -> TypeEntry:
    """Without computed fields that are worked out from what isn't there."""
    kept = {
        name: field
        for name, field in entry.fields.items()
        if not isinstance(field, Computed) or _met(field.needs, entry, types)
    }
    return replace(entry, fields=kept)


def _met(needs: tuple[Selection, ...], entry: TypeEntry, types: dict[str, TypeEntry]) -> bool:
    for need in needs:
        field = entry.fields.get(need.name)
        if field is None:
            return False
        if isinstance(field, Link) and not _met(need.only(), types[field.target], types):
            return False
    return True


def _opens(root: Root, types: dict[str, TypeEntry], shape: Shape) -> bool:
    if root.kind == "computed":
        return False  # an explanation would speak of any field
    stands = not root.standings or bool(shape.relations & set(root.standings))
    return stands and (root.target is None or root.target in types)


def _filters(catalog: Catalog, entry: TypeEntry, shape: Shape) -> frozenset[str]:
    """What a `where` may name: as in `resolvers.filters`, nothing whose reading is logged."""
    return frozenset(
        name for name, field in entry.fields.items() if _compares(catalog, entry, field, shape)
    )


def _compares(catalog: Catalog, entry: TypeEntry, field: Field, shape: Shape) -> bool:
    if isinstance(field, Link):
        way = _way(catalog, entry, field, shape)
        return not field.redacts and all(_free(each) for each in way)
    if not isinstance(field, ColumnField) or entry.table is None:
        return False
    place = entry.table.name, field.column.name
    return place not in policy.WHOLE_ONLY and _free(policy.clauses(*place, shape))


def _free(clauses: tuple[Clause, ...]) -> bool:
    return any(not each.recorded for each in clauses)


def _orders(entry: TypeEntry, shape: Shape) -> frozenset[str]:
    """By what rows may be sorted: what is readable on every row that can be visible."""
    if entry.table is None:
        return frozenset()
    table = entry.table.name
    visible = policy.visible(table, shape)
    return frozenset(
        field.column.name.upper()
        for field in entry.fields.values()
        if isinstance(field, ColumnField)
        and folding.implied(visible, policy.clauses(table, field.column.name, shape))
    )
