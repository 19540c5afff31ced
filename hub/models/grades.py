"""Kept: scores, posted marks with versions, rolls and attendance exceptions."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Numeric, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, TimeKeyed, Versioned, code, reference
from hub.models.codes import AbsenceReason, AttendanceStatus


class Score(TimeKeyed, Versioned, Base):
    """A student's score on an assignment; no points where the work is missing."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("assignment_id", "student_id"),
        Index("ix_score_student_id_section_id", "student_id", "section_id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    section_id: Mapped[UUID] = reference("section.id")
    assignment_id: Mapped[UUID] = reference("assignment.id", index=False)
    school_year: Mapped[int]
    points: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
    missing: Mapped[bool] = mapped_column(server_default="false")


class Mark(TimeKeyed, Base):
    """A posted mark; a correction is a new version and the old one stays (CR-11)."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("student_id", "section_id", "term_id", "version"),
        Index("ix_mark_section_id_student_id", "section_id", "student_id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    section_id: Mapped[UUID] = reference("section.id", index=False)
    term_id: Mapped[UUID] = reference("term.id")
    school_year: Mapped[int]
    value: Mapped[str]
    version: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    posted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    superseded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str | None]


class RollSubmission(TimeKeyed, Base):
    """A roll taken for one meeting of a section; without one nobody is present (ATT-4)."""

    __tablename__ = "roll_submission"
    __table_args__ = (UniqueConstraint("section_id", "day"),)

    section_id: Mapped[UUID] = reference("section.id", index=False)
    day: Mapped[date]
    submitted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    submitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class AttendanceEvent(TimeKeyed, Versioned, Base):
    """An exception on a submitted roll; whoever has none was present."""

    __tablename__ = "attendance_event"
    __table_args__ = (
        UniqueConstraint("student_id", "section_id", "day"),
        Index("ix_attendance_event_section_id_student_id", "section_id", "student_id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    section_id: Mapped[UUID] = reference("section.id", index=False)
    school_year: Mapped[int]
    day: Mapped[date]
    status: Mapped[AttendanceStatus] = mapped_column(code(AttendanceStatus))
    reason: Mapped[AbsenceReason | None] = mapped_column(code(AbsenceReason))
    note: Mapped[str | None]
