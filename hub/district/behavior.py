"""Rows about behavior: incidents, who took part, what was done, what was told to families."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.district.calendar import DAY
from hub.district.keys import Odds
from hub.models.behavior import (
    Incident,
    IncidentAction,
    IncidentParticipation,
    IncidentRelease,
)
from hub.models.codes import (
    ActionKind,
    IncidentStatus,
    ParticipantRole,
    PostRole,
    SchoolLevel,
)

if TYPE_CHECKING:
    from datetime import date
    from random import Random
    from uuid import UUID

    from hub.district.people import School, Staff, Student
    from hub.district.town import Town

A_YEAR = 0.06
"""Incidents a year by students of a school."""
BY_LEVEL = {SchoolLevel.ELEMENTARY: 0.5, SchoolLevel.MIDDLE: 1.6, SchoolLevel.HIGH: 1.2}
RELEASED, NOT_TOLD, BY_OTHERS = 0.05, 0.03, 0.25
CLASSIFIED_AFTER_DAYS, CLOSED_AFTER_DAYS = 4, 12
CATEGORIES = ("Disruption", "Fight", "Threat", "Vandalism", "Theft", "Harassment", "Vaping")
LOCATIONS = ("Classroom", "Hallway", "Cafeteria", "Yard", "Gym", "Bus stop", None)
TOOK_PART = Odds({1: 0.45, 2: 0.35, 3: 0.14, 4: 0.06})
OTHERS = (ParticipantRole.VICTIM, ParticipantRole.WITNESS, ParticipantRole.PERPETRATOR)
REPORTERS = (
    PostRole.PRINCIPAL,
    PostRole.COUNSELOR,
    PostRole.NURSE,
    PostRole.HEALTH_AIDE,
    PostRole.PARAEDUCATOR,
    PostRole.PROVIDER,
    PostRole.REGISTRAR,
    PostRole.OFFICE,
)
"""Who reports what no teacher saw."""
ACTIONS = Odds(
    {
        ActionKind.CONFERENCE: 0.45,
        ActionKind.DETENTION: 0.30,
        ActionKind.IN_SCHOOL_SUSPENSION: 0.12,
        ActionKind.OUT_OF_SCHOOL_SUSPENSION: 0.12,
        ActionKind.EXPULSION_REFERRAL: 0.01,
    }
)
DAYS_ORDERED = {
    ActionKind.IN_SCHOOL_SUSPENSION: (1, 2),
    ActionKind.OUT_OF_SCHOOL_SUSPENSION: (1, 2, 3, 5),
    ActionKind.EXPULSION_REFERRAL: (5,),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, where and when, and who reported it."""

    school: School
    day: date
    category: str
    location: str | None
    reporter: Staff | None
    description: str
    status: IncidentStatus = IncidentStatus.CLOSED


def write(town: Town) -> None:
    """Write the rows of incidents of the last year and of this one until today."""
    dice = town.keys.dice("incident")
    today = town.calendar.today
    for year in town.calendar.years[1:]:
        for school in town.schools:
            members = [
                spell.student
                for spell in school.spells.get(year.year, ())
                if spell.primary and not spell.student.named
            ]
            passed = [day for day in year.days if day < today]
            share = len(passed) / len(year.days)
            count = A_YEAR * BY_LEVEL[school.level] * share * len(members)
            for _ in range(round(count)):
                _happen(town, dice, school, members, dice.choice(passed))


def _happen(town: Town, dice: Random, school: School, members: list[Student], day: date) -> None:
    """One incident with one to four students of the school, of whom one did it."""
    reporters = [section.lead for section in dice.choice(members).sections]
    if dice.random() < BY_OTHERS or not reporters:
        reporters = [staff for role in REPORTERS for staff in school.holding(role)]
    status = _status((town.calendar.today - day).days)
    parts = _parts(dice, members)
    category = dice.choice(CATEGORIES)
    happening = Happening(
        school,
        day,
        category,
        dice.choice(LOCATIONS),
        None if dice.random() < NOT_TOLD else dice.choice(reporters),
        f"{category} in which {len(parts)} took part.",
        status,
    )
    incident = add_incident(town, happening, parts)
    for student, role in parts:
        if role is ParticipantRole.PERPETRATOR and status is IncidentStatus.CLOSED:
            act(town, dice, incident, student, ACTIONS.draw(dice), day)
        if dice.random() < RELEASED:
            release(town, incident, student, day + 3 * DAY)


def _status(days_ago: int) -> IncidentStatus:
    if days_ago < CLASSIFIED_AFTER_DAYS:
        return IncidentStatus.REPORTED
    return IncidentStatus.CLASSIFIED if days_ago < CLOSED_AFTER_DAYS else IncidentStatus.CLOSED


def _parts(dice: Random, members: list[Student]) -> list[tuple[Student, ParticipantRole]]:
    count = min(TOOK_PART.draw(dice), len(members))
    roles = [ParticipantRole.PERPETRATOR, *(dice.choice(OTHERS) for _ in range(count - 1))]
    return list(zip(dice.sample(members, count), roles, strict=True))


def add_incident(
    town: Town, happening: Happening, parts: list[tuple[Student, ParticipantRole]]
) -> UUID:
    """Add an incident with its participations, and return its key."""
    reporter = happening.reporter
    key = town.rows.add(
        Incident,
        school_id=happening.school.id,
        occurred_on=happening.day,
        location=happening.location,
        category=happening.category,
        status=happening.status,
        description=happening.description,
        reported_by=reporter.id if reporter else None,
    )
    for student, role in parts:
        town.rows.add(IncidentParticipation, incident_id=key, student_id=student.id, role=role)
    return key


def act(
    town: Town, dice: Random, incident: UUID, student: Student, kind: ActionKind, day: date
) -> None:
    """Add what was ordered for a student on the day after; suspensions may be cut short."""
    days = dice.choice(DAYS_ORDERED.get(kind, (0,)))
    served = max(days - dice.choice((0, 0, 0, 1)), 0)
    town.rows.add(
        IncidentAction,
        incident_id=incident,
        student_id=student.id,
        kind=kind,
        starts_on=day + DAY,
        ordered_days=Decimal(days),
        actual_days=Decimal(served),
    )


def release(town: Town, incident: UUID, student: Student, day: date) -> None:
    """Add the text that staff released to one student's family (P-36)."""
    town.rows.add(
        IncidentRelease,
        incident_id=incident,
        student_id=student.id,
        body="Your child was part of an incident. The school has spoken with everyone involved.",
        released_on=min(day, town.calendar.today),
    )
