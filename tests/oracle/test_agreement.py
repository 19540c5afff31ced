"""The hub answers as the oracle does: no leak, and no wrongful refusal."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import EMPTY, copied, hub_over
from tests.oracle import worlds
from tests.oracle.arena import Arena

if TYPE_CHECKING:
    from hub.postgres import ConnectionFacts
    from schema.build import Built

WORLDS = int(os.environ.get("HOMEROOM_ORACLE_WORLDS", "25"))


def test_p15_every_answer_is_the_oracles(facts: ConnectionFacts, built: Built) -> None:
    """Random worlds × people × operations: SQL and the naive loop agree row by row."""
    with asyncio.Runner() as runner:
        entering = copied(facts, EMPTY)
        database = runner.run(entering.__aenter__())
        arena = runner.run(_arena(database, built))

        @settings(
            max_examples=WORLDS,
            deadline=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(st.integers(0, 2**32 - 1))
        def plays(seed: int) -> None:
            runner.run(arena.play(seed))

        try:
            plays()
        finally:
            runner.run(entering.__aexit__(None, None, None))
    _report(arena)


async def _arena(database: object, built: Built) -> Arena:
    async with database.owner() as owner:  # type: ignore[attr-defined]
        await worlds.load(owner, worlds.make(0))
    return Arena(await hub_over(database, built))  # type: ignore[arg-type]


def _report(arena: Arena) -> None:
    for name, count in sorted(arena.drawn.items()):
        print(f"{count:7} {name}", file=sys.stderr)
