"""Kept: students with names, identifiers, demographics, households and addresses."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from hub.models.base import (
    Base,
    Dated,
    Keyed,
    Versioned,
    code,
    dates_in_order,
    reference,
    searched,
    sort_key,
)
from hub.models.codes import AddressKind, IdentifierKind, NameAudience, Sex


class Student(Keyed, Base):
    """A person in the capacity of student. `grade_level` is 0 for kindergarten up to 12, or null
    where no source says it.
    """

    __tablename__ = "student"
    __table_args__ = (
        UniqueConstraint("person_id"),
        Index("ix_student_sort_name_id", "sort_name", "id"),
        searched("student"),
        Index("ix_student_grade_level_id", "grade_level", "id"),
        Index("ix_student_family_name_id", "family_name", "id"),
        Index("ix_student_given_name_id", "given_name", "id"),
        Index("ix_student_birth_date_id", "birth_date", "id"),
    )

    person_id: Mapped[UUID] = reference("person.id", index=False)
    given_name: Mapped[str]
    middle_name: Mapped[str | None]
    family_name: Mapped[str]
    sort_name: Mapped[str]
    preferred_name: Mapped[str | None]
    preferred_name_audience: Mapped[NameAudience] = mapped_column(
        code(NameAudience), server_default="SCHOOL"
    )
    grade_level: Mapped[int | None] = mapped_column(SmallInteger)
    photo_key: Mapped[str | None]
    birth_date: Mapped[date]


_STUDENT = Base.metadata.tables["student"]
Index("ix_student_grade_level_nulls_id", *sort_key(_STUDENT.c.grade_level), _STUDENT.c.id)


class StudentMerge(Keyed, Versioned, Base):
    """That two students on record are one child, once for each of the two (SYN-3). Somebody
    proposes it, and nothing follows; once another person has confirmed it, what was on record of
    the one is on record of `kept_id`.
    """

    __tablename__ = "student_merge"
    __table_args__ = (
        UniqueConstraint("student_id", "other_id"),
        CheckConstraint("kept_id IN (student_id, other_id)", name="one_is_kept"),
        CheckConstraint("student_id <> other_id", name="two_students"),
        CheckConstraint(
            "(confirmed_on IS NULL) = (confirmed_by IS NULL)", name="confirmed_as_a_whole"
        ),
        CheckConstraint("confirmed_by <> proposed_by", name="second_person"),
        Index(
            "ix_student_merge_given_up",
            "student_id",
            unique=True,
            postgresql_where=text("student_id <> kept_id"),
        ),
        Index("ix_student_merge_proposed_on_id", "proposed_on", "id"),
    )

    student_id: Mapped[UUID] = reference("student.id", index=False)
    other_id: Mapped[UUID] = reference("student.id")
    kept_id: Mapped[UUID] = reference("student.id")
    proposed_on: Mapped[date]
    proposed_by: Mapped[UUID] = reference("staff_member.id")
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"), index=True)


class FormerName(Keyed, Base):
    """A legal name that a student no longer bears."""

    __tablename__ = "former_name"

    student_id: Mapped[UUID] = reference("student.id")
    given_name: Mapped[str]
    family_name: Mapped[str]
    changed_on: Mapped[date]


class StudentIdentifier(Keyed, Dated, Base):
    """An identifier that some system gave a student, with the days on which it holds."""

    __tablename__ = "student_identifier"
    __table_args__ = (dates_in_order(), Index("ix_student_identifier_kind_value", "kind", "value"))

    student_id: Mapped[UUID] = reference("student.id")
    kind: Mapped[IdentifierKind] = mapped_column(code(IdentifierKind))
    value: Mapped[str]


class Demographics(Keyed, Base):
    """What a student's family reported for state and federal counts."""

    __tablename__ = "demographics"
    __table_args__ = (UniqueConstraint("student_id"),)

    student_id: Mapped[UUID] = reference("student.id", index=False)
    sex: Mapped[Sex | None] = mapped_column(code(Sex))
    hispanic: Mapped[bool | None] = mapped_column(Boolean)
    races: Mapped[list[str] | None] = mapped_column(ARRAY(String(40)))
    home_language: Mapped[str | None]


class Household(Keyed, Base):
    """People who live under one roof; it has no name of its own."""

    __tablename__ = "household"

    note: Mapped[str | None]


class HouseholdStudent(Keyed, Dated, Base):
    """A student's membership in a household; two at once where parents live apart."""

    __tablename__ = "household_student"

    household_id: Mapped[UUID] = reference("household.id")
    student_id: Mapped[UUID] = reference("student.id")


class HouseholdGuardian(Keyed, Dated, Base):
    """A guardian's membership in a household."""

    __tablename__ = "household_guardian"
    __table_args__ = (
        dates_in_order(),
        Index("ix_household_guardian_guardian_id_household_id", "guardian_id", "household_id"),
    )

    household_id: Mapped[UUID] = reference("household.id")
    guardian_id: Mapped[UUID] = reference("guardian.id", index=False)


class StudentAddress(Keyed, Dated, Base):
    """Where a student lives or gets mail, by household; a Safe-at-Home substitute looks alike."""

    __tablename__ = "student_address"

    student_id: Mapped[UUID] = reference("student.id")
    household_id: Mapped[UUID] = reference("household.id")
    kind: Mapped[AddressKind] = mapped_column(code(AddressKind))
    line1: Mapped[str]
    line2: Mapped[str | None]
    city: Mapped[str]
    state: Mapped[str]
    postal_code: Mapped[str]
    validated_on: Mapped[date | None]


class ConfidentialAddress(Keyed, Dated, Base):
    """The actual residence behind a Safe-at-Home substitute (Gov. Code 6207): registrar only."""

    __tablename__ = "confidential_address"

    student_id: Mapped[UUID] = reference("student.id")
    line1: Mapped[str]
    line2: Mapped[str | None]
    city: Mapped[str]
    state: Mapped[str]
    postal_code: Mapped[str]
