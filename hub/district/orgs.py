"""The district itself, its schools, years, terms and school days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district import names
from hub.district.people import School
from hub.models.codes import DistrictKind, SchoolLevel
from hub.models.orgs import CalendarDay, SchoolYear
from hub.models.orgs import District as DistrictRow
from hub.models.orgs import School as SchoolRow
from hub.models.orgs import Term as TermRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from hub.district.town import Town

GRADES = 13
KINDS = {
    # level: grades of it, students of a usual school, name
    SchoolLevel.ELEMENTARY: (6, 500, "Elementary School"),
    SchoolLevel.MIDDLE: (3, 700, "Middle School"),
    SchoolLevel.HIGH: (4, 1200, "High School"),
}


def open_schools(town: Town) -> None:
    """Open as many schools of each level as a district of this size has."""
    counts = {
        level: max(1, round(town.size * grades / GRADES / size))
        for level, (grades, size, _) in KINDS.items()
    }
    ids = town.keys.random_ids("school")
    for level, count in counts.items():
        for index in range(count):
            area = index * counts[SchoolLevel.HIGH] // count
            name = names.school_name(index, KINDS[level][2])
            town.schools_of(level).append(School(next(ids), name, level, area))


def write(town: Town) -> None:
    """Write the rows of the district's organization and calendar."""
    rows, calendar = town.rows, town.calendar
    rows.add(
        DistrictRow,
        name="Port Linden Unified School District",
        kind=DistrictKind.DEMO,
        fixed_today=calendar.today,
        seed=town.keys.seed,
    )
    for school in town.schools:
        rows.add(SchoolRow, id=school.id, name=school.name, level=school.level)
    _write_years(town)
    days = sum(len(year.days) for year in calendar.years) * len(town.schools)
    rows.stream(CalendarDay, ("id", "school_id", "day"), days, lambda: _days(town))


def _write_years(town: Town) -> None:
    for year in town.calendar.years:
        town.rows.add(
            SchoolYear,
            id=year.id,
            year=year.year,
            name=f"{year.year - 1}-{year.year}",
            starts_on=year.starts_on,
            ends_on=year.ends_on,
        )
        for term in year.terms.values():
            town.rows.add(
                TermRow,
                id=term.id,
                school_year_id=year.id,
                name=term.name,
                kind=term.kind,
                starts_on=term.starts_on,
                ends_on=term.ends_on,
            )


def _days(town: Town) -> Iterator[tuple[UUID, UUID, object]]:
    ids = town.keys.ordered_ids("calendar_day")
    for school in town.schools:
        for year in town.calendar.years:
            for day in year.days:
                yield next(ids), school.id, day
