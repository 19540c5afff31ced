"""`python -m tests.bench`: load, serve, see that the answers are the same, measure, report."""

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
from tests.bench.cells import CELLS, SUBJECTS
from tests.bench.chart import chart
from tests.bench.compared import compare_all
from tests.bench.contenders import contenders, kinds_of
from tests.bench.district import prepared, scratch_server
from tests.bench.plans import write_plans
from tests.bench.report import report
from tests.bench.rounds import Plan, measure
from tests.bench.servers import memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.postgres import ConnectionFacts

CHARTED = 16
"""At how many connections the chart is drawn, where it was measured so."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark, print its page and, if asked, write it with its chart."""
    asked = _parser().parse_args(arguments)
    progress = Progress()
    folder = asked.data or Path(tempfile.mkdtemp(prefix="homeroom-bench-"))
    try:
        with scratch_server(folder, progress) as facts:
            bench(facts, folder, asked, progress)
    finally:
        if asked.data is None:
            shutil.rmtree(folder, ignore_errors=True)


def bench(
    facts: ConnectionFacts, folder: Path, asked: argparse.Namespace, progress: Progress
) -> None:
    """Load, compare, measure and report."""
    cells = asyncio.run(prepared(facts, asked.students, _chosen(asked), asked.subjects, progress))
    dsn = facts.application.dsn
    if asked.plans:
        asyncio.run(write_plans(dsn, cells, asked.students))
    postmaster = read_postmaster(folder / "cluster")
    assert postmaster is not None
    kinds = {each.name: kinds_of(each) for each in cells}
    plan = Plan(asked.connections, asked.seconds, asked.rounds)
    with contenders(facts, folder, cells, progress) as servers:
        ports = {kind: server.port for kind, server in servers.items()}
        alike = compare_all(cells, kinds, ports, progress)
        measured = measure(alike, servers, plan, postmaster.pid, progress)
        held = asyncio.run(memory(facts.owner.dsn, servers))
    page = report(measured, alike, held, plan, asked.students)
    sys.stdout.write(page)
    if asked.out is not None:
        shown = CHARTED if CHARTED in plan.connections else max(plan.connections)
        (asked.out / "benchmark-run.md").write_text(page)
        (asked.out / "benchmark.svg").write_text(chart(measured, shown, asked.students))


def _chosen(asked: argparse.Namespace) -> list[tuple[str, str]]:
    """The cells that were asked for, by query or as `query/viewer`; all unless some were."""
    every = [(query, viewer) for query, viewers in CELLS.items() for viewer in viewers]
    wanted = asked.queries
    return [each for each in every if not wanted or {each[0], "/".join(each)} & wanted]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--students", type=int, default=60_000, help="how large the district is")
    parser.add_argument("--seconds", type=float, default=2, help="how long each round takes")
    parser.add_argument("--rounds", type=int, default=5, help="how often servers take turns")
    parser.add_argument(
        "--connections", type=_numbers, default=(1, 16, 64), help="how many at once, as in 1,16"
    )
    parser.add_argument(
        "--queries",
        type=lambda text: frozenset(text.split(",")),
        default=frozenset(),
        help="only these, as in page,flat/teacher",
    )
    parser.add_argument(
        "--subjects", type=int, default=SUBJECTS, help="how many requests of a cell take turns"
    )
    parser.add_argument("--out", type=Path, help="write benchmark-run.md and its chart there")
    parser.add_argument("--data", type=Path, help="keep the district here, or find it here again")
    parser.add_argument(
        "--plans", action="store_true", help="write the EXPLAIN plans of the statements by hand"
    )
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


if __name__ == "__main__":
    main()
