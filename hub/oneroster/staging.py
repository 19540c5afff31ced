"""Staging: the kept columns of each file, by COPY, into temporary tables with line numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import asyncpg

from hub.oneroster.cells import is_formula, unguarded
from hub.oneroster.csv_text import CsvRecord, records, text_lines
from hub.oneroster.errors import BundleRefused
from hub.oneroster.findings import Effect, Finding, Origin
from hub.oneroster.layout import COLUMNS, ONEROSTER_11, Dialect, Header, header_of
from hub.oneroster.values import joined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from hub.intake.steps import Step
    from hub.oneroster.bundle import Source

ADVANCE_EVERY = 1_000
CHUNK_ROWS = 5_000
"""How many rows are planned and written at a time: what bounds the memory of an import."""

_LOOKED_UP = {
    "users": "sourcedId",
    "roles": "userSourcedId",
    "demographics": "sourcedId",
}
"""By file the column by which its staged rows are found."""
_RISKY = frozenset("=+-@'")


class Row(asyncpg.Record):
    """One staged row: its kept columns by name (blank where there is none), and where it stood."""

    __slots__ = ()
    file: ClassVar[str]
    """The file in which it stood (without .csv)."""

    @property
    def origin(self) -> Origin:
        """Where it stood."""
        return Origin(self.file, self["line"])

    @property
    def sourced_id(self) -> str:
        """The row's identifier in its source."""
        named: str = self["sourcedId"]
        return named


_ROWS: dict[str, type[Row]] = {
    file: type(f"{file}Row", (Row,), {"__slots__": (), "file": file}) for file in COLUMNS
}
"""By file what its rows are: the database's own records, so that reading them copies nothing."""


@dataclass(frozen=True, slots=True)
class Staged:
    """One file as it was staged: its header, how many rows it has, and what they look like."""

    file: str
    header: Header
    read: int
    last_line: int
    is_lossy: bool
    """Some of its rows can't be told from one another: they weren't read."""
    returns_only: bool
    """Its lines end in carriage returns alone."""
    repeated: frozenset[int] = frozenset()
    """The lines whose identifier an earlier row has."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: their dialect, and what an identifier of theirs is called here."""

    dialect: Dialect = ONEROSTER_11
    own: Callable[[str], str] | None = None
    say: Callable[[Finding], None] = lambda _: None
    """To whom findings are told, one by one: a hostile file has as many as rows."""


class _Rows:
    """The rows of one file on their way into its table; what can't be read is set aside."""

    def __init__(self, file: str, source: Source, reading: Reading, step: Step) -> None:
        self.returns_only = False
        self._rows = records(self._watched(text_lines(file, source)))
        header = next(self._rows, CsvRecord(1, []))
        if header.values is None:
            raise BundleRefused(f"{file}.csv: the first line can't be read as a CSV header.")
        self.file = file
        self.header = header_of(file, header.values, reading.dialect)
        self.read, self.last_line = 0, 1
        self.is_lossy = False
        self._reading = reading
        self._step = step

    def _watched(self, lines: Iterable[str]) -> Iterator[str]:
        """Note whether the first line ends in a carriage return alone."""
        for number, line in enumerate(lines):
            if number == 0:
                self.returns_only = line.endswith("\r")
            yield line

    def tuples(self) -> Iterator[tuple[int | str, ...]]:
        """Line number and kept columns, in their order. No other column goes further."""
        columns, positions = COLUMNS[self.file], self.header.positions
        places = [positions.get(column) for column in columns]
        key = self._key(columns)
        own = self._reading.own
        references = [n for n, column in enumerate(columns) if "ourcedId" in column]
        for record in self._rows:
            self.read += 1
            self.last_line = record.line
            if self.read % ADVANCE_EVERY == 0:
                self._step.advance(ADVANCE_EVERY)
            values = self._whole(record)
            if values is None:
                continue
            cells = ["" if p is None else values[p].strip() for p in places]
            if not self._unguard(record, cells):
                continue
            if key is not None:
                cells[0] = joined(*(cells[n] for n in key))
            if own is not None:
                for n in references:
                    cells[n] = own(cells[n])
            yield record.line, *cells

    def _key(self, columns: tuple[str, ...]) -> list[int] | None:
        """Where the columns stand that identify a row, in a file without identifiers."""
        named = self._reading.dialect.keys.get(self.file)
        return None if named is None else [columns.index(column) for column in named]

    def _unguard(self, record: CsvRecord, cells: list[str]) -> bool:
        """Take our guards off the cells; False where one is a formula, which refuses the row."""
        if _RISKY.isdisjoint([cell[:1] for cell in cells]):
            return True
        for place, cell in enumerate(cells):
            if cell and cell[0] in _RISKY:
                if is_formula(cell):
                    column = COLUMNS[self.file][place]
                    self._find(record, Effect.REFUSED, "formula_cell", None, column)
                    return False
                cells[place] = unguarded(cell)
        return True

    def _whole(self, record: CsvRecord) -> list[str] | None:
        """The record's values, one for each column of the header; None where it is refused."""
        width = self.header.width
        values = record.values
        if values is not None and len(values) == width:
            return values
        if record.open_end and (values is None or len(values) < width):
            raise BundleRefused(
                f"{self.file}.csv, line {record.line}: the file ends in the middle of a row. It "
                "is a part of a file: have it sent again."
            )
        if values is None:
            return self._find(record, Effect.REFUSED, "record_unreadable", None)
        if len(values) < width or any(value.strip() for value in values[width:]):
            return self._find(record, Effect.REFUSED, "field_count", None)
        return self._find(record, Effect.DOUBTFUL, "surplus_blank", values[:width])

    def _find(
        self,
        record: CsvRecord,
        effect: Effect,
        code: str,
        values: list[str] | None,
        column: str | None = None,
    ) -> list[str] | None:
        self.is_lossy = self.is_lossy or effect is Effect.REFUSED
        self._reading.say(Finding(self.file, record.line, effect, code, column))
        return values


