"""A district drawn from a seed, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from hub.district import (
    ana,
    attendance,
    behavior,
    cases,
    casting,
    changes,
    enrollment,
    grades,
    guardians,
    health,
    ieps,
    immunizations,
    named,
    orders,
    orgs,
    population,
    schedule,
    sections,
    staff,
    staffing,
    students,
)
from hub.district.calendar import calendar
from hub.district.catalog import Catalog
from hub.district.keys import Keys
from hub.district.rows import Rows
from hub.district.town import Town
from hub.models.codes import SchoolLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.district.rows import Row, Table

DEMO_SEED = "port-linden"
DEMO_STUDENTS = 3000
DEMO_TODAY = date(2026, 10, 14)
"""The day that every demo district takes for today, so that its answers never drift."""


@dataclass(frozen=True, slots=True)
class District:
    """A district's rows by table, parents before children. `now` is 10:00 local on `today`."""

    seed: str
    students: int
    today: date
    now: datetime
    tables: dict[str, Table]

    @property
    def expected(self) -> int:
        """About how many rows there are."""
        return sum(table.expected for table in self.tables.values())

    def rows(self, table: str) -> Iterator[Row]:
        """Write the rows of one table anew, as tuples in the order of its `columns`."""
        return self.tables[table].rows()


def build(seed: str, students: int, today: date = DEMO_TODAY) -> District:
    """Draw a district: the same arguments give the same rows, byte for byte.

    Raises ValueError for fewer than 300 students, and for a `today` on which the named people
    can't stand as they should (see `hub.district.calendar`).
    """
    if students < population.SMALLEST:
        raise ValueError(f"A district has at least {population.SMALLEST} students.")
    keys = Keys(seed, datetime.combine(today, time(), UTC))
    rows = Rows(keys)
    town = Town(keys, rows, calendar(today, keys), Catalog(keys, rows))
    _people(town, students)
    _schedule(town)
    _records(town)
    return District(seed, students, today, town.calendar.now, rows.tables())


def _people(town: Town, students: int) -> None:
    orgs.open_schools(town, students)
    places = population.Places(len(town.schools_of(SchoolLevel.ELEMENTARY)), students)
    named.settle(town, places)
    population.populate(town, places)
    staffing.staff_schools(town)


def _schedule(town: Town) -> None:
    schedule.schedule(town)
    schedule.follow(town)
    casting.cast(town)
    changes.change(town)
    schedule.follow(town)


def _records(town: Town) -> None:
    safe_at_home = town.cast.students["safe_at_home"]
    students.substitute_address(town, safe_at_home)
    ana.fix_days(town)
    for domain in (orgs, staff, students, guardians, enrollment, sections, grades, attendance):
        domain.write(town)
    for domain in (health, immunizations, behavior, ieps, orders, ana, cases):
        domain.write(town)
