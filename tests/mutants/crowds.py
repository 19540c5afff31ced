"""More of what is rare in a world: court orders whose moments lie on and beside a border."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub.models.codes import OrderKind
from tests.oracle.worlds import NOW, TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.drawing import Row, World

SHARE = 0.4
"""How many of the adults who could be bound towards a student are."""
MOMENTS = (-86_400, -1, 0, 1)
"""Seconds from now at which an order begins or is decided."""
DAYS = (-1, 0, 1)
"""Days from today on which an order without a document lapses."""


def crowded(world: World, seed: int) -> World:
    """The world with an order for many pairs of an adult and a student that have none."""
    random = Random(f"orders {seed}")
    (pattern, *_) = world["court_order"]
    bound = {(row["student_id"], row["person_id"]) for row in world["court_order"]}
    added = [
        {**pattern, **_order(random, student, person, guardian)}
        for student, person, guardian in sorted(_pairs(world), key=str)
        if (student, person) not in bound and random.random() < SHARE
    ]
    return {**world, "court_order": [*world["court_order"], *added]}


def _pairs(world: World) -> Iterator[tuple[UUID, UUID, UUID | None]]:
    """Every student with each of their guardians, and with the staff of their sections."""
    person = {row["id"]: row["person_id"] for row in world["guardian"]}
    staff = {row["id"]: row["person_id"] for row in world["staff_member"]}
    found: dict[tuple[Any, Any], Any] = {}
    for bond in world["guardianship"]:
        if person[bond["guardian_id"]] is not None:
            found[bond["student_id"], person[bond["guardian_id"]]] = bond["guardian_id"]
    for seat in world["section_enrollment"]:
        for post in world["section_staff"]:
            if post["section_id"] == seat["section_id"]:
                found.setdefault((seat["student_id"], staff[post["staff_id"]]), None)
    for (student, adult), guardian in found.items():
        yield student, adult, guardian


def _order(random: Random, student: UUID, person: UUID, guardian: UUID | None) -> Row:
    begins = NOW + timedelta(seconds=random.choice(MOMENTS))
    decided = random.choice((None, None, None, *MOMENTS))
    lapses = random.choice((None, None, *DAYS))
    return {
        "id": _key(random),
        "student_id": student,
        "person_id": person,
        "guardian_id": guardian,
        "kind": random.choice(list(OrderKind)).value,
        "starts_at": begins,
        "decided_at": None if decided is None else max(begins, NOW + timedelta(seconds=decided)),
        "ends_on": None,
        "lapses_on": None if lapses is None else TODAY + timedelta(lapses),
        "document_key": random.choice((None, "orders/1")),
    }


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
