"""A world in a database of its own on one day, and what the oracle lets each of its people read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tests.oracle import filters, worlds
from tests.oracle import policy as oracle
from tests.oracle.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from hub.database import Connection
    from hub.policy.viewpoint import Clock
    from tests.oracle.drawing import Row, World
    from tests.oracle.reading import Reading


@dataclass
class Court:
    """The world of a seed, and a connection to it."""

    seed: int
    clock: Clock
    world: World
    connection: Connection

    @cached_property
    def people(self) -> list[UUID]:
        """Who is asked for."""
        return worlds.people(self.world)

    @cached_property
    def readings(self) -> list[Reading]:
        """What the oracle lets each of them read."""
        return [
            oracle.readable(self.world, each, self.clock.today, self.clock.now)
            for each in self.people
        ]

    @cached_property
    def lists(self) -> list[Callable[[str, Row], bool]]:
        """Which lists the oracle allows each of them."""
        day = self.clock.today, self.clock.now
        return [filters.allowed_to(Facts(self.world, each, *day)) for each in self.people]

    @cached_property
    def who(self) -> list[list[Any]]:
        """Their numbers and the keys of their capacities, column by column."""
        keys = [
            {row["person_id"]: row["id"] for row in self.world[table]}
            for table in ("staff_member", "guardian", "student", "vendor_app")
        ]
        return [
            list(range(len(self.people))),
            self.people,
            *([each.get(person) for person in self.people] for each in keys),
        ]

    @cached_property
    def trained(self) -> list[bool]:
        """Whose training is current, as the viewer's facts say it (P-37)."""
        staff = {
            row["staff_id"]
            for row in self.world["training"]
            if row["kind"] == "CONFIDENTIALITY"
            and row["completed_on"] <= self.clock.today < row["expires_on"]
        }
        return [each in staff for each in self.who[2]]
