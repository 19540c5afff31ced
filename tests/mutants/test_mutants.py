"""A policy that is wrong in one place is noticed: no grant, deny, window or mask goes untested."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.mutants import plants
from tests.mutants.assembly import assembled
from tests.mutants.judge import Court, apart

if TYPE_CHECKING:
    from hub.postgres import ConnectionFacts


@pytest.mark.full
def test_every_mutant_of_the_policy_is_noticed(facts: ConnectionFacts) -> None:
    only = os.environ.get("HOMEROOM_MUTANTS", "")
    chosen = [each for each in plants.everything() if only in each.name]
    survivors = asyncio.run(_survivors(facts, chosen))
    assert survivors == []


async def _survivors(facts: ConnectionFacts, chosen: list[plants.Mutant]) -> list[str]:
    async with assembled(facts) as assembly:
        court = Court(assembly)
        for stage in court.stages:
            await court.as_it_should_be(stage)
        survivors, began = [], time.monotonic()
        for number, mutant in enumerate(chosen, 1):
            with mutant.planted():
                t = time.monotonic()
                if await court.noticed(mutant.touched) is None:
                    survivors.append(mutant.name)
                    print(f"unnoticed: {mutant.name}", file=sys.stderr)
                if time.monotonic() - t > 2: print(f"slow {time.monotonic() - t:.1f} {mutant.name}", file=sys.stderr)
            if number % 100 == 0 or number == len(chosen):
                spent = time.monotonic() - began
                print(
                    f"{number} of {len(chosen)} mutants, {len(survivors)} unnoticed, {spent:.0f} s",
                    file=sys.stderr,
                )
    return survivors


@pytest.mark.full
def test_the_policy_as_it_stands_is_the_oracles(facts: ConnectionFacts) -> None:
    async def ask() -> list[str]:
        async with assembled(facts) as assembly:
            court = Court(assembly)
            found = []
            for stage in court.stages:
                t = time.monotonic()
                held = await court.as_it_should_be(stage)
                print(stage, len(assembly.at(stage)), "positions", time.monotonic() - t, file=sys.stderr)
                t = time.monotonic()
                for each in assembly.at(stage): each.shown
                print("oracle", time.monotonic() - t, file=sys.stderr)
                t = time.monotonic()
                found += [f"{q} {a.told}" for a, q in apart(held, assembly.at(stage))]
                print("compared", time.monotonic() - t, len(found), file=sys.stderr)
            return found

    assert asyncio.run(ask()) == []
