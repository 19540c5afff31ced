"""Rows about special education: IEPs with their parts, caseloads, teams and evaluations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.district.calendar import DAY, years_before
from hub.district.keys import chosen
from hub.models.codes import (
    Area,
    CaseloadKind,
    EvaluationStatus,
    IepStatus,
    PostRole,
    SupportKindInClass,
)
from hub.models.enrollment import Caseload
from hub.models.ieps import (
    Evaluation,
    Iep,
    IepAcknowledgement,
    IepGoal,
    IepService,
    IepSupport,
    IepTeamMember,
)

if TYPE_CHECKING:
    from datetime import date
    from random import Random
    from uuid import UUID

    from hub.district.people import School, Staff, Student
    from hub.district.town import Town

WITH_IEP, OVERDUE, DRAFTED, REFERRED, AIDED = 0.14, 0.03, 0.15, 0.008, 0.06
HANDED_OVER, ACKNOWLEDGED, BEFORE, NURSED = 0.05, 0.7, 0.6, 0.05
DISABILITIES = {
    "Specific learning disability": 0.34,
    "Speech or language impairment": 0.19,
    "Other health impairment": 0.16,
    "Autism": 0.14,
    "Intellectual disability": 0.06,
    "Emotional disability": 0.06,
    "Multiple disabilities": 0.03,
    "Hard of hearing": 0.02,
}
PLACEMENTS = {
    "General education, 80 % or more of the day": 0.68,
    "General education, 40 to 79 % of the day": 0.19,
    "Special class": 0.13,
}
LEVELS = (
    "Reads with support two grades below level; strong in discussion.",
    "Computes fluently; loses track in problems of several steps.",
    "Follows a lesson when directions are given one at a time.",
    "Speaks in short sentences; is understood by familiar listeners.",
)
GOALS = {
    Area.ACADEMIC: "Will summarize a text of the grade with 80 % accuracy in four of five trials.",
    Area.SPEECH: "Will say final consonants in conversation with 85 % accuracy.",
    Area.OCCUPATIONAL: "Will write a legible paragraph of five sentences in ten minutes.",
    Area.COUNSELING: "Will name a feeling and choose a strategy in three of four situations.",
    Area.HEALTH: "Will tell an adult when a dose is due on four of five school days.",
    Area.BEHAVIOR: "Will ask for a break with the agreed sign in four of five cases.",
}
SUPPORTS = (
    (SupportKindInClass.ACCOMMODATION, Area.ACADEMIC, "Half as much time again for tests."),
    (SupportKindInClass.ACCOMMODATION, Area.ACADEMIC, "A seat near the board."),
    (SupportKindInClass.RESPONSIBILITY, Area.ACADEMIC, "Give notes before the lesson."),
    (SupportKindInClass.BEHAVIOR_STEP, Area.BEHAVIOR, "Offer a break before the third reminder."),
    (SupportKindInClass.ACCOMMODATION, Area.HEALTH, "Water and the restroom at any time."),
)
EVALUATED = (Area.ACADEMIC, Area.SPEECH, Area.HEALTH, Area.BEHAVIOR)
_PROVIDED = (Area.SPEECH, Area.OCCUPATIONAL, Area.COUNSELING)
"""Areas in the order of an area's providers; occupational therapists come by contract."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service of an IEP and who delivers it."""

    area: Area
    provider: Staff
    minutes: int


def write(town: Town) -> None:
    """Write the rows of special education of everyone whom chance gave an IEP."""
    dice = town.keys.dice("iep")
    for student in town.plain_students():
        school = student.school_on(town.calendar.today)
        if school is None:
            continue
        if dice.random() < WITH_IEP:
            managers = school.holding(PostRole.CASE_MANAGER)
            _write_student(town, dice, student, school, dice.choice(managers))
        elif dice.random() < REFERRED:
            status = dice.choice((EvaluationStatus.REFERRED, EvaluationStatus.CONSENTED))
            evaluate(town, dice, student, school.holding(PostRole.PROVIDER)[0], status)


def _write_student(
    town: Town, dice: Random, student: Student, school: School, manager: Staff
) -> None:
    today = town.calendar.today
    overdue = dice.random() < OVERDUE
    ago = dice.randrange(366, 430) if overdue else dice.randrange(1, 365)
    start = max(today - ago * DAY, student.birth)
    services = _services(dice, school, manager)
    version = 1
    if dice.random() < BEFORE:
        add_iep(town, dice, student, manager, 1, IepStatus.SUPERSEDED,
                years_before(start, 1), services, start)  # fmt: skip
        version = 2
    current = add_iep(
        town, dice, student, manager, version, IepStatus.IN_EFFECT, start, services
    )
    if dice.random() < DRAFTED:
        status = dice.choice((IepStatus.DRAFT, IepStatus.OFFERED, IepStatus.CONSENTED))
        add_iep(town, dice, student, manager, version + 1, status, today + 14 * DAY, services)
    manage(town, student, manager, CaseloadKind.CASE_MANAGER)
    if dice.random() < HANDED_OVER:
        _hand_over(town, dice, student, school, manager)
    if dice.random() < AIDED:
        aide = dice.choice(school.holding(PostRole.PARAEDUCATOR))
        manage(town, student, aide, CaseloadKind.AIDE)
    provider = dice.choice(services).provider
    evaluate(town, dice, student, provider, EvaluationStatus.COMPLETED)
    join_team(town, student, [manager, school.holding(PostRole.PRINCIPAL)[0], provider])
    acknowledge(town, dice, student, current)


