"""Rows about sections: meetings, who teaches, who sits in them, and the work that is set."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.district.calendar import DAY
from hub.models.codes import SchoolLevel, StaffRole
from hub.models.sections import (
    Assignment,
    SectionEnrollment,
    SectionMeeting,
    SectionStaff,
)
from hub.models.sections import Section as SectionRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.district.people import Section
    from hub.district.rows import Row
    from hub.district.town import Town

PERIODS = {
    "0": (time(7, 25), time(8, 20)),
    "1": (time(8, 30), time(9, 24)),
    "2": (time(9, 30), time(10, 24)),
    "3": (time(10, 40), time(11, 34)),
    "4": (time(11, 40), time(12, 34)),
    "5": (time(13, 10), time(14, 4)),
    "6": (time(14, 10), time(15, 4)),
    "7": (time(15, 15), time(16, 5)),
}
"""Local times of the periods of every school."""

WEEKDAYS = range(1, 6)
"""The days of a school's week, by ISO number."""
SEAT_LIMIT_SPARE = 2
WORK_EVERY_DAYS, WORK_IN_ELEMENTARY_DAYS = 7, 11
WORK_AHEAD_DAYS = 14
_WORK = ("Homework", "Quiz", "Lab report", "Essay", "Project", "Test", "Reading log")
_SECTION = (
    "id",
    "school_id",
    "course_id",
    "term_id",
    "title",
    "period",
    "room",
    "seat_limit",
    "starts_on",
    "ends_on",
)
_MEETING = ("id", "section_id", "weekday", "starts_at", "ends_at", "room")
_SEAT = ("id", "section_id", "student_id", "school_year", "starts_on", "ends_on")
_STAFF = (
    "id",
    "section_id",
    "school_id",
    "staff_id",
    "role",
    "may_grade",
    "starts_on",
    "ends_on",
)


def write(town: Town) -> None:
    """Write the rows of sections."""
    rows = town.rows
    every = list(_sections(town))
    seats = sum(len(section.roster) for section in every)
    rows.stream(SectionRow, _SECTION, len(every), lambda: _section_rows(town))
    rows.stream(SectionMeeting, _MEETING, 5 * len(every), lambda: _meetings(town))
    rows.stream(SectionStaff, _STAFF, len(every), lambda: _staff(town))
    rows.stream(SectionEnrollment, _SEAT, seats, lambda: _seats(town))
    _set_work(town)


def _sections(town: Town) -> Iterator[Section]:
    for sections in town.sections.values():
        yield from sections


def _section_rows(town: Town) -> Iterator[Row]:
    for section in _sections(town):
        yield (
            section.id,
            section.school.id,
            section.course.id,
            section.term.id,
            section.course.title,
            section.period,
            section.room,
            max(section.course.seats, len(section.roster)) + SEAT_LIMIT_SPARE,
            section.begins,
            section.term.ends_on,
        )


def _meetings(town: Town) -> Iterator[Row]:
    ids = town.keys.random_ids("section_meeting")
    for section in _sections(town):
        starts_at, ends_at = PERIODS[section.period]
        for weekday in WEEKDAYS:
            yield next(ids), section.id, weekday, starts_at, ends_at, section.room


def _staff(town: Town) -> Iterator[Row]:
    ids = town.keys.random_ids("section_staff")
    for section in _sections(town):
        whose = section.id, section.school.id
        past = section.term.ends_on if section.year is not town.calendar.current else None
        start = section.lead_from or section.begins
        grades = True
        yield next(ids), *whose, section.lead.id, StaffRole.LEAD, grades, start, past
        for part in section.others:
            grades = part.may_grade or part.role is StaffRole.LEAD
            dates = part.starts_on, part.ends_on
            yield next(ids), *whose, part.staff.id, part.role, grades, *dates


def _seats(town: Town) -> Iterator[Row]:
    """Every seat. Past ones end with the section, present ones are open."""
    ids = town.keys.ordered_ids("section_enrollment")
    current = town.calendar.current
    for section in _sections(town):
        year, key = section.year.year, section.id
        past = section.term.ends_on if section.year is not current else None
        for student, starts_on, ends_on in section.seated():
            yield next(ids), key, student.id, year, starts_on, ends_on or past
    for key, student, starts_on in town.serving:
        yield next(ids), key, student.id, current.year, starts_on, None


def _set_work(town: Town) -> None:
    """Set work for the sections in session: some due before today, some after."""
    dice = town.keys.dice("assignment")
    end = town.calendar.today + WORK_AHEAD_DAYS * DAY
    for section in town.current_sections():
        elementary = section.school.level is SchoolLevel.ELEMENTARY
        every = WORK_IN_ELEMENTARY_DAYS if elementary else WORK_EVERY_DAYS
        for number, due in enumerate(_due(section.begins + 4 * DAY, end, every), 1):
            points = dice.choice((10, 20, 25, 50, 100))
            key = town.rows.add(
                Assignment,
                section_id=section.id,
                title=f"{dice.choice(_WORK)} {number}",
                due_on=due,
                points=Decimal(points),
            )
            section.assignments.append((key, due, points))


def _due(start: date, end: date, every: int) -> Iterator[date]:
    while start < end:
        yield start
        start += every * DAY
