"""Kept: a counselor's own notes, and what the counselor disclosed of them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, code, reference
from hub.models.codes import CounselingReason


class CounselingNote(Keyed, Base):
    """What a student told a counselor. From a pupil of 12 or older it is confidential and no pupil
    record (Education Code 49602); `under_twelve` is the age on the day it was told.
    """

    __tablename__ = "counseling_note"

    student_id: Mapped[UUID] = reference("student.id")
    author_id: Mapped[UUID] = reference("staff_member.id")
    written_on: Mapped[date]
    under_twelve: Mapped[bool]
    body: Mapped[str]


class CounselingDisclosure(Keyed, Base):
    """What a counselor chose to tell one person: a staff member or a guardian, and why."""

    __tablename__ = "counseling_disclosure"

    student_id: Mapped[UUID] = reference("student.id")
    author_id: Mapped[UUID] = reference("staff_member.id")
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    guardian_id: Mapped[UUID | None] = mapped_column(ForeignKey("guardian.id"), index=True)
    reason: Mapped[CounselingReason] = mapped_column(code(CounselingReason))
    body: Mapped[str]
    disclosed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
