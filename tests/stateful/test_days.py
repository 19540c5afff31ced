"""Writers and readers, while grants, orders and the clock change: state, policy and ledger are a
model's at every step.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import EMPTY, copied, hub_over
from tests.oracle import worlds
from tests.stateful.happenings import HAPPENINGS, Happening
from tests.stateful.town import Town

if TYPE_CHECKING:
    from hub.postgres import ConnectionFacts
    from schema.build import Built
    from tests.conftest import Hub

TOUCHED = (
    "health_visit",
    "health_alert",
    "court_order",
    "coverage",
    "section_enrollment",
    "disclosure",
)
DRAWN = st.integers(0, 2**32 - 1)
"""From this everything is drawn that a step needs: shrinking makes the steps fewer."""


class Days(RuleBasedStateMachine):
    """The days of one hub, which `machine` gives it."""

    runner: asyncio.Runner
    hub: Hub
    seen: Counter[str]
    town: Town

    @initialize(seed=st.integers(0, 10_000))
    def opens(self, seed: int) -> None:
        """A district of its own."""
        self.town = self.runner.run(Town.opened(self.hub, seed))

    @rule(what=st.sampled_from(HAPPENINGS), drawn=DRAWN)
    def something_happens(self, what: Happening, drawn: int) -> None:
        """One rule, as of several hypothesis leaves some out of each run."""
        self.runner.run(what(self.town, Random(drawn)))

    def teardown(self) -> None:
        """All that was acknowledged is there and on record, and nothing else."""
        if hasattr(self, "town"):
            self.runner.run(self.town.on_record())
            for table in TOUCHED:
                self.runner.run(self.town.as_modelled(table))
            self.seen.update(self.town.seen)


def machine(runner: asyncio.Runner, hub: Hub, seen: Counter[str]) -> type[Days]:
    """The days of a hub."""
    return type("Days", (Days,), {"runner": runner, "hub": hub, "seen": seen})


def test_each_step_of_many_days_is_the_models(facts: ConnectionFacts, built: Built) -> None:
    seen = _played(facts, built, examples=3, steps=30, derandomize=True)
    assert seen["read"] > 3
    assert sum(number for what, number in seen.items() if what.endswith(" entered")) > 3


@pytest.mark.full
def test_each_step_of_hundreds_of_days_is_the_models(facts: ConnectionFacts, built: Built) -> None:
    """`pytest -m full tests/stateful`: other days each time."""
    seen = _played(facts, built, examples=40, steps=50, derandomize=False)
    assert seen["read"] > 100


def _played(
    facts: ConnectionFacts, built: Built, *, examples: int, steps: int, derandomize: bool
) -> Counter[str]:
    seen: Counter[str] = Counter()
    with asyncio.Runner() as runner:
        entering = copied(facts, EMPTY)
        database = runner.run(entering.__aenter__())
        try:
            run_state_machine_as_test(
                machine(runner, runner.run(_hub(database, built)), seen),
                settings=settings(
                    max_examples=examples,
                    stateful_step_count=steps,
                    derandomize=derandomize,
                    deadline=None,
                    database=None,
                    phases=(Phase.generate,),
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(entering.__aexit__(None, None, None))
    for what, number in sorted(seen.items()):
        print(f"{number:6} {what}", file=sys.stderr)
    return seen


async def _hub(database: Any, built: Built) -> Hub:
    async with database.owner() as owner:
        await worlds.load(owner, worlds.make(0))
    return await hub_over(database, built)
