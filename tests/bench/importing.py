"""`python -m tests.bench.importing`: a OneRoster import beside plain COPY of the rows it left."""

from __future__ import annotations

import argparse
import asyncio
import resource
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hub.oneroster import Wishes, import_bundle
from hub.oneroster.plan import STAGES
from hub.postgres import EmbeddedServer
from hub.progress import Progress
from tests.bench.beside_copy import (
    GOAL,
    Cost,
    Measured,
    collect_rarely,
    copied,
    imported_and_copied,
)
from tests.bench.bundle import write_bundle
from tests.bench.processor import MEGABYTE_KB, memory_mb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.postgres import ConnectionFacts

TODAY = date(2021, 3, 1)
TABLES = (*STAGES, "source_row")
"""What an import writes, in an order in which rows may be copied."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; exits with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.importing", description=__doc__)
    parser.add_argument("--students", type=int, default=60_000)
    parser.add_argument("--once", action="store_true", help="don't import a second time")
    asked = parser.parse_args(arguments)
    collect_rarely()
    folder, progress = Path(tempfile.mkdtemp(prefix="homeroom-bench-")), Progress()
    server = EmbeddedServer(folder / "server", progress, durable=False)
    try:
        with progress.step("writing the bundle"):
            bundle = write_bundle(folder / "bundle", asked.students)
        measured = asyncio.run(measure(server.start(), bundle, progress, times=2 - asked.once))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(measured.report(f"{asked.students:,} students"))
    sys.exit(measured.ratio < GOAL)


async def measure(facts: ConnectionFacts, bundle: Path, progress: Progress, times: int) -> Measured:
    """Import once or twice into one database, and copy what is there into another."""
    source, target = await imported_and_copied(facts, ("bench_import", "bench_copy"))
    costs = [Cost() for _ in range(times)]
    for cost in costs:
        with cost.of(source):
            await import_bundle(source, bundle, progress, Wishes(TODAY))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE_KB
    beside = memory_mb(source.get_server_pid())
    with progress.step("copying the same rows"):
        rows, plain = await copied(source, target, bundle.parent, TABLES)
    await source.close()
    await target.close()
    return Measured(rows, plain, tuple(costs), held, beside)


if __name__ == "__main__":
    main()
