"""Kept: course history as it was posted, and results of assessments."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Numeric, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Keyed, code, reference
from hub.models.codes import SchoolLevel


class TranscriptLine(Keyed, Base):
    """One course in a student's history, with title, credit and school as they were when it was
    posted (CR-12), and what credits and averages are worked out by: `equivalence_group` and
    `max_completions` as the catalog had them (CR-2, CR-3), the kind of school (CR-6), whether the
    course was of honors, and whether it counts in the average and in credits (GP-3).
    `college_record`: the college's own record of a dual enrollment, which is the student's alone
    (P-25).
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
    equivalence_group: Mapped[str]
    max_completions: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    school_level: Mapped[SchoolLevel | None] = mapped_column(code(SchoolLevel))
    honors: Mapped[bool] = mapped_column(server_default="false")
    in_average: Mapped[bool] = mapped_column(server_default="true")
    in_credit: Mapped[bool] = mapped_column(server_default="true")


class AssessmentResult(Keyed, Base):
    """A student's result in one assessment; `subject` is named as courses name theirs."""

    __tablename__ = "assessment_result"

    student_id: Mapped[UUID] = reference("student.id")
    name: Mapped[str]
    subject: Mapped[str]
    taken_on: Mapped[date]
    scale_score: Mapped[int | None]
    level: Mapped[int | None] = mapped_column(SmallInteger)
