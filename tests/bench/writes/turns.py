"""Measuring changes: the servers take turns at the same entries, each entry once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench.load import Load, run
from tests.bench.processor import cpu_below, spent
from tests.bench.writes.locks import watched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import ProcessPoolExecutor

    from hub.progress import Step
    from tests.bench.load import Outcome
    from tests.bench.servers import Server
    from tests.bench.writes.entries import Entry
    from tests.bench.writes.locks import Seen

HUB, BY_HAND = "hub", "entered by hand"
LONGEST_SECONDS = 600.0


class Refusing(Exception):
    """A server didn't answer an entry with 200."""


@dataclass(frozen=True)
class Turns:
    """What is entered of one kind: by how many at once, in how many rounds."""

    name: str
    connections: int
    rounds: Sequence[Sequence[Entry]]


@dataclass(frozen=True)
class Took:
    """One kind by one server: medians over the rounds; CPU in milliseconds an entry, `waited` the
    part of PostgreSQL's work that waited for a lock, `told_again` how often a server was busy.
    """

    name: str
    connections: int
    kind: str
    entries: int
    per_second: float
    p50_ms: float
    p95_ms: float
    server_cpu_ms: float
    postgres_cpu_ms: float
    waited: float
    told_again: int


@dataclass(frozen=True)
class One:
    """One round of one server."""

    outcome: Outcome
    server_cpu: float
    postgres_cpu: float
    seen: Seen


@dataclass
class Course:
    """The servers, each with its own database of the same content."""

    servers: Mapping[str, Server]
    databases: Mapping[str, str]
    owner_dsn: str
    postmaster: int
    client: ProcessPoolExecutor

    def taken(self, turns: Turns, step: Step) -> list[Took]:
        """All rounds of one kind by all servers, who take turns."""
        found: dict[str, list[One]] = {kind: [] for kind in self.servers}
        for number, entries in enumerate(turns.rounds):
            kinds = list(self.servers)
            for kind in kinds if number % 2 == 0 else reversed(kinds):
                found[kind].append(asyncio.run(self._round(kind, entries, turns.connections)))
                step.advance()
        return [_medians(turns, kind, rounds) for kind, rounds in found.items()]

    async def _round(self, kind: str, entries: Sequence[Entry], connections: int) -> One:
        server = self.servers[kind]
        sent = [each.hub if kind == HUB else each.by_hand for each in entries]
        load = Load(server.port, sent, connections, LONGEST_SECONDS, once=True)
        before = server.cpu(), cpu_below(self.postmaster)
        running = asyncio.wrap_future(self.client.submit(run, load))
        outcome, seen = await watched(self.owner_dsn, self.databases[kind], running)
        if outcome.refused:
            raise Refusing(f"{kind} refused {outcome.refused} of {len(sent)} entries.")
        after = server.cpu(), cpu_below(self.postmaster)
        return One(outcome, after[0] - before[0], spent(before[1], after[1]), seen)


def _medians(turns: Turns, kind: str, rounds: list[One]) -> Took:
    cuts = [quantiles(each.outcome.latencies, n=100, method="inclusive") for each in rounds]
    numbers = [len(each.outcome.latencies) for each in rounds]
    both = list(zip(rounds, numbers, strict=True))
    working = sum(each.seen.working for each in rounds)
    return Took(
        turns.name,
        turns.connections,
        kind,
        sum(numbers),
        median(number / each.outcome.seconds for each, number in both),
        median(cut[49] for cut in cuts) * 1000,
        median(cut[94] for cut in cuts) * 1000,
        median(each.server_cpu / number for each, number in both) * 1000,
        median(each.postgres_cpu / number for each, number in both) * 1000,
        sum(each.seen.waiting for each in rounds) / working if working else 0.0,
        sum(each.outcome.told_again for each in rounds),
    )
