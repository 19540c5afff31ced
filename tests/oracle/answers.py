"""What the hub has to answer, by the plainest reading: lists, counts and values over a reading.

A reading says which rows a viewer sees and which columns in each. Nothing else of a world may
change an answer: a column that can't be read matches no comparison, denied or not, a row that
can't be seen is no neighbour of any, and a value that is silenced is NULL in every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias
from typing import Any as Anything

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from uuid import UUID

    from tests.oracle.drawing import Row, World

Operator = Literal["eq", "ne", "lt", "lte", "gt", "gte", "in", "starts_with", "contains", "is_null"]


class Reading(Protocol):
    """What one viewer may read at one moment."""

    @property
    def columns(self) -> Mapping[tuple[str, Anything], Collection[str]]:
        """The visible rows, as (table, id), and the columns readable in each; `id` always is."""

    @property
    def silenced(self) -> Collection[tuple[str, Anything, str]]:
        """The values, as (table, id, column), that are readable and NULL whatever is recorded."""


class Unsortable(ValueError):
    """A list is to be sorted by a column that is withheld or silenced in one of its rows."""


class Invisible(LookupError):
    """A row is to be shown that the viewer doesn't see."""


@dataclass(frozen=True)
class Compare:
    """A column against a value: for `in` any of a sequence, for `is_null` True or False.

    Before and after are by the collation; all comparisons of text mind upper and lower case.
    """

    column: str
    operator: Operator
    value: object = None


@dataclass(frozen=True)
class All:
    """Every part; without parts, every row."""

    parts: tuple[Filter, ...] = ()


@dataclass(frozen=True)
class Any:
    """Some part; without parts, no row."""

    parts: tuple[Filter, ...] = ()


@dataclass(frozen=True)
class Not:
    """Not the part, where what the part names can be read."""

    part: Filter


@dataclass(frozen=True)
class Hop:
    """Some visible row of `table`, whose `far` is this row's `near`, satisfies `inner`."""

    table: str
    near: str
    far: str
    inner: Filter = All()


Filter: TypeAlias = "Compare | Hop | All | Any | Not"
Allowed: TypeAlias = "Callable[[str, Row], bool]"
Keep: TypeAlias = "Callable[[Row], bool]"
Collation: TypeAlias = "Callable[[str], object]"


def code_points(text: str) -> object:
    """How the embedded server sorts text: by code point, as Python does."""
    return text


def always(_table: str, _row: Row) -> bool:
    """Let no grant stand in the way of a denied hop."""
    return True


@dataclass(frozen=True)
class Terms:
    """How lists are to be understood.

    `allowed(table, row)`: whether the viewer's grants let them see rows of `table` from this row
    at all, be there any or not; a denied hop to them matches only then. `keep` narrows a list to
    some rows, whatever can be read of them (those below a parent, those of a day). `comparable`
    is what filters may rest on, where that is less than the reading: a value whose reading has to
    be logged is shown and not compared. `collate` maps a text to what it sorts and compares by.
    """

    allowed: Allowed = always
    keep: Keep | None = None
    comparable: Reading | None = None
    collate: Collation = code_points


PLAIN = Terms()


def select(
    world: World,
    reading: Reading,
    table: str,
    where: Filter | None = None,
    order: Sequence[str] = (),
    *,
    descending: bool = False,
    first: int | None = None,
    after: UUID | None = None,
    terms: Terms = PLAIN,
) -> list[UUID]:
    """The ids of a page: visible rows that match, by the `order` columns and then by id.

    `descending` turns all of it round. `after` names the row before the page; it has to be
    visible, and need not match: from a row that isn't visible there is no page. NULLs come last,
    and first where it descends. Raises Unsortable when an order column is withheld or silenced in
    a row that matches, or in `after`.
    """
    look = _Look(world, reading, terms)
    found = list(look.matching(table, where))
    place = {row["id"]: look.place(table, row, order) for row in found}
    chosen = sorted(place, key=place.__getitem__, reverse=descending)
    if after is not None:
        anchor = next((row for row in look.visible(table) if row["id"] == after), None)
        if anchor is None:
            return []
        start = look.place(table, anchor, order)
        chosen = [
            key for key in chosen if (place[key] < start if descending else start < place[key])
        ]
    return chosen[:first]


def count(
    world: World,
    reading: Reading,
    table: str,
    where: Filter | None = None,
    terms: Terms = PLAIN,
) -> int:
    """How many visible rows match."""
    return sum(1 for _ in _Look(world, reading, terms).matching(table, where))


def show(
    world: World, reading: Reading, table: str, row_id: UUID, columns: Sequence[str]
) -> dict[str, object]:
    """The values of a visible row's columns, None where one is withheld. Raises Invisible."""
    row = _seen(world, reading, table, row_id)
    hidden = withheld(world, reading, table, row_id, columns)
    look = _Look(world, reading, PLAIN)
    return {name: None if name in hidden else look.value(table, row, name) for name in columns}


