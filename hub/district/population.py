"""The students: which family, school and grade, and where they were in the last three years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub.district import families, names
from hub.district.calendar import DAY, years_before
from hub.district.catalog import ELEMENTARY_GRADES, LAST_GRADE, MIDDLE_GRADES
from hub.district.keys import Odds
from hub.district.orgs import GRADES
from hub.district.people import Spell, Student
from hub.models.codes import NameAudience, SchoolLevel, Sex

if TYPE_CHECKING:
    from random import Random

    from hub.district.calendar import Year
    from hub.district.people import Family, School
    from hub.district.town import Town

SMALLEST = 300
"""Below this number of students the named people find no classes to stand in."""

_SEXES = Odds({Sex.FEMALE: 0.49, Sex.MALE: 0.50, Sex.NONBINARY: 0.01})
_MIDDLE_NAME, _PREFERRED, _TO_EVERYONE = 0.6, 0.06, 0.5
_OLDER, _ADVANCED = 0.04, 0.3
_ABSENCES = Odds({0.01: 0.25, 0.03: 0.40, 0.06: 0.22, 0.12: 0.09, 0.25: 0.04})
"""Share of students by the share of days on which they are absent: 5 % on the whole."""
_STAYED, _CAME, _LEFT, _GONE, _MOVED, _BOTH = "stayed", "came", "left", "gone", "moved", "both"
_COURSES_OF_LIFE = Odds({_STAYED: 0.92, _CAME: 0.03, _LEFT: 0.015, _GONE: 0.015, _MOVED: 0.02})
_CONCURRENT = 0.02
_YEARS_HERE = Odds({3: 0.84, 2: 0.08, 1: 0.08})
_EXITS = ("MOVED_WITHIN_STATE", "MOVED_OUT_OF_STATE", "PRIVATE_SCHOOL", "HOME_SCHOOL")


class Places:
    """The places for students that named families and chance fill, by neighborhood."""

    def __init__(self, homes: int, students: int) -> None:
        """Spread `students` evenly over the grades of all neighborhoods."""
        self.homes: list[list[int]] = [[] for _ in range(homes)]
        for number in range(students):
            self.homes[number // GRADES % homes].append(number % GRADES)

    def claim(self, grade: int) -> int:
        """Take a place in a grade of the first neighborhood, where named families live."""
        self.homes[0].remove(grade)
        return 0


def populate(town: Town, places: Places) -> None:
    """Fill all places that are left with families of children."""
    dice = town.keys.dice("population")
    for home, grades in enumerate(places.homes):
        dice.shuffle(grades)
        while grades:
            family = families.form(town, dice)
            town.families.append(family)
            for grade in _siblings(dice, grades):
                birth = birth_for(town, dice, grade, family)
                student = newcomer(town, dice, family, grade, birth, home)
                _live(town, dice, student)


def newcomer(
    town: Town, dice: Random, family: Family, grade: int, birth: date, home: int
) -> Student:
    """Add a student to a family; names and traits come by chance."""
    sex = _SEXES.draw(dice)
    number = len(town.students)
    student = Student(
        number,
        next(town.student_ids),
        next(town.person_ids),
        f"student-{number}",
        names.given_name(dice, sex),
        family.surname,
        sex,
        grade,
        birth,
        home,
        family,
        advanced=dice.random() < _ADVANCED,
        taste=dice.randrange(8),
        ability=min(max(dice.gauss(0.82, 0.12), 0.3), 1.0),
        absence=_ABSENCES.draw(dice) * dice.uniform(0.8, 1.2),
    )
    student.middle = names.given_name(dice, sex) if dice.random() < _MIDDLE_NAME else None
    if dice.random() < _PREFERRED:
        student.preferred = names.given_name(dice, _SEXES.draw(dice))
        to_all = dice.random() < _TO_EVERYONE
        student.audience = NameAudience.EVERYONE if to_all else NameAudience.SCHOOL
    family.children.append(student)
    town.students.append(student)
    return student


def school_for(town: Town, home: int, grade: int) -> School:
    """Return the school of a neighborhood for a grade."""
    if grade in ELEMENTARY_GRADES:
        level = SchoolLevel.ELEMENTARY
    else:
        level = SchoolLevel.MIDDLE if grade in MIDDLE_GRADES else SchoolLevel.HIGH
    homes = len(town.schools_of(SchoolLevel.ELEMENTARY))
    schools = town.schools_of(level)
    return schools[home * len(schools) // homes]


def enroll(town: Town, student: Student, year: Year, grade: int) -> Spell:
    """Enroll a student for a whole school year in the school of their neighborhood."""
    school = school_for(town, student.home, grade)
    past = year is not town.calendar.current
    spell = Spell(student, school, year, grade, year.days[0])
    if past:
        spell.ends_on, spell.exit_reason = year.whole.ends_on, "YEAR_END"
    return _register(spell)


def history(town: Town, student: Student, years: int) -> None:
    """Enroll a student for the last `years` school years, up to the present grade."""
    for back in reversed(range(years)):
        if student.grade - back >= 0:
            enroll(town, student, town.calendar.years[-1 - back], student.grade - back)


def _register(spell: Spell) -> Spell:
    spell.student.spells.append(spell)
    spell.school.spells.setdefault(spell.year.year, []).append(spell)
    return spell


def _siblings(dice: Random, grades: list[int]) -> list[int]:
    """Take the grades of one family's children from the places that are left."""
    taken = [grades.pop()]
    for _ in range(families.CHILDREN.draw(dice) - 1):
        others = [index for index in range(-1, -4, -1) if -index <= len(grades)]
        if others:
            fresh = [index for index in others if grades[index] not in taken]
            taken.append(grades.pop((fresh or others)[0]))
    return taken


