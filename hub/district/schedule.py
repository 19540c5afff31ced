"""The master schedule of each school and year: sections, rosters and who leads them."""

from __future__ import annotations

from collections import defaultdict
from math import ceil
from typing import TYPE_CHECKING

from hub.district.catalog import ELEMENTARY_GRADES, SLOTS
from hub.district.people import Section
from hub.district.staffing import hired
from hub.models.codes import PostRole, SchoolLevel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random
    from uuid import UUID

    from hub.district.calendar import Term, Year
    from hub.district.catalog import Course, Offering
    from hub.district.people import School, Spell, Staff
    from hub.district.town import Town

CLASSES_A_TEACHER = 5
LEFT_TEACHING = 0.04
ROOM = 34
"""Students in a full class."""
EARLY = "0"
"""The period before school, in which students of another school come."""


class Faculty:
    """The teachers of one school, by subject, and how busy each is in the year at hand."""

    def __init__(self, town: Town, school: School, dice: Random) -> None:
        """Begin without teachers: the first year hires them."""
        self._town, self._school, self._dice = town, school, dice
        self._teachers: dict[str, list[Staff]] = defaultdict(list)
        self._periods: dict[UUID, list[str]] = defaultdict(list)
        self._since: Year | None = None

    def begin(self, year: Year) -> None:
        """Begin a year: nobody is busy yet, and some have left since the last one."""
        self._periods.clear()
        for subject, teachers in self._teachers.items():
            leaving = [self._dice.random() < LEFT_TEACHING for _ in teachers]
            for teacher, leaves in zip(teachers, leaving, strict=True):
                if leaves:
                    teacher.posts[0].ends_on = year.starts_on
            self._teachers[subject] = [
                teacher for teacher, leaves in zip(teachers, leaving, strict=True) if not leaves
            ]
        self._since = year if self._teachers else None

    def lead(self, subject: str, period: str) -> Staff:
        """Return a teacher who is free in a period, hiring one where nobody is."""
        for teacher in self._teachers[subject]:
            busy = self._periods[teacher.id]
            if period not in busy and len(busy) < CLASSES_A_TEACHER:
                busy.append(period)
                return teacher
        since = self._since.days[0] if self._since else hired(self._town, self._dice)
        teacher = self._town.hire(PostRole.TEACHER, self._school, since=since)
        self._teachers[subject].append(teacher)
        self._periods[teacher.id].append(period)
        return teacher


