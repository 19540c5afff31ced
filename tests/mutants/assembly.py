"""Some worlds side by side in one database, and everybody who can ask in them, on several days.

The conditions of the policy are asked for all of them by one statement: viewer and clocks are
columns of a table of askers there, instead of parameters.
"""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from hub.policy.viewpoint import Clock
from tests.conftest import EMPTY, copied
from tests.mutants import laboratory
from tests.mutants.crowds import crowded
from tests.oracle import filters, vendors, worlds
from tests.oracle import policy as oracle
from tests.oracle.arena import NOW
from tests.oracle.facts import Facts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from uuid import UUID

    from hub.database import Connection
    from hub.policy.relations import Anchor
    from hub.postgres import ConnectionFacts
    from tests.oracle.drawing import Row, World
    from tests.oracle.reading import Reading

SEEDS = (50, 62, 0, *range(500, 509))
"""The worlds in which all is asked; the first three together hold every relation and deny."""
DAYS = (0, 1, -1)
"""The days on which each is asked, from today: a border of a window lies on some of them."""
LABORATORY = 1
"""The stage of the laboratory: after the worlds of today, which notice most, and before others."""
APART = """
DROP INDEX uq_district_one;
ALTER TABLE school_year DROP CONSTRAINT uq_school_year_year;
ALTER TABLE course DROP CONSTRAINT uq_course_code;
ALTER TABLE person DROP CONSTRAINT uq_person_sourced_id;
ALTER TABLE finding DROP CONSTRAINT uq_finding_source_rule_entity_place;
CREATE TABLE place (id uuid PRIMARY KEY, world int NOT NULL, owner text NOT NULL);
CREATE INDEX ON place (world, owner);
CREATE TABLE asker (
    number int PRIMARY KEY, world int NOT NULL, stage int NOT NULL, my_person uuid, my_staff uuid,
    my_guardian uuid, my_student uuid, my_app uuid, now timestamptz, today date, grace_from date,
    posted_until date, adult_born_by date, fourteen_born_by date, sixteen_born_by date);
CREATE INDEX ON asker (stage);
GRANT SELECT ON place, asker TO PUBLIC;
"""
"""What only one district may have, and these worlds are several; where each row is from."""
_PLACE = re.compile(r"%\((\w+)\)s")

Key: TypeAlias = "tuple[Any, ...]"
"""The subject of a relation: as many keys as its anchor has."""


@dataclass
class Asker:
    """One person of one world on one day."""

    number: int
    stage: int
    place: Place
    person: UUID
    clock: Clock

    @property
    def told(self) -> str:
        """Who and when, for a report."""
        return f"{self.person} of world {self.place.seed} on {self.clock.today}"

    @cached_property
    def capacities(self) -> tuple[UUID | None, ...]:
        """The keys of the person as staff, guardian, student and app."""
        return tuple(each.get(self.person) for each in self.place.capacities)

    @property
    def is_app(self) -> bool:
        """Whether it is a vendor's app that asks."""
        return self.capacities[3] is not None

    @cached_property
    def trained(self) -> bool:
        """Whether their training is current, as the viewer's facts say it (P-37)."""
        return any(
            row["staff_id"] == self.capacities[0]
            and row["kind"] == "CONFIDENTIALITY"
            and row["completed_on"] <= self.clock.today < row["expires_on"]
            for row in self.place.world["training"]
        )

    @cached_property
    def reading(self) -> Reading:
        """What the oracle lets them read."""
        return oracle.readable(self.place.world, self.person, self.clock.today, self.clock.now)

    @cached_property
    def shown(self) -> dict[tuple[str, str], set[Any]]:
        """(table, column) -> the rows in which the oracle shows it to them."""
        found: dict[tuple[str, str], set[Any]] = {}
        for (table, key), columns in self.reading.columns.items():
            for column in columns:
                if (table, key, column) not in self.reading.silenced:
                    found.setdefault((table, column), set()).add(key)
        return found

    @cached_property
    def used(self) -> dict[tuple[str, str], set[Any]]:
        """(table, column) -> the rows of which something is worked out for them."""
        found: dict[tuple[str, str], set[Any]] = {}
        for (table, key), columns in self.reading.inputs.items():
            for column in columns:
                found.setdefault((table, column), set()).add(key)
        return found

    @cached_property
    def recorded(self) -> dict[tuple[str, str], set[Any]]:
        """(table, column) -> the rows in which each reading of it goes into the record."""
        found: dict[tuple[str, str], set[Any]] = {}
        for (table, key), columns in self.reading.logged.items():
            for column in columns:
                found.setdefault((table, column), set()).add(key)
        return found

    @cached_property
    def engaged(self) -> bool:
        """Whether a letter of an engagement is in force for them."""
        world = self.place.world
        facts = Facts(world, self.person, self.clock.today, self.clock.now)
        return any(vendors.engagements(facts))

    @cached_property
    def lists(self) -> Callable[[str, Row], bool]:
        """Which lists the oracle allows them."""
        world = self.place.world
        return filters.allowed_to(Facts(world, self.person, self.clock.today, self.clock.now))

    @cached_property
    def taught(self) -> set[Any]:
        """The sections that they teach, help in or cover on that day."""
        return {
            row["section_id"]
            for table in ("section_staff", "coverage")
            for row in self.place.world[table]
            if row["staff_id"] == self.capacities[0]
            and row["starts_on"] <= self.clock.today
            and (row["ends_on"] is None or self.clock.today < row["ends_on"])
        }


