"""A leak planted on each path is found by the matrix: it can fail."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hub.errors import BadCursor
from resolvers import executor
from tests.leaks import asking, schools
from tests.leaks.sheet import PATHS
from tests.policy.test_planted_leaks import (
    _forget,
    a_count,
    a_cursor,
    a_filter,
    a_fold,
    a_node,
    a_sort,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hub.postgres import ConnectionFacts
    from schema.build import Built

    Plant = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    """Nothing that was worked out from the spoiled policy may serve."""
    _forget()
    yield
    _forget()


def a_text(patch: pytest.MonkeyPatch) -> None:
    """A refused cursor tells whether there is such a row."""
    run = executor.run

    async def telling(database: Any, statement: Any, values: dict[str, Any]) -> Any:
        answered = await run(database, statement, values)
        if not answered.found:
            async with database.owner() as owner:
                keys = [each for each in values.values() if isinstance(each, UUID)]
                there = await owner.fetchval("SELECT 1 FROM student WHERE id = ANY($1)", keys)
            raise BadCursor("The row is withheld." if there else "There is no such row.")
        return answered

    patch.setattr(executor, "run", telling)


PLANTS: dict[str, tuple[Plant, str, str]] = {
    "node": (a_node, "OF", "Condition"),
    "nested": (a_fold, "GD", "Student"),
    "filter": (a_filter, "OF", "Student"),
    "count": (a_count, "OF", "Student"),
    "sort": (a_sort, "TR", "Student"),
    "cursor": (a_cursor, "OF", "Student"),
    "error": (a_text, "OF", "Student"),
}
"""A plant for each path, and the standing and the type in which it shows."""


def test_each_path_has_a_plant() -> None:
    assert tuple(PLANTS) == PATHS


@pytest.mark.parametrize("path", PATHS)
def test_a_leak_planted_on_a_path_is_found_there(
    path: str, monkeypatch: pytest.MonkeyPatch, facts: ConnectionFacts, built: Built
) -> None:
    plant, standing, type_name = PLANTS[path]
    stage = schools.stage(standing)
    kind = next(each for each in asking.KINDS if path in each.paths)

    async def ask() -> set[str]:
        async with asking.hall(facts, built, stage) as hall:
            await hall.ask(stage, [asking.Unit(kind, type_name)], persons=1)
            return {finding.cell.path for finding in hall.sheet.findings}

    plant(monkeypatch)
    assert path in asyncio.run(ask())