def birth_for(town: Town, dice: Random, grade: int, family: Family) -> date:
    """Return a birth date for a grade, as of 1 September; children of one grade are twins."""
    for sibling in family.children:
        if sibling.grade == grade:
            return sibling.birth
    turned = date(town.calendar.current.year - 1, 9, 1)
    oldest = years_before(turned, grade + 6 + (dice.random() < _OLDER))
    return oldest + timedelta(days=dice.randrange(1, 366))


def _live(town: Town, dice: Random, student: Student) -> None:
    """Decide when a student came, moved and left."""
    course = _COURSES_OF_LIFE.draw(dice)
    years = _YEARS_HERE.draw(dice)
    history(town, student, {_CAME: 1, _GONE: 3}.get(course, years))
    if len(student.spells) == 1:
        student.spells[0].entry_code = "NEW_TO_DISTRICT" if student.grade else "KINDERGARTEN"
    if course == _GONE and len(student.spells) > 1:
        _leave_last_year(dice, student)
        return
    last, today = student.spells[-1], town.calendar.today
    turn = last.starts_on + dice.randrange(5, (today - last.starts_on).days) * DAY
    if course == _CAME:
        last.starts_on = turn
    elif course == _LEFT:
        last.ends_on, last.exit_reason = turn, dice.choice(_EXITS)
    elif course == _MOVED:
        _move(town, dice, last, turn)
    if student.grade == MIDDLE_GRADES[-1] and dice.random() < _CONCURRENT:
        enroll_twice(town, student)


def enroll_twice(town: Town, student: Student) -> Spell:
    """Enroll a student of the last middle grade at the high school, too."""
    school = school_for(town, student.home, LAST_GRADE)
    year = town.calendar.current
    return _register(
        Spell(
            student,
            school,
            year,
            student.grade,
            year.days[0],
            primary=False,
            entry_code="CONCURRENT",
        )
    )


def _leave_last_year(dice: Random, student: Student) -> None:
    """End a student's schooling here within or at the end of last year."""
    last = student.spells.pop()
    last.school.spells[last.year.year].remove(last)
    spell = student.spells[-1]
    student.grade = spell.grade
    spell.exit_reason = dice.choice(_EXITS)
    if dice.random() < 0.5:  # noqa: PLR2004 - half leave within the year, half at its end
        spell.ends_on = dice.choice(spell.year.days[20:])


def _move(town: Town, dice: Random, spell: Spell, turn: date) -> None:
    """Let a student come from another school of the same level within the year."""
    others = [
        school for school in town.schools_of(spell.school.level) if school is not spell.school
    ]
    if not others:
        return
    spell.student.spells.pop()
    earlier = Spell(
        spell.student, dice.choice(others), spell.year, spell.grade, spell.starts_on, turn
    )
    earlier.exit_reason = "MOVED_WITHIN_DISTRICT"
    _register(earlier)
    spell.starts_on, spell.entry_code = turn, "TRANSFER_WITHIN_DISTRICT"
    spell.student.spells.append(spell)
