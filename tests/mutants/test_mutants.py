"""A policy that is wrong in one place is noticed: no grant, deny, window or mask goes untested."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.mutants import plants
from tests.mutants.judge import SEEDS, courts, noticed

if TYPE_CHECKING:
    from hub.postgres import ConnectionFacts


@pytest.mark.full
def test_every_mutant_of_the_policy_is_noticed(facts: ConnectionFacts) -> None:
    only = os.environ.get("HOMEROOM_MUTANTS", "")
    chosen = [each for each in plants.everything() if only in each.name]
    survivors = asyncio.run(_survivors(facts, chosen))
    assert survivors == []


async def _survivors(facts: ConnectionFacts, chosen: list[plants.Mutant]) -> list[str]:
    async with courts(facts, SEEDS) as every:
        survivors, began = [], time.monotonic()
        for number, mutant in enumerate(chosen, 1):
            with mutant.planted():
                if await noticed(every, mutant.questions) is None:
                    survivors.append(mutant.name)
                    print(f"unnoticed: {mutant.name}", file=sys.stderr)
            if number % 50 == 0 or number == len(chosen):
                spent = time.monotonic() - began
                print(
                    f"{number} of {len(chosen)} mutants, {len(survivors)} unnoticed, {spent:.0f} s",
                    file=sys.stderr,
                )
    return survivors


@pytest.mark.full
def test_the_policy_as_it_stands_is_the_oracles(facts: ConnectionFacts) -> None:
    async def ask() -> str | None:
        async with courts(facts, SEEDS) as every:
            return await noticed(every, plants.every_question())

    assert asyncio.run(ask()) is None
