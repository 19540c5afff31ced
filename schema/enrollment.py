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


@planned(kept.SupportProgram, "spg", order=("starts_on",))
class SupportProgram(Node):
    """That a student counts as homeless, foster or migrant (slice 10; its dates alone 10.flag)."""

    kind = column("As what the student is supported.")
    unaccompanied = column("Whether the student is homeless and in nobody's custody.")
    starts_on = column("The first day on which it holds.")
    ends_on = column("The first day on which it no longer holds; null while it does.")
    student = to_one("student_id", "Who is supported.")


@planned(kept.SupportTeamMember, "stm", order=("starts_on",))
class SupportTeamMember(Node):
    """A staff member who is named to help a homeless, foster or migrant student (slice 10)."""

    starts_on = column("The first day in the team.")
    ends_on = column("The first day no longer in it; null while they are.")
    student = to_one("student_id", "Whom they help.")
    staff_member = to_one("staff_id", "Who helps.")


@planned(kept.MealBenefit, "mea", order=("starts_on",))
class MealBenefit(Node):
    """Meals at no or a reduced price (slice 9)."""

    benefit = column("FREE or REDUCED, as the food service has it.")
    starts_on = column("The first day on which it holds.")
    ends_on = column("The first day on which it no longer holds; null while it does.")
    student = to_one("student_id", "Who eats.")


@planned(kept.TransportAssignment, "tra", order=("starts_on",))
class TransportAssignment(Node):
    """A student's seat on a bus (slice TRN; today's TRN.now)."""

    route = column("Which bus.")
    stop = column("Where the student gets on in the morning and off in the afternoon.")
    picked_up_at = column("When the bus stops there in the morning, local time; null if unsaid.")
    dropped_off_at = column("When it stops there in the afternoon, local time; null if unsaid.")
    starts_on = column("The first day of the ride.")
    ends_on = column("The first day without it; null while it goes on.")
    student = to_one("student_id", "Who rides.")
