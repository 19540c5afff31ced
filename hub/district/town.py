"""The town: everyone and everything from which the district's rows are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hub.district import names
from hub.district.calendar import DAY
from hub.district.people import Adult, Household, Post, School, Section, Staff
from hub.models.codes import AbsenceReason, AttendanceStatus, SchoolLevel, Sex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random
    from uuid import UUID

    from hub.district.calendar import Calendar
    from hub.district.catalog import Catalog
    from hub.district.keys import Keys
    from hub.district.people import Family, Student
    from hub.district.rows import Rows
    from hub.models.codes import PostRole


Day = tuple[AttendanceStatus, AbsenceReason | None, str | None]
"""How a student was missing on one day, why, and a note."""


@dataclass(slots=True)
class Cast:
    """The named people by key, and what is fixed about their days and marks."""

    staff: dict[str, Staff] = field(default_factory=dict)
    adults: dict[str, Adult] = field(default_factory=dict)
    students: dict[str, Student] = field(default_factory=dict)
    days: dict[int, dict[date, Day]] = field(default_factory=dict)
    marks: dict[tuple[int, UUID], str] = field(default_factory=dict)


class Town:
    """Schools, staff, families, students and sections, as they are being drawn."""

    def __init__(
        self, size: int, keys: Keys, rows: Rows, calendar: Calendar, catalog: Catalog
    ) -> None:
        """Begin a town of `size` students with a calendar and a catalog."""
        self.size = size
        self.keys = keys
        self.rows = rows
        self.calendar = calendar
        self.catalog = catalog
        self._schools: dict[SchoolLevel, list[School]] = {level: [] for level in SchoolLevel}
        self.staff: list[Staff] = []
        self.adults: list[Adult] = []
        self.families: list[Family] = []
        self.students: list[Student] = []
        self.cast = Cast()
        self.serving: list[tuple[UUID, Student, date]] = []
        """Seats in sections without content, by key, and since when."""
        self.sections: dict[int, list[Section]] = {year.year: [] for year in calendar.years}
        self.person_ids = keys.random_ids("person")
        self.student_ids = keys.random_ids("student")
        self._staff_ids = keys.random_ids("staff_member")
        self._guardian_ids = keys.random_ids("guardian")
        self._household_ids = keys.random_ids("household")
        self._staff_dice = keys.dice("staff_member")

    @property
    def schools(self) -> list[School]:
        """All schools, level by level."""
        return [school for schools in self._schools.values() for school in schools]

    def schools_of(self, level: SchoolLevel) -> list[School]:
        """Return the schools of a level, in order of their areas."""
        return self._schools[level]

    def hire(
        self, role: PostRole, *schools: School, since: date, contracted: bool = False
    ) -> Staff:
        """Add a staff member with a post of `role` at each school, or in the district."""
        dice = self._staff_dice
        posts = [Post(role, school, since, contracted=contracted) for school in schools or (None,)]
        number = len(self.staff)
        staff = Staff(
            next(self._staff_ids),
            next(self.person_ids),
            f"staff-{number}",
            names.given_name(dice, dice.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE))),
            names.family_name(dice),
            posts,
        )
        self.staff.append(staff)
        for school in schools:
            school.holding(role).append(staff)
        return staff

    def adult(self, dice: Random, given: str, family: str, language: str) -> Adult:
        """Add an adult of a student's family."""
        number = len(self.adults)
        adult = Adult(
            next(self._guardian_ids),
            next(self.person_ids),
            f"guardian-{number}",
            given,
            family,
            names.phone(dice),
            language,
        )
        self.adults.append(adult)
        return adult

    def household(self, dice: Random) -> Household:
        """Return a new household with an address; some get mail elsewhere, some have moved."""
        household = Household(next(self._household_ids), names.address(dice))
        household.validated = dice.random() < ADDRESS_VALIDATED
        if dice.random() < MAILING_ELSEWHERE:
            household.mailing = names.post_box(dice)
        if dice.random() < MOVED:
            household.earlier = names.address(dice)
            household.moved_on = self.calendar.today - dice.randrange(10, 700) * DAY
        return household

    def current_sections(self) -> Iterator[Section]:
        """Yield the present year's sections that are in session today."""
        today = self.calendar.today
        for section in self.sections[self.calendar.current.year]:
            if section.begins <= today < section.term.ends_on:
                yield section

    def staffed(self, role: PostRole) -> list[Staff]:
        """Return everyone who holds a post of a role."""
        return [staff for staff in self.staff if any(post.role is role for post in staff.posts)]

    def plain_students(self) -> Iterator[Student]:
        """Yield the students whose records chance decides: all but the named ones."""
        return (student for student in self.students if not student.named)


MAILING_ELSEWHERE = 0.06
MOVED = 0.05
ADDRESS_VALIDATED = 0.93
