"""The course catalog, and which courses each grade takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.models.schedule_codes import CourseKind
from hub.models.sections import Course as CourseRow

if TYPE_CHECKING:
    from uuid import UUID

    from hub.district.keys import Keys
    from hub.district.rows import Rows

ELEMENTARY_GRADES = range(6)
MIDDLE_GRADES = range(6, 9)
HIGH_GRADES = range(9, 13)
LAST_GRADE = 12


@dataclass(frozen=True, slots=True)
class Course:
    """A catalog course."""

    id: UUID
    code: str
    title: str
    subject: str
    credit: Decimal
    year_long: bool
    completions: int

    @property
    def group(self) -> str:
        """The code that it shares with its honors and middle-school variants (CR-3)."""
        return _VARIANT.sub("", self.code)

    @property
    def seats(self) -> int:
        """How many students one section of it takes."""
        return {"Physical Education": 45, "Music": 45, "Elementary": 28}.get(self.subject, 34)


@dataclass(frozen=True, slots=True)
class Offering:
    """What a student chooses: two half courses, one after the other, or one year-long course."""

    courses: tuple[Course, ...]

    @property
    def subject(self) -> str:
        """The subject, which decides who can teach it."""
        return self.courses[0].subject


_HALVES = (
    # code, title, subject, credit a half, completions
    ("ENG6", "English 6", "English", "0", 1),
    ("ENG7", "English 7", "English", "0", 1),
    ("ENG8", "English 8", "English", "0", 1),
    ("ENG9", "English 9", "English", "5", 1),
    ("ENG10", "English 10", "English", "5", 1),
    ("ENG11", "American Literature", "English", "5", 1),
    ("ENG12", "Expository Reading and Writing", "English", "5", 1),
    ("MATH6", "Mathematics 6", "Mathematics", "0", 1),
    ("MATH7", "Mathematics 7", "Mathematics", "0", 1),
    ("MATH8", "Mathematics 8", "Mathematics", "0", 1),
    ("GEOM", "Geometry", "Mathematics", "5", 1),
    ("GEOM.H", "Honors Geometry", "Mathematics", "5", 1),
    ("ALG2", "Algebra 2", "Mathematics", "5", 1),
    ("ALG2.H", "Honors Algebra 2", "Mathematics", "5", 1),
    ("PREC", "Precalculus", "Mathematics", "5", 1),
    ("STAT", "Statistics", "Mathematics", "5", 1),
    ("CALC", "Calculus", "Mathematics", "5", 1),
    ("SCI6", "Earth Science 6", "Science", "0", 1),
    ("SCI7", "Life Science 7", "Science", "0", 1),
    ("SCI8", "Physical Science 8", "Science", "0", 1),
    ("BIO", "Biology", "Science", "5", 1),
    ("CHEM", "Chemistry", "Science", "5", 1),
    ("PHYS", "Physics", "Science", "5", 1),
    ("ENVI", "Environmental Science", "Science", "5", 1),
    ("HIST6", "Ancient Civilizations", "Social Science", "0", 1),
    ("HIST7", "Medieval History", "Social Science", "0", 1),
    ("HIST8", "United States History 8", "Social Science", "0", 1),
    ("GEOG", "Geography and Ethnic Studies", "Social Science", "5", 1),
    ("WHIST", "World History", "Social Science", "5", 1),
    ("USHIST", "United States History", "Social Science", "5", 1),
    ("GOVEC", "Government and Economics", "Social Science", "5", 1),
    ("PE6", "Physical Education 6", "Physical Education", "0", 1),
    ("PE7", "Physical Education 7", "Physical Education", "0", 1),
    ("PE8", "Physical Education 8", "Physical Education", "0", 1),
    ("PE9", "Physical Education 9", "Physical Education", "5", 1),
    ("PE10", "Physical Education 10", "Physical Education", "5", 1),
    ("FIT", "Lifetime Fitness", "Physical Education", "5", 4),
    ("EXPL", "Exploratory Arts", "Art", "0", 3),
    ("SPAN1", "Spanish 1", "World Languages", "5", 1),
    ("SPAN2", "Spanish 2", "World Languages", "5", 1),
    ("ART1", "Studio Art", "Art", "5", 2),
    ("CERAM", "Ceramics", "Art", "5", 2),
    ("BAND", "Concert Band", "Music", "5", 4),
    ("CHOIR", "Choir", "Music", "5", 4),
    ("COMP", "Computer Science", "Technology", "5", 1),
    ("ENGIN", "Engineering Design", "Technology", "5", 1),
)

_ELECTIVES = ("SPAN1", "SPAN2", "ART1", "CERAM", "BAND", "CHOIR", "COMP", "ENGIN")
_MIDDLE_ELECTIVES = ("EXPL", "BAND", "CHOIR", "SPAN1")
_CORE = {
    6: ("ENG6", "SCI6", "HIST6", "PE6"),
    7: ("ENG7", "SCI7", "HIST7", "PE7"),
    8: ("ENG8", "SCI8", "HIST8", "PE8"),
    9: ("ENG9", "BIO", "GEOG", "PE9"),
    10: ("ENG10", "CHEM", "WHIST", "PE10"),
    11: ("ENG11", "PHYS", "USHIST", "FIT"),
    12: ("ENG12", "ENVI", "GOVEC", "FIT"),
}
_MATHEMATICS = {
    # grade: usual, advanced
    6: ("MATH6", "MATH6"),
    7: ("MATH7", "MATH7"),
    8: ("MATH8", "ALG1.M"),
    9: ("ALG1", "GEOM.H"),
    10: ("GEOM", "ALG2.H"),
    11: ("ALG2", "PREC"),
    12: ("STAT", "CALC"),
}
SLOTS = 6
"""Classes a secondary student takes, one a period."""

_YEAR_LONG = (
    ("ALG1", "Algebra 1", "10"),
    ("ALG1.M", "Algebra 1, middle school", "10"),
)
_ELEMENTARY = (
    ("Reading and Writing", "Elementary"),
    ("Mathematics", "Elementary"),
    ("Physical Education", "Physical Education"),
)
WITHOUT_CONTENT = tuple(kind for kind in CourseKind if kind is not CourseKind.REGULAR)
_VARIANT = re.compile(r"\.\w")
"""What tells the honors or middle-school variant of a course from its equivalents."""


class Catalog:
    """All courses, and the offerings that each grade takes."""

    def __init__(self, keys: Keys, rows: Rows) -> None:
        """Draw up the catalog and write its rows."""
        self._ids = keys.random_ids("course")
        self._rows = rows
        self._offerings = {
            code: Offering((self._course(code, title, "Mathematics", credit, year_long=True),))
            for code, title, credit in _YEAR_LONG
        }
        for code, title, subject, credit, completions in _HALVES:
            self._offerings[code] = self._halves(code, title, subject, credit, completions)
        self.elementary = {grade: self._elementary(grade) for grade in ELEMENTARY_GRADES}
        self.seminar = self._course("SEM", "College Seminar", "Mathematics", "2.5", completions=4)
        self.without_content = {kind: self._without_content(kind) for kind in WITHOUT_CONTENT}

    def _without_content(self, kind: CourseKind) -> UUID:
        """A course in which nothing is taught, by its key."""
        code = kind.value.replace("_", "")
        return self._rows.add(
            CourseRow,
            id=next(self._ids),
            code=code,
            title=kind.value.replace("_", " ").capitalize(),
            subject="Without content",
            credit=Decimal(0),
            equivalence_group=code,
            kind=kind,
        )

    def __getitem__(self, code: str) -> Offering:
        """Return the offering of a code such as GEOM."""
        return self._offerings[code]

    def slot(self, grade: int, slot: int, *, advanced: bool, taste: int) -> Offering:
        """Return what a student of a secondary grade takes as their `slot`-th class."""
        core = _CORE[grade]
        if slot < len(core):
            return self._offerings[core[slot]]
        if slot == len(core):
            return self._offerings[_MATHEMATICS[grade][advanced]]
        electives = _MIDDLE_ELECTIVES if grade in MIDDLE_GRADES else _ELECTIVES
        return self._offerings[electives[(taste + grade) % len(electives)]]

    def _halves(
        self, code: str, title: str, subject: str, credit: str, completions: int
    ) -> Offering:
        return Offering(
            tuple(
                self._course(
                    f"{code}-{half}", f"{title} {half}", subject, credit, completions=completions
                )
                for half in "AB"
            )
        )

    def _elementary(self, grade: int) -> tuple[Course, ...]:
        name = f"grade {grade}" if grade else "kindergarten"
        return tuple(
            self._course(f"E{grade}-{title[0]}", f"{title}, {name}", subject, "0", year_long=True)
            for title, subject in _ELEMENTARY
        )

    def _course(
        self,
        code: str,
        title: str,
        subject: str,
        credit: str,
        *,
        completions: int = 1,
        year_long: bool = False,
    ) -> Course:
        course = Course(
            next(self._ids), code, title, subject, Decimal(credit), year_long, completions
        )
        self._rows.add(
            CourseRow,
            id=course.id,
            code=code,
            title=title,
            subject=subject,
            credit=course.credit,
            equivalence_group=course.group,
            max_completions=completions,
            year_long=year_long,
        )
        return course
