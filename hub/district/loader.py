"""Loads a district into an empty database by COPY, in the bootstrap role."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from hub.constraints import remake, set_aside
from hub.models import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    import asyncpg

    from hub.district.district import District
    from hub.district.reporting import Progress, Step
    from hub.district.rows import Row, Table

COUNT_EVERY = 5000
STATEMENT_SECONDS = 3600
"""How long one COPY may take."""


class NotEmpty(Exception):
    """The database already holds a district."""


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
        rules = await set_aside(connection, list(Base.metadata.tables))
        counts = await _copy_all(connection, district, progress)
        with progress.step("indexing and checking the district", len(rules)) as step:
            await remake(connection, rules, step.advance)
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