def withheld(
    world: World, reading: Reading, table: str, row_id: UUID, columns: Sequence[str]
) -> list[str]:
    """Which of a visible row's columns are withheld, in the order asked. Raises Invisible."""
    _seen(world, reading, table, row_id)
    readable = reading.columns[table, row_id]
    return [name for name in columns if name != "id" and name not in readable]


def _seen(world: World, reading: Reading, table: str, row_id: UUID) -> Row:
    for row in _Look(world, reading, PLAIN).visible(table):
        if row["id"] == row_id:
            return row
    raise Invisible(table)


@dataclass(frozen=True)
class _Look:
    """A viewer's reading of a world."""

    world: World
    reading: Reading
    terms: Terms

    def visible(self, table: str) -> Iterator[Row]:
        """The rows of a table that the viewer sees."""
        return (row for row in self.world[table] if (table, row["id"]) in self.reading.columns)

    def matching(self, table: str, where: Filter | None) -> Iterator[Row]:
        """The visible rows of a list that match."""
        keep = self.terms.keep
        for row in self.visible(table):
            if keep is not None and not keep(row):
                continue
            if where is None or self.matches(table, row, where, denied=False):
                yield row

    def readable(self, table: str, row: Row, column: str) -> bool:
        """Whether the viewer reads a column of a visible row."""
        return column == "id" or column in self.reading.columns[table, row["id"]]

    def value(self, table: str, row: Row, column: str) -> object:
        """What a readable column of a visible row says: NULL where it is silenced."""
        return None if (table, row["id"], column) in self.reading.silenced else row[column]

    def guarded(self, table: str, row: Row, column: str) -> bool:
        """Whether a filter may rest on a column of a visible row."""
        open_to_filters = self.terms.comparable or self.reading
        return column == "id" or column in open_to_filters.columns.get((table, row["id"]), ())

    def matches(self, table: str, row: Row, where: Filter, *, denied: bool) -> bool:
        """Whether a row satisfies a filter, or (denied) its negation, pushed inward."""
        if isinstance(where, Not):
            return self.matches(table, row, where.part, denied=not denied)
        if isinstance(where, Compare):
            guarded = self.guarded(table, row, where.column)
            value = self.value(table, row, where.column)
            return guarded and self._compares(value, where) is not denied
        if isinstance(where, Hop):
            return self._hops(table, row, where, denied=denied)
        parts = [self.matches(table, row, part, denied=denied) for part in where.parts]
        return all(parts) if isinstance(where, All) is not denied else any(parts)

    def _hops(self, table: str, row: Row, hop: Hop, *, denied: bool) -> bool:
        """Whether a neighbour satisfies the hop, or (denied) whether none does that might."""
        if not self.guarded(table, row, hop.near):
            return False
        found = any(
            self.matches(hop.table, other, hop.inner, denied=False)
            for other in self._neighbours(table, row, hop)
        )
        return (not found and self.terms.allowed(hop.table, row)) if denied else found

    def _neighbours(self, table: str, row: Row, hop: Hop) -> Iterator[Row]:
        """The visible rows that a hop leads to; a withheld `far` leads nowhere."""
        near = self.value(table, row, hop.near)
        if near is None:
            return
        open_to_filters = (self.terms.comparable or self.reading).columns
        for other in self.visible(hop.table):
            far = self.value(hop.table, other, hop.far)
            met = far == near and (hop.table, other["id"]) in open_to_filters
            if met and self.guarded(hop.table, other, hop.far):
                yield other

    def _compares(self, found: object, asked: Compare) -> bool:
        """Whether a value compares; a NULL does only as being one."""
        if asked.operator == "is_null":
            return (found is None) is bool(asked.value)
        if found is None:
            return False
        if asked.operator in ("eq", "ne"):
            return (found == asked.value) is (asked.operator == "eq")
        if asked.operator == "in":
            return found in tuple(asked.value)  # type: ignore[arg-type]
        if asked.operator in ("starts_with", "contains"):
            text, part = str(found), str(asked.value)
            return text.startswith(part) if asked.operator == "starts_with" else part in text
        return _ORDERED[asked.operator](self._key(found), self._key(asked.value))

    def place(self, table: str, row: Row, order: Sequence[str]) -> tuple[Comparable, ...]:
        """Where a row stands in a list."""
        for name in order:
            silent = (table, row["id"], name) in self.reading.silenced
            if silent or not self.readable(table, row, name):
                raise Unsortable(f"{table}.{name}")
        values = [row[name] for name in order]
        keys = ((value is None, None if value is None else self._key(value)) for value in values)
        return (*keys, row["id"])

    def _key(self, value: object) -> Comparable:
        key: Anything = self.terms.collate(value) if isinstance(value, str) else value
        return key  # type: ignore[no-any-return]


class Comparable(Protocol):
    """Whatever has an order among its like."""

    def __lt__(self, other: Comparable, /) -> bool:
        """Whether it comes first."""


_ORDERED: dict[str, Callable[[Comparable, Comparable], bool]] = {
    "lt": lambda one, other: one < other,
    "lte": lambda one, other: not other < one,
    "gt": lambda one, other: other < one,
    "gte": lambda one, other: not one < other,
}
