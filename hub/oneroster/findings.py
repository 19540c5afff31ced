"""What is said about a row: refused or doubtful, where, and why in plain words. No values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from hub.intake import words as intake


class Effect(StrEnum):
    """What a finding did to its row: it was not kept, or it was kept as far as said."""

    REFUSED = "refused"
    DOUBTFUL = "doubtful"


class Origin(NamedTuple):
    """Where a row stands: the file (without .csv) and its line, counted from the header's 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found in one row; `column` names the column, never what it holds."""

    file: str
    line: int
    effect: Effect
    code: str
    column: str | None = None

    @property
    def words(self) -> str:
        """The reason in plain words."""
        return WORDS[self.code]


WORDS = {
    **intake.WORDS,
    # any file
    "record_unreadable": "quotation marks don't close or a forbidden character stands in it",
    "field_count": "it hasn't as many values as the header has columns",
    "surplus_blank": "it has blank values beyond the header's last column; they were dropped",
    "formula_cell": "a cell that a spreadsheet would run as a formula stands in it",
    "status_unknown": "the row's status is neither active, tobedeleted nor blank",
    "older_than_kept": "it was last modified before what is kept already: left out",
    "gone_unknown": "it takes back a row that was never kept: nothing to end",
    "gone_kept": "it takes back what has no end here: kept as it was",
    "duplicate_sourced_id": "an earlier row of this file has the same sourcedId; that one counts",
    "dangling_reference": "it names a row that is in no file of the bundle",
    "depends_on_refused": "it hangs on a row that was refused",
    "database_refused": "the database refuses it: it contradicts what is already kept",
    "part_refused": "a part of it was left out: it contradicts what the database already keeps",
    # academicSessions
    "session_type_unknown": "the type is none of schoolYear, semester, term, gradingPeriod",
    "school_year_unreadable": "the school year is not a year of four digits",
    "school_year_unknown": "neither the row nor its parent says which school year it is in",
    "school_year_made": "no row of type schoolYear gives this year's dates: made from its terms",
    # orgs
    "org_type_unknown": "only organizations of type district and school have a place here",
    "second_district": "the bundle has another district, and a database holds one",
    # courses and classes
    "course_code_shared": "another course has this code with another title: the code was extended",
    "subject_contradicted": "its subject codes are those of no class of this course; kept as sent",
    "title_is_code": "title and classCode look swapped: they are the course's code and title; "
    "kept as sent",
    "several_school_years": "its terms lie in different school years; the first counts",
    "no_term_spans": "it runs through several terms and no term spans them; it hangs on the first",
    # users
    "role_missing": "no row says which role the user has",
    "role_org_unknown": "the role is at an organization that has no place here",
    "role_outside_years": "the role's dates lie in none of the school years",
    "birth_date_waits": "the student's own row isn't in the bundle: the birth date stays",
    "role_unknown": "the role is none of OneRoster's",
    "birth_date_missing": "no demographics row gives a readable birth date, and a student can't be "
    "kept without",
    "age_and_grade": "age and grade are years apart; kept as sent (whoever is 18 is an adult here, "
    "P-24)",
    "grade_unknown": "the grade is not kindergarten to 12",
    "grade_read_as_kindergarten": "transitional kindergarten is kept as kindergarten",
    "several_grades": "several grades; the highest counts",
    "flag_unreadable": "neither true nor false; taken as not said, an account as switched off",
    "identifier_unreadable": "not {type:value}; left out",
    "identifier_type_unknown": "an identifier that is neither Local nor State; left out",
    "post_withheld": "the role doesn't say which post: the person is kept, without any post",
    "no_school": "it names no school: the person is kept, without school or post",
    "several_schools": "several schools and no word on which is the primary one: none is",
    "grade_of_other_year": "seats in several school years: the grade is the newest one's",
    "no_school_year": "the bundle has no school year: no post or school enrollment was made",
    "agent_not_guardian": "an agent is neither parent, guardian nor relative: no guardianship",
    "agent_not_student": "an agent of a parent is not a student: no guardianship",
    "one_sided_agent": "only the adult's row names the child, not the child's: contact only",
    # relationships
    "relationship_unknown": "the relationship is none that is known: contact only",
    # demographics
    "not_a_student": "the user is not a student; nothing was kept",
    "sex_unknown": "neither female nor male; taken as not said",
    # enrollments
    "role_contradicts_user": "the role in the class contradicts the user's own role",
    "role_without_seat": "this role gives no place in a class",
    "school_contradicts_class": "the school is not the class's school; the class's counts",
    "dates_outside_class": "all of it lies outside the class's dates",
    "dates_clamped": "it reaches beyond the class's dates and was cut to them",
    "seat_overlaps": "an earlier row gives the same user the same class on the same days",
    "two_leads": "two teachers are primary on the same days; both lead",
}
"""Reason code to plain words."""

NOTICES = frozenset(
    {
        "surplus_blank",
        "school_year_made",
        "grade_read_as_kindergarten",
        "not_a_student",
        "post_withheld",
        "no_term_spans",
    }
)
"""Doubts that nobody has to look into."""
