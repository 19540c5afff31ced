"""The hub answers as the oracle does: no leak, and no wrongful refusal."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EMPTY, copied, hub_over
from tests.oracle import policy, worlds
from tests.oracle.arena import Arena

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.database import Database
    from hub.postgres import ConnectionFacts
    from schema.build import Built

WORLDS = (50, 62, 129, 6)
"""Worlds of the suite: together they hold every relation, deny, window and row condition."""
MINUTES = float(os.environ.get("HOMEROOM_ORACLE_MINUTES", "20"))
"""How long the full run draws worlds."""
PARTS = 4
"""Parts of the full run, so that all cores have a share of it."""


def test_p15_every_answer_is_the_oracles(facts: ConnectionFacts, built: Built) -> None:
    """Worlds × people × operations: SQL and the naive loop agree, row by row and page by page.

    Every relation, deny, window and row condition was tried: a zero among the draws fails.
    """
    with _arena(facts, built) as (runner, arena):
        for seed in WORLDS:
            runner.run(arena.play(seed))
    _report(arena)
    assert {name for name in policy.DRAWS if not arena.drawn[name]} == set()


@pytest.mark.full
@pytest.mark.parametrize("part", range(PARTS))
def test_p15_minutes_of_worlds_agree(part: int, facts: ConnectionFacts, built: Built) -> None:
    """`pytest -m full tests/oracle`: fresh worlds for HOMEROOM_ORACLE_MINUTES (20) in all, from
    the seed HOMEROOM_ORACLE_SEED on, or from the time's, each part a million further.
    """
    seed = int(os.environ.get("HOMEROOM_ORACLE_SEED", time.time())) + part * 1_000_000
    with _arena(facts, built) as (runner, arena):
        ends = time.monotonic() + MINUTES * 60 / PARTS
        while time.monotonic() < ends:
            runner.run(arena.play(seed))
            seed += 1
            print(f"world {seed}: {arena.asked} operations agree", file=sys.stderr)
    _report(arena)


@contextmanager
def _arena(facts: ConnectionFacts, built: Built) -> Iterator[tuple[asyncio.Runner, Arena]]:
    with asyncio.Runner() as runner:
        entering = copied(facts, EMPTY)
        database = runner.run(entering.__aenter__())
        try:
            yield runner, runner.run(_opened(database, built))
        finally:
            runner.run(entering.__aexit__(None, None, None))


async def _opened(database: Database, built: Built) -> Arena:
    async with database.owner() as owner:
        await worlds.load(owner, worlds.make(0))
    return Arena(await hub_over(database, built))


def _report(arena: Arena) -> None:
    print(f"{arena.asked} operations asked of hub and oracle", file=sys.stderr)
    for name, count in sorted(arena.drawn.items()):
        print(f"{count:7} {name}", file=sys.stderr)
