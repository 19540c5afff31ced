"""The rows of the district, table by table: kept in memory, or written anew when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, cast

from sqlalchemy import Boolean, DefaultClause, Integer

from hub.models import Base
from hub.models.base import TimeKeyed, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Column

    from hub.district.keys import Keys

Row = tuple[object, ...]

_REQUIRED = object()
"""Stands for a column without default until a value is given."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table's rows. `expected` is about how many; each call of `rows` starts anew."""

    name: str
    columns: tuple[str, ...]
    expected: int
    rows: Callable[[], Iterator[Row]]


class Rows:
    """Collects rows by model. Small tables are kept, big ones are written while they are read."""

    def __init__(self, keys: Keys) -> None:
        """Draw the keys of added rows from `keys`."""
        self._sheets = {
            mapper.class_.__tablename__: _Sheet(mapper.class_, keys)
            for mapper in Base.registry.mappers
        }
        self._streams: dict[str, Table] = {}

    def add(self, model: type[Base], **values: object) -> UUID:
        """Add a row and return its key; columns not named take their default.

        Raises TypeError for a column that the model lacks and for one that needs a value.
        """
        return self._sheets[model.__tablename__].add(values)

    def change(self, model: type[Base], key: UUID, **values: object) -> None:
        """Change columns of a row that was just added, or not long ago."""
        self._sheets[model.__tablename__].change(key, values)

    def stream(
        self,
        model: type[Base],
        columns: tuple[str, ...],
        expected: int,
        rows: Callable[[], Iterator[Row]],
    ) -> None:
        """Let `rows` write a table, whose every column must be in `columns`."""
        sheet = self._sheets[model.__tablename__]
        if set(columns) != set(sheet.columns):
            raise TypeError(f"{sheet.name} has the columns {', '.join(sheet.columns)}")
        self._streams[sheet.name] = Table(sheet.name, columns, expected, rows)

    def tables(self) -> dict[str, Table]:
        """Return all tables, parents before children."""
        return {table.name: self._table(table.name) for table in Base.metadata.sorted_tables}

    def _table(self, name: str) -> Table:
        sheet, stream = self._sheets[name], self._streams.get(name)
        if stream is None:
            return Table(name, sheet.columns, len(sheet.rows), lambda: iter(sheet.rows))
        order = [sheet.columns.index(column) for column in stream.columns]
        kept = [tuple(row[index] for index in order) for row in sheet.rows]
        expected = stream.expected + len(kept)
        return Table(name, stream.columns, expected, lambda: chain(kept, stream.rows()))


class _Sheet:
    """The kept rows of one table, as tuples in the order of the model's columns."""

    def __init__(self, model: type[Base], keys: Keys) -> None:
        self.name = model.__tablename__
        self.rows: list[Row] = []
        columns = written(Base.metadata.tables[self.name])
        self._defaults = {column.name: _default(column) for column in columns}
        self.columns = tuple(self._defaults)
        ordered = issubclass(model, TimeKeyed)
        # of a purpose of its own, since streams and people draw keys for the same table
        self._ids = (keys.ordered_ids if ordered else keys.random_ids)(f"{self.name}.kept")

    def add(self, values: dict[str, object]) -> UUID:
        key = cast("UUID", values["id"]) if "id" in values else next(self._ids)
        merged = {**self._defaults, **values, "id": key}
        if len(merged) != len(self._defaults):
            raise TypeError(f"{self.name} has no column {merged.keys() - self._defaults.keys()}")
        row = tuple(merged.values())
        if _REQUIRED in row:
            lacking = [name for name, value in merged.items() if value is _REQUIRED]
            raise TypeError(f"{self.name} needs {', '.join(lacking)}")
        self.rows.append(row)
        return key

    def change(self, key: UUID, values: dict[str, object]) -> None:
        at = self.columns.index("id")
        place = next(n for n in reversed(range(len(self.rows))) if self.rows[n][at] == key)
        row = {**dict(zip(self.columns, self.rows[place], strict=True)), **values}
        self.rows[place] = tuple(row.values())


def _default(column: Column[Any]) -> object:
    """The value of a column that nobody names: null, or what the database would fill in."""
    if column.primary_key:
        return _REQUIRED
    if not isinstance(column.server_default, DefaultClause):
        return None if column.nullable else _REQUIRED
    text = str(column.server_default.arg)
    if isinstance(column.type, Boolean):
        return text == "true"
    return int(text) if isinstance(column.type, Integer) and text.isdecimal() else text
