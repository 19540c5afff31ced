"""Measuring: three servers take turns under the same load, and the medians of the rounds count."""

from __future__ import annotations

import multiprocessing
import socket
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench.load import HOST, Load, Outcome, run
from tests.bench.operations import OPERATIONS
from tests.bench.processor import cpu, cpu_below
from tests.bench.served import KINDS, serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.context import SpawnProcess

    from hub.progress import Progress
    from tests.bench.district import Subjects

ROUNDS = 5
WARM_SECONDS = 3.0
"""Long enough for every connection to have prepared its statements."""
START_SECONDS = 120
SPAWN = multiprocessing.get_context("spawn")


class Silent(Exception):
    """A server didn't come up in time."""


class Refused(Exception):
    """A server refused requests under load: its speed means nothing."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    kind: str
    port: int
    process: SpawnProcess


@dataclass(frozen=True)
class Measured:
    """The medians over the rounds of one server under one load.

    CPU in milliseconds a request: of the server's process, and of PostgreSQL's.
    """

    operation: str
    connections: int
    kind: str
    per_second: float
    p50_ms: float
    p99_ms: float
    server_cpu_ms: float
    postgres_cpu_ms: float


@dataclass(frozen=True)
class Round:
    """One round of one server."""

    outcome: Outcome
    server_cpu: float
    postgres_cpu: float


@contextmanager
def serving(dsn: str) -> Iterator[dict[str, Server]]:
    """All servers, each in a process of its own, ended with the block."""
    servers = {kind: _started(kind, dsn) for kind in KINDS}
    try:
        yield servers
    finally:
        for server in servers.values():
            server.process.terminate()
            server.process.join(10)


def _started(kind: str, dsn: str) -> Server:
    ready = SPAWN.Event()
    with socket.create_server((HOST, 0), backlog=256) as listener:
        process = SPAWN.Process(target=serve, args=(kind, dsn, listener, ready), daemon=True)
        process.start()
        if not ready.wait(START_SECONDS):
            process.terminate()
            raise Silent(f"The server {kind} did not listen within {START_SECONDS} s.")
        return Server(kind, listener.getsockname()[1], process)


@dataclass(frozen=True)
class Plan:
    """What is measured: with how many connections, and for how many seconds each in all."""

    connections: Sequence[int]
    seconds: float


def measure(
    servers: dict[str, Server], subjects: Subjects, plan: Plan, postmaster: int, progress: Progress
) -> list[Measured]:
    """Every operation with every number of connections on every server."""
    loads = [(name, number) for name in OPERATIONS for number in plan.connections]
    found: list[Measured] = []
    with (
        ProcessPoolExecutor(1, mp_context=SPAWN) as client,
        progress.step("measuring", len(loads) * ROUNDS * len(servers)) as step,
    ):
        for name, connections in loads:
            rounds: dict[str, list[Round]] = {kind: [] for kind in servers}
            requests = {kind: _requests(name, kind, subjects) for kind in servers}
            for kind, server in servers.items():
                load = Load(server.port, requests[kind], connections, WARM_SECONDS)
                client.submit(run, load).result()
            for _ in range(ROUNDS):
                for kind, server in servers.items():
                    seconds = plan.seconds / ROUNDS
                    load = Load(server.port, requests[kind], connections, seconds)
                    rounds[kind].append(_round(client, load, server, postmaster))
                    step.advance()
            found += [_medians(name, connections, kind, each) for kind, each in rounds.items()]
    return found


def _requests(name: str, kind: str, subjects: Subjects) -> list[bytes]:
    operation = OPERATIONS[name]
    return [operation.request(kind, each) for each in getattr(subjects, name)]


def _round(client: ProcessPoolExecutor, load: Load, server: Server, postmaster: int) -> Round:
    assert server.process.pid is not None
    before = cpu(server.process.pid), cpu_below(postmaster)
    outcome = client.submit(run, load).result()
    after = cpu(server.process.pid), cpu_below(postmaster)
    if outcome.refused or not outcome.latencies:
        raise Refused(
            f"{server.kind}: {outcome.refused} of {len(outcome.latencies)} answers weren't 200."
        )
    return Round(outcome, after[0] - before[0], after[1] - before[1])


def _medians(name: str, connections: int, kind: str, rounds: list[Round]) -> Measured:
    latencies = [_percentiles(each.outcome.latencies) for each in rounds]
    counts = [len(each.outcome.latencies) for each in rounds]
    return Measured(
        name,
        connections,
        kind,
        median(n / each.outcome.seconds for n, each in zip(counts, rounds, strict=True)),
        median(p50 for p50, _ in latencies) * 1000,
        median(p99 for _, p99 in latencies) * 1000,
        median(each.server_cpu / n for n, each in zip(counts, rounds, strict=True)) * 1000,
        median(each.postgres_cpu / n for n, each in zip(counts, rounds, strict=True)) * 1000,
    )


def _percentiles(latencies: list[float]) -> tuple[float, float]:
    if len(latencies) == 1:
        return latencies[0], latencies[0]
    cuts = quantiles(latencies, n=100, method="inclusive")
    return cuts[49], cuts[98]
