"""Whoever views as somebody is answered as the oracle says: what both of them may read (P-33)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.conftest import EMPTY, copied, hub_over
from tests.oracle import worlds
from tests.viewing.pairs import PairsArena

if TYPE_CHECKING:
    from hub.postgres import ConnectionFacts
    from schema.build import Built

SEEDS = (50, 702)
"""Worlds that are played: in these, all that can become of a pair's reading happens."""
DRAWS = ("pairs", "oneself", "narrower than either", "logged", "silenced", "students", "refused",
         "refused cursor")  # fmt: skip


async def test_p33_every_answer_to_a_pair_is_the_oracles(
    facts: ConnectionFacts, built: Built
) -> None:
    """Rows by id, pages with filter, order, count and cursor, and rows below rows."""
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await worlds.load(owner, worlds.make(0))
        arena = PairsArena(await hub_over(database, built))
        for seed in SEEDS:
            await arena.play(seed)
    print(f"{arena.asked} operations of pairs agree: {dict(arena.drawn)}", file=sys.stderr)
    assert [name for name in DRAWS if not arena.drawn[name]] == []
