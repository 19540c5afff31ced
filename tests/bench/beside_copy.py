"""An import beside plain COPY: two databases of one server, and what either way costs."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import asyncpg

from hub.cli import COLLECT_AFTER
from hub.database import Database
from hub.progress import Progress
from hub.settings import Settings
from tests.bench.processor import cpu

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hub.postgres import ConnectionFacts

GOAL = 0.25
"""An import is to run at no less than this part of COPY's speed."""


@dataclass
class Cost:
    """Seconds by the clock, and of CPU in Python and in PostgreSQL together."""

    seconds: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def of(self, connection: asyncpg.Connection) -> Iterator[None]:
        """Add what a `with` block costs this process and the connection's."""
        pids = os.getpid(), connection.get_server_pid()
        started, before = perf_counter(), sum(map(cpu, pids))
        yield
        self.seconds += perf_counter() - started
        self.cpu += sum(map(cpu, pids)) - before


@dataclass(frozen=True)
class Measured:
    """What COPY of the rows cost, the import, and the same import again (if it was asked for)."""

    rows: int
    plain: Cost
    imports: tuple[Cost, ...]
    python_mb: float
    postgres_mb: float

    @property
    def ratio(self) -> float:
        """The first import's speed as a part of COPY's."""
        return self.plain.seconds / self.imports[0].seconds

    def report(self, head: str) -> str:
        """The result as Markdown."""
        held = f"{self.python_mb:,.0f} MB in Python, {self.postgres_mb:,.0f} MB in PostgreSQL"
        lines = [
            f"{head}, {self.rows:,} rows written. At most {held} beside its buffers.",
            "",
            "| what | seconds | rows/s | of COPY's speed | CPU s | COPY's CPU / its CPU |",
            "|-|-:|-:|-:|-:|-:|",
        ]
        named = ("plain COPY of the rows", "import", "the same again")
        for what, each in zip(named, (self.plain, *self.imports), strict=False):
            lines.append(
                f"| {what} | {each.seconds:.1f} | {self.rows / each.seconds:,.0f} "
                f"| {self.plain.seconds / each.seconds:.2f} | {each.cpu:.1f} "
                f"| {self.plain.cpu / (each.cpu or 1):.2f} |"
            )
        return "\n".join(lines) + "\n"


def collect_rarely() -> None:
    """Collect garbage as the command does."""
    gc.set_threshold(COLLECT_AFTER, 50, 100)


async def imported_and_copied(
    facts: ConnectionFacts, names: Sequence[str]
) -> tuple[asyncpg.Connection, asyncpg.Connection]:
    """Owner's connections to two fresh databases with every table."""
    bootstrap = await asyncpg.connect(facts.owner.dsn)
    opened = []
    for name in names:
        await bootstrap.execute(f"CREATE DATABASE {name} TEMPLATE template1")
        await Database(facts.to(name), Settings()).migrate(Progress(quiet=True))
        opened.append(await asyncpg.connect(facts.to(name).owner.dsn))
    await bootstrap.close()
    return opened[0], opened[1]


async def copied(
    source: asyncpg.Connection, target: asyncpg.Connection, folder: Path, tables: Sequence[str]
) -> tuple[int, Cost]:
    """How many rows there are, and what it costs to COPY them from a file, in one transaction.

    The tables keep their indexes and constraints, as they do under an import. Reading them out
    of the source isn't counted.
    """
    total, cost = 0, Cost()
    async with target.transaction():
        for table in tables:
            path = folder / f"{table}.copy"
            await source.copy_from_table(table, output=path, format="binary")
            with cost.of(target):
                done = await target.copy_to_table(table, source=path, format="binary")
            total += int(done.split()[-1])
            path.unlink()
    return total, cost
