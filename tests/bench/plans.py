"""PostgreSQL's plans of the statements by hand, kept beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import asyncpg

from hub.cli.plan import literal
from hub.clock import district_clock
from tests.bench.by_hand import SETTINGS, Statement
from tests.bench.cells import QUERIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.cells import Cell

PAGE = """# PostgreSQL's plan of {viewer}.sql

EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) over {students:,} students, as
`python -m tests.bench --plans` writes it.

```
{plan}```
"""
_SECRET = re.compile(r"'(?:\\x)?[0-9a-f-]{36,}'")


async def write_plans(dsn: str, cells: Sequence[Cell], students: int) -> None:
    """Write the plan of each statement by hand, as every request gets it."""
    connection = await asyncpg.connect(dsn, server_settings=SETTINGS)
    clock = await district_clock(connection)
    for cell in cells:
        written, subject = Statement(cell.query, cell.viewer), cell.subjects[0]
        values = written.parameters(subject.token, subject.values, clock)
        plan = await _explained(connection, written.sql, ", ".join(map(literal, values)))
        page = PAGE.format(viewer=cell.viewer, plan=plan, students=students)
        (QUERIES / cell.query / f"{cell.viewer}.plan.md").write_text(page)
    await connection.close()


async def _explained(
    connection: asyncpg.Connection[asyncpg.Record], sql: str, arguments: str
) -> str:
    await connection.execute(f"PREPARE by_hand AS {sql}")
    for _ in range(3):
        rows = await connection.fetch(
            f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) EXECUTE by_hand({arguments})"
        )
    await connection.execute("DEALLOCATE by_hand")
    return "\n".join(_SECRET.sub("'...'", row[0]) for row in rows) + "\n"
