"""What happens in these days, each as often as it is named: people enter and read, days pass."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from random import Random
from typing import Any, TypeAlias

from tests.stateful.entries import ENTRIES
from tests.stateful.town import Town

Happening: TypeAlias = Callable[[Town, Random], Coroutine[Any, Any, None]]
DAYS = (1, 1, 2, 7, 14, 15)
"""How many days pass: some beyond the grace."""


async def reading(town: Town, random: Random) -> None:
    """Somebody reads what the oracle says of the model."""
    await town.reads(random.choice(town.people()), random)


async def days_pass(town: Town, random: Random) -> None:
    """Grants, orders and seats begin and end by themselves."""
    town.pass_days(random.choice(DAYS))


async def suspended(town: Town, random: Random) -> None:
    """Somebody may no longer sign in (P-9)."""
    await town.suspend(random.choice(town.people()), ends=False)


async def let_in_again(town: Town, random: Random) -> None:
    """One of those who were suspended may sign in again."""
    gone = [person["id"] for person in town.rows("person") if person["suspended_at"] is not None]
    if gone:
        await town.suspend(random.choice(gone), ends=True)


async def sealed(town: Town, _: Random) -> None:
    """Records are sealed, as the hub does each second."""
    await town.seal()


HAPPENINGS: tuple[Happening, ...] = (
    *ENTRIES * 2,
    *(reading,) * 8,
    *(days_pass,) * 3,
    suspended,
    let_in_again,
    sealed,
)
