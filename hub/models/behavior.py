"""Kept: incidents, who took part, what was done, and texts released to a family."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, Versioned, code, reference
from hub.models.codes import ActionKind, IncidentStatus, ParticipantRole


class Incident(Keyed, Versioned, Base):
    """Something that happened; who took part is in its participations."""

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_occurred_on_id", "occurred_on", "id"),)

    school_id: Mapped[UUID] = reference("school.id")
    occurred_on: Mapped[date]
    location: Mapped[str | None]
    category: Mapped[str]
    status: Mapped[IncidentStatus] = mapped_column(code(IncidentStatus))
    description: Mapped[str | None]
    reported_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class IncidentParticipation(Keyed, Base):
    """One student's part in one incident."""

    __tablename__ = "incident_participation"
    __table_args__ = (UniqueConstraint("incident_id", "student_id"),)

    incident_id: Mapped[UUID] = reference("incident.id", index=False)
    student_id: Mapped[UUID] = reference("student.id")
    role: Mapped[ParticipantRole] = mapped_column(code(ParticipantRole))


class IncidentAction(Keyed, Base):
    """What was ordered for a student after an incident: days ordered and days served."""

    __tablename__ = "incident_action"

    incident_id: Mapped[UUID] = reference("incident.id")
    student_id: Mapped[UUID] = reference("student.id")
    kind: Mapped[ActionKind] = mapped_column(code(ActionKind))
    starts_on: Mapped[date]
    ordered_days: Mapped[Decimal] = mapped_column(Numeric(5, 1))
    actual_days: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))


class IncidentRelease(Keyed, Base):
    """A text about an incident that staff released for one student's family (P-36)."""

    __tablename__ = "incident_release"
    __table_args__ = (UniqueConstraint("incident_id", "student_id"),)

    incident_id: Mapped[UUID] = reference("incident.id", index=False)
    student_id: Mapped[UUID] = reference("student.id")
    body: Mapped[str]
    released_on: Mapped[date]
