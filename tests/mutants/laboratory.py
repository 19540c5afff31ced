"""Worlds in which each stranger stands in one way only, and each way is tried on its borders.

In worlds that are drawn, people meet in many ways at once: what one way no longer opens, another
does. Here everyone is new and holds one fact, with one thing otherwise: a day, a role, a kind.
What is spoiled in a single relation shows in somebody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutants import letters, strangers
from tests.mutants.bench import Laboratory
from tests.oracle import worlds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from tests.oracle.drawing import World

PARTS = (
    (strangers.teachers,),
    (strangers.posts, strangers.schools),
    (strangers.named,),
    (strangers.leading,),
    (strangers.families, strangers.ordered, strangers.reports),
    (strangers.selves,),
    (strangers.authors,),
    (strangers.subjects,),
    (letters.apps,),
    (letters.consents,),
    (letters.monitors,),
    (strangers.plans,),
)
"""What is tried in one world: nobody is asked about the pupils of another."""
SEEDS = range(1_000, 1_000 + len(PARTS))


def laboratories() -> Iterator[tuple[int, World]]:
    """The worlds of the laboratory by their seeds."""
    for seed, parts in zip(SEEDS, PARTS, strict=True):
        lab = Laboratory(seed)
        for part in parts:
            part(lab)
        yield seed, lab.world


def people(seed: int, world: World) -> list[UUID]:
    """Whoever is new in a world of the laboratory; its pupils only where it is about them."""
    spared = set(worlds.people(worlds.make(seed)))
    if strangers.selves not in PARTS[SEEDS.index(seed)]:
        spared |= {row["person_id"] for row in world["student"]}
    return [each for each in worlds.people(world) if each not in spared]
