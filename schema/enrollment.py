"""Declared: school enrollment and caseloads."""

from hub.models import enrollment as kept
from schema.declared import column, planned, to_one
from schema.withheld import Node


@planned(kept.SchoolEnrollment, "enr", order=("starts_on",))
class SchoolEnrollment(Node):
    """A student's stay at a school (slice 1b while it runs, slice EH for the history)."""

    school_year = column("The calendar year in which the school year ends: 2025 for 2024-25.")
    grade_level = column(
        "The grade during this stay: 0 is kindergarten, 12 the last; null where none is recorded."
    )
    is_primary = column(
        "Whether this school answers for the student; of two stays at once only one is."
    )
    entry_code = column("How the student came, in the district's codes (slice EH); null if unsaid.")
    exit_reason = column(
        "Why the student left (slice EH); null while they stay or where nobody said."
    )
    starts_on = column("The first day at the school.")
    ends_on = column("The first day no longer there; null while the student stays.")
    student = to_one("student_id", "Who attends.")
    school = to_one("school_id", "Where they attend.")


@planned(kept.Caseload, "csl", order=("starts_on",))
class Caseload(Node):
    """A student named to one staff member (slice 17.team; counselors 1b.counselor)."""

    kind = column("As what the staff member looks after the student.")
    contracted = column("Whether an outside agency supplies the person, not the district.")
    starts_on = column("The first day of it.")
    ends_on = column("The first day after it; null while it lasts.")
    student = to_one("student_id", "Who is looked after.")
    staff_member = to_one("staff_id", "Who looks after the student.")
