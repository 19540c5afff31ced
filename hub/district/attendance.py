"""Rows about attendance: the rolls of the present year and the exceptions on them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from hub.district.calendar import local
from hub.district.keys import Odds
from hub.district.sections import PERIODS
from hub.models.codes import AbsenceReason, AttendanceStatus, StaffRole
from hub.models.grades import AttendanceEvent, RollSubmission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from random import Random
    from uuid import UUID

    from hub.district.people import Section, Student
    from hub.district.rows import Row
    from hub.district.town import Day, Town

NOT_SUBMITTED, TARDY, LEFT_EARLY, NOTED = 0.01, 0.02, 0.003, 0.1
SUBMITTED_AFTER = timedelta(minutes=8)
SUBMITTED_TODAY = ("0", "1", "2")
"""At ten o'clock the rolls of these periods are in."""
REASONS = Odds[AbsenceReason | None](
    {
        AbsenceReason.ILLNESS: 0.52,
        AbsenceReason.MEDICAL_APPOINTMENT: 0.10,
        AbsenceReason.FAMILY: 0.09,
        AbsenceReason.UNEXCUSED: 0.20,
        AbsenceReason.COURT: 0.01,
        AbsenceReason.SUSPENSION: 0.01,
        AbsenceReason.CONFIDENTIAL_SERVICE: 0.01,
        None: 0.06,
    }
)
NOTES = ("Parent called.", "Note from the clinic.", "Family emergency.", "Message on the line.")
CONFIDENTIAL_FROM_GRADE = 7
_ROLL = ("id", "section_id", "day", "submitted_at", "submitted_by")
_EVENT = ("id", "student_id", "section_id", "school_year", "day", "status", "reason", "note")
Taken = tuple["Section", "date", "date | None"]


def write(town: Town) -> None:
    """Write the rows of attendance."""
    sections = [section for section in town.current_sections() if section.takes_roll]
    missing = _missing_rolls(town, sections)
    rolls = len(sections) * len(town.calendar.days)
    seats = sum(len(section.roster) for section in sections)
    events = seats * len(town.calendar.days) * 6 // 100
    town.rows.stream(RollSubmission, _ROLL, rolls, lambda: _rolls(town, sections, missing))
    town.rows.stream(AttendanceEvent, _EVENT, events, lambda: _events(town, sections, missing))


def _missing_rolls(town: Town, sections: list[Section]) -> set[tuple[UUID, date]]:
    """The rolls that nobody submitted, and those of today that aren't due yet (ATT-4)."""
    draw = town.keys.dice("roll_submission.missing").random
    today = town.calendar.today
    return {
        (section.id, day)
        for section in sections
        for day in town.calendar.days
        if draw() < NOT_SUBMITTED or (day == today and section.period not in SUBMITTED_TODAY)
    }


def _rolls(town: Town, sections: list[Section], missing: set[tuple[UUID, date]]) -> Iterator[Row]:
    ids = town.keys.ordered_ids("roll_submission")
    moments = _moments(town)
    for section in sections:
        for day in town.calendar.days:
            if day >= section.begins and (section.id, day) not in missing:
                moment = moments[section.period, day]
                yield next(ids), section.id, day, moment, _taker(section, day)


def _moments(town: Town) -> dict[tuple[str, date], datetime]:
    """When the roll of a period is submitted on a day."""
    return {
        (period, day): local(day, start) + SUBMITTED_AFTER
        for period, (start, _) in PERIODS.items()
        for day in town.calendar.days
    }


def _taker(section: Section, day: date) -> UUID:
    """Who led a section on a day."""
    if section.lead_from and day < section.lead_from:
        for part in section.others:
            if part.role is StaffRole.LEAD:
                return part.staff.id
    return section.lead.id


def _events(town: Town, sections: list[Section], missing: set[tuple[UUID, date]]) -> Iterator[Row]:
    """Each student's days: mostly present, which leaves no row."""
    ids = town.keys.ordered_ids("attendance_event")
    year = town.calendar.current.year
    seats = _seats(sections)
    for student, day, (status, reason, note), parts in _days(town, seats):
        for section, start, end in parts:
            held = start <= day and (end is None or day < end)
            if held and (section.id, day) not in missing:
                yield next(ids), student.id, section.id, year, day, status, reason, note


def _seats(sections: list[Section]) -> dict[int, list[Taken]]:
    """The sections in which each student has sat this term, in order of periods."""
    seats: dict[int, list[Taken]] = defaultdict(list)
    for section in sorted(sections, key=lambda section: (section.school.name, section.period)):
        for student, start, end in section.seated():
            seats[student.number].append((section, start, end))
    return seats


def _days(
    town: Town, seats: dict[int, list[Taken]]
) -> Iterator[tuple[Student, date, Day, list[Taken]]]:
    """The days on which something was amiss, how, and in which sections."""
    dice = town.keys.dice("attendance_event")
    draw = dice.random
    days = town.calendar.days
    for student in town.students:
        taken = seats.get(student.number)
        if not taken:
            continue
        fixed = town.cast.days.get(student.number)
        if fixed is not None:
            for day, what in sorted(fixed.items()):
                tardy = what[0] is AttendanceStatus.TARDY
                yield student, day, what, taken[:1] if tardy else taken
            continue
        absence, late = student.absence, student.absence + TARDY
        for day in days:
            chance = draw()
            if chance < absence:
                yield student, day, _absence(dice, student), taken
            elif chance < late:
                yield student, day, (AttendanceStatus.TARDY, None, None), [dice.choice(taken)]
            elif chance < late + LEFT_EARLY:
                early = (AttendanceStatus.LEFT_EARLY, AbsenceReason.MEDICAL_APPOINTMENT, None)
                yield student, day, early, taken[-1:]


def _absence(dice: Random, student: Student) -> Day:
    reason = REASONS.draw(dice)
    if reason is AbsenceReason.CONFIDENTIAL_SERVICE and student.grade < CONFIDENTIAL_FROM_GRADE:
        reason = AbsenceReason.ILLNESS
    told = reason not in (None, AbsenceReason.UNEXCUSED, AbsenceReason.CONFIDENTIAL_SERVICE)
    note = dice.choice(NOTES) if told and dice.random() < NOTED else None
    return AttendanceStatus.ABSENT, reason, note
