"""Kept: courses, sections, meetings, who teaches, who attends, who covers."""

from datetime import date, time
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, Numeric, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import (
    Base,
    Dated,
    Keyed,
    TimeKeyed,
    Versioned,
    code,
    dates_in_order,
    no_overlap,
    reference,
)
from hub.models.codes import StaffRole
from hub.models.schedule_codes import CourseKind


class Course(Keyed, Base):
    """A catalog course. Courses of one `equivalence_group` count once (CR-3), at most
    `max_completions` times (CR-2); `year_long` ones post credit at the end (CR-5). Of another
    `kind` than REGULAR it has no content, and takes consent and approval (SCH-1).
    """

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("code"), Index("ix_course_title_id", "title", "id"))

    kind: Mapped[CourseKind] = mapped_column(
        code(CourseKind), server_default=CourseKind.REGULAR.value
    )
    code: Mapped[str]
    title: Mapped[str]
    subject: Mapped[str]
    credit: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    equivalence_group: Mapped[str]
    max_completions: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    year_long: Mapped[bool] = mapped_column(server_default="false")


class Section(Keyed, Dated, Base):
    """A course taught at a school in a term; its dates bound every enrollment in it."""

    __tablename__ = "section"
    __table_args__ = (dates_in_order(), Index("ix_section_title_id", "title", "id"))

    school_id: Mapped[UUID] = reference("school.id")
    course_id: Mapped[UUID] = reference("course.id")
    term_id: Mapped[UUID] = reference("term.id")
    title: Mapped[str]
    period: Mapped[str]
    room: Mapped[str | None]
    seat_limit: Mapped[int | None]


class SectionMeeting(Keyed, Base):
    """When and where a section meets: ISO weekday 1 (Monday) to 7, local times."""

    __tablename__ = "section_meeting"

    section_id: Mapped[UUID] = reference("section.id")
    weekday: Mapped[int] = mapped_column(SmallInteger)
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    room: Mapped[str | None]


class SectionStaff(Keyed, Dated, Base):
    """Who teaches a section, in which role, on which dates; `may_grade` opens its gradebook to a
    co-teacher.
    """

    __tablename__ = "section_staff"
    __table_args__ = (
        dates_in_order(),
        Index("ix_section_staff_staff_id_section_id", "staff_id", "section_id"),
        Index("ix_section_staff_section_id_staff_id", "section_id", "staff_id"),
    )

    section_id: Mapped[UUID] = reference("section.id", index=False)
    school_id: Mapped[UUID] = reference("school.id")
    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)
    role: Mapped[StaffRole] = mapped_column(code(StaffRole))
    may_grade: Mapped[bool] = mapped_column(server_default="false")


class SectionEnrollment(TimeKeyed, Versioned, Dated, Base):
    """A student's seat in a section; dropped means that it ended before the section (CR-1)."""

    __tablename__ = "section_enrollment"
    __table_args__ = (
        dates_in_order(),
        UniqueConstraint("student_id", "section_id", "starts_on"),
        Index("ix_section_enrollment_section_id_student_id", "section_id", "student_id"),
    )

    section_id: Mapped[UUID] = reference("section.id", index=False)
    student_id: Mapped[UUID] = reference("student.id", index=False)
    school_year: Mapped[int]


class Coverage(Keyed, Versioned, Dated, Base):
    """A substitute's window on one section (P-10). `long_term`: more than 20 school days from
    the window's first day, remade when the calendar changes.
    """

    __tablename__ = "coverage"
    __table_args__ = (
        dates_in_order(),
        no_overlap("ex_coverage_window", "section_id", "staff_id"),
        Index("ix_coverage_staff_id_section_id", "staff_id", "section_id"),
    )

    section_id: Mapped[UUID] = reference("section.id")
    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)
    long_term: Mapped[bool] = mapped_column(server_default="false")
    contracted: Mapped[bool] = mapped_column(server_default="false")


class Assignment(Keyed, Base):
    """Work set for a whole section."""

    __tablename__ = "assignment"

    section_id: Mapped[UUID] = reference("section.id")
    title: Mapped[str]
    due_on: Mapped[date]
    points: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
