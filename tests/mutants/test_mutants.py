"""A policy that is wrong in one place is noticed: no grant, deny, window or mask goes untested."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.mutants import excuses, plants
from tests.mutants.assembly import assembled
from tests.mutants.judge import Court, apart

if TYPE_CHECKING:
    from hub.postgres import ConnectionFacts
    from tests.mutants.positions import Positions

SAMPLE = 40
"""Mutants that each run of the suite tries, in the worlds of today and the laboratory."""
PARTS = 4
"""Parts of the full run, so that all cores have a share of it."""


def test_a_sample_of_the_mutants_is_noticed(facts: ConnectionFacts) -> None:
    """Some mutants, drawn by a seed that is printed; HOMEROOM_MUTANTS_SEED draws others."""
    seed = os.environ.get("HOMEROOM_MUTANTS_SEED", "suite")
    print(f"HOMEROOM_MUTANTS_SEED={seed}", file=sys.stderr)
    chosen = Random(seed).sample(plants.everything(), SAMPLE)

    async def ask() -> list[str]:
        async with assembled(facts) as assembly:
            return await _survivors(Court(assembly), chosen)

    assert asyncio.run(ask()) == []


@pytest.mark.full
@pytest.mark.parametrize("part", range(PARTS))
def test_every_mutant_of_the_policy_is_noticed(part: int, facts: ConnectionFacts) -> None:
    """`pytest -m full tests/mutants`: all of them, or those with HOMEROOM_MUTANTS in their name."""
    only = os.environ.get("HOMEROOM_MUTANTS", "")
    chosen = [each for each in plants.everything() if only in each.name][part::PARTS]

    async def ask() -> list[str]:
        async with assembled(facts) as assembly:
            return await _survivors(Court(assembly), chosen)

    assert asyncio.run(ask()) == []


@pytest.mark.full
def test_the_policy_as_it_stands_is_the_oracles(facts: ConnectionFacts) -> None:
    """In every world of the mutants, everyone reads of each column what the oracle says."""

    async def ask() -> list[str]:
        async with assembled(facts) as assembly:
            court, found = Court(assembly), []
            for stage in court.stages:
                held = await court.as_it_should_be(stage)
                _narrower_denies_hold_where_wider_do(held)
                _narrower_rows_are_among_the_wider(held)
                for asker, question in apart(held, assembly.at(stage)):
                    found.append(f"{'.'.join(question)} by {asker.told}")
            return found

    assert asyncio.run(ask()) == []


def test_each_excuse_is_about_some_mutant() -> None:
    used = {each.excuse for each in plants.everything() if each.excuse}
    assert used == set(excuses.EXCUSES)


async def _survivors(court: Court, chosen: list[plants.Mutant]) -> list[str]:
    survivors, began = [], time.monotonic()
    for number, mutant in enumerate(chosen, 1):
        said = await _judged(court, mutant)
        if said:
            survivors.append(said)
            print(said, file=sys.stderr)
        if number % 100 == 0 or number == len(chosen):
            spent = time.monotonic() - began
            told = f"{number} of {len(chosen)} mutants, {len(survivors)} unnoticed, {spent:.0f} s"
            print(told, file=sys.stderr)
    return survivors


async def _judged(court: Court, mutant: plants.Mutant) -> str | None:
    """What is to be said against a mutant: that it is unnoticed, or its excuse none."""
    for stage in court.stages:
        await court.as_it_should_be(stage)
        with mutant.planted():
            if await court.noticed(mutant.touched, stage):
                return f"excused and noticed: {mutant.name}" if mutant.excuse else None
    if mutant.excuse is None:
        return f"unnoticed: {mutant.name}"
    cover = mutant.excuse.covering(str(mutant.touched.name))
    with mutant.planted():
        if await court.is_covered(mutant.touched, cover):
            return None
    return f"excused without reason: {mutant.name}"


def _narrower_rows_are_among_the_wider(held: Positions) -> None:
    for narrow, wide in excuses.NARROWER.items():
        for (piece, table), meeting in held.rows.items():
            if piece == narrow:
                for number, rows in meeting.items():
                    assert rows <= held.rows[wide, table].get(number, frozenset()), narrow


def _narrower_denies_hold_where_wider_do(held: Positions) -> None:
    for narrow, wide in excuses.IMPLIED.items():
        for number, students in held.denies[narrow].items():
            assert students <= held.denies[wide].get(number, frozenset()), narrow
