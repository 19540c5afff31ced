"""`python -m tests.bench.importing`: an import beside a plain COPY of the rows that it left."""

from __future__ import annotations

import argparse
import asyncio
import resource
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import asyncpg

from hub.database import Database
from hub.oneroster import Wishes, import_bundle
from hub.oneroster.plan import STAGES
from hub.postgres import EmbeddedServer
from hub.progress import Progress
from hub.settings import Settings
from tests.bench.bundle import write_bundle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.postgres import ConnectionFacts

TODAY = date(2021, 3, 1)
TABLES = (*STAGES, "source_row")
"""What an import writes, in an order in which rows may be copied."""
GOAL = 0.25
MEGABYTE_KB = 1024


@dataclass(frozen=True)
class Measured:
    """Seconds of an import, of the same again, and of the plain COPY of its rows."""

    rows: int
    first: float
    again: float
    plain: float
    memory_mb: float

    def report(self, students: int) -> str:
        """The result as Markdown."""
        head = (
            f"{students:,} students, {self.rows:,} rows written; the importing process held "
            f"{self.memory_mb:,.0f} MB at most."
        )
        lines = [head, "", "| what | seconds | rows/s | of plain COPY |", "|-|-:|-:|-:|"]
        for what, seconds in (
            ("plain COPY of the rows", self.plain),
            ("import", self.first),
            ("the same bundle again", self.again),
        ):
            if seconds:
                lines.append(
                    f"| {what} | {seconds:.1f} | {self.rows / seconds:,.0f} "
                    f"| {self.plain / seconds:.2f} |"
                )
        return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; exits with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.importing", description=__doc__)
    parser.add_argument("--students", type=int, default=60_000)
    parser.add_argument("--once", action="store_true", help="don't import a second time")
    asked = parser.parse_args(arguments)
    folder, progress = Path(tempfile.mkdtemp(prefix="homeroom-bench-")), Progress()
    server = EmbeddedServer(folder / "server", progress, durable=False)
    try:
        with progress.step("writing the bundle"):
            bundle = write_bundle(folder / "bundle", asked.students)
        measured = asyncio.run(measure(server.start(), bundle, progress, times=2 - asked.once))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(measured.report(asked.students))
    sys.exit(measured.plain / measured.first < GOAL)


async def measure(facts: ConnectionFacts, bundle: Path, progress: Progress, times: int) -> Measured:
    """Import once or twice into one database, and copy what is there into another."""
    bootstrap = await asyncpg.connect(facts.owner.dsn)
    for name in ("bench_import", "bench_copy"):
        await bootstrap.execute(f"CREATE DATABASE {name} TEMPLATE template1")
        await Database(facts.to(name), Settings()).migrate(Progress(quiet=True))
    await bootstrap.close()
    source = await asyncpg.connect(facts.to("bench_import").owner.dsn)
    seconds = []
    for _ in range(times):
        started = perf_counter()
        await import_bundle(source, bundle, progress, Wishes(TODAY))
        seconds.append(perf_counter() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE_KB
    with progress.step("copying the same rows"):
        rows, plain = await copied(source, facts, bundle.parent)
    await source.close()
    first, again = (*seconds, 0.0)[:2]
    return Measured(rows, first, again, plain, memory)


async def copied(
    source: asyncpg.Connection, facts: ConnectionFacts, folder: Path
) -> tuple[int, float]:
    """How many rows there are, and how long it takes to COPY them, in one transaction."""
    target = await asyncpg.connect(facts.to("bench_copy").owner.dsn)
    total, seconds = 0, 0.0
    async with target.transaction():
        for table in TABLES:
            path = folder / f"{table}.copy"
            await source.copy_from_table(table, output=path, format="binary")
            total += await source.fetchval(f"SELECT count(*) FROM {table}")
            started = perf_counter()
            await target.copy_to_table(table, source=path, format="binary")
            seconds += perf_counter() - started
            path.unlink()
    await target.close()
    return total, seconds


if __name__ == "__main__":
    main()
