"""Kept: school enrollment, caseloads, and the program rows on which some relations rest."""

from datetime import time
from uuid import UUID

from sqlalchemy import Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import (
    Base,
    Dated,
    Keyed,
    Versioned,
    code,
    dates_in_order,
    no_overlap,
    reference,
)
from hub.models.codes import CaseloadKind, SupportKind


class SchoolEnrollment(Keyed, Versioned, Dated, Base):
    """A student's enrollment at a school; two schools at once are lawful, one is primary."""

    __tablename__ = "school_enrollment"
    __table_args__ = (
        dates_in_order(),
        no_overlap("ex_school_enrollment_primary", "student_id", where="is_primary"),
        Index("ix_school_enrollment_student_id_school_id", "student_id", "school_id"),
        Index("ix_school_enrollment_school_id_student_id", "school_id", "student_id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    school_id: Mapped[UUID] = reference("school.id", index=False)
    school_year: Mapped[int]
    grade_level: Mapped[int | None] = mapped_column(SmallInteger)
    is_primary: Mapped[bool]
    entry_code: Mapped[str | None]
    exit_reason: Mapped[str | None]


class Caseload(Keyed, Versioned, Dated, Base):
    """A student named on a staff member's caseload (counselor, case manager, aide), on dates."""

    __tablename__ = "caseload"
    __table_args__ = (
        dates_in_order(),
        no_overlap("ex_caseload_window", "student_id", "staff_id", "kind"),
        Index("ix_caseload_staff_id_kind_student_id", "staff_id", "kind", "student_id"),
        Index("ix_caseload_student_id_kind_staff_id", "student_id", "kind", "staff_id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)
    kind: Mapped[CaseloadKind] = mapped_column(code(CaseloadKind))
    contracted: Mapped[bool] = mapped_column(server_default="false")


class CounselorRange(Keyed, Dated, Base):
    """A counselor's alphabet range at one school: family names from `first` to `last` letters,
    both included, of one grade or of all (P-11).
    """

    __tablename__ = "counselor_range"

    staff_id: Mapped[UUID] = reference("staff_member.id")
    school_id: Mapped[UUID] = reference("school.id")
    first: Mapped[str]
    last: Mapped[str]
    grade_level: Mapped[int | None] = mapped_column(SmallInteger)


class SupportProgram(Keyed, Dated, Base):
    """A student counted as homeless, foster or migrant, on dates (42 USC 11432). `unaccompanied`:
    homeless and in nobody's custody (P-27).
    """

    __tablename__ = "support_program"

    student_id: Mapped[UUID] = reference("student.id")
    kind: Mapped[SupportKind] = mapped_column(code(SupportKind))
    unaccompanied: Mapped[bool] = mapped_column(server_default="false")


class SupportTeamMember(Keyed, Dated, Base):
    """A staff member named in the support team of a homeless, foster or migrant student."""

    __tablename__ = "support_team_member"
    __table_args__ = (
        dates_in_order(),
        Index("ix_support_team_member_staff_id_student_id", "staff_id", "student_id"),
    )

    student_id: Mapped[UUID] = reference("student.id")
    staff_id: Mapped[UUID] = reference("staff_member.id", index=False)


class MealBenefit(Keyed, Dated, Base):
    """A student's meal benefit, on dates."""

    __tablename__ = "meal_benefit"

    student_id: Mapped[UUID] = reference("student.id")
    benefit: Mapped[str]


class TransportAssignment(Keyed, Dated, Base):
    """A student's seat on a route, on dates."""

    __tablename__ = "transport_assignment"

    student_id: Mapped[UUID] = reference("student.id")
    route: Mapped[str]
    stop: Mapped[str]
    picked_up_at: Mapped[time | None]
    dropped_off_at: Mapped[time | None]
