"""Worlds: small school districts drawn from a seed, full of people who meet in many ways.

`make(seed)` gives the same world for the same seed, so that a failure is told by its seed. What
is lawful in the tables but rare in life is common here: a teacher who is the restricted father,
an order decided this second, a seat that ended 14 days ago.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.drawing import NOW, TODAY, Draw, Row, World
from tests.oracle.loading import clear, insert_order, load
from tests.oracle.worlds_confidences import confidences, requests
from tests.oracle.worlds_families import candidates, families
from tests.oracle.worlds_health import health
from tests.oracle.worlds_learning import conduct, learning, sessions
from tests.oracle.worlds_orgs import bells, findings, places, reviews, viewings
from tests.oracle.worlds_people import merges, population, staffing
from tests.oracle.worlds_problems import problems
from tests.oracle.worlds_programs import programs, schedules
from tests.oracle.worlds_scopes import scopes
from tests.oracle.worlds_sections import own_days, schooling
from tests.oracle.worlds_vendors import vendors

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

__all__ = [
    "EMPTY",
    "NOW",
    "TODAY",
    "Row",
    "World",
    "clear",
    "insert_order",
    "load",
    "make",
    "people",
]

EMPTY = frozenset(
    {"token", "seal", "source_row", "change", "outbox", "retry", "access", "access_span"}
    | {"credential", "second_factor", "recovery", "attempt", "paper", "sign_in"}
)
"""The tables in which no world has a row; every other one has at least one in every world."""


def make(seed: int, today: date = TODAY) -> World:
    """The world of a seed, with its dates around `today` and its moments around 17:00 UTC then.

    `district.fixed_today` is that day.
    """
    draw = Draw(seed, today)
    places(draw)
    population(draw)
    staffing(draw)
    schooling(draw)
    families(draw)
    health(draw)
    learning(draw)
    conduct(draw)
    programs(draw)
    confidences(draw)
    findings(draw)
    vendors(draw)
    viewings(draw)
    sessions(draw)
    candidates(draw)
    schedules(draw)
    merges(draw)
    problems(draw)
    requests(draw)
    bells(draw)
    own_days(draw)
    scopes(draw)
    reviews(draw)
    return draw.rows


def people(world: World) -> list[UUID]:
    """The ids of the persons worth asking as: in some capacity, and not suspended (P-9)."""
    capable = {
        row["person_id"]
        for table in ("staff_member", "guardian", "student", "vendor_app")
        for row in world[table]
    }
    return [
        person["id"]
        for person in world["person"]
        if person["id"] in capable and person["suspended_at"] is None
    ]
