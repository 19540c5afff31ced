"""`homeroom policy review` prints who can read what is delicate, and no value of it (P-43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.cli.errors import CommandRefused
from hub.cli.review import reviewed

if TYPE_CHECKING:
    from tests.conftest import Hub


async def test_p43_the_command_prints_people_students_and_standings(demo: Hub) -> None:
    async with demo.database.owner() as owner:
        told = await reviewed(owner, None, names=True)
        schools = await owner.fetchval("SELECT count(*) FROM school")
    assert sum(not line.startswith(" ") for line in told) == schools
    assert any(line.startswith("  12 (Conditions and care plans): ") for line in told)
    assert any(line.startswith("      Grace Obi: ") for line in told)


async def test_p43_the_command_says_when_the_last_review_was_done_and_what_is_overdue(
    demo: Hub,
) -> None:
    async with demo.database.owner() as owner:
        told = await reviewed(owner, None, names=False)
        done = await owner.fetchval("SELECT count(*) FROM done_review")
    assert sum(line.startswith("  last reviewed on 2026-09-19 by ") for line in told) == done > 0
    assert sum(line == "  overdue: never reviewed" for line in told) == 1


async def test_a_school_that_there_is_not_is_refused(demo: Hub) -> None:
    async with demo.database.owner() as owner:
        with pytest.raises(CommandRefused):
            await reviewed(owner, "Hogwarts", names=False)
