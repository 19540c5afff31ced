"""A leak planted in any clause of the road is caught by the oracle: it can fail."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hub import policy
from hub.errors import BadCursor
from hub.identity import facts as identity_facts
from hub.policy import templates
from hub.policy.grants import Grant
from hub.policy.rules import GRANTS
from resolvers import filters, folding, pages, planner
from resolvers.compiler import nesting, rows
from resolvers.flags import ALWAYS
from tests.conftest import EMPTY, copied, hub_over
from tests.oracle import worlds
from tests.oracle.arena import Arena, Disagreement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hub.policy.relations import Relation
    from hub.postgres import ConnectionFacts
    from schema.build import Built

    Plant = Callable[[pytest.MonkeyPatch], None]

WORLDS = 12
"""Worlds played at most; each plant names the one in which it showed first, to save time."""


def _forget() -> None:
    """Nothing that was worked out from the unspoiled policy may serve."""
    policy._clauses.cache_clear()
    policy._readable.cache_clear()
    policy.visible.cache_clear()
    templates._MADE.clear()
    identity_facts._reaches.cache_clear()


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    _forget()
    yield
    _forget()


def a_grant(patch: pytest.MonkeyPatch) -> None:
    """A teacher of record reads diagnoses."""
    patch.setattr(policy, "GRANTS", (*GRANTS, Grant("TR", "12", "LEI")))


def a_deny(patch: pytest.MonkeyPatch) -> None:
    """Court orders and own children deny nothing."""
    patch.setattr(policy, "denies", lambda *_: frozenset())


def a_window(patch: pytest.MonkeyPatch) -> None:
    """A teacher reads whatever the dates of staffing, seat and section."""
    relation = policy.RELATIONS["TR"]

    def always() -> Any:
        facts = relation.facts()
        return replace(facts, holds=facts.holds[:1])

    patch.setitem(policy.RELATIONS, "TR", replace(relation, facts=always, seats=None))


def a_scope(patch: pytest.MonkeyPatch) -> None:
    """An app reads of every student of a school in its agreement's scope: whatever the grade, the
    seat, and what the family said.
    """
    for name, relation in policy.RELATIONS.items():
        if name.startswith("VA:"):
            patch.setitem(policy.RELATIONS, name, replace(relation, facts=_wide(relation)))


def _wide(relation: Relation) -> Any:
    def wide() -> Any:
        facts = relation.facts()
        # the app, the agreement's days, its basis and terms, the slice, its kind
        return replace(facts, holds=facts.holds[:4])

    return wide


def a_fold(patch: pytest.MonkeyPatch) -> None:
    """Below a visible parent everything is visible."""
    patch.setattr(folding, "implied_below", lambda *_, **__: True)


def a_lift(patch: pytest.MonkeyPatch) -> None:
    """What led to an adult or an incident is taken to have passed every deny, so none is asked."""
    raised = folding.raised

    def denied(*given: Any) -> Any:
        every = frozenset(policy.DENIES)
        return tuple(replace(each, denies=every) for each in raised(*given))

    patch.setattr(folding, "raised", denied)


def a_filter(patch: pytest.MonkeyPatch) -> None:
    """A comparison stands without its guard."""
    patch.setattr(filters, "_guard", lambda *_: filters.Guard())


def a_sort(patch: pytest.MonkeyPatch) -> None:
    """Any column sorts."""
    patch.setattr(pages, "_sortable", lambda *_: True)


def a_count(patch: pytest.MonkeyPatch) -> None:
    """The count counts every row."""
    counted = rows.counted
    every = lambda read, *more: counted(replace(read, visible=None, reached_by=()), *more)
    patch.setattr(nesting, "counted", every)
    total = nesting._total
    patch.setattr(nesting, "_total", lambda part, read, place, _: total(part, read, place, None))


def a_cursor(patch: pytest.MonkeyPatch) -> None:
    """A cursor's row need not be visible."""
    anchor = rows.anchor
    blind = lambda read: anchor(replace(read, type_visible=(ALWAYS,), reached_by=()))
    patch.setattr(rows, "anchor", blind)
    patch.setattr("resolvers.compiler.anchor", blind)


def a_node(patch: pytest.MonkeyPatch) -> None:
    """A row by its id is visible to whoever knows the id."""
    root_row = planner._root_row

    def blind(*given: Any) -> Any:
        root: Any = root_row(*given)
        return replace(root, read=replace(root.read, visible=None))

    patch.setattr(planner, "_root_row", blind)


PLANTS: dict[Plant, tuple[str, int]] = {
    a_grant: ("nodes", 506),
    a_deny: ("nodes", 500),
    a_window: ("nodes", 505),
    a_scope: ("nodes", 500),
    a_fold: ("paged", 503),
    a_lift: ("led", 500),
    a_filter: ("paged", 533),
    a_sort: ("sorted", 500),
    a_count: ("paged", 500),
    a_cursor: ("paged", 500),
    a_node: ("nodes", 500),
}
"""Each plant with the game in which it shows, and the seed of a world in which it did."""


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_planted_leak_is_caught(
    plant: Plant, monkeypatch: pytest.MonkeyPatch, facts: ConnectionFacts, built: Built
) -> None:
    plant(monkeypatch)
    with pytest.raises((Disagreement, BadCursor)):
        asyncio.run(_play(facts, built, *PLANTS[plant]))


@pytest.mark.full
def test_without_a_plant_the_same_worlds_agree(facts: ConnectionFacts, built: Built) -> None:
    for game, seed in sorted(set(PLANTS.values())):
        asyncio.run(_play(facts, built, game, seed, worlds_played=1))


async def _play(
    facts: ConnectionFacts, built: Built, game: str, seed: int, *, worlds_played: int = WORLDS
) -> None:
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await worlds.load(owner, worlds.make(seed))
        arena = Arena(await hub_over(database, built), (game,))
        for each in range(seed, seed + worlds_played):
            print(f"world {each}")
            await arena.play(each)
