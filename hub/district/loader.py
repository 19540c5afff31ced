"""Loads a district into an empty database by COPY, in the bootstrap role."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from hub.models import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    import asyncpg

    from hub.district.district import District
    from hub.district.reporting import Progress, Step
    from hub.district.rows import Row, Table

COUNT_EVERY = 5000
MEMORY = "256MB"
STATEMENT_SECONDS = 3600
"""How long one COPY, or one constraint over a loaded table, may take."""

_RULES = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
              pg_get_constraintdef(oid)) AS make,
       contype = 'f' AS last
  FROM pg_constraint
 WHERE contype IN ('f', 'u', 'x') AND conrelid = ANY($1::text[]::regclass[])
 UNION ALL
SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid), false
  FROM pg_index
 WHERE indrelid = ANY($1::text[]::regclass[])
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
 ORDER BY last DESC, make
"""
"""What a COPY is faster without: all constraints but checks and primary keys, all other indexes.
Foreign keys come first, and so are dropped first; they are remade last."""


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
        rules = await connection.fetch(_RULES, list(Base.metadata.tables))
        for rule in rules:
            await connection.execute(rule["drop"])
        counts = await _copy_all(connection, district, progress)
        await connection.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
        with progress.step("indexing and checking the district", len(rules)) as step:
            for rule in reversed(rules):
                await connection.execute(rule["make"], timeout=STATEMENT_SECONDS)
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
