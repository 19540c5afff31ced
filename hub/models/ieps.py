"""Kept: IEPs with goals, services and supports, evaluations, teams, acknowledgements."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Dated, Keyed, Versioned, code, dates_in_order, reference
from hub.models.codes import Area, EvaluationStatus, IepStatus, SessionOutcome, SupportKindInClass


class Iep(Keyed, Base):
    """One version of a student's individualized education program (34 CFR 300.320)."""

    __tablename__ = "iep"
    __table_args__ = (
        UniqueConstraint("student_id", "version"),
        Index("ix_iep_annual_due_on_id", "annual_due_on", "id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    version: Mapped[int] = mapped_column(SmallInteger)
    status: Mapped[IepStatus] = mapped_column(code(IepStatus))
    starts_on: Mapped[date]
    annual_due_on: Mapped[date]
    disability: Mapped[str | None]
    placement: Mapped[str | None]
    present_levels: Mapped[str | None]
    case_manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class IepService(Keyed, Dated, Base):
    """A service that an IEP prescribes, and who delivers it; `contracted` providers' reading is
    logged (300.614).
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
