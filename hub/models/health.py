"""Kept: health alerts, conditions, care plans, medication, visits, immunizations.

`confidential` marks a service to which a minor consented alone (Family Code 6925-6929): it is
withheld from guardians. `entered_by` is the author, who keeps reading what they wrote (P-5).
"""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from hub.models.base import Base, Dated, Keyed, Versioned, code, dates_in_order, reference
from hub.models.codes import (
    ConditionKind,
    ExemptionBasis,
    ScreeningKind,
    ScreeningOutcome,
    Severity,
)


class Authored:
    """A record that names the staff member who wrote it."""

    @declared_attr
    def entered_by(cls) -> Mapped[UUID | None]:  # noqa: N805 - SQLAlchemy passes the class
        """The author's staff id; null where a paper or registry says so."""
        return mapped_column(ForeignKey("staff_member.id"), index=True, sort_order=20)


class HealthAlert(Keyed, Authored, Versioned, Dated, Base):
    """What to do, in words that anyone can act on; never a diagnosis (P-4)."""

    __tablename__ = "health_alert"
    __table_args__ = (
        dates_in_order(),
        Index("ix_health_alert_starts_on_id", "starts_on", "id"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    instruction: Mapped[str]
    severity: Mapped[Severity] = mapped_column(code(Severity))
    dietary: Mapped[bool] = mapped_column(server_default="false")


class Condition(Keyed, Authored, Base):
    """A condition or allergy, or the recorded answer that there are none."""

    __tablename__ = "condition"

    student_id: Mapped[UUID] = reference("student.id")
    kind: Mapped[ConditionKind] = mapped_column(code(ConditionKind))
    name: Mapped[str]
    noted_on: Mapped[date]
    iep_linked: Mapped[bool] = mapped_column(server_default="false")
    confidential: Mapped[bool] = mapped_column(server_default="false")


class CarePlan(Keyed, Authored, Dated, Base):
    """An individual health or emergency plan for a condition."""

    __tablename__ = "care_plan"

    student_id: Mapped[UUID] = reference("student.id")
    condition_id: Mapped[UUID] = reference("condition.id")
    title: Mapped[str]
    confidential: Mapped[bool] = mapped_column(server_default="false")


class CarePlanPart(Keyed, Base):
    """One action of a care plan, and the staff member to whom it is assigned."""

    __tablename__ = "care_plan_part"

    student_id: Mapped[UUID] = reference("student.id")
    care_plan_id: Mapped[UUID] = reference("care_plan.id")
    action: Mapped[str]
    assigned_to: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    confidential: Mapped[bool] = mapped_column(server_default="false")


class CarePlanTraining(Keyed, Dated, Base):
    """A staff member trained on one plan, on dates; an aide reads only such plans (P-6)."""

    __tablename__ = "care_plan_training"
    __table_args__ = (
        dates_in_order(),
        Index("ix_care_plan_training_care_plan_id_staff_id", "care_plan_id", "staff_id"),
    )

    care_plan_id: Mapped[UUID] = reference("care_plan.id", index=False)
    student_id: Mapped[UUID] = reference("student.id")
    staff_id: Mapped[UUID] = reference("staff_member.id")


class MedicationOrder(Keyed, Authored, Versioned, Dated, Base):
    """A physician's order to be carried out at school (EC 49423)."""

    __tablename__ = "medication_order"

    student_id: Mapped[UUID] = reference("student.id")
    drug: Mapped[str]
    dose: Mapped[str]
    route: Mapped[str]
    due_at: Mapped[time | None]
    prescriber: Mapped[str]
    confidential: Mapped[bool] = mapped_column(server_default="false")


class MedicationAdministration(Keyed, Authored, Versioned, Base):
    """A dose given, or not given and why."""

    __tablename__ = "medication_administration"

    student_id: Mapped[UUID] = reference("student.id")
    medication_order_id: Mapped[UUID] = reference("medication_order.id")
    given_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str]
    confidential: Mapped[bool] = mapped_column(server_default="false")


class HealthVisit(Keyed, Authored, Versioned, Base):
    """A visit to the health office."""

    __tablename__ = "health_visit"

    student_id: Mapped[UUID] = reference("student.id")
    arrived_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    left_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    complaint: Mapped[str]
    treatment: Mapped[str | None]
    confidential: Mapped[bool] = mapped_column(server_default="false")


class Immunization(Keyed, Authored, Versioned, Base):
    """A dose of a vaccine, with where the record of it comes from (IMM-7)."""

    __tablename__ = "immunization"

    student_id: Mapped[UUID] = reference("student.id")
    vaccine: Mapped[str]
    given_on: Mapped[date]
    source: Mapped[str]
    confidential: Mapped[bool] = mapped_column(server_default="false")


class ImmunizationExemption(Keyed, Versioned, Base):
    """An exemption from immunizations, from its day on; `ends_on` is the first day without it.
    Whether it holds follows from its basis and its days (IMM-6).
    """

    __tablename__ = "immunization_exemption"

    student_id: Mapped[UUID] = reference("student.id")
    basis: Mapped[ExemptionBasis] = mapped_column(code(ExemptionBasis))
    issued_on: Mapped[date]
    ends_on: Mapped[date | None]
    document_key: Mapped[str | None]


class Screening(Keyed, Authored, Base):
    """A test of sight, hearing or teeth at school."""

    __tablename__ = "screening"

    student_id: Mapped[UUID] = reference("student.id")
    kind: Mapped[ScreeningKind] = mapped_column(code(ScreeningKind))
    screened_on: Mapped[date]
    outcome: Mapped[ScreeningOutcome] = mapped_column(code(ScreeningOutcome))
    note: Mapped[str | None]


class BreakGlass(Keyed, Versioned, Base):
    """A principal's opening of one student's health record for an hour, with reason (P-12). Unless
    somebody has looked into it by then, it escalates at 00:00 of `escalates_on`.
    """

    __tablename__ = "break_glass"
    __table_args__ = (
        Index("ix_break_glass_staff_id_student_id", "staff_id", "student_id"),
        Index("ix_break_glass_opened_at_id", "opened_at", "id"),
        Index("ix_break_glass_escalates_on_id", "escalates_on", "id"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)
    reason_code: Mapped[str]
    reason: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    escalates_on: Mapped[date]
    reviewed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
