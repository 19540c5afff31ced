"""Rows about enrollment, counselors' ranges and caseloads, and programs of support."""

from __future__ import annotations

from datetime import time
from string import ascii_uppercase
from typing import TYPE_CHECKING

from hub.district.calendar import DAY
from hub.district.keys import Odds
from hub.models.codes import CaseloadKind, PostRole, SchoolLevel, SupportKind
from hub.models.enrollment import (
    Caseload,
    CounselorRange,
    MealBenefit,
    SchoolEnrollment,
    SupportProgram,
    TransportAssignment,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from hub.district.people import Student
    from hub.district.rows import Row
    from hub.district.town import Town

SUPPORTED, MEALS, ROUTES = 0.04, 0.45, 0.20
COUNSELED_BY_NAME, COUNSELED_BEFORE = 0.05, 0.02
_SUPPORT = Odds({SupportKind.HOMELESS: 0.65, SupportKind.FOSTER: 0.15, SupportKind.MIGRANT: 0.20})
_MEALS = Odds({"FREE": 0.8, "REDUCED": 0.2})
_ENDED = 0.15
STOPS = ("Library", "Plaza", "Mission Street", "Harbor Gate", "Old Depot", "Water Tower")
_ENROLLMENT = (
    "id",
    "student_id",
    "school_id",
    "school_year",
    "grade_level",
    "is_primary",
    "entry_code",
    "exit_reason",
    "starts_on",
    "ends_on",
)


def write(town: Town) -> None:
    """Write the rows of enrollment, counseling and programs."""
    spells = sum(len(student.spells) for student in town.students)
    town.rows.stream(SchoolEnrollment, _ENROLLMENT, spells, lambda: _spells(town))
    _write_ranges(town)
    _write_counseled(town)
    _write_programs(town)


def assign_support(
    town: Town, student: Student, kind: SupportKind, *, unaccompanied: bool = False
) -> None:
    """Count a student as homeless, foster or migrant since the year began."""
    since = student.spells[-1].starts_on
    town.rows.add(
        SupportProgram,
        student_id=student.id,
        kind=kind,
        unaccompanied=unaccompanied,
        starts_on=since,
    )


def assign_meals(town: Town, student: Student, benefit: str) -> None:
    """Give a student a meal benefit for the school year."""
    town.rows.add(
        MealBenefit,
        student_id=student.id,
        benefit=benefit,
        starts_on=student.spells[-1].starts_on,
        ends_on=town.calendar.current.ends_on,
    )


def assign_route(town: Town, student: Student, number: int, stop: str) -> None:
    """Give a student a seat on a bus since they are enrolled this year."""
    town.rows.add(
        TransportAssignment,
        student_id=student.id,
        route=f"Route {number}",
        stop=stop,
        picked_up_at=time(7, 5 + 5 * STOPS.index(stop)),
        dropped_off_at=time(15, 10 + 5 * STOPS.index(stop)),
        starts_on=student.spells[-1].starts_on,
    )


def _spells(town: Town) -> Iterator[Row]:
    ids = town.keys.random_ids("school_enrollment")
    for student in town.students:
        for spell in student.spells:
            yield (
                next(ids),
                student.id,
                spell.school.id,
                spell.year.year,
                spell.grade,
                spell.primary,
                spell.entry_code,
                spell.exit_reason,
                spell.starts_on,
                spell.ends_on,
            )


def _write_ranges(town: Town) -> None:
    """Counselors share the alphabet; at middle schools also the grades (P-11)."""
    start = town.calendar.current.starts_on
    for school in town.schools:
        counselors = school.holding(PostRole.COUNSELOR)
        for index, counselor in enumerate(counselors):
            first, last = letters(index, len(counselors))
            grades: tuple[int | None, ...] = (None,)
            if school.level is SchoolLevel.MIDDLE:
                first, last, grades = "A", "Z", tuple(range(6, 9))[index :: len(counselors)]
            for grade in grades:
                town.rows.add(
                    CounselorRange,
                    staff_id=counselor.id,
                    school_id=school.id,
                    first=first,
                    last=last,
                    grade_level=grade,
                    starts_on=start,
                )


def letters(index: int, count: int) -> tuple[str, str]:
    """Return the first and last letter of the `index`-th of `count` shares of the alphabet.

    The last share begins at N at the latest, so that it always holds R and T.
    """
    bounds = [*(number * 13 // max(count - 1, 1) for number in range(count)), 26]
    return ascii_uppercase[bounds[index]], ascii_uppercase[bounds[index + 1] - 1]


def _write_counseled(town: Town) -> None:
    """Some students are on a counselor's caseload by name, apart from the alphabet."""
    dice = town.keys.dice("counseled")
    today = town.calendar.today
    for student in town.plain_students():
        draw = dice.random()
        school = student.school_on(today)
        if school is None or draw >= COUNSELED_BY_NAME + COUNSELED_BEFORE:
            continue
        ended = draw >= COUNSELED_BY_NAME
        town.rows.add(
            Caseload,
            student_id=student.id,
            staff_id=dice.choice(school.holding(PostRole.COUNSELOR)).id,
            kind=CaseloadKind.COUNSELOR,
            starts_on=town.calendar.current.starts_on,
            ends_on=today - dice.randrange(30) * DAY if ended else None,
        )


def _write_programs(town: Town) -> None:
    dice = town.keys.dice("programs")
    start = town.calendar.current.starts_on
    for student in town.plain_students():
        if student.school_on(town.calendar.today) is None:
            continue
        if dice.random() < SUPPORTED:
            assign_support(town, student, _SUPPORT.draw(dice))
        elif dice.random() < SUPPORTED * _ENDED:
            town.rows.add(
                SupportProgram,
                student_id=student.id,
                kind=_SUPPORT.draw(dice),
                starts_on=start - 200 * DAY,
                ends_on=start,
            )
        if dice.random() < MEALS:
            assign_meals(town, student, _MEALS.draw(dice))
        if dice.random() < ROUTES:
            _ride(town, dice, student)


def _ride(town: Town, dice: Random, student: Student) -> None:
    assign_route(town, student, 1 + student.home * 3 + dice.randrange(3), dice.choice(STOPS))
