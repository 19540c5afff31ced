"""Kept: IEPs with goals, services and supports, evaluations, teams, acknowledgements."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Dated, Keyed, Versioned, code, dates_in_order, reference
from hub.models.codes import Area, EvaluationStatus, SessionOutcome, SupportKindInClass

SUPERSEDED_AFTER_ITS_START = "superseded_on IS NULL OR superseded_on >= starts_on"


class Iep(Keyed, Versioned, Base):
    """One version of a student's individualized education program (34 CFR 300.320).

    How far it has come is derived from its dates (`hub.plans`); versions that were consented to
    never hold on the same day. `amends_id` is the version of which it is an amendment.
    """

    __tablename__ = "iep"
    __table_args__ = (
        UniqueConstraint("student_id", "version"),
        Index("ix_iep_annual_due_on_id", "annual_due_on", "id"),
        CheckConstraint("offered_on <= consented_on", name="offered_before_consented"),
        CheckConstraint("offered_on <= declined_on", name="offered_before_declined"),
        CheckConstraint("num_nonnulls(consented_on, declined_on) < 2", name="answered_once"),
        CheckConstraint(SUPERSEDED_AFTER_ITS_START, name="dates_in_order"),
        ExcludeConstraint(
            ("student_id", "="),
            (text("daterange(starts_on, superseded_on)"), "&&"),
            where=text(f"consented_on IS NOT NULL AND ({SUPERSEDED_AFTER_ITS_START})"),
            using="gist",
            name="ex_iep_in_effect",
        ),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    version: Mapped[int] = mapped_column(SmallInteger)
    amends_id: Mapped[UUID | None] = mapped_column(ForeignKey("iep.id"), index=True)
    starts_on: Mapped[date]
    annual_due_on: Mapped[date]
    offered_on: Mapped[date | None]
    consented_on: Mapped[date | None]
    declined_on: Mapped[date | None]
    superseded_on: Mapped[date | None]
    disability: Mapped[str | None]
    placement: Mapped[str | None]
    present_levels: Mapped[str | None]
    case_manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class IepService(Keyed, Dated, Base):
    """A service that an IEP prescribes, and who delivers it; `contracted` providers' reading is
    logged (300.614). One that the family declined when they consented to the rest is no part of
    the plan in effect, and owed by nobody.
    """

    __tablename__ = "iep_service"
    __table_args__ = (
        dates_in_order(),
        Index("ix_iep_service_provider_id_student_id", "provider_id", "student_id"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    iep_id: Mapped[UUID] = reference("iep.id")
    area: Mapped[Area] = mapped_column(code(Area))
    minutes_weekly: Mapped[int | None]
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"))
    contracted: Mapped[bool] = mapped_column(server_default="false")
    declined_on: Mapped[date | None]


class ServiceSession(Keyed, Versioned, Base):
    """One session of a service: how long it was, or whose absence it fell to. What was prescribed
    and not delivered is owed, but for what a student missed (IEP-12).
    """

    __tablename__ = "service_session"

    student_id: Mapped[UUID] = reference("student.id")
    iep_service_id: Mapped[UUID] = reference("iep_service.id")
    provider_id: Mapped[UUID] = reference("staff_member.id")
    day: Mapped[date]
    minutes: Mapped[int]
    outcome: Mapped[SessionOutcome] = mapped_column(code(SessionOutcome))


class IepGoal(Keyed, Base):
    """An annual goal, linked to the service that works on it."""

    __tablename__ = "iep_goal"

    student_id: Mapped[UUID] = reference("student.id")
    iep_id: Mapped[UUID] = reference("iep.id")
    iep_service_id: Mapped[UUID | None] = mapped_column(ForeignKey("iep_service.id"), index=True)
    area: Mapped[Area] = mapped_column(code(Area))
    goal: Mapped[str]


class IepSupport(Keyed, Dated, Base):
    """One line of the IEP at a glance: an accommodation, a teacher's responsibility, or a step
    of the behavior plan (300.323(d)).
    """

    __tablename__ = "iep_support"

    student_id: Mapped[UUID] = reference("student.id")
    iep_id: Mapped[UUID] = reference("iep.id")
    kind: Mapped[SupportKindInClass] = mapped_column(code(SupportKindInClass))
    area: Mapped[Area] = mapped_column(code(Area))
    instruction: Mapped[str]


class IepTeamMember(Keyed, Dated, Base):
    """A staff member on a student's IEP team, on dates."""

    __tablename__ = "iep_team_member"
    __table_args__ = (
        dates_in_order(),
        Index("ix_iep_team_member_staff_id_student_id", "staff_id", "student_id"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)


class Evaluation(Keyed, Base):
    """An evaluation for special education: its dates, its report, its evaluator."""

    __tablename__ = "evaluation"

    student_id: Mapped[UUID] = reference("student.id")
    area: Mapped[Area] = mapped_column(code(Area))
    status: Mapped[EvaluationStatus] = mapped_column(code(EvaluationStatus))
    referred_on: Mapped[date]
    consented_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    report: Mapped[str | None]
    evaluator_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class IepAcknowledgement(Keyed, Base):
    """A staff member's record of having been told their part; never a condition of reading."""

    __tablename__ = "iep_acknowledgement"
    __table_args__ = (UniqueConstraint("iep_id", "staff_id"),)

    student_id: Mapped[UUID] = reference("student.id")
    iep_id: Mapped[UUID] = reference("iep.id", index=False)
    staff_id: Mapped[UUID] = reference("staff_member.id")
    acknowledged_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
