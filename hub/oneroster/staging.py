"""Staging: the kept columns of each file, by COPY, into temporary tables with line numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from hub.oneroster.csv_text import CsvRecord, decoded, records
from hub.oneroster.errors import BundleRefused
from hub.oneroster.findings import Effect, Finding, Origin
from hub.oneroster.layout import LAYOUTS, Header, header_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    import asyncpg

ADVANCE_EVERY = 1_000


class Step(Protocol):
    """One piece of work under way."""

    def advance(self, units: int = 1) -> None:
        """Count units as done."""


class Progress(Protocol):
    """Whoever says what is being done."""

    def step(self, label: str, total: int | None = None) -> AbstractContextManager[Step]:
        """Report the work of a `with` block."""


@dataclass(frozen=True, slots=True)
class Row:
    """One staged row: where it stood, and its kept columns (blank where there is none)."""

    origin: Origin
    record: asyncpg.Record

    def __getitem__(self, column: str) -> str:
        value: str = self.record[column]
        return value

    @property
    def sourced_id(self) -> str:
        """The row's identifier in its source."""
        return self["sourcedId"]


@dataclass(frozen=True, slots=True)
class Staged:
    """One file as it was staged: its header, how many rows it has, and what they look like."""

    file: str
    header: Header
    read: int
    findings: tuple[Finding, ...]


class _Reading:
    """The rows of one file on their way into its table; what can't be read is set aside."""

    def __init__(self, file: str, rows: Iterator[CsvRecord], step: Step) -> None:
        header = next(rows, CsvRecord(1, []))
        if header.values is None:
            raise BundleRefused(f"{file}.csv: the first line can't be read as a CSV header.")
        self.file = file
        self.header = header_of(file, header.values)
        self.read = 0
        self.findings: list[Finding] = []
        self._rows = rows
        self._step = step

    def tuples(self) -> Iterator[tuple[int | str, ...]]:
        """Line number and kept columns, in the layout's order. No other column goes further."""
        places = [self.header.positions.get(column) for column in LAYOUTS[self.file].kept]
        for record in self._rows:
            self.read += 1
            if self.read % ADVANCE_EVERY == 0:
                self._step.advance(ADVANCE_EVERY)
            values = self._whole(record)
            if values is not None:
                yield record.line, *("" if p is None else values[p].strip() for p in places)

    def _whole(self, record: CsvRecord) -> list[str] | None:
        """The record's values, one for each column of the header; None where it is refused."""
        width = self.header.width
        if record.values is None:
            return self._find(record, Effect.REFUSED, "record_unreadable", None)
        if len(record.values) == width:
            return record.values
        if len(record.values) < width or any(value.strip() for value in record.values[width:]):
            return self._find(record, Effect.REFUSED, "field_count", None)
        return self._find(record, Effect.DOUBTFUL, "surplus_blank", record.values[:width])

    def _find(
        self, record: CsvRecord, effect: Effect, code: str, values: list[str] | None
    ) -> list[str] | None:
        self.findings.append(Finding(self.file, record.line, effect, code))
        return values


async def stage(connection: asyncpg.Connection, file: str, content: bytes, step: Step) -> Staged:
    """COPY one file into its temporary table; credential columns never get that far.

    The table lives until `unstage`. Raises BundleRefused where the file can't be read as a whole.
    """
    reading = _Reading(file, records(decoded(file, content)), step)
    columns = LAYOUTS[file].kept
    spelled = ", ".join(f'"{column}" text NOT NULL' for column in columns)
    await connection.execute(
        f"CREATE TEMPORARY TABLE {_table(file)} (line integer PRIMARY KEY, {spelled})"
    )
    await connection.copy_records_to_table(
        _table(file), records=reading.tuples(), columns=["line", *columns]
    )
    step.advance(reading.read % ADVANCE_EVERY)
    return Staged(file, reading.header, reading.read, tuple(reading.findings))


async def staged_rows(connection: asyncpg.Connection, file: str) -> list[Row]:
    """The staged rows of one file, in the order of their lines."""
    found = await connection.fetch(f"SELECT * FROM {_table(file)} ORDER BY line")  # noqa: S608 -- the name is of the layout
    return [Row(Origin(file, record["line"]), record) for record in found]


async def unstage(connection: asyncpg.Connection, file: str) -> None:
    """Drop one file's temporary table."""
    await connection.execute(f"DROP TABLE {_table(file)}")


def _table(file: str) -> str:
    return f"oneroster_{file.lower()}"
