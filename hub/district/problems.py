"""What the district's named people have reported: each state, and every desk, at least once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hub.district.casting import section_of
from hub.models.problem_codes import Desk, ProblemState
from hub.models.problems import Problem

if TYPE_CHECKING:
    from uuid import UUID

    from hub.district.people import School, Staff
    from hub.district.town import Town

STUDENT = "/admin/students/{id}"
HOUR = timedelta(hours=1)
ANSWERED_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Report:
    """Who said what, hours ago: about a student by key, or Ana's class in Geometry, or neither."""

    by: str
    said: str
    screen: str
    desk: Desk
    hours: int
    student: str = ""
    section: bool = False
    state: ProblemState = ProblemState.OPEN
    taker: str = ""
    answer: str = ""


REPORTS = (
    Report(
        "teacher",
        "The name at the top is not the one that she is called in class.",
        STUDENT,
        Desk.REGISTRAR,
        200,
        student="student",
    ),
    Report(
        "counselor",
        "The schedule leaves out the second period.",
        f"{STUDENT}/schedule",
        Desk.REGISTRAR,
        150,
        student="student",
    ),
    Report(
        "teacher",
        "The room is wrong: we meet in the annex since last week.",
        "/admin/sections/{id}",
        Desk.REGISTRAR,
        60,
        section=True,
    ),
    Report(
        "guardian",
        "Our telephone number is an old one.",
        f"{STUDENT}/family",
        Desk.REGISTRAR,
        100,
        student="student",
        state=ProblemState.SETTLED,
        taker="registrar",
        answer="Thank you. The number is the one that you told the office.",
    ),
    Report(
        "teacher",
        "The alert does not say where her emergency medication is kept.",
        f"{STUDENT}/health",
        Desk.NURSE,
        30,
        student="student",
        state=ProblemState.IN_HAND,
        taker="nurse",
    ),
    Report(
        "teacher",
        "The marks of the first quarter stand under the second.",
        f"{STUDENT}/grades",
        Desk.PRINCIPAL,
        80,
        student="student",
        state=ProblemState.NOTHING_WRONG,
        taker="principal",
        answer="They are those of the second: the first ended on October 2.",
    ),
    Report(
        "case_manager",
        "The minutes of speech are those of last year's plan.",
        f"{STUDENT}/iep",
        Desk.SPECIAL_EDUCATION,
        70,
        student="student",
    ),
    Report(
        "principal",
        "The opening of last week stands there without its end.",
        f"{STUDENT}/open",
        Desk.NURSE_LEAD,
        40,
        student="student",
    ),
    Report(
        "office",
        "The list of schools still has the name from before the summer.",
        "/admin",
        Desk.DATA_STEWARD,
        20,
    ),
)


def write(town: Town) -> None:
    """Write the reports."""
    for report in REPORTS:
        town.rows.add(
            Problem,
            **_reporter(town, report),
            **_about(town, report),
            **_outcome(town, report),
            screen=report.screen,
            said=report.said,
            desk=report.desk,
            state=report.state,
            reported_at=town.calendar.now - report.hours * HOUR,
        )


def _reporter(town: Town, report: Report) -> dict[str, UUID]:
    if staff := town.cast.staff.get(report.by):
        return {"person_id": staff.person_id, "staff_id": staff.id}
    adult = town.cast.adults[report.by]
    return {"person_id": adult.person_id, "guardian_id": adult.id}


def _about(town: Town, report: Report) -> dict[str, object]:
    if report.student:
        student = town.cast.students[report.student]
        school: School | None = student.school_on(town.calendar.today)
        assert school is not None
        key = student.id
        told: dict[str, object] = {"student_id": key, "students": 1, "school_id": school.id}
        return {**told, "entity": "student", "row_key": str(key)}
    if report.section:
        section = section_of(town.cast.students["student"], "Mathematics")
        today = town.calendar.today
        seated = [each for each, begins, ends in section.seated()
                  if begins <= today and (ends is None or ends > today)]  # fmt: skip
        told = {"section_id": section.id, "students": len(seated), "school_id": section.school.id}
        return {**told, "entity": "section", "row_key": str(section.id)}
    return {}


def _outcome(town: Town, report: Report) -> dict[str, object]:
    if not report.taker:
        return {}
    taker: Staff = town.cast.staff[report.taker]
    taken_at = town.calendar.now - (report.hours - 1) * HOUR
    taken: dict[str, object] = {"taken_at": taken_at, "taken_by": taker.id}
    if report.answer:
        taken |= {"answer": report.answer, "answered_at": taken_at + ANSWERED_AFTER}
    return taken
