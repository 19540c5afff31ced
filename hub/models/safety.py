"""Kept: notices to teachers under Education Code 49079, and records of threat assessment."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Dated, Keyed, dates_in_order, reference


class SafetyNotice(Keyed, Dated, Base):
    """What a student's present teachers must be told of, in confidence: acts of the last three
    school years (Education Code 49079). Its dates bound the telling.
    """

    __tablename__ = "safety_notice"

    student_id: Mapped[UUID] = reference("student.id")
    acts: Mapped[str]
    acted_on: Mapped[date]
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class NoticeReceipt(Keyed, Base):
    """That a staff member was told."""

    __tablename__ = "notice_receipt"
    __table_args__ = (UniqueConstraint("safety_notice_id", "staff_id"),)

    student_id: Mapped[UUID] = reference("student.id")
    safety_notice_id: Mapped[UUID] = reference("safety_notice.id", index=False)
    staff_id: Mapped[UUID] = reference("staff_member.id")
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ThreatRecord(Keyed, Base):
    """An assessment of a threat. `school_plan` is its part in education; `law_unit_note` comes
    from the school's police, whose own records are none of education (34 CFR 99.8).
    """

    __tablename__ = "threat_record"

    student_id: Mapped[UUID] = reference("student.id")
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    summary: Mapped[str]
    school_plan: Mapped[str | None]
    law_unit_note: Mapped[str | None]


class ThreatTeamMember(Keyed, Dated, Base):
    """A staff member on the team that assesses a student's threat."""

    __tablename__ = "threat_team_member"
    __table_args__ = (
        dates_in_order(),
        Index("ix_threat_team_member_staff_id_student_id", "staff_id", "student_id"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)
