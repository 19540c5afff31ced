"""`python -m tests.bench`: load, serve three ways, see that the answers are the same, measure."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hub.postgres.postmaster import read_postmaster
from hub.progress import Progress
from tests.bench.district import prepared, scratch_server
from tests.bench.operations import OPERATIONS, check_equal
from tests.bench.plans import write_plans
from tests.bench.report import report
from tests.bench.rounds import Plan, measure, serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.postgres import ConnectionFacts


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its tables."""
    asked = _parser().parse_args(arguments)
    progress = Progress()
    folder = asked.data or Path(tempfile.mkdtemp(prefix="homeroom-bench-"))
    try:
        with scratch_server(folder, progress) as facts:
            tables = bench(facts, folder, asked, progress)
    finally:
        if asked.data is None:
            shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(tables)
    if asked.out is not None:
        asked.out.write_text(tables)


def bench(
    facts: ConnectionFacts, folder: Path, asked: argparse.Namespace, progress: Progress
) -> str:
    """Load and measure; the tables."""
    subjects = asyncio.run(prepared(facts, asked.students, progress))
    if asked.plans:
        asyncio.run(write_plans(facts, subjects, asked.students))
    postmaster = read_postmaster(folder / "cluster")
    assert postmaster is not None
    with progress.step("starting three servers"):
        running = serving(facts.application.dsn)
    with running as servers:
        ports = {kind: server.port for kind, server in servers.items()}
        with progress.step("comparing the answers"):
            sizes = {
                name: check_equal(operation, getattr(subjects, name), ports)
                for name, operation in OPERATIONS.items()
            }
        plan = Plan(asked.connections, asked.seconds)
        measured = measure(servers, subjects, plan, postmaster.pid, progress)
    return report(measured, asked.students, sizes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--students", type=int, default=60_000, help="how large the district is")
    parser.add_argument(
        "--seconds", type=float, default=10, help="for how long each server bears each load"
    )
    parser.add_argument(
        "--connections", type=_numbers, default=(1, 16), help="how many at once, as in 1,16"
    )
    parser.add_argument("--out", type=Path, help="also write the tables to this file")
    parser.add_argument("--data", type=Path, help="keep the district here, or find it here again")
    parser.add_argument(
        "--plans", action="store_true", help="write the EXPLAIN plans of the statements by hand"
    )
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


if __name__ == "__main__":
    main()