@dataclass
class Place:
    """One world, with its rows found by what they are about."""

    number: int
    seed: int
    world: World
    _keyed: dict[tuple[str, Anchor], dict[Key, list[Any]]] = field(default_factory=dict)
    _by_id: dict[str, dict[Any, Row]] = field(default_factory=dict)

    @cached_property
    def capacities(self) -> tuple[dict[UUID, UUID], ...]:
        """Person -> key, as staff, guardian, student and app."""
        return tuple(
            {row["person_id"]: row["id"] for row in self.world[table]}
            for table in ("staff_member", "guardian", "student", "vendor_app")
        )

    @property
    def is_laboratory(self) -> bool:
        """Whether it isn't drawn, but made of strangers; all of its borders lie on today."""
        return self.seed in laboratory.SEEDS

    def keyed(self, table: str, anchor: Anchor) -> dict[Key, list[Any]]:
        """The ids of a table's rows by the subject that they are about."""
        if (table, anchor) not in self._keyed:
            found: dict[Key, list[Any]] = {}
            for row in self.world[table]:
                found.setdefault(_subject(table, anchor, row), []).append(row["id"])
            self._keyed[table, anchor] = found
        return self._keyed[table, anchor]

    def by_id(self, table: str) -> dict[Any, Row]:
        """The rows of a table by their key."""
        if table not in self._by_id:
            self._by_id[table] = {row["id"]: row for row in self.world[table]}
        return self._by_id[table]


def _subject(table: str, anchor: Anchor, row: Row) -> Key:
    own = {("student_id", "student"), ("section_id", "section"), ("school_id", "school")}
    return tuple(row["id"] if (name, table) in own else row[name] for name in anchor.columns)


@dataclass
class Assembly:
    """All of the worlds, their askers, and the connection by which they ask."""

    askers: list[Asker]
    connection: Connection

    def at(self, stage: int) -> list[Asker]:
        """The askers of one day."""
        return [each for each in self.askers if each.stage == stage]

    async def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What a statement finds in which a parameter of the viewer or the clock is a column."""
        text = _PLACE.sub(r"who.\1", sql)
        return [tuple(row) for row in await self.connection.fetch(text, *values)]


@asynccontextmanager
async def assembled(
    facts: ConnectionFacts,
    seeds: Sequence[int] = SEEDS,
    days: Sequence[int] = DAYS,
    *,
    strangers: bool = True,
) -> AsyncIterator[Assembly]:
    """The worlds of some seeds in one database, with everyone who asks there on some days, and
    (with `strangers`) the laboratory.
    """
    places = [Place(at, seed, crowded(worlds.make(seed), seed)) for at, seed in enumerate(seeds)]
    for seed, world in laboratory.laboratories() if strangers else ():
        places.append(Place(len(places), seed, world))
    askers = _askers(places, days)
    async with copied(facts, EMPTY) as database:
        async with database.owner() as owner:
            await owner.execute(APART)
            for place in places:
                await worlds.load(owner, place.world)
            await owner.copy_records_to_table("place", records=_located(places))
            await owner.copy_records_to_table("asker", records=[_record(it) for it in askers])
            await owner.execute("ANALYZE")
        async with database.acquire() as connection:
            yield Assembly(askers, connection)


def _askers(places: list[Place], days: Sequence[int]) -> list[Asker]:
    found: list[Asker] = []
    for stage, ahead in enumerate(days):
        clock = Clock(worlds.TODAY + timedelta(ahead), NOW + timedelta(ahead))
        for place in places:
            if not place.is_laboratory:
                at = stage if stage < LABORATORY else stage + 1
                found += [_asker(at, place, it, clock) for it in worlds.people(place.world)]
    today = Clock(worlds.TODAY, NOW)
    for place in places:
        if place.is_laboratory:
            people = laboratory.people(place.seed, place.world)
            found += [_asker(LABORATORY, place, it, today) for it in people]
    return [replace(each, number=number) for number, each in enumerate(found)]


def _asker(stage: int, place: Place, person: UUID, clock: Clock) -> Asker:
    return Asker(0, stage, place, person, clock)


def _located(places: list[Place]) -> list[tuple[Any, int, str]]:
    return [
        (row["id"], place.number, table)
        for place in places
        for table, rows in place.world.items()
        for row in rows
    ]


def _record(asker: Asker) -> tuple[Any, ...]:
    of_clock = asker.clock.parameters()
    names = "now today grace_from posted_until adult_born_by fourteen_born_by sixteen_born_by"
    who = (asker.number, asker.place.number, asker.stage, asker.person, *asker.capacities)
    return (*who, *(of_clock[name] for name in names.split()))
