"""Rows of programs, plans, screenings and course history, tagged with their row conditions."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.policy.cells import LONG_AGO, TODAY, School, staff

Viewer = dict[str, UUID | None]
DATES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("in_force_today", {}),
    ("", {"ends_on": TODAY}),
)
"""A row in force, and one that was until yesterday."""


def program_rows(school: School, who: str, viewer: Viewer) -> None:
    """Support, meals and transport; without the row on which the standing itself rests."""
    del viewer
    other = staff(school)[1]
    for tags, dates in DATES:
        if school.standing != "LI":
            kind: dict[str, Any] = {"kind": "HOMELESS", "unaccompanied": False}
            school.tag(who, "support_program", tags, **kind, **dates)
        if school.standing != "FS":
            school.tag(who, "meal_benefit", tags, benefit="FREE", **dates)
        if school.standing != "TP":
            ride(school, who, tags, **dates)
    school.tag(who, "support_team_member", staff_id=other)
    school.tag(who, "english_learner", status="LEARNER", level=2, supports="S")


def ride(school: School, who: str, tags: str, **dates: Any) -> None:
    """A seat on a bus."""
    school.tag(
        who,
        "transport_assignment",
        tags,
        route="1",
        stop="S",
        picked_up_at=time(7),
        dropped_off_at=time(15),
        **dates,
    )


def plan_rows(school: School, who: str, viewer: Viewer) -> None:
    """Plans under section 504: in effect, drawn up, and over; with accommodations."""
    del viewer
    other = staff(school)[1]
    for adopted, ends in ((LONG_AGO, None), (None, None), (LONG_AGO, TODAY)):
        in_effect = adopted is not None and ends is None
        plan = school.tag(
            who,
            "plan_504",
            "of_the_plan_in_effect" if in_effect else "",
            adopted_on=adopted,
            impairment="I",
            review_due_on=date(2027, 8, 1),
            coordinator_id=other,
            ends_on=ends,
        )
        for area in ("HEALTH", "ACADEMIC"):
            school.tag(
                who,
                "plan_504_accommodation",
                _of_plan(area) if in_effect else "",
                plan_504_id=plan,
                area=area,
                instruction="I",
            )


def _of_plan(area: str) -> str:
    """The tags of an accommodation of a plan in effect."""
    health = "of_health_of_the_504_plan_in_effect" if area == "HEALTH" else ""
    return f"of_the_504_plan_in_effect {health}"


def history_rows(school: School, who: str, viewer: Viewer) -> None:
    """Screenings, transcript lines and results of assessments."""
    del viewer
    school.tag(
        who,
        "screening",
        kind="VISION",
        screened_on=LONG_AGO,
        outcome="PASSED",
        note="N",
        entered_by=staff(school)[1],
    )
    for college in (False, True):
        school.tag(
            who,
            "transcript_line",
            "a_college_record" if college else "not_a_college_record",
            school_name="School",
            school_year=2026,
            term_name="Fall",
            grade_level=7,
            course_code="C1",
            course_title="Course",
            subject="Art",
            mark="A",
            credit_attempted=Decimal(5),
            credit_earned=Decimal(5),
            college_record=college,
            posted_on=LONG_AGO,
            equivalence_group="C1",
            max_completions=1,
            school_level="MIDDLE",
            honors=False,
            in_average=True,
            in_credit=True,
        )
    for subject, tags in (("Art", "of_a_subject_taught"), ("Music", "")):
        school.tag(
            who,
            "assessment_result",
            tags,
            name="State",
            subject=subject,
            taken_on=LONG_AGO,
            scale_score=2400,
            level=3,
        )