class Scheduler:
    """Schedules one school, year after year, so that its teachers stay the same people."""

    def __init__(self, town: Town, school: School, ids: Iterator[UUID], dice: Random) -> None:
        """Schedule `school` of `town`; `ids` are the keys of sections."""
        self._town, self._school, self._ids, self._dice = town, school, ids, dice
        self._faculty = Faculty(town, school, dice)
        self._rooms = 0

    def year(self, year: Year) -> None:
        """Make the sections of a year and seat everyone who is enrolled in it."""
        self._faculty.begin(year)
        self._rooms = 100
        spells = [
            spell for spell in self._school.spells.get(year.year, ()) if wants_schedule(spell)
        ]
        if self._school.level is SchoolLevel.ELEMENTARY:
            self._elementary(year, spells)
        else:
            self._secondary(year, spells)

    def _elementary(self, year: Year, spells: list[Spell]) -> None:
        """One class after another, with the same children in each of its sections."""
        by_grade = _grouped(spells)
        for grade in ELEMENTARY_GRADES:
            courses = self._town.catalog.elementary[grade]
            for number, roster in enumerate(self._dealt(by_grade.get(grade, []), courses[0])):
                self._rooms += 1
                teacher = self._faculty.lead(courses[0].subject, "1")
                coach = self._faculty.lead(courses[2].subject, f"{grade}-{number}")
                for period, course in enumerate(courses, 1):
                    lead = coach if course is courses[2] else teacher
                    self._open(course, year, year.whole, str(period), roster, lead)

    def _secondary(self, year: Year, spells: list[Spell]) -> None:
        """Pool the students who take a course in a period, then split pools into sections."""
        pools: dict[tuple[str, str], tuple[Offering, list[Spell]]] = {}
        for spell, period, offering in self._requests(spells):
            key = period, offering.courses[0].title
            pools.setdefault(key, (offering, []))[1].append(spell)
        for period, title in sorted(pools):
            offering, pool = pools[period, title]
            for roster in self._dealt(pool, offering.courses[0]):
                self._rooms += 1
                lead = self._faculty.lead(offering.subject, period)
                if len(offering.courses) == 1:
                    self._open(offering.courses[0], year, year.whole, period, roster, lead)
                    continue
                first, second = (
                    self._open(course, year, term, period, roster, lead)
                    for course, term in zip(offering.courses, year.semesters, strict=True)
                )
                first.second = second

    def _requests(self, spells: list[Spell]) -> Iterator[tuple[Spell, str, Offering]]:
        """Every class that every student takes, with its period."""
        for grade, members in sorted(_grouped(spells).items()):
            self._dice.shuffle(members)
            groups = _rotation(len(members))
            for number, spell in enumerate(members):
                turn = grade + number % groups * SLOTS // groups
                for period in range(SLOTS):
                    student = spell.student
                    offering = self._town.catalog.slot(
                        grade,
                        (period + turn) % SLOTS,
                        advanced=student.advanced,
                        taste=student.taste,
                    )
                    yield spell, str(period + 1), offering
        for spell in spells:
            if not spell.primary:
                yield spell, EARLY, self._town.catalog["GEOM.H"]

    def _dealt(self, pool: list[Spell], course: Course) -> list[list[Spell]]:
        """Deal a pool of students into rosters of about the same length."""
        self._dice.shuffle(pool)
        count = ceil(len(pool) / course.seats)
        return [pool[index::count] for index in range(count)]

    def _open(
        self,
        course: Course,
        year: Year,
        term: Term,
        period: str,
        roster: list[Spell],
        lead: Staff,
    ) -> Section:
        section = Section(
            next(self._ids),
            self._school,
            course,
            year,
            term,
            period,
            f"{'ABCD'[self._rooms % 4]}{self._rooms}",
            lead,
            roster,
            takes_roll=self._school.level is not SchoolLevel.ELEMENTARY or period == "1",
        )
        self._town.sections[year.year].append(section)
        return section


def _rotation(students: int) -> int:
    """Into how many groups a grade is split, each of which has its own order of periods.

    As many as fill the classes best, since two classes of each group sit half empty otherwise.
    """

    def filled(groups: int) -> tuple[int, int]:
        members = students / groups
        return round(20 * members / ROOM / ceil(members / ROOM)), groups

    return max(range(1, SLOTS + 1), key=filled)


def wants_schedule(spell: Spell) -> bool:
    """Tell whether anyone scheduled this student: one named case was forgotten."""
    current = spell.ends_on is None
    return not (current and spell.student.named == "without_schedule")


def schedule(town: Town) -> None:
    """Schedule all schools for all years."""
    ids = town.keys.random_ids("section")
    for index, school in enumerate(town.schools):
        scheduler = Scheduler(town, school, ids, town.keys.dice(f"schedule.{index}"))
        for year in town.calendar.years:
            scheduler.year(year)


def follow(town: Town) -> None:
    """Note for each student the sections in which they sit today."""
    today = town.calendar.today
    for student in town.students:
        student.sections.clear()
    for section in town.current_sections():
        for student, starts_on, ends_on in section.seated():
            if starts_on <= today and (ends_on is None or today < ends_on):
                student.sections.append(section)


def _grouped(spells: list[Spell]) -> dict[int, list[Spell]]:
    """Primary enrollments by grade."""
    grouped: dict[int, list[Spell]] = defaultdict(list)
    for spell in spells:
        if spell.primary:
            grouped[spell.grade].append(spell)
    return grouped