async def stage(
    connection: asyncpg.Connection, file: str, source: Source, reading: Reading, step: Step
) -> Staged:
    """COPY one file into its temporary table; credential columns never get that far.

    The table lives until `unstage`. Raises BundleRefused where the file can't be read as a whole.
    """
    rows = _Rows(file, source, reading, step)
    columns, table = COLUMNS[file], _table(file)
    spelled = ", ".join(f'"{column}" text NOT NULL' for column in columns)
    await connection.execute(f"CREATE TEMPORARY TABLE {table} (line integer, {spelled})")
    await connection.copy_records_to_table(table, records=rows.tuples(), columns=["line", *columns])
    step.advance(rows.read % ADVANCE_EVERY)
    await connection.execute(f"CREATE UNIQUE INDEX ON {table} (line)")
    if file in _LOOKED_UP:
        await connection.execute(f'CREATE INDEX ON {table} ("{_LOOKED_UP[file]}", line)')
    await connection.execute(f"ANALYZE {table}")
    return Staged(
        file,
        rows.header,
        rows.read,
        rows.last_line,
        rows.is_lossy,
        rows.returns_only,
        await _repeated(connection, file),
    )


async def _repeated(connection: asyncpg.Connection, file: str) -> frozenset[int]:
    found = await connection.fetch(
        f"""
        SELECT line FROM (
            SELECT line, row_number() OVER (PARTITION BY "sourcedId" ORDER BY line) AS place
            FROM {_table(file)}
            WHERE "sourcedId" <> '' AND lower(status) IN ('', 'active', 'tobedeleted')
        ) placed WHERE place > 1
        """  # noqa: S608 -- the name is of the layout
    )
    return frozenset(row["line"] for row in found)


async def staged_rows(connection: asyncpg.Connection, file: str) -> list[Row]:
    """The staged rows of one file, in the order of their lines."""
    statement = f"SELECT * FROM {_table(file)} ORDER BY line"  # noqa: S608 -- the name is of the layout
    return await connection.fetch(statement, record_class=_ROWS[file])


async def staged_chunks(connection: asyncpg.Connection, file: str) -> AsyncIterator[list[Row]]:
    """The staged rows of one file by the thousands, in the order of their lines."""
    last = 0
    while True:
        found = await connection.fetch(
            f"SELECT * FROM {_table(file)} WHERE line > $1 ORDER BY line LIMIT {CHUNK_ROWS}",  # noqa: S608 -- the same
            last,
            record_class=_ROWS[file],
        )
        if not found:
            return
        yield found
        last = found[-1]["line"]


async def staged_by(
    connection: asyncpg.Connection, file: str, column: str, values: Iterable[str]
) -> list[Row]:
    """The staged rows of one file that have one of the values in a column."""
    return await connection.fetch(
        f'SELECT * FROM {_table(file)} WHERE "{column}" = ANY($1::text[]) ORDER BY line',  # noqa: S608 -- the same
        list(values),
        record_class=_ROWS[file],
    )


async def staged_by_class(connection: asyncpg.Connection) -> AsyncIterator[list[Row]]:
    """The staged enrollments by the thousands, those of one class together; sorted once."""
    await connection.execute(
        "DECLARE oneroster_by_class NO SCROLL CURSOR FOR "  # noqa: S608 -- the same
        f'SELECT * FROM {_table("enrollments")} ORDER BY "classSourcedId", line'
    )
    found: list[Row] = []
    fetch = f"FETCH {CHUNK_ROWS} FROM oneroster_by_class"
    while block := await connection.fetch(fetch, record_class=_ROWS["enrollments"]):
        found += block
        last = found[-1]["classSourcedId"]
        cut = len(found)
        while cut and found[cut - 1]["classSourcedId"] == last:
            cut -= 1
        if cut:
            yield found[:cut]
            found = found[cut:]
    await connection.execute("CLOSE oneroster_by_class")
    if found:
        yield found


async def unstage(connection: asyncpg.Connection, file: str) -> None:
    """Drop one file's temporary table."""
    await connection.execute(f"DROP TABLE {_table(file)}")


def _table(file: str) -> str:
    return f"oneroster_{file.lower()}"
