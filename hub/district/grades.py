"""Rows about grades: scores of the present classes and posted marks of all three years."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.district.calendar import DAY, MARKS_POSTED_AFTER_DAYS, local
from hub.models.codes import SchoolLevel
from hub.models.grades import Mark, Score

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random
    from uuid import UUID

    from hub.district.calendar import Term, Year
    from hub.district.people import Section, Student
    from hub.district.rows import Row
    from hub.district.town import Town

MISSING, CORRECTED = 0.04, 0.004
SPREAD = 0.3
"""How far a mark or score strays from a student's ability, as a share of all points."""
LETTERS = ((0.9, "A"), (0.8, "B"), (0.7, "C"), (0.6, "D"), (-1.0, "F"))
LEVELS = ((0.9, "4"), (0.75, "3"), (0.6, "2"), (-1.0, "1"))
CLERICAL = "clerical mistake"
POSTED_AT = time(16)
_SCORE = ("id", "student_id", "section_id", "assignment_id", "school_year", "points", "missing")
_MARK = (
    "id",
    "student_id",
    "section_id",
    "term_id",
    "school_year",
    "value",
    "version",
    "posted_at",
    "superseded_at",
    "reason",
)


def write(town: Town) -> None:
    """Write the rows of scores and marks."""
    scored = sum(
        len(section.roster) * len(section.assignments) * 3 // 4
        for section in town.current_sections()
    )
    marked = sum(len(section.roster) for sections in town.sections.values() for section in sections)
    town.rows.stream(Score, _SCORE, scored, lambda: _scores(town))
    town.rows.stream(Mark, _MARK, marked, lambda: marks(town))


def _scores(town: Town) -> Iterator[Row]:
    """A score for each student who had a seat when the work was due, which is before today."""
    draw = town.keys.dice("score").random
    ids = town.keys.ordered_ids("score")
    numbers = [Decimal(number) for number in range(101)]
    today, year = town.calendar.today, town.calendar.current.year
    for section in town.current_sections():
        seats = list(section.seated())
        key = section.id
        for assignment, due, most in section.assignments:
            if due >= today:
                continue
            for student, start, end in seats:
                if start > due or (end and end <= due):
                    continue
                if draw() < MISSING:
                    yield next(ids), student.id, key, assignment, year, None, True
                    continue
                share = student.ability + (draw() - 0.5) * SPREAD
                points = numbers[round(most * min(max(share, 0.0), 1.0))]
                yield next(ids), student.id, key, assignment, year, points, False


class _Posting:
    """The marks of one term, with the moments of posting and of correction."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self.posted = local(term.ends_on + MARKS_POSTED_AFTER_DAYS * DAY, POSTED_AT)
        self.corrected = self.posted + DAY


def marks(town: Town) -> Iterator[Row]:
    """Final marks of past terms, and the first quarter's of the present year."""
    dice = town.keys.dice("mark")
    ids = town.keys.ordered_ids("mark")
    for year in town.calendar.years:
        postings = {term.id: _Posting(term) for term in year.terms.values()}
        for section in town.sections[year.year]:
            for term in _terms(town, year, section):
                posting = postings[term.id]
                for student in _marked(section, term):
                    yield from _mark(town, dice, ids, section, posting, student)


def _terms(town: Town, year: Year, section: Section) -> tuple[Term, ...]:
    """The terms for which a section has posted marks."""
    if year is town.calendar.current:
        quarter = year.terms["q1"]
        return (quarter,) if section.begins < quarter.ends_on else ()
    if section.term is year.whole and section.school.level is not SchoolLevel.ELEMENTARY:
        return year.terms["s1"], year.whole
    return (section.term,)


def _marked(section: Section, term: Term) -> Iterator[Student]:
    """The students who kept their seat to the end of a term."""
    for student, start, end in section.seated():
        if start < term.ends_on and (end is None or end >= term.ends_on):
            yield student


def _mark(
    town: Town,
    dice: Random,
    ids: Iterator[UUID],
    section: Section,
    posting: _Posting,
    student: Student,
) -> Iterator[Row]:
    value = town.cast.marks.get((student.number, section.id)) or _value(dice, section, student)
    whose = student.id, section.id, posting.term.id, section.year.year
    draw = dice.random()
    if draw < CORRECTED or _always_corrected(section, student):
        wrong = _value(dice, section, student)
        yield next(ids), *whose, wrong, 1, posting.posted, posting.corrected, None
        yield next(ids), *whose, value, 2, posting.corrected, None, CLERICAL
    else:
        yield next(ids), *whose, value, 1, posting.posted, None, None


def _always_corrected(section: Section, student: Student) -> bool:
    return student.named == "student" and section.course.subject == "Mathematics"


def _value(dice: Random, section: Section, student: Student) -> str:
    share = student.ability + (dice.random() - 0.5) * SPREAD
    scale = LEVELS if section.school.level is SchoolLevel.ELEMENTARY else LETTERS
    return next(value for least, value in scale if share >= least)
