"""Rows about course history and assessments: what three years of marks have come to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hub.district import grades
from hub.district.calendar import DAY, MARKS_POSTED_AFTER_DAYS
from hub.models.codes import SchoolLevel
from hub.models.transcripts import AssessmentResult, TranscriptLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.district.people import Section, Student
    from hub.district.rows import Row
    from hub.district.town import Town

FAILED = "F"
SUBJECTS = ("English", "Mathematics")
STATE_GRADES = (3, 4, 5, 6, 7, 8, 11)
LEVELS = 4
LOWEST, RANGE, SPREAD = 2300, 400, 0.3
_LINE = (
    "id",
    "student_id",
    "school_name",
    "school_year",
    "term_name",
    "grade_level",
    "course_code",
    "course_title",
    "subject",
    "mark",
    "credit_attempted",
    "credit_earned",
    "college_record",
    "posted_on",
    "equivalence_group",
    "max_completions",
    "school_level",
    "honors",
    "in_average",
    "in_credit",
)
HONORS = ".H"
"""What the code of an honors course has in it."""
_RESULT = ("id", "student_id", "name", "subject", "taken_on", "scale_score", "level")
COLLEGE = "Port Linden College"


def write(town: Town) -> None:
    """Write the rows of transcripts and assessments, and a college course of two students."""
    posted = {section.id: section for section in _posted(town)}
    expected = sum(len(section.roster) for section in posted.values())
    town.rows.stream(TranscriptLine, _LINE, expected, lambda: _lines(town))
    town.rows.stream(AssessmentResult, _RESULT, 2 * len(town.students), lambda: _results(town))
    for key in ("student", "student16", "adult_student"):
        _dual(town, town.cast.students[key])


def _posted(town: Town) -> Iterator[Section]:
    """The sections of past years whose course gives credit."""
    for year in town.calendar.years[:-1]:
        for section in town.sections[year.year]:
            level = section.school.level
            if section.course.credit and level is not SchoolLevel.ELEMENTARY:
                yield section


def _lines(town: Town) -> Iterator[Row]:
    """A line for each final mark in its last version, as it was when it was posted."""
    ids = town.keys.random_ids("transcript_line")
    sections = {section.id: section for section in _posted(town)}
    ages = {
        (student.id, spell.year.year): spell.grade
        for student in town.students
        for spell in student.spells
    }
    for row in grades.marks(town):
        _, student, section_id, term, year, mark, _, posted_at, superseded_at, _ = row
        section = sections.get(section_id)  # type: ignore[call-overload]
        if section is None or superseded_at is not None or term != section.term.id:
            continue
        course = section.course
        earned = Decimal(0) if mark == FAILED else course.credit
        yield (
            next(ids), student, section.school.name, year, section.term.name,
            ages[student, year], course.code, course.title, course.subject, mark,  # type: ignore[index]
            course.credit, earned, False, posted_at.date(),  # type: ignore[attr-defined]
            course.group, course.completions, section.school.level, HONORS in course.code,
            True, True,
        )  # fmt: skip


def _results(town: Town) -> Iterator[Row]:
    """The state's test of last spring, and a benchmark of this fall in the other grades."""
    dice, ids = town.keys.dice("assessment"), town.keys.random_ids("assessment_result")
    spring, fall = town.calendar.years[-2].days[-20], town.calendar.days[-5]
    for student in town.students:
        state = student.grade - 1 in STATE_GRADES
        if student.grade < STATE_GRADES[0]:
            continue
        name, day = ("State assessment", spring) if state else ("Benchmark", fall)
        for subject in SUBJECTS:
            share = min(max(student.ability + (dice.random() - 0.5) * SPREAD, 0.0), 0.99)
            level = 1 + int(share * LEVELS)
            yield next(ids), student.id, name, subject, day, LOWEST + round(share * RANGE), level


def _dual(town: Town, student: Student) -> None:
    """A college course: a line on the high school's transcript, and the college's own (P-25)."""
    year = town.calendar.years[-2]
    for college_record in (False, True):
        town.rows.add(
            TranscriptLine,
            student_id=student.id,
            school_name=COLLEGE if college_record else student.spells[-1].school.name,
            school_year=year.year,
            term_name="Summer",
            grade_level=student.grade - 1,
            course_code="COLL-101",
            course_title="Introduction to Psychology",
            subject="Electives",
            mark="B",
            credit_attempted=Decimal(5),
            credit_earned=Decimal(5),
            college_record=college_record,
            posted_on=year.ends_on + MARKS_POSTED_AFTER_DAYS * DAY,
            equivalence_group="COLL-101",
            school_level=SchoolLevel.OTHER if college_record else SchoolLevel.HIGH,
        )
