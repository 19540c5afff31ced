"""The people of the district and how they stand to each other, before rows are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hub.models.codes import (
    NameAudience,
    PostRole,
    Relationship,
    RightKind,
    SchoolLevel,
    Sex,
    StaffRole,
    Standing,
)
from hub.validation import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from hub.district.calendar import Term, Year
    from hub.district.catalog import Course
    from hub.district.names import Address


@dataclass(slots=True, eq=False)
class School:
    """A school. `area` is the index of the high school that its students go on to."""

    id: UUID
    name: str
    level: SchoolLevel
    area: int
    staff: dict[PostRole, list[Staff]] = field(default_factory=dict)
    spells: dict[int, list[Spell]] = field(default_factory=dict)

    def holding(self, role: PostRole) -> list[Staff]:
        """Return the staff who hold a post of this role here."""
        return self.staff.setdefault(role, [])


@dataclass(slots=True, eq=False)
class Post:
    """A post on its dates; no school means the whole district."""

    role: PostRole
    school: School | None
    starts_on: date
    ends_on: date | None = None
    contracted: bool = False


@dataclass(slots=True, eq=False)
class Staff:
    """A staff member. `person_id` is shared with the adult who is the same person."""

    id: UUID
    person_id: UUID
    sourced_id: str
    given: str
    family: str
    posts: list[Post]
    named: str = ""
    adult: Adult | None = None


@dataclass(slots=True, eq=False)
class Adult:
    """A guardian or family contact."""

    id: UUID
    person_id: UUID
    sourced_id: str
    given: str
    family: str
    phone: str
    language: str
    named: str = ""
    staff: Staff | None = None


@dataclass(slots=True, eq=False)
class Household:
    """People under one roof; `earlier` is the address before a move."""

    id: UUID
    address: Address
    mailing: Address | None = None
    earlier: Address | None = None
    moved_on: date | None = None
    validated: bool = True


@dataclass(slots=True, eq=False)
class Tie:
    """How an adult stands to every child of a family, and in which household they live.

    Without `starts_on` it holds since each child's birth. `without` are rights they lack.
    """

    adult: Adult
    relationship: Relationship
    standing: Standing
    household: Household | None
    shares_contact: bool = False
    validation: State = State.VALIDATED
    starts_on: date | None = None
    ends_on: date | None = None
    without: tuple[RightKind, ...] = ()


@dataclass(slots=True, eq=False)
class Family:
    """Children with the same adults and the same name."""

    surname: str
    language: str
    races: list[str] | None
    hispanic: bool
    households: list[Household]
    ties: list[Tie]
    children: list[Student] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Spell:
    """A student's enrollment at one school in one school year."""

    student: Student
    school: School
    year: Year
    grade: int
    starts_on: date
    ends_on: date | None = None
    primary: bool = True
    entry_code: str = "RETURNING"
    exit_reason: str | None = None

    def during(self, starts_on: date, ends_on: date) -> tuple[date, date | None] | None:
        """Return the part of [starts_on, ends_on) in which this enrollment holds, if any."""
        start = max(self.starts_on, starts_on)
        end = self.ends_on if self.ends_on and self.ends_on < ends_on else None
        return (start, end) if start < (end or ends_on) else None


@dataclass(slots=True, eq=False)
class Student:
    """A student; `home` is the elementary school of the neighborhood."""

    number: int
    id: UUID
    person_id: UUID
    sourced_id: str
    given: str
    family_name: str
    sex: Sex
    grade: int
    birth: date
    home: int
    family: Family
    advanced: bool
    taste: int
    ability: float
    absence: float
    middle: str | None = None
    preferred: str | None = None
    audience: NameAudience = NameAudience.SCHOOL
    named: str = ""
    spells: list[Spell] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def spell(self) -> Spell | None:
        """The latest primary enrollment."""
        return next((spell for spell in reversed(self.spells) if spell.primary), None)

    def school_on(self, day: date) -> School | None:
        """Return the school of the primary enrollment in force on `day`."""
        for spell in self.spells:
            if spell.primary and spell.starts_on <= day < (spell.ends_on or spell.year.ends_on):
                return spell.school
        return None


@dataclass(slots=True, eq=False)
class Seat:
    """The dates of one seat where they differ from those of section and enrollment."""

    starts_on: date
    ends_on: date | None


@dataclass(slots=True, eq=False)
class Teaching:
    """Someone's part in a section beside the lead who holds it throughout."""

    staff: Staff
    role: StaffRole
    starts_on: date
    ends_on: date | None = None
    may_grade: bool = False


@dataclass(slots=True, eq=False)
class Section:
    """A course taught in a term, its roster by enrollment, and its lead.

    `second` is the section of the second half course, with the same roster and lead.
    """

    id: UUID
    school: School
    course: Course
    year: Year
    term: Term
    period: str
    room: str
    lead: Staff
    roster: list[Spell]
    takes_roll: bool = True
    starts_on: date | None = None
    lead_from: date | None = None
    second: Section | None = None
    others: list[Teaching] = field(default_factory=list)
    seats: dict[int, list[Seat]] = field(default_factory=dict)
    assignments: list[tuple[UUID, date, int]] = field(default_factory=list)

    @property
    def begins(self) -> date:
        """The section's first day, which is its term's unless said otherwise."""
        return self.starts_on or self.term.starts_on

    def seated(self) -> Iterator[tuple[Student, date, date | None]]:
        """Yield each student with the dates of their seat; no end means still open."""
        for spell in self.roster:
            student = spell.student
            if student.number in self.seats:
                for seat in self.seats[student.number]:
                    yield student, seat.starts_on, seat.ends_on
            elif bounds := spell.during(self.begins, self.term.ends_on):
                yield student, *bounds
