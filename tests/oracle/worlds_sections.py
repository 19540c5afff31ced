"""Who is where in a world: enrollments, seats, teachers, substitutes, caseloads, programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.codes import CaseloadKind, StaffRole, SupportKind
from hub.models.schedule_codes import PeriodDecision

if TYPE_CHECKING:
    from tests.oracle.drawing import Draw, Row

_ROLES = (StaffRole.LEAD, StaffRole.LEAD, StaffRole.CO_TEACHER, StaffRole.SUPPORT)
_RANGES = (
    ("A", "A"),
    ("A", "AB"),
    ("AC", "AD"),
    ("AD", "BA"),
    ("AE", "D"),
    ("B", "M"),
    ("DE", "MO"),
    ("MP", "Z"),
    ("A", "Z"),
    ("N", "Ñ"),
    ("ADLE", "DF"),
    ("Z", "A"),
)
"""Letters that take a name in or leave it out at either border; the last takes in none."""


def schooling(draw: Draw) -> None:
    """Enrollments and seats of students, and which staff stand in front of them."""
    for student in draw.rows["student"]:
        _enrollments(draw, student)
        _seats(draw, student)
        _programs(draw, student)
    for section in draw.rows["section"]:
        _teachers(draw, section)
        for _ in draw.times(draw.rows["section"][0], section, 1, 2, 2):
            _coverage(draw, section)
    for _ in range(draw.dice.randint(3, 8)):
        _caseload(draw)
    for _ in range(draw.dice.randint(1, 3)):
        _counselor_range(draw)


def _enrollments(draw: Draw, student: Row) -> None:
    """One enrollment that mostly is in force; at times others beside, before or after it."""
    for number in draw.times(draw.rows["student"][0], student, 0, 3, 2, 1):
        dates = draw.window(now=0.82 if number == 0 else 0.5)
        draw.put(
            "school_enrollment",
            student_id=student["id"],
            school_id=draw.pick(draw.rows["school"])["id"],
            school_year=draw.one(2027, 2027, 2026),
            grade_level=draw.one(student["grade_level"], student["grade_level"], 9),
            is_primary=number == 0 or draw.chance(0.5),
            entry_code=draw.one(None, "NEW"),
            exit_reason=None if dates["ends_on"] is None else draw.one(None, "MOVED"),
            **dates,
        )


def _seats(draw: Draw, student: Row) -> None:
    """Seats in one to three sections; some were dropped, some were taken again afterwards."""
    for section in draw.some(draw.rows["section"], 3):
        for _ in range(draw.one(1, 1, 1, 2)):
            draw.put(
                "section_enrollment",
                section_id=section["id"],
                student_id=student["id"],
                school_year=draw.one(2027, 2026),
                **draw.window(now=0.6, ended=0.22, coming=0.14),
            )


def _programs(draw: Draw, student: Row) -> None:
    first, mine = draw.rows["student"][0], {"student_id": student["id"]}
    for _ in draw.times(first, student, 3, 2):
        kind = {"kind": draw.code(SupportKind), "unaccompanied": False}
        draw.must("support_program", **kind, **mine, **draw.window())
    for _ in draw.times(first, student, 2, 3):
        draw.must("meal_benefit", benefit=draw.one("FREE", "REDUCED"), **mine, **draw.window())
    for _ in draw.times(first, student, 2, 3):
        stop: Row = {"route": draw.one("7", "9"), "stop": draw.word()}
        stop |= {"picked_up_at": None, "dropped_off_at": None}
        draw.must("transport_assignment", **stop, **mine, **draw.window())


def _teachers(draw: Draw, section: Row) -> None:
    for _ in range(draw.dice.randint(1, 4)):
        draw.must(
            "section_staff",
            section_id=section["id"],
            school_id=section["school_id"],
            staff_id=draw.pick(draw.rows["staff_member"])["id"],
            role=draw.one(*_ROLES),
            may_grade=draw.chance(0.5),
            **draw.window(now=0.68, ended=0.17, coming=0.12),
        )


def _coverage(draw: Draw, section: Row) -> None:
    draw.put(
        "coverage",
        section_id=section["id"],
        staff_id=draw.pick(draw.rows["staff_member"])["id"],
        long_term=draw.chance(0.5),
        contracted=draw.chance(0.5),
        **draw.window(),
    )


def _caseload(draw: Draw) -> None:
    draw.put(
        "caseload",
        student_id=draw.pick(draw.rows["student"])["id"],
        staff_id=draw.pick(draw.rows["staff_member"])["id"],
        kind=draw.code(CaseloadKind),
        contracted=draw.chance(0.4),
        **draw.window(),
    )


def _counselor_range(draw: Draw) -> None:
    first, last = draw.one(*_RANGES)
    draw.must(
        "counselor_range",
        staff_id=draw.pick(draw.rows["staff_member"])["id"],
        school_id=draw.pick(draw.rows["school"])["id"],
        first=first,
        last=last,
        grade_level=draw.one(None, None, 10, 11),
        **draw.window(now=0.8, ended=0.1, coming=0.08),
    )


def own_days(draw: Draw) -> None:
    """Bell schedules that are set for a student, and consents to sections, decided or not."""
    first = draw.rows["student"][0]
    for student in draw.rows["student"]:
        for _ in draw.times(first, student, 2, 1):
            bell = draw.pick(draw.rows["bell_schedule"])
            mine = {"student_id": student["id"], "bell_schedule_id": bell["id"]}
            draw.must("student_bell_schedule", **mine, **draw.window())
        for _ in draw.times(first, student, 2, 2, 1):
            _consent(draw, student)


def _consent(draw: Draw, student: Row) -> None:
    decision = draw.one(None, *(each.value for each in PeriodDecision))
    decided = decision is not None
    draw.must(
        "period_consent",
        student_id=student["id"],
        section_id=draw.pick(draw.rows["section"])["id"],
        consented_on=draw.day(-30, -1, 0),
        signed_by=draw.word(),
        paper=draw.word(),
        withdrawn_on=draw.one(None, None, draw.day(0, 1)),
        decision=decision,
        decided_on=draw.day(-1, 0) if decided else None,
        decided_by=draw.pick(draw.rows["staff_member"])["id"] if decided else None,
    )
