"""Rows about special education: IEPs with their parts, caseloads, teams and evaluations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.district.calendar import DAY, years_before
from hub.district.keys import Odds
from hub.models.codes import (
    Area,
    CaseloadKind,
    EvaluationStatus,
    PostRole,
    SessionOutcome,
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
    ServiceSession,
)

if TYPE_CHECKING:
    from datetime import date
    from random import Random
    from uuid import UUID

    from hub.district.people import School, Staff, Student
    from hub.district.town import Town

WITH_IEP, OVERDUE, DRAFTED, REFERRED, AIDED = 0.14, 0.03, 0.15, 0.008, 0.06
HANDED_OVER, ACKNOWLEDGED, BEFORE, PRINCIPAL_ATTENDS = 0.05, 0.7, 0.6, 0.5
NURSED, WITH_BEHAVIOR_PLAN = 0.05, 0.1
FOLLOWING = ((None, None), (20, None), (20, 15))
"""The next version, two weeks before it begins: a draft, put before the family, or agreed to."""
DISABILITIES = Odds(
    {
        "Specific learning disability": 0.34,
        "Speech or language impairment": 0.19,
        "Other health impairment": 0.16,
        "Autism": 0.14,
        "Intellectual disability": 0.06,
        "Emotional disability": 0.06,
        "Multiple disabilities": 0.03,
        "Hard of hearing": 0.02,
    }
)
PLACEMENTS = Odds(
    {
        "General education, 80 % or more of the day": 0.68,
        "General education, 40 to 79 % of the day": 0.19,
        "Special class": 0.13,
    }
)
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
EVALUATED = tuple(Area)
_PROVIDED = (Area.SPEECH, Area.OCCUPATIONAL, Area.COUNSELING)
"""Areas in the order of an area's providers; occupational therapists come by contract."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service of an IEP and who delivers it."""

    area: Area
    provider: Staff
    minutes: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a student's IEP; services and supports hold on its dates. `offered` and
    `consented` are days before it begins, None where it has not come that far.
    """

    number: int
    manager: Staff
    services: list[Service]
    starts_on: date
    ends_on: date | None = None
    offered: int | None = 10
    consented: int | None = 3

    def before(self, days: int | None) -> date | None:
        """The day so many days before it begins."""
        return None if days is None else self.starts_on - days * DAY


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
    services = _services(dice, school, manager)
    current = _write_versions(town, dice, student, manager, services)
    acknowledge(town, dice, student, current)
    manage(town, student, manager, CaseloadKind.CASE_MANAGER)
    if dice.random() < HANDED_OVER:
        _hand_over(town, dice, student, school, manager)
    if dice.random() < AIDED:
        aide = dice.choice(school.holding(PostRole.PARAEDUCATOR))
        manage(town, student, aide, CaseloadKind.AIDE)
    provider = dice.choice(services).provider
    evaluate(town, dice, student, provider, EvaluationStatus.COMPLETED)
    members = [manager, provider]
    if dice.random() < PRINCIPAL_ATTENDS:
        members.append(school.holding(PostRole.PRINCIPAL)[0])
    join_team(town, student, members)


def _write_versions(
    town: Town, dice: Random, student: Student, manager: Staff, services: list[Service]
) -> UUID:
    """The IEP in effect, whose key is returned, often the one before, now and then the next."""
    today = town.calendar.today
    overdue = dice.random() < OVERDUE
    ago = dice.randrange(366, 430) if overdue else dice.randrange(1, 365)
    start, number = today - ago * DAY, 1
    if dice.random() < BEFORE:
        before = Version(number, manager, services, years_before(start, 1), ends_on=start)
        add_iep(town, dice, student, before)
        number += 1
    current = add_iep(town, dice, student, Version(number, manager, services, start))
    if dice.random() < DRAFTED:
        coming, (offered, consented) = today + 14 * DAY, dice.choice(FOLLOWING)
        following = Version(number + 1, manager, services, coming, None, offered, consented)
        add_iep(town, dice, student, following)
        if consented is not None:
            town.rows.change(Iep, current, superseded_on=coming)
    return current


def _services(dice: Random, school: School, manager: Staff) -> list[Service]:
    """Instruction by the case manager, and mostly one or two more services."""
    providers = school.holding(PostRole.PROVIDER)
    services = [Service(Area.ACADEMIC, manager, dice.choice((120, 200, 300)))]
    for area, provider in zip(_PROVIDED, providers, strict=False):
        if dice.random() < 0.4:  # noqa: PLR2004 - two of five get each
            services.append(Service(area, provider, dice.choice((30, 45, 60))))
    if dice.random() < WITH_BEHAVIOR_PLAN:
        services.append(Service(Area.BEHAVIOR, manager, 60))
    if dice.random() < NURSED:
        services.append(Service(Area.HEALTH, school.holding(PostRole.NURSE)[0], 15))
    return services


def add_iep(town: Town, dice: Random, student: Student, version: Version) -> UUID:
    """Add one version of an IEP with services, goals and supports, and return its key."""
    key = town.rows.add(
        Iep,
        student_id=student.id,
        version=version.number,
        starts_on=version.starts_on,
        annual_due_on=years_before(version.starts_on, -1),
        offered_on=version.before(version.offered),
        consented_on=version.before(version.consented),
        superseded_on=version.ends_on,
        # one and the same in all versions
        disability=DISABILITIES.draw(town.keys.dice(f"disability.{student.number}")),
        placement=PLACEMENTS.draw(dice),
        present_levels=dice.choice(LEVELS),
        case_manager_id=version.manager.id,
    )
    whose: dict[str, object] = {"student_id": student.id, "iep_id": key}
    dates: dict[str, object] = {"starts_on": version.starts_on, "ends_on": version.ends_on}
    for service in version.services:
        given = _add_service(town, whose, service, dates)
        if student.named and version.starts_on <= town.calendar.today and not version.ends_on:
            _give(town, student, service, given)
    for kind, area, instruction in SUPPORTS:
        if student.named or dice.random() < 0.7:  # noqa: PLR2004 - most have each
            town.rows.add(
                IepSupport,
                **whose,
                kind=kind,
                area=area,
                instruction=instruction,
                **dates,
            )
    return key


def _add_service(
    town: Town, whose: dict[str, object], service: Service, dates: dict[str, object]
) -> UUID:
    """A service, and the goal that it works on; the service's key is returned."""
    provider = service.provider
    key = town.rows.add(
        IepService,
        **whose,
        area=service.area,
        minutes_weekly=service.minutes,
        provider_id=provider.id,
        contracted=provider.posts[0].contracted,
        **dates,
    )
    town.rows.add(IepGoal, **whose, iep_service_id=key, area=service.area, goal=GOALS[service.area])
    return key


def _give(town: Town, student: Student, service: Service, key: UUID) -> None:
    """Sessions of the last weeks: one took place, others fell to an absence (IEP-12)."""
    for ago, outcome in enumerate(SessionOutcome, start=3):
        town.rows.add(
            ServiceSession,
            student_id=student.id,
            iep_service_id=key,
            provider_id=service.provider.id,
            day=town.calendar.days[-ago],
            minutes=min(service.minutes, 30),
            outcome=outcome,
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


def _hand_over(town: Town, dice: Random, student: Student, school: School, manager: Staff) -> None:
    """A colleague had the student before; handed over on a day of this year (P-7)."""
    others = [staff for staff in school.holding(PostRole.CASE_MANAGER) if staff is not manager]
    ended = town.calendar.today - dice.randrange(30) * DAY
    manage(town, student, dice.choice(others), CaseloadKind.CASE_MANAGER, ended)


def evaluate(
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
