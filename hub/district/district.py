"""A district drawn from a seed, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from hub.district import (
    ana,
    attendance,
    behavior,
    bells,
    candidates,
    cases,
    casting,
    changes,
    consents,
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
    problems,
    programs,
    quality,
    requests,
    reviews,
    safety,
    schedule,
    scopes,
    sections,
    staff,
    staffing,
    students,
    transcripts,
    vendors,
)
from hub.district.calendar import calendar
from hub.district.catalog import Catalog
from hub.district.keys import Keys
from hub.district.rows import Rows
from hub.district.town import Town
from hub.models.codes import SchoolLevel
from hub.progress import Progress as Reporter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hub.district.reporting import Progress
    from hub.district.rows import Row, Table

SILENT = Reporter(quiet=True)
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


def build(
    seed: str,
    students: int,
    today: date = DEMO_TODAY,
    progress: Progress | None = None,
) -> District:
    """Draw a district: the same arguments give the same rows, byte for byte.

    Raises ValueError for fewer than 300 students, and for a `today` on which the named people
    can't stand as they should (see `hub.district.calendar`).
    """
    if students < population.SMALLEST:
        raise ValueError(f"A district has at least {population.SMALLEST} students.")
    keys = Keys(seed, datetime.combine(today, time(), UTC))
    rows = Rows(keys)
    town = Town(students, keys, rows, calendar(today, keys), Catalog(keys, rows))
    with (progress or SILENT).step("drawing the district", len(STAGES)) as step:
        for stage in STAGES:
            stage(town)
            step.advance()
    return District(seed, students, today, town.calendar.now, rows.tables())


def _people(town: Town) -> None:
    orgs.open_schools(town)
    places = population.Places(len(town.schools_of(SchoolLevel.ELEMENTARY)), town.size)
    named.settle(town, places)
    population.populate(town, places)
    staffing.staff_schools(town)


STAGES: tuple[Callable[[Town], None], ...] = (
    _people,
    schedule.schedule,
    schedule.follow,
    casting.cast,
    changes.change,
    schedule.follow,
    orgs.write,
    staff.write,
    students.write,
    guardians.write,
    enrollment.write,
    sections.write,
    bells.write,
    grades.write,
    attendance.write,
    health.write,
    immunizations.write,
    programs.write,
    transcripts.write,
    safety.write,
    consents.write,
    requests.write,
    behavior.write,
    ieps.write,
    orders.write,
    candidates.write,
    ana.write,
    cases.write,
    quality.write,
    problems.write,
    scopes.write,
    vendors.write,
    reviews.write,
)
"""What is drawn, in order: people, their schedule, who is cast in it, and the rows of it all."""
