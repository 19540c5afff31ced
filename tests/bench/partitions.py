"""`python -m tests.bench.partitions`: what partitions by school year would do to reading marks.

A district's marks are copied twice, into one table and into one with a partition a year, with the
same indexes; the statements that the hub's own come down to take turns between the two.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import asyncpg

from hub.progress import Progress
from tests.bench.district import prepared, scratch_server

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.postgres import ConnectionFacts

WHOLE, BY_YEAR = "bench_mark", "bench_mark_by_year"
COLUMNS = (
    "(id uuid NOT NULL, student_id uuid NOT NULL, section_id uuid NOT NULL, term_id uuid NOT NULL,"
    " school_year int NOT NULL, value text NOT NULL, version smallint NOT NULL,"
    " posted_at timestamptz NOT NULL, superseded_at timestamptz, reason text)"
)
FILL = (
    "INSERT INTO {table} SELECT id, student_id, section_id, term_id, school_year, value, version,"
    " posted_at, superseded_at, reason FROM mark"
)
INDEXES = (
    "CREATE UNIQUE INDEX ON {table} (id, school_year)",
    "CREATE UNIQUE INDEX ON {table} (student_id, section_id, term_id, version, school_year)",
    "CREATE INDEX ON {table} (section_id, student_id)",
    "CREATE INDEX ON {table} (term_id)",
)
ASKED = {
    "a student's marks": (
        "SELECT count(m.value) FROM {table} m WHERE m.student_id = $1",
        "SELECT id FROM student ORDER BY md5(id::text) LIMIT 200",
    ),
    "a class's marks": (
        "SELECT count(m.value) FROM {table} m WHERE m.section_id = $1",
        "SELECT section_id FROM mark GROUP BY 1 ORDER BY md5(section_id::text) LIMIT 200",
    ),
    "the marks of 100 students, each": (
        """SELECT sum(n) FROM (SELECT id FROM student WHERE id >= $1 ORDER BY id LIMIT 100) s,
        LATERAL (SELECT count(m.value) AS n FROM {table} m WHERE m.student_id = s.id) x""",
        "SELECT id FROM student ORDER BY md5(id::text) LIMIT 40",
    ),
    "a mark by its id": (
        "SELECT count(m.value) FROM {table} m WHERE m.id = $1",
        "SELECT id FROM mark ORDER BY md5(id::text) LIMIT 200",
    ),
    "all marks of a year": (
        "SELECT count(*) FROM {table} m WHERE m.school_year = $1",
        "SELECT max(school_year) FROM mark",
    ),
}


def main() -> None:
    """Load, copy, take turns, print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.partitions", description=__doc__)
    parser.add_argument("--students", type=int, default=60_000, help="how large the district is")
    parser.add_argument("--data", type=Path, required=True, help="where the district lies, or will")
    parser.add_argument("--rounds", type=int, default=5, help="how often the tables take turns")
    asked = parser.parse_args()
    progress = Progress()
    with scratch_server(asked.data, progress) as facts:
        asyncio.run(prepared(facts, asked.students, [], 1, progress))
        asyncio.run(_compared(facts, asked.rounds, progress))


async def _compared(facts: ConnectionFacts, rounds: int, progress: Progress) -> None:
    settings = {"plan_cache_mode": "force_generic_plan", "jit": "off"}
    owner = await asyncpg.connect(facts.owner.dsn, server_settings=settings)
    try:
        with progress.step("copying the marks twice"):
            years = await _copied(owner)
        print(f"{await owner.fetchval('SELECT count(*) FROM mark'):,} marks of {years} years")
        print("| what | rows in one table: ms | partitions by year: ms | ratio |")
        for what, (statement, subjects) in ASKED.items():
            keys = [row[0] for row in await owner.fetch(subjects)]
            took = await _turns(owner, statement, keys, rounds)
            line = " | ".join(f"{took[table]:.3f}" for table in (WHOLE, BY_YEAR))
            print(f"| {what} | {line} | {took[BY_YEAR] / took[WHOLE]:.2f} |")
            sys.stdout.flush()
    finally:
        for table in (WHOLE, BY_YEAR):
            await owner.execute(f"DROP TABLE IF EXISTS {table}")
        await owner.close()


async def _copied(owner: asyncpg.Connection[asyncpg.Record]) -> int:
    """Make and fill both tables; of how many years the marks are."""
    years = [row[0] for row in await owner.fetch("SELECT DISTINCT school_year FROM mark")]
    await owner.execute(f"CREATE TABLE {WHOLE} {COLUMNS}")
    await owner.execute(f"CREATE TABLE {BY_YEAR} {COLUMNS} PARTITION BY LIST (school_year)")
    for year in years:
        await owner.execute(
            f"CREATE TABLE {BY_YEAR}_{year} PARTITION OF {BY_YEAR} FOR VALUES IN ({year})"
        )
    for table in (WHOLE, BY_YEAR):
        await owner.execute(FILL.format(table=table))
        for index in INDEXES:
            await owner.execute(index.format(table=table))
        await owner.execute(f"VACUUM (ANALYZE) {table}")
    return len(years)


async def _turns(
    owner: asyncpg.Connection[asyncpg.Record], statement: str, keys: Sequence[object], rounds: int
) -> dict[str, float]:
    """The median milliseconds of a statement over each table, in turns."""
    prepared_ = {
        table: await owner.prepare(statement.format(table=table)) for table in (WHOLE, BY_YEAR)
    }
    took: dict[str, list[float]] = {table: [] for table in prepared_}
    for number in range(rounds + 1):
        for key in keys:
            for table, each in prepared_.items():
                began = time.perf_counter()
                await each.fetchval(key)
                if number:  # the first round warms up
                    took[table].append(time.perf_counter() - began)
    return {table: median(found) * 1000 for table, found in took.items()}


if __name__ == "__main__":
    main()
