"""How a type is reached by lists: its own root list, a hop from students, a list below a parent."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.leaks.sight import columns, links, table_of, types
from tests.oracle import answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resolvers.catalog import Catalog, Link, TypeEntry
    from schema.narrowed import Seen

START = "Student"


@dataclass(frozen=True)
class Way:
    """A root list and the links from its rows to a type: none where the list is the type's own."""

    root: str
    start: str
    hops: tuple[str, ...] = ()

    def where(self, inner: str) -> str:
        """A filter of the list that compares at its end."""
        for name in reversed(self.hops):
            inner = f"{{{name}: {inner}}}"
        return inner

    def naive(self, catalog: Catalog, inner: Any) -> Any:
        """The same as the oracle understands it."""
        for entry, link in reversed(list(self.steps(catalog))):
            assert entry is not None
            target = table_of(catalog.types[link.target])
            inner = answers.Hop(target, link.near.name, link.far.name, inner)
        return inner

    def names(self, catalog: Catalog) -> set[tuple[str, str]]:
        """The keys that a filter along this way names."""
        found: set[tuple[str, str]] = set()
        for entry, link in self.steps(catalog):
            target = table_of(catalog.types[link.target])
            key = (target, link.far.name) if link.many else (table_of(entry), link.near.name)
            found |= {(target, "id"), key}
        return found

    def steps(self, catalog: Catalog) -> list[tuple[TypeEntry, Link]]:
        """Each link with the type on which it stands."""
        found, entry = [], catalog.types[self.start]
        for name in self.hops:
            link = links(entry)[name]
            found.append((entry, link))
            entry = catalog.types[link.target]
        return found


@dataclass(frozen=True)
class Below:
    """A list of its own below a parent: the parent's type, and the link that takes `orderBy`."""

    parent: str
    link: str


def roots(catalog: Catalog) -> dict[str, str]:
    """Type -> its root list, where it has one."""
    return {
        str(root.target): root.name
        for root in catalog.roots.values()
        if root.kind == "page" and not root.standings and not root.slices
    }


def filtered(seen: Seen) -> dict[str, Way]:
    """Type -> the shortest way to compare its columns."""
    catalog, lists = seen.catalog, roots(seen.catalog)
    found = {START: Way(lists[START], START)}
    waiting = deque([START])
    while waiting:
        here = waiting.popleft()
        offered: Any = seen.graphql.type_map[f"{here}Where"]
        for name, link in links(catalog.types[here]).items():
            if link.target not in found and name in offered.fields:
                found[link.target] = Way(lists[START], START, (*found[here].hops, name))
                waiting.append(link.target)
    return found | {name: Way(root, name) for name, root in lists.items()}


def ordered(seen: Seen) -> dict[str, Way | Below]:
    """Type -> a list of it that takes an order: its root list, else one below a parent."""
    found: dict[str, Way | Below] = {}
    for entry in types(seen.catalog):
        for name, link in links(entry).items():
            if link.paged:
                found.setdefault(link.target, Below(entry.name, name))
    return found | {name: Way(root, name) for name, root in roots(seen.catalog).items()}


def sortable(seen: Seen, entry: TypeEntry) -> list[str]:
    """The columns by which lists of a type are put in order."""
    kind: Any = seen.graphql.type_map.get(f"{entry.name}OrderField")
    return [each.lower() for each in kind.values] if kind else []


def comparable(seen: Seen, entry: TypeEntry) -> dict[str, Any]:
    """The fields of a type's `where` -> what compares them."""
    kind: Any = seen.graphql.type_map.get(f"{entry.name}Where")
    return {name: each.type for name, each in kind.fields.items()} if kind else {}


def lacking(whole: Catalog, part: Catalog) -> Iterator[str]:
    """A document for each type, column and link that a part of the schema lacks."""
    for entry in types(whole):
        there = part.types.get(entry.name)
        if there is None:
            yield f'{{ node(id: "x") {{ ... on {entry.name} {{ id }} }} }}'
            continue
        for name in {*columns(entry), *links(entry)} - {*columns(there), *links(there)}:
            inner = f"{name} {{ __typename }}" if name in links(entry) else name
            yield f'{{ node(id: "x") {{ ... on {entry.name} {{ {inner} }} }} }}'
