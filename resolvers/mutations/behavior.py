"""Change: incidents are reported by whoever sees them, classified and closed by the principal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from hub.models.behavior import Incident, IncidentAction, IncidentParticipation
from hub.models.codes import ActionKind, IncidentStatus, ParticipantRole
from resolvers.mutations.errors import Refused, Wrong, refused
from resolvers.mutations.given import KEPT, Kept
from resolvers.mutations.work import said_of

if TYPE_CHECKING:
    from resolvers.mutations.work import Work

SUSPENSION_DAYS_MAX = 5
"""School days of one suspension (EC 48911; DIS-11)."""


@dataclass(frozen=True)
class Participant:
    """A student who took part, and how."""

    student_id: Annotated[UUID, "Student"]
    role: ParticipantRole


@dataclass(frozen=True)
class ReportIncident:
    """What somebody saw, and who took part."""

    school_id: Annotated[UUID, "School"]
    category: str
    participants: tuple[Participant, ...]
    occurred_on: date | None = None
    location: str | None = None
    description: str | None = None


async def report_incident(work: Work, given: ReportIncident) -> UUID:
    """Report an incident (row 20, W own): with all who took part, or not at all."""
    occurred_on = given.occurred_on or work.today
    if occurred_on > work.today:
        raise refused("occurredOn", Wrong.INVALID, "That day is still to come.")
    if not given.participants:
        raise refused("participants", Wrong.INVALID, "Say who took part.")
    said = {
        "school_id": given.school_id,
        "occurred_on": occurred_on,
        "location": given.location,
        "category": given.category,
        "description": given.description,
    }
    stamped = {"reported_by": work.viewer.staff_id, "status": IncidentStatus.REPORTED}
    incident = await work.add(Incident, said, stamped)
    verdicts = await work.add_each(
        IncidentParticipation,
        [{"student_id": each.student_id, "role": each.role} for each in given.participants],
        [{"incident_id": incident} for _ in given.participants],
        paths=[f"participants.{at}" for at in range(len(given.participants))],
    )
    errors = [each.error for each in verdicts if each.error]
    if errors:
        raise Refused(*errors)
    return incident


@dataclass(frozen=True)
class ClassifyIncident:
    """What an incident was, by whoever answers for the school."""

    id: Annotated[UUID, "Incident"]
    version: int
    category: str | Kept = KEPT


async def classify_incident(work: Work, given: ClassifyIncident) -> UUID:
    """Classify an incident (row 21)."""
    said = {**said_of(given), "status": IncidentStatus.CLASSIFIED}
    return await work.amend(Incident, given.id, given.version, said)


@dataclass(frozen=True)
class CloseIncident:
    """Nothing more follows from an incident."""

    id: Annotated[UUID, "Incident"]
    version: int


async def close_incident(work: Work, given: CloseIncident) -> UUID:
    """Close an incident (row 21)."""
    said = {"status": IncidentStatus.CLOSED}
    return await work.amend(Incident, given.id, given.version, said)


@dataclass(frozen=True)
class OrderAction:
    """What follows from an incident for one student."""

    incident_id: Annotated[UUID, "Incident"]
    student_id: Annotated[UUID, "Student"]
    kind: ActionKind
    starts_on: date
    ordered_days: Decimal


async def order_action(work: Work, given: OrderAction) -> UUID:
    """Order what follows for a student (row 21): one suspension has five days at most (DIS-11)."""
    if given.ordered_days < 0:
        raise refused("orderedDays", Wrong.INVALID, "Days are none or more.")
    suspends = given.kind is ActionKind.OUT_OF_SCHOOL_SUSPENSION
    if suspends and given.ordered_days > SUSPENSION_DAYS_MAX:
        raise refused(
            "orderedDays", Wrong.INVALID, "One suspension has five school days at most (DIS-11)."
        )
    return await work.add(IncidentAction, said_of(given), {"actual_days": None})
