"""Rows about learners of English, plans under section 504, support teams and screenings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.district import ieps
from hub.district.calendar import DAY, WEEK
from hub.district.keys import Odds
from hub.models.codes import (
    Area,
    CaseloadKind,
    EnglishStatus,
    PlanStatus,
    PostRole,
    ScreeningKind,
    ScreeningOutcome,
)
from hub.models.enrollment import SupportTeamMember
from hub.models.health import Screening
from hub.models.programs import EnglishLearner, Plan504, Plan504Accommodation

if TYPE_CHECKING:
    from random import Random

    from hub.district.people import Staff, Student
    from hub.district.town import Town

AT_HOME = "English"
"""The language at home of whoever never had to learn it here."""
WITH_PLAN = 0.02
SCREENED_GRADES = (0, 2, 5, 8, 10)
_STATUS = Odds(
    {
        EnglishStatus.LEARNER: 0.5,
        EnglishStatus.RECLASSIFIED: 0.4,
        EnglishStatus.FLUENT_AT_ENTRY: 0.1,
    }
)
_PLAN = Odds({PlanStatus.IN_EFFECT: 0.8, PlanStatus.DRAFT: 0.1, PlanStatus.ENDED: 0.1})
_OUTCOME = Odds(
    {
        ScreeningOutcome.PASSED: 0.88,
        ScreeningOutcome.REFERRED: 0.09,
        ScreeningOutcome.NOT_COMPLETED: 0.03,
    }
)
SUPPORTS = "Word lists before each unit; answers in parts; more time for reading."
IMPAIRMENTS = (
    ("Diabetes, type 1", Area.HEALTH, "Leaves to measure blood sugar whenever needed."),
    ("Attention deficit", Area.ACADEMIC, "Sits in front; half again the time in tests."),
    ("Anxiety", Area.COUNSELING, "May leave for the counseling office with a card."),
    ("Recovering from surgery", Area.HEALTH, "Takes the lift and leaves five minutes early."),
)


def write(town: Town) -> None:
    """Write the rows of everyone, and those of the named students who are cases."""
    dice = town.keys.dice("section programs")
    for student in town.plain_students():
        if student.school_on(town.calendar.today) is None:
            continue
        if student.family.language != AT_HOME:
            learn_english(town, student, _STATUS.draw(dice), dice.randrange(1, 4))
        if dice.random() < WITH_PLAN:
            plan(town, student, _PLAN.draw(dice), dice.randrange(len(IMPAIRMENTS)))
        if student.grade in SCREENED_GRADES:
            screen(town, dice, student, dice.choice(tuple(ScreeningKind)))
    cast = town.cast.students
    learn_english(town, cast["student"], EnglishStatus.LEARNER, 3)
    plan(town, cast["classmate"], PlanStatus.IN_EFFECT, 0)
    for kind in ScreeningKind:
        screen(town, dice, cast["student"], kind)
    for key in ("witness", "foster"):
        name_team(town, cast[key])


def learn_english(town: Town, student: Student, status: EnglishStatus, level: int) -> None:
    """Say how far a student has come in English since they came."""
    learns = status is EnglishStatus.LEARNER
    town.rows.add(
        EnglishLearner,
        student_id=student.id,
        status=status,
        level=level if learns else None,
        supports=SUPPORTS if learns else None,
        starts_on=student.spells[0].starts_on,
    )


def plan(town: Town, student: Student, status: PlanStatus, number: int) -> None:
    """Add a plan under section 504; its coordinator manages the case (2.3a). One that is still
    being drawn up has the dates on which it would hold.
    """
    today, (impairment, area, instruction) = town.calendar.today, IMPAIRMENTS[number]
    coordinator = student.spells[-1].school.holding(PostRole.COUNSELOR)[-1]
    ended = today - 3 * WEEK if status is PlanStatus.ENDED else None
    dates = {"starts_on": today - 30 * WEEK, "ends_on": ended}
    key = town.rows.add(
        Plan504,
        student_id=student.id,
        adopted_on=None if status is PlanStatus.DRAFT else today - 31 * WEEK,
        impairment=impairment,
        review_due_on=today + 20 * WEEK,
        coordinator_id=coordinator.id,
        **dates,
    )
    town.rows.add(
        Plan504Accommodation,
        student_id=student.id,
        plan_504_id=key,
        area=area,
        instruction=instruction,
        **dates,
    )
    ieps.manage(town, student, coordinator, CaseloadKind.CASE_MANAGER, ended)


def screen(town: Town, dice: Random, student: Student, kind: ScreeningKind) -> None:
    """Add a screening of this year by the school's nurse."""
    days = town.calendar.days
    nurse = student.spells[-1].school.holding(PostRole.NURSE)[0]
    outcome = _OUTCOME.draw(dice)
    referred = outcome is ScreeningOutcome.REFERRED
    town.rows.add(
        Screening,
        student_id=student.id,
        kind=kind,
        screened_on=dice.choice(days) - DAY,
        outcome=outcome,
        note="Letter sent home." if referred else None,
        entered_by=nurse.id,
    )


def name_team(town: Town, student: Student) -> None:
    """Name a student's counselor and principal in the support team (row 10)."""
    school = student.spells[-1].school
    counselor, counselors = town.cast.staff["counselor"], school.holding(PostRole.COUNSELOR)
    named: Staff = counselor if counselor in counselors else counselors[0]
    for member in (named, school.holding(PostRole.PRINCIPAL)[0]):
        town.rows.add(
            SupportTeamMember,
            student_id=student.id,
            staff_id=member.id,
            starts_on=town.calendar.current.starts_on,
        )
