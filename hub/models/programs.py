"""Kept: support for learners of English, and plans under section 504."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import Base, Dated, Keyed, Versioned, code, reference
from hub.models.codes import Area, EnglishStatus


class EnglishLearner(Keyed, Dated, Base):
    """How far a student has come in learning English, on dates, and what helps them in class."""

    __tablename__ = "english_learner"

    student_id: Mapped[UUID] = reference("student.id")
    status: Mapped[EnglishStatus] = mapped_column(code(EnglishStatus))
    level: Mapped[int | None] = mapped_column(SmallInteger)
    supports: Mapped[str | None]


class Plan504(Keyed, Dated, Versioned, Base):
    """A plan under section 504 (34 CFR 104.35): once adopted, it is followed on its dates. Its
    coordinator is on the caseload as a case manager, and reads as one.
    """

    __tablename__ = "plan_504"

    student_id: Mapped[UUID] = reference("student.id")
    adopted_on: Mapped[date | None]
    impairment: Mapped[str]
    review_due_on: Mapped[date]
    coordinator_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class Plan504Accommodation(Keyed, Dated, Base):
    """What a plan under section 504 asks of whoever teaches the student."""

    __tablename__ = "plan_504_accommodation"

    student_id: Mapped[UUID] = reference("student.id")
    plan_504_id: Mapped[UUID] = reference("plan_504.id")
    area: Mapped[Area] = mapped_column(code(Area))
    instruction: Mapped[str]
