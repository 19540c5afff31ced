"""`python -m tests.bench.writes`: the same rolls and marks through the hub and by hand."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from hub.clock import district_clock
from hub.postgres.postmaster import read_postmaster
from hub.progress import Progress
from tests.bench.district import prepared, scratch_server
from tests.bench.servers import SPAWN, running
from tests.bench.writes import entries
from tests.bench.writes.records import alike, left
from tests.bench.writes.report import page
from tests.bench.writes.turns import BY_HAND, HUB, Course, Turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hub.postgres import ConnectionFacts
    from tests.bench.writes.entries import Class
    from tests.bench.writes.turns import Took

DATABASES = {HUB: "entered_hub", BY_HAND: "entered_by_hand"}
AT_ONCE = (1, 16, 64)
BURST = 64
WARMING = 6
"""As many as there are connections: each of them has every statement to plan first."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark, print its page and, if asked, write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.writes", description=__doc__)
    parser.add_argument("--students", type=int, default=60_000, help="how large the district is")
    parser.add_argument("--rolls", type=int, default=150, help="how many rolls a round enters")
    parser.add_argument("--rounds", type=int, default=5, help="how often servers take turns")
    parser.add_argument("--data", type=Path, help="keep the district here, or find it here again")
    parser.add_argument("--out", type=Path, help="write benchmark-writes.md there")
    asked = parser.parse_args(arguments)
    folder = asked.data or Path(tempfile.mkdtemp(prefix="homeroom-bench-"))
    progress = Progress()
    try:
        with scratch_server(folder, progress, durable=True) as facts:
            said = bench(facts, folder, asked, progress)
    finally:
        if asked.data is None:
            shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(said)
    if asked.out is not None:
        (asked.out / "benchmark-writes.md").write_text(said)


def bench(
    facts: ConnectionFacts, folder: Path, asked: argparse.Namespace, progress: Progress
) -> str:
    """Load, enter everything through both, compare what they left, report."""
    found = asyncio.run(_classes(facts, asked.students, progress))
    postmaster = read_postmaster(folder / "cluster")
    assert postmaster is not None
    with ExitStack() as stack:
        asyncio.run(_copied(facts))
        stack.callback(lambda: asyncio.run(_dropped(facts)))
        at = {kind: facts.to(name) for kind, name in DATABASES.items()}
        servers = {
            kind: stack.enter_context(running(kind, each.application.dsn))
            for kind, each in at.items()
        }
        client = stack.enter_context(ProcessPoolExecutor(1, mp_context=SPAWN))
        course = Course(servers, DATABASES, facts.owner.dsn, postmaster.pid, client)
        took = _all(course, found, asked, progress)
        kept = alike({kind: asyncio.run(left(each.owner.dsn)) for kind, each in at.items()})
    return page(took, kept, asked.students)


def _all(
    course: Course, found: list[Class], asked: argparse.Namespace, progress: Progress
) -> list[Took]:
    kinds = list(_kinds(found, asked.rolls, asked.rounds))
    total = sum(len(each.rounds) for each in kinds) * len(course.servers)
    with progress.step("entering", total) as step:
        return [took for each in kinds for took in course.taken(each, step)]


def _kinds(found: list[Class], rolls: int, rounds: int) -> Iterator[Turns]:
    """What is entered, in its order: nothing twice but what is said to be."""
    early = [each for each in found if each.at_eight]
    late = iter([each for each in found if not each.at_eight])
    warm = [next(late) for _ in range(BURST)]
    yield Turns("warming up", WARMING, [[entries.roll(each) for each in warm]])
    for connections in AT_ONCE:
        taken = [[next(late) for _ in range(rolls)] for _ in range(rounds)]
        yield Turns("roll", connections, [[entries.roll(e) for e in each] for each in taken])
        yield Turns(
            "roll again", connections, [[entries.roll_again(e) for e in each] for each in taken]
        )
    marked = list(entries.of_marks(found))
    yield Turns("marks of 1,000", 1, [[entries.marks(each) for each in marked]])
    yield Turns("08:00", BURST, [[entries.roll(each) for each in early]])


async def _classes(facts: ConnectionFacts, students: int, progress: Progress) -> list[Class]:
    await prepared(facts, students, [], 1, progress)
    owner = await asyncpg.connect(facts.owner.dsn)
    try:
        today = (await district_clock(owner)).read().today
        found = await entries.classes(owner, today)
        await entries.cleared(owner, today, found)
        return found
    finally:
        await owner.close()


async def _copied(facts: ConnectionFacts) -> None:
    """A database for each server, with the same content."""
    await _dropped(facts)
    owner = await asyncpg.connect(facts.to("template1").owner.dsn)
    for name in DATABASES.values():
        await owner.execute(
            f"CREATE DATABASE {name} TEMPLATE {facts.owner.database} STRATEGY FILE_COPY"
        )
    await owner.close()


async def _dropped(facts: ConnectionFacts) -> None:
    owner = await asyncpg.connect(facts.to("template1").owner.dsn)
    for name in DATABASES.values():
        await owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await owner.close()


if __name__ == "__main__":
    main()