def _services(dice: Random, school: School, manager: Staff) -> list[Service]:
    """Instruction by the case manager, and mostly one or two more services."""
    providers = school.holding(PostRole.PROVIDER)
    services = [Service(Area.ACADEMIC, manager, dice.choice((120, 200, 300)))]
    for area, provider in zip(_PROVIDED, providers, strict=False):
        if dice.random() < 0.4:  # noqa: PLR2004 - two of five get each
            services.append(Service(area, provider, dice.choice((30, 45, 60))))
    if dice.random() < NURSED:
        services.append(Service(Area.HEALTH, school.holding(PostRole.NURSE)[0], 15))
    return services


def add_iep(  # noqa: PLR0913 - what an IEP consists of
    town: Town,
    dice: Random,
    student: Student,
    manager: Staff,
    version: int,
    status: IepStatus,
    starts_on: date,
    services: list[Service],
    ends_on: date | None = None,
) -> UUID:
    """Add one version of an IEP with services, goals and supports, and return its key."""
    key = town.rows.add(
        Iep,
        student_id=student.id,
        version=version,
        status=status,
        starts_on=starts_on,
        annual_due_on=years_before(starts_on, -1),
        disability=chosen(dice, DISABILITIES),
        placement=chosen(dice, PLACEMENTS),
        present_levels=dice.choice(LEVELS),
        case_manager_id=manager.id,
    )
    whose: dict[str, object] = {"student_id": student.id, "iep_id": key}
    for service in services:
        _add_service(town, whose, service, starts_on, ends_on)
    for kind, area, instruction in SUPPORTS:
        if student.named or dice.random() < 0.7:  # noqa: PLR2004 - most have each
            town.rows.add(
                IepSupport,
                **whose,
                kind=kind,
                area=area,
                instruction=instruction,
                starts_on=starts_on,
                ends_on=ends_on,
            )
    return key


def _add_service(
    town: Town,
    whose: dict[str, object],
    service: Service,
    starts_on: date,
    ends_on: date | None,
) -> None:
    provider = service.provider
    key = town.rows.add(
        IepService,
        **whose,
        area=service.area,
        minutes_weekly=service.minutes,
        provider_id=provider.id,
        contracted=provider.posts[0].contracted,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    town.rows.add(
        IepGoal, **whose, iep_service_id=key, area=service.area, goal=GOALS[service.area]
    )


def manage(
    town: Town,
    student: Student,
    staff: Staff,
    kind: CaseloadKind,
    ends_on: date | None = None,
) -> None:
    """Put a student on a caseload since the year began, or since they came."""
    start = town.calendar.current.starts_on
    town.rows.add(
        Caseload,
        student_id=student.id,
        staff_id=staff.id,
        kind=kind,
        contracted=staff.posts[0].contracted,
        starts_on=start if ends_on is None or ends_on > start else ends_on - 100 * DAY,
        ends_on=ends_on,
    )


def _hand_over(
    town: Town, dice: Random, student: Student, school: School, manager: Staff
) -> None:
    """A colleague had the student before; handed over on a day of this year (P-7)."""
    others = [staff for staff in school.holding(PostRole.CASE_MANAGER) if staff is not manager]
    ended = town.calendar.today - dice.randrange(30) * DAY
    manage(town, student, dice.choice(others), CaseloadKind.CASE_MANAGER, ended)


def evaluate(  # noqa: PLR0913 - an evaluation has these facts
    town: Town,
    dice: Random,
    student: Student,
    evaluator: Staff,
    status: EvaluationStatus,
    area: Area | None = None,
) -> None:
    """Add an evaluation: just referred, consented to, or completed with a report."""
    completed = status is EvaluationStatus.COMPLETED
    referred = town.calendar.today - dice.randrange(*((200, 900) if completed else (1, 40))) * DAY
    consented = None if status is EvaluationStatus.REFERRED else referred + 14 * DAY
    town.rows.add(
        Evaluation,
        student_id=student.id,
        area=area or dice.choice(EVALUATED),
        status=status,
        referred_on=referred,
        consented_on=min(consented, town.calendar.today) if consented else None,
        completed_on=referred + 60 * DAY if completed else None,
        report="Scores within the range that the team describes in the IEP." if completed else None,
        evaluator_id=evaluator.id,
    )


def join_team(town: Town, student: Student, members: list[Staff]) -> None:
    """Put staff members on a student's IEP team since the year began."""
    for member in dict.fromkeys(members):
        town.rows.add(
            IepTeamMember,
            student_id=student.id,
            staff_id=member.id,
            starts_on=town.calendar.current.starts_on,
        )


def acknowledge(town: Town, dice: Random, student: Student, iep: UUID) -> None:
    """Let most of a student's teachers confirm that they were told their part (IEP-11)."""
    for teacher in dict.fromkeys(section.lead for section in student.sections):
        if student.named or dice.random() < ACKNOWLEDGED:
            town.rows.add(
                IepAcknowledgement,
                student_id=student.id,
                iep_id=iep,
                staff_id=teacher.id,
                acknowledged_at=town.calendar.now - dice.randrange(1, 40) * DAY,
            )
