"""`python -m tests.bench.workers`: the same questions to one worker behind the port, and to two.

Each is `homeroom serve --workers N` over the same database; they take turns under the same load.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import geometric_mean, median
from typing import TYPE_CHECKING

from hub.progress import Progress
from tests.bench.compared import HUB, request
from tests.bench.district import prepared, scratch_server
from tests.bench.load import Load, run
from tests.bench.processor import children, cpu
from tests.bench.rounds import WARM_SECONDS
from tests.bench.servers import SPAWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hub.postgres import ConnectionFacts

ASKED = (("record", "teacher"), ("roster", "teacher"), ("page", "registrar"), ("count", "nurse"))
MAIN = "from hub.cli import main; main()"
SUBJECTS = 16


@dataclass(frozen=True)
class Hub:
    """A hub of so many workers: where it listens, and its processes."""

    port: int
    processes: tuple[int, ...]


@dataclass(frozen=True)
class Took:
    """One turn: answers a second, and the least worker's part of the CPU of all."""

    per_second: float
    least: float


def main() -> None:
    """Load, serve, take turns, print the table."""
    asked = _parser().parse_args()
    progress = Progress()
    with ExitStack() as stack:
        facts = stack.enter_context(scratch_server(asked.data, progress))
        cells = asyncio.run(prepared(facts, asked.students, ASKED, SUBJECTS, progress))
        hubs = {
            number: stack.enter_context(_served(facts, asked.data, number))
            for number in _numbers(asked.workers)
        }
        client = stack.enter_context(ProcessPoolExecutor(1, mp_context=SPAWN))
        print(
            "| query | connections |", " | ".join(f"{each} workers" for each in hubs), "| ratio |"
        )
        for cell, connections in product(cells, _numbers(asked.connections)):
            sent = [request(HUB, cell, subject) for subject in cell.subjects]
            took: dict[int, list[Took]] = {number: [] for number in hubs}
            for hub in hubs.values():
                _turn(client, hub, Load(hub.port, sent, connections, WARM_SECONDS))
            for _ in range(asked.rounds):
                for number, hub in hubs.items():
                    load = Load(hub.port, sent, connections, asked.seconds)
                    took[number].append(_turn(client, hub, load))
            print(_line(cell.name, connections, took), flush=True)


def _turn(client: ProcessPoolExecutor, hub: Hub, load: Load) -> Took:
    before = [cpu(each) for each in hub.processes]
    outcome = client.submit(run, load).result()
    used = [cpu(each) - was for each, was in zip(hub.processes, before, strict=True)]
    return Took(len(outcome.latencies) / outcome.seconds, min(used) / (sum(used) or 1))


def _line(cell: str, connections: int, took: dict[int, list[Took]]) -> str:
    found = {number: median(each.per_second for each in turns) for number, turns in took.items()}
    least = {number: median(each.least for each in turns) for number, turns in took.items()}
    first, *_ = found.values()
    shown = " | ".join(f"{each:,.0f} (least {least[n]:.0%})" for n, each in found.items())
    ratio = geometric_mean([each / first for each in list(found.values())[1:]] or [1.0])
    return f"| {cell} | {connections} | {shown} | {ratio:.2f} |"


@contextmanager
def _served(facts: ConnectionFacts, folder: Path, workers: int) -> Iterator[Hub]:
    """`homeroom serve` over a database, until the block ends."""
    log = (folder / f"workers-{workers}.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "serve", "--port", "0", "--workers", str(workers)],
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        env={
            **os.environ,
            "HOMEROOM_DATA_DIR": str(folder),
            "HOMEROOM_DATABASE_URL": facts.application.dsn,
            "HOMEROOM_DATABASE_OWNER_URL": facts.owner.dsn,
        },
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        port = int(said.split("http://")[1].split(":")[1].split(".")[0])
        yield Hub(port, tuple(_answering(process.pid)))
    finally:
        process.terminate()
        process.wait()
        log.close()


def _answering(pid: int) -> Sequence[int]:
    """The processes that answer: the supervisor's workers, or the one that has none."""
    spawned = [
        each
        for each in children(pid)
        if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()
    ]
    return spawned or [pid]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.workers", description=__doc__)
    parser.add_argument("--students", type=int, default=60_000, help="how large the district is")
    parser.add_argument("--data", type=Path, required=True, help="where the district lies, or will")
    parser.add_argument("--workers", default="1,2", help="how many processes, as in 1,2,4")
    parser.add_argument("--connections", default="16,64", help="how many at once")
    parser.add_argument("--rounds", type=int, default=3, help="how often they take turns")
    parser.add_argument("--seconds", type=float, default=2, help="how long each round takes")
    return parser


if __name__ == "__main__":
    main()
