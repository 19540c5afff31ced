"""Kept: course history as it was posted, and results of assessments."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, reference


class TranscriptLine(Keyed, Base):
    """One course in a student's history, with title, credit and school as they were when it was
    posted (CR-12). `college_record`: the college's own record of a dual enrollment, which is the
    student's alone (P-25).
    """

    __tablename__ = "transcript_line"

    student_id: Mapped[UUID] = reference("student.id")
    school_name: Mapped[str]
    school_year: Mapped[int]
    term_name: Mapped[str]
    grade_level: Mapped[int] = mapped_column(SmallInteger)
    course_code: Mapped[str]
    course_title: Mapped[str]
    subject: Mapped[str]
    mark: Mapped[str]
    credit_attempted: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    credit_earned: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    college_record: Mapped[bool] = mapped_column(server_default="false")
    posted_on: Mapped[date]


class AssessmentResult(Keyed, Base):
    """A student's result in one assessment; `subject` is named as courses name theirs."""

    __tablename__ = "assessment_result"

    student_id: Mapped[UUID] = reference("student.id")
    name: Mapped[str]
    subject: Mapped[str]
    taken_on: Mapped[date]
    scale_score: Mapped[int | None]
    level: Mapped[int | None] = mapped_column(SmallInteger)
