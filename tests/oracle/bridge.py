"""Between the oracle's tables and the hub's GraphQL: operations drawn, asked, and answered twice.

An operation is a small tree of our own. It is written as GraphQL for the hub, and walked over the
oracle's Reading for the naive answer. The catalog gives only names: which field shows which column
or leads along which key.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from resolvers.catalog import ColumnField, Link
from tests.oracle import answers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random
    from uuid import UUID

    from resolvers.catalog import Catalog, TypeEntry
    from tests.oracle.drawing import Row, World
    from tests.oracle.reading import Reading

REDACTED = "another student"


@dataclass(frozen=True)
class Pick:
    """What is selected of a type: its column fields, and its links with what is below them."""

    type: str
    columns: tuple[str, ...]
    links: tuple[tuple[str, Pick], ...] = ()


@dataclass(frozen=True)
class Asked:
    """A page of rows: filter as GraphQL text and as the oracle's, order, size."""

    root: str
    pick: Pick
    where: str = ""
    filter: Any = None
    order: str = ""
    columns: tuple[str, ...] = ()
    descending: bool = False
    first: int = 50
    after: UUID | None = None


@dataclass
class Naive:
    """The naive answerer over one person's Reading of a world; over that of two, where the
    person views as `target` (P-33).
    """

    world: World
    reading: Reading
    catalog: Catalog
    today: date
    person: UUID
    target: UUID | None = None
    rows: dict[tuple[str, UUID], Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the world by table and id."""
        for table, rows in self.world.items():
            for row in rows:
                self.rows[table, row["id"]] = row

    def object(self, pick: Pick, row_id: UUID) -> dict[str, Any] | None:
        """The object of a row, or None where it is not visible."""
        entry = self.catalog.types[pick.type]
        table = _table(entry)
        readable = self.reading.columns.get((table, row_id))
        if readable is None:
            return None
        row = self.rows[table, row_id]
        shown: dict[str, Any] = {"id": f"{entry.prefix}_{row_id}"}
        for name in pick.columns:
            column = _column(entry, name)
            open_ = column in readable and (table, row_id, column) not in self.reading.silenced
            shown[name] = comparable(row[column]) if open_ else None
        hidden = [name for name in pick.columns if _column(entry, name) not in readable]
        for name, below in pick.links:
            shown[name] = self.link(entry, name, below, row, readable)
        shown["withheld"] = sorted(hidden)
        return shown

    def link(
        self, entry: TypeEntry, name: str, below: Pick, row: Row, readable: frozenset[str]
    ) -> Any:
        """What a link shows: an object or None, or a list; an empty list and None are told apart
        elsewhere. A row whose `far` is withheld is in no such list: that would tell it (P-23).
        """
        link = entry.fields[name]
        assert isinstance(link, Link)
        near = row[link.near.name]
        if not link.many:
            seen = link.near.name in readable and near is not None
            return self.object(below, near) if seen else None
        target = self.catalog.types[link.target]
        found = [
            each
            for each in self.world[_table(target)]
            if each[link.far.name] == near and (link.redacts or self._holds(target, each))
            if not self._hides(target, each, link.far.name)
        ]
        shown = [self.object(below, each["id"]) for each in found]
        if link.redacts:
            return [REDACTED if each is None else each for each in shown] or None
        return [each for each in shown if each is not None] or None

    def _hides(self, entry: TypeEntry, row: Row, column: str) -> bool:
        """Whether a row is visible and a column of it is withheld."""
        readable = self.reading.columns.get((_table(entry), row["id"]))
        return readable is not None and column not in readable

    def _holds(self, entry: TypeEntry, row: Row) -> bool:
        """Lists show the facts of today unless asked otherwise."""
        if not entry.dated:
            return True
        ends: date | None = row["ends_on"]
        return row["starts_on"] <= self.today and (ends is None or self.today < ends)

    def page(self, asked: Asked, allowed: Callable[[str, Row], bool]) -> list[dict[str, Any]]:
        """The objects of a page."""
        return [self.object(asked.pick, each) or {} for each in self.ids(asked, allowed)]

    def ids(self, asked: Asked, allowed: Callable[[str, Row], bool]) -> list[UUID]:
        """The ids of a page's rows."""
        entry = self.catalog.types[asked.pick.type]
        return answers.select(
            self.world,
            self.reading,
            _table(entry),
            asked.filter,
            asked.columns,
            descending=asked.descending,
            first=asked.first,
            after=asked.after,
            terms=self.terms(entry, allowed),
        )

    def count(self, asked: Asked, allowed: Callable[[str, Row], bool]) -> int:
        """How many rows the list has in all."""
        entry = self.catalog.types[asked.pick.type]
        return answers.count(
            self.world, self.reading, _table(entry), asked.filter, self.terms(entry, allowed)
        )

    def terms(self, entry: TypeEntry, allowed: Callable[[str, Row], bool]) -> answers.Terms:
        """How lists are understood: by today's facts, and without what has to be logged."""
        return answers.Terms(
            allowed=allowed,
            keep=lambda row: self._holds(entry, row),
            comparable=Comparable(self.reading),
        )


class Comparable:
    """What filters may rest on: the reading without the values whose reading is logged."""

    def __init__(self, reading: Reading) -> None:
        self.silenced = reading.silenced
        self.columns = {
            place: readable - frozenset(reading.logged.get(place, ()))
            for place, readable in reading.columns.items()
        }


def written(pick: Pick, catalog: Catalog) -> str:
    """The selection set of a pick."""
    entry = catalog.types[pick.type]
    parts = ["id", *pick.columns, "withheld { field }"]
    for name, below in pick.links:
        link = entry.fields[name]
        assert isinstance(link, Link)
        inner = written(below, catalog)
        if link.redacts:
            inner = f"{{ ... on {link.target} {inner} ... on AnotherStudent {{ label }} }}"
        if link.paged:
            inner = f"(first: 500) {{ nodes {inner} }}"
        parts.append(f"{name} {inner}")
    return "{ " + " ".join(parts) + " }"


def normal(pick: Pick, value: Any, catalog: Catalog) -> Any:
    """A hub's object in the naive form: pages as lists, scalars comparable, gaps of columns."""
    if value is None:
        return None
    if "label" in value:
        return REDACTED
    entry = catalog.types[pick.type]
    shown: dict[str, Any] = {"id": value["id"]}
    for name in pick.columns:
        shown[name] = parsed(entry.fields[name], value[name])
    for name, below in pick.links:
        shown[name] = _normal_link(entry.fields[name], below, value[name], catalog)
    gaps = {each["field"] for each in value["withheld"]}
    shown["withheld"] = sorted(gaps & set(pick.columns))
    return shown


def _normal_link(link: Any, below: Pick, value: Any, catalog: Catalog) -> Any:
    if value is None or not link.many:
        return normal(below, value, catalog)
    nodes = value["nodes"] if link.paged else value
    return [normal(below, each, catalog) for each in nodes] or None


def unordered(value: Any) -> Any:
    """The same with every list sorted: order is compared at the roots only."""
    if isinstance(value, dict):
        return {key: unordered(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((unordered(each) for each in value), key=repr)
    return value


def comparable(value: Any) -> Any:
    """A database value in a form that its JSON text can be brought to as well."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return getattr(value, "value", value) if not isinstance(value, Decimal) else value


def parsed(declared: Any, value: Any) -> Any:
    """A JSON value of a field as the database value that it stands for."""
    if value is None:
        return None
    kind = declared.column.type.python_type
    readers: dict[type, Callable[[str], Any]] = {
        datetime: lambda text: datetime.fromisoformat(text).astimezone(UTC),
        date: date.fromisoformat,
        time: time.fromisoformat,
        Decimal: Decimal,
    }
    return readers[kind](value) if kind in readers else value


def columns_of(entry: TypeEntry) -> list[str]:
    """The names of a type's column fields, except its id."""
    return [
        name
        for name, declared in entry.fields.items()
        if isinstance(declared, ColumnField) and name != "id"
    ]


def links_of(entry: TypeEntry) -> list[str]:
    """The names of a type's links."""
    return [name for name, declared in entry.fields.items() if isinstance(declared, Link)]


def drawn_pick(random: Random, catalog: Catalog, type_name: str, depth: int) -> Pick:
    """A random selection of a type: some columns, and some links down to `depth`."""
    entry = catalog.types[type_name]
    columns = columns_of(entry)
    chosen = random.sample(columns, min(len(columns), random.randint(1, 5)))
    links = links_of(entry) if depth else []
    below = random.sample(links, min(len(links), random.randint(0, 3)))
    return Pick(
        type_name,
        tuple(sorted(chosen)),
        tuple(
            (name, drawn_pick(random, catalog, _target(entry, name), depth - 1))
            for name in sorted(below)
        ),
    )


def shown(entry: TypeEntry) -> set[str]:
    """The names of a type's columns and links."""
    return {*columns_of(entry), *links_of(entry)}


def naming(entry: TypeEntry, name: str) -> str:
    """An operation that names one field of a type."""
    below = " { __typename }" if isinstance(entry.fields[name], Link) else ""
    return f'{{ node(id: "{entry.prefix}_x") {{ ... on {entry.name} {{ {name}{below} }} }} }}'


def whole(catalog: Catalog, table: str) -> Pick:
    """Every column of the type over a table."""
    entry = next(
        each for each in catalog.types.values() if each.table is not None and _table(each) == table
    )
    return Pick(entry.name, tuple(columns_of(entry)))


def narrowed(catalog: Catalog, granted: Mapping[str, frozenset[str]]) -> Catalog:
    """What of a catalog there is for an app: types of granted tables, granted columns, and links
    whose key and whose type are granted (P-28).
    """
    tables = {
        entry.name: _table(entry) for entry in catalog.types.values() if entry.table is not None
    }
    types = {
        name: replace(
            catalog.types[name],
            fields={
                field: declared
                for field, declared in catalog.types[name].fields.items()
                if field == "id" or _is_granted(declared, table, tables, granted)
            },
        )
        for name, table in tables.items()
        if table in granted
    }
    roots = {name: root for name, root in catalog.roots.items() if root.target in types}
    return replace(catalog, types=types, roots=roots)


def _is_granted(
    declared: Any, table: str, tables: dict[str, str], granted: Mapping[str, frozenset[str]]
) -> bool:
    if isinstance(declared, ColumnField):
        return declared.column.name in granted[table]
    if not isinstance(declared, Link):
        return False
    target = tables[declared.target]
    key = (target, declared.far.name) if declared.many else (table, declared.near.name)
    return target in granted and key[1] in granted.get(key[0], frozenset()) | {"id"}


def led(catalog: Catalog) -> list[tuple[str, Pick]]:
    """Root lists with the rows that lead to adults, incidents and staff, and these below them."""
    ways = (
        ("students", "Student", "guardianships", "guardianship", "guardian", "guardian"),
        ("students", "Student", "participations", "incident_participation", "incident", "incident"),
        ("staff", "StaffMember", "posts", "post", "staffMember", "staff_member"),
    )
    return [
        (
            root,
            Pick(
                top, (), ((many, replace(whole(catalog, by), links=((one, whole(catalog, to)),))),)
            ),
        )
        for root, top, many, by, one, to in ways
    ]


def exposed(catalog: Catalog) -> list[str]:
    """The tables that have a type."""
    return [_table(each) for each in catalog.types.values() if each.table is not None]


def _target(entry: TypeEntry, name: str) -> str:
    link = entry.fields[name]
    assert isinstance(link, Link)
    return link.target


def _column(entry: TypeEntry, name: str) -> str:
    declared = entry.fields[name]
    assert isinstance(declared, ColumnField)
    return declared.column.name


def _table(entry: TypeEntry) -> str:
    assert entry.table is not None
    return entry.table.name
