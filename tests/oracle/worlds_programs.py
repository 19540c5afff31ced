"""What a world has on programs and course history. Drawn last: older draws stay as they were."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.models.codes import (
    Area,
    EnglishStatus,
    PostRole,
    SchoolLevel,
    ScreeningKind,
    ScreeningOutcome,
    SupportKind,
)
from tests.oracle.worlds_health import holders, staff_or_none

if TYPE_CHECKING:
    from datetime import date

    from tests.oracle.drawing import Draw, Row

TEAM = (PostRole.COUNSELOR, PostRole.CASE_MANAGER, PostRole.PRINCIPAL)


def programs(draw: Draw) -> None:
    """Programs, plans, screenings, transcripts and assessments of each student."""
    for program in draw.rows["support_program"]:
        program["unaccompanied"] = draw.chance(0.5)
    for ride in draw.rows["transport_assignment"]:
        ride["picked_up_at"] = draw.one(None, time(7, 20))
        ride["dropped_off_at"] = draw.one(None, time(15, 10))
    first = draw.rows["student"][0]
    for student in draw.rows["student"]:
        mine = {"student_id": student["id"]}
        if draw.chance(0.7):
            alone = {"kind": SupportKind.HOMELESS, "unaccompanied": True}
            draw.must("support_program", **alone, **mine, **draw.window(now=0.8))
        for _ in draw.times(first, student, 1, 1):
            member = draw.pick(holders(draw, *TEAM))["id"]
            draw.must("support_team_member", staff_id=member, **mine, **draw.window(now=0.75))
        for _ in draw.times(first, student, 1, 3, 1):
            _plan(draw, mine)
        _checks(draw, student, mine)
        _history(draw, student, mine)


def _plan(draw: Draw, mine: Row) -> None:
    plan = draw.must(
        "plan_504",
        adopted_on=draw.one(None, *[draw.day(-30, 0, 1)] * 3),
        impairment=draw.word(),
        review_due_on=draw.day(-1, 0, 60),
        coordinator_id=staff_or_none(draw, PostRole.CASE_MANAGER),
        **mine,
        **draw.window(now=0.75),
    )
    for _ in draw.times(draw.rows["plan_504"][0], plan, 1, 2, 1):
        draw.must(
            "plan_504_accommodation",
            plan_504_id=plan["id"],
            area=draw.one(*Area, Area.HEALTH).value,
            instruction=draw.word(),
            **mine,
            **draw.window(),
        )


def _checks(draw: Draw, student: Row, mine: Row) -> None:
    """English, doses of any day, screenings."""
    first = draw.rows["student"][0]
    for _ in draw.times(first, student, 2, 1):
        draw.must(
            "english_learner",
            status=draw.code(EnglishStatus),
            level=draw.one(None, 2),
            supports=draw.word_or_none(),
            **mine,
            **draw.window(),
        )
    for _ in draw.times(first, student, 1, 2):
        vaccine = draw.one("Polio", "HepB", "Varicella", "Tdap")
        alone = draw.one(None, draw.day(-1, 0, 30)) is not None
        _dose(draw, mine, vaccine, draw.window()["starts_on"], alone=alone)
    for _ in draw.times(first, student, 2, 1):
        draw.must(
            "screening",
            kind=draw.code(ScreeningKind),
            screened_on=draw.day(-30, -1),
            outcome=draw.code(ScreeningOutcome),
            note=draw.word_or_none(),
            entered_by=staff_or_none(draw, PostRole.NURSE),
            **mine,
        )


def _history(draw: Draw, student: Row, mine: Row) -> None:
    """Lines of a transcript, and results in subjects that are taught."""
    first, courses = draw.rows["student"][0], draw.rows["course"]
    for _ in draw.times(first, student, 1, 2, 1):
        course = draw.pick(courses)
        draw.must(
            "transcript_line",
            school_name=draw.word(),
            school_year=draw.one(2025, 2026),
            term_name=draw.word(),
            grade_level=9,
            course_code=course["code"],
            course_title=course["title"],
            subject=course["subject"],
            mark=draw.one("A", "B", "F"),
            credit_attempted=Decimal("5.000"),
            credit_earned=draw.one(Decimal("0.000"), Decimal("5.000")),
            college_record=draw.chance(0.35),
            posted_on=draw.day(-300, -1),
            equivalence_group=course["equivalence_group"],
            max_completions=draw.one(1, 4),
            school_level=draw.one(None, SchoolLevel.MIDDLE, SchoolLevel.HIGH),
            honors=draw.chance(0.3),
            in_average=draw.chance(0.8),
            in_credit=draw.chance(0.8),
            **mine,
        )
    for _ in draw.times(first, student, 1, 2, 1):
        draw.must(
            "assessment_result",
            name=draw.word(),
            subject=draw.one(draw.pick(courses)["subject"], "Woodwork"),
            taken_on=draw.day(-300, -1),
            scale_score=draw.one(None, 2400),
            level=draw.one(None, 1, 3),
            **mine,
        )


SCHEDULE = {
    "Polio": (2, 4, 50),
    "DTaP": (2, 4, 6, 50),
    "MMR": (13, 50),
    "Varicella": (13, 50),
    "HepB": (0, 2, 6),
    "Tdap": (90,),
}
"""Months of age at which doses are given: all that are needed, and no more."""
MONTH = timedelta(days=31)


def schedules(draw: Draw) -> None:
    """Doses of students who have all of them, but perhaps one, or had the last a short while ago;
    some of them confidential.
    """
    for student in draw.rows["student"]:
        mine = {"student_id": student["id"]}
        lacking = draw.one(None, None, *SCHEDULE)
        lately = draw.one(None, "MMR", "Varicella")
        alone = draw.one(None, *SCHEDULE)
        if draw.chance(0.25) or student is draw.rows["student"][0]:
            draw.must(
                "immunization_exemption",
                basis=draw.one("REGISTRY", "REGISTRY", "PHYSICIAN", "BELIEF"),
                issued_on=draw.day(-3000, -400, 0, 1),
                ends_on=draw.one(None, draw.day(-1, 0, 1, 100)),
                document_key=draw.word_or_none(),
                **mine,
            )
        if draw.chance(0.4):
            continue
        for vaccine, ages in SCHEDULE.items():
            for age in ages[1:] if vaccine == lacking else ages:
                day = min(student["birth_date"] + age * MONTH, draw.today)
                if vaccine == lately and age == ages[-1]:
                    day = draw.day(-20, -200)
                _dose(draw, mine, vaccine, day, alone=vaccine == alone and age == ages[-1])


def _dose(draw: Draw, mine: Row, vaccine: str, given_on: date, *, alone: bool) -> None:
    """A dose that a registry tells of; `alone`: to which a minor consented alone."""
    draw.must(
        "immunization",
        vaccine=vaccine,
        given_on=given_on,
        source="registry",
        confidential=alone,
        entered_by=None,
        **mine,
    )
