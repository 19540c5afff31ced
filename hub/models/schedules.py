"""Kept: bell schedules, who follows which, and consents to periods without content."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import (
    DATES_IN_ORDER,
    Base,
    Dated,
    Keyed,
    Versioned,
    code,
    dates_in_order,
    reference,
)
from hub.models.schedule_codes import PeriodDecision

GRADES_IN_ORDER = "last_grade >= first_grade"


class BellSchedule(Keyed, Dated, Base):
    """Which meetings a school asks of a student in a week, on dates (SCH-2). It is that of all the
    school's students from `first_grade` to `last_grade`; of none, where neither is set, but those
    who have it as their own: a reduced day.
    """

    __tablename__ = "bell_schedule"
    __table_args__ = (
        dates_in_order(),
        CheckConstraint("num_nulls(first_grade, last_grade) IN (0, 2)", name="grades_as_a_whole"),
        CheckConstraint(GRADES_IN_ORDER, name="grades_in_order"),
        ExcludeConstraint(
            ("school_id", "="),
            (text("int4range(first_grade, last_grade, '[]')"), "&&"),
            (text("daterange(starts_on, ends_on)"), "&&"),
            where=text(f"({GRADES_IN_ORDER}) AND ({DATES_IN_ORDER})"),
            using="gist",
            name="ex_bell_schedule_grades",
        ),
    )

    school_id: Mapped[UUID] = reference("school.id")
    name: Mapped[str]
    first_grade: Mapped[int | None] = mapped_column(SmallInteger)
    last_grade: Mapped[int | None] = mapped_column(SmallInteger)


class BellPeriod(Keyed, Base):
    """A meeting that a bell schedule asks for: on an ISO weekday, 1 (Monday) to 7, a section of
    this `period`, by the name that sections have for it.
    """

    __tablename__ = "bell_period"
    __table_args__ = (
        UniqueConstraint("bell_schedule_id", "weekday", "period"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="iso_weekday"),
    )

    bell_schedule_id: Mapped[UUID] = reference("bell_schedule.id", index=False)
    weekday: Mapped[int] = mapped_column(SmallInteger)
    period: Mapped[str]


class StudentBellSchedule(Keyed, Dated, Base):
    """That a student follows this bell schedule, on dates, and not that of their grade. Of several
    on a day the one that began last holds.
    """

    __tablename__ = "student_bell_schedule"

    student_id: Mapped[UUID] = reference("student.id")
    bell_schedule_id: Mapped[UUID] = reference("bell_schedule.id")


class PeriodConsent(Keyed, Versioned, Base):
    """A written consent to a student's seat in a section without content, and what the principal
    decided of it (SCH-1). `signed_by` is the name on the paper, `paper` where the paper is filed;
    `withdrawn_on` the first day on which the consent no longer holds.
    """

    __tablename__ = "period_consent"
    __table_args__ = (
        CheckConstraint(
            "num_nulls(decision, decided_on, decided_by) IN (0, 3)", name="decided_as_a_whole"
        ),
        CheckConstraint("withdrawn_on >= consented_on", name="withdrawn_in_order"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    section_id: Mapped[UUID] = reference("section.id")
    consented_on: Mapped[date]
    signed_by: Mapped[str]
    paper: Mapped[str]
    withdrawn_on: Mapped[date | None]
    decision: Mapped[PeriodDecision | None] = mapped_column(code(PeriodDecision))
    decided_on: Mapped[date | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
