"""Measuring: servers take turns under the same load, and the medians of the rounds count."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench.compared import request
from tests.bench.load import Load, Outcome, run
from tests.bench.processor import cpu_below, spent
from tests.bench.servers import SPAWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hub.progress import Progress, Step
    from tests.bench.compared import Compared
    from tests.bench.servers import Server

WARM_SECONDS = 2.0
"""Long enough for every connection to have prepared its statements."""


@dataclass(frozen=True)
class Plan:
    """What is measured: how many connections, and how many rounds of how many seconds each."""

    connections: Sequence[int]
    seconds: float
    rounds: int


@dataclass(frozen=True)
class Measured:
    """The medians over the rounds of one server under one load.

    CPU in milliseconds an answer: of the server's process, and of PostgreSQL's. `refused` is the
    part of the requests that got none, as from a pool with a full queue; they count for nothing.
    """

    query: str
    viewer: str
    connections: int
    kind: str
    per_second: float
    p50_ms: float
    p99_ms: float
    server_cpu_ms: float
    postgres_cpu_ms: float
    refused: float

    @property
    def cell(self) -> str:
        """As in `page/nurse`."""
        return f"{self.query}/{self.viewer}"

    @property
    def cpu_ms(self) -> float:
        """All CPU of a request, in milliseconds."""
        return self.server_cpu_ms + self.postgres_cpu_ms


@dataclass(frozen=True)
class Round:
    """One round of one server."""

    outcome: Outcome
    server_cpu: float
    postgres_cpu: float


class Rounds:
    """Loads the servers from a process of its own, and reads what they use meanwhile."""

    def __init__(
        self, servers: Mapping[str, Server], postmaster: int, client: ProcessPoolExecutor
    ) -> None:
        self.servers, self.postmaster, self.client = servers, postmaster, client

    def of(self, each: Compared, plan: Plan, step: Step) -> Iterator[Measured]:
        """All loads of one cell."""
        requests = {
            kind: [request(kind, each.cell, subject) for subject in each.cell.subjects]
            for kind in each.kinds
        }
        for kind in each.kinds:
            self._loaded(kind, requests[kind], max(plan.connections), WARM_SECONDS)
        for connections in plan.connections:
            rounds: dict[str, list[Round]] = {kind: [] for kind in each.kinds}
            for _ in range(plan.rounds):
                for kind in each.kinds:
                    rounds[kind].append(
                        self._round(kind, requests[kind], connections, plan.seconds)
                    )
                    step.advance()
            for kind, found in rounds.items():
                yield _medians(each, connections, kind, found)

    def _loaded(self, kind: str, sent: list[bytes], connections: int, seconds: float) -> Outcome:
        load = Load(self.servers[kind].port, sent, connections, seconds)
        return self.client.submit(run, load).result()

    def _round(self, kind: str, sent: list[bytes], connections: int, seconds: float) -> Round:
        server = self.servers[kind]
        before = server.cpu(), cpu_below(self.postmaster)
        outcome = self._loaded(kind, sent, connections, seconds)
        after = server.cpu(), cpu_below(self.postmaster)
        return Round(outcome, after[0] - before[0], spent(before[1], after[1]))


def measure(
    cells: Sequence[Compared],
    servers: Mapping[str, Server],
    plan: Plan,
    postmaster: int,
    progress: Progress,
) -> list[Measured]:
    """Every cell with every number of connections on every server that answers it."""
    turns = sum(len(each.kinds) for each in cells) * len(plan.connections) * plan.rounds
    with (
        ProcessPoolExecutor(1, mp_context=SPAWN) as client,
        progress.step("measuring", turns) as step,
    ):
        rounds = Rounds(servers, postmaster, client)
        return [found for each in cells for found in rounds.of(each, plan, step)]


def _medians(each: Compared, connections: int, kind: str, rounds: list[Round]) -> Measured:
    refused = sum(found.outcome.refused for found in rounds)
    answered = [found for found in rounds if found.outcome.latencies]
    if not answered:
        none = (0.0,) * 5
        return Measured(each.cell.query, each.cell.viewer, connections, kind, *none, refused=1)
    latencies = [_percentiles(found.outcome.latencies) for found in answered]
    counted = [(found, len(found.outcome.latencies)) for found in answered]
    return Measured(
        each.cell.query,
        each.cell.viewer,
        connections,
        kind,
        median(number / found.outcome.seconds for found, number in counted),
        median(p50 for p50, _ in latencies) * 1000,
        median(p99 for _, p99 in latencies) * 1000,
        median(found.server_cpu / number for found, number in counted) * 1000,
        median(found.postgres_cpu / number for found, number in counted) * 1000,
        refused / (refused + sum(number for _, number in counted)),
    )


def _percentiles(latencies: list[float]) -> tuple[float, float]:
    if len(latencies) == 1:
        return latencies[0], latencies[0]
    cuts = quantiles(latencies, n=100, method="inclusive")
    return cuts[49], cuts[98]
