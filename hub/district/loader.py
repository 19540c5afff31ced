"""Loads a district into an empty database by COPY, in the bootstrap role."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from hub.models import Base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    import asyncpg

    from hub.district.district import District
    from hub.district.rows import Row, Table

COUNT_EVERY = 5000
STATEMENT_SECONDS = 3600
"""How long one COPY, or one constraint over a loaded table, may take."""

_CONSTRAINTS = """
SELECT conrelid::regclass::text AS relation, quote_ident(conname) AS name,
       pg_get_constraintdef(oid) AS definition
  FROM pg_constraint
 WHERE contype IN ('f', 'x') AND conrelid = ANY($1::text[]::regclass[])
 ORDER BY contype DESC, relation, name
"""


class NotEmpty(Exception):
    """The database already holds a district."""


class Step(Protocol):
    """A piece of work that counts what it has done."""

    def advance(self, units: int = 1) -> None:
        """Count `units` as done."""


class Progress(Protocol):
    """A reporter, such as `hub.progress.Progress`."""

    def step(self, label: str, total: int | None = None) -> AbstractContextManager[Step]:
        """Report the work of a `with` block."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What was loaded: rows by table, and seconds."""

    rows: dict[str, int]
    seconds: float

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(self.rows.values())


async def load(
    connection: asyncpg.Connection, district: District, progress: Progress
) -> LoadReport:
    """Load all rows in one transaction: a failure leaves the database as it was.

    Foreign keys and exclusion constraints are dropped before and remade after the COPY, which
    checks all rows at once. Needs a role that owns the tables. Raises NotEmpty, and asyncpg's
    errors where rows break a constraint.
    """
    started = monotonic()
    async with connection.transaction():
        if await connection.fetchval("SELECT EXISTS (SELECT FROM district)"):
            raise NotEmpty("The database already holds a district; load into an empty one.")
        constraints = await connection.fetch(_CONSTRAINTS, list(Base.metadata.tables))
        for constraint in constraints:
            await connection.execute(
                f"ALTER TABLE {constraint['relation']} DROP CONSTRAINT {constraint['name']}"
            )
        counts = await _copy_all(connection, district, progress)
        with progress.step("checking the district's rows", len(constraints)) as step:
            for constraint in constraints:
                await _remake(connection, constraint)
                step.advance()
        with progress.step("analyzing the district's tables"):
            await connection.execute("ANALYZE", timeout=STATEMENT_SECONDS)
    return LoadReport(counts, monotonic() - started)


async def _copy_all(
    connection: asyncpg.Connection, district: District, progress: Progress
) -> dict[str, int]:
    counts: dict[str, int] = {}
    with progress.step("loading the district", district.expected) as step:
        for table in district.tables.values():
            status = await connection.copy_records_to_table(
                table.name,
                records=_counted(table, step),
                columns=table.columns,
                timeout=STATEMENT_SECONDS,
            )
            counts[table.name] = int(status.split()[-1])
    return counts


def _counted(table: Table, step: Step) -> Iterator[Row]:
    """A table's rows; the step hears of them by the thousand."""
    number = 0
    for number, row in enumerate(table.rows(), 1):
        if number % COUNT_EVERY == 0:
            step.advance(COUNT_EVERY)
        yield row
    step.advance(number % COUNT_EVERY)


async def _remake(connection: asyncpg.Connection, constraint: asyncpg.Record) -> None:
    await connection.execute(
        f"ALTER TABLE {constraint['relation']} ADD CONSTRAINT {constraint['name']} "
        f"{constraint['definition']}",
        timeout=STATEMENT_SECONDS,
    )
