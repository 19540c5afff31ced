"""Declared: courses, sections, meetings, who teaches, who attends, who covers."""

from hub import models
from hub.models import sections as kept
from schema.declared import column, computed, paged, planned, to_many, to_one
from schema.values import NextMeeting
from schema.withheld import Node


@planned(kept.Course, "crs", order=("title",))
class Course(Node):
    """An entry of the district's course catalog (slice S0)."""

    code = column("Its number in the catalog; no two courses share one.")
    title = column("What it is called in the catalog.")
    subject = column("To which department it belongs, as in Mathematics.")
    credit = column("Credits for passing it once, as a decimal number.")
    equivalence_group = column(
        "Courses with the same word here earn credit once among them (CR-3)."
    )
    max_completions = column("How many passes earn credit; 1 where it is not repeatable (CR-2).")
    year_long = column("Whether credit comes at the end of the year, not of each term (CR-5).")
    kind = column("Whether it has content; all but REGULAR take consent and approval (SCH-1).")
    sections = paged(kept.Section.course_id, "Classes in which it is taught.")


@planned(kept.Section, "sec", order=("title",))
class Section(Node):
    """A class: one course taught to one group at a school in a term (slice S0)."""

    title = column("What it is called on a schedule.")
    period = column("Its slot in the school's day, as the bell schedule names it.")
    room = column("Where it usually meets; null where no room is set.")
    seat_limit = column("How many students it can hold; null where nobody set a limit.")
    starts_on = column("The first day; nobody's seat or staffing counts before it.")
    ends_on = column("The first day after it; null while no end is set.")
    school = to_one("school_id", "Where it is taught.")
    course = to_one("course_id", "What it teaches.")
    term = to_one("term_id", "When in the year it runs.")
    next_meeting = computed(
        "next_meeting",
        "{ startsOn endsOn school { id } meetings { weekday startsAt endsAt room } }",
        NextMeeting,
        "The first meeting that has not begun yet; null if none comes in the next school days.",
    )
    meetings = to_many(kept.SectionMeeting.section_id, "When in the week it meets.")
    staff = to_many(kept.SectionStaff.section_id, "Who teaches it, and in which role (slice S1).")
    roster = paged(
        kept.SectionEnrollment.section_id, "Seats of students in it, dropped ones too (slice 27)."
    )
    coverages = to_many(kept.Coverage.section_id, "Substitutes and their days (slice S2).")
    assignments = paged(kept.Assignment.section_id, "Work set for the whole class.")
    rolls = paged(models.grades.RollSubmission.section_id, "Days on which the roll was taken.")
    scores = paged(models.grades.Score.section_id, "The gradebook: points per student (slice 28).")
    marks = paged(models.grades.Mark.section_id, "Posted term marks in every version (slice 29).")
    attendance = paged(
        models.grades.AttendanceEvent.section_id,
        "Who was missing, late or left early; a taken roll without an entry means present.",
    )


@planned(kept.SectionMeeting, "mtg", order=("weekday", "starts_at"))
class SectionMeeting(Node):
    """A weekly hour of a class (slice S0)."""

    weekday = column("The day of the week by ISO number: 1 is Monday, 7 Sunday.")
    starts_at = column("When it begins, in the district's local time.")
    ends_at = column("When it is over, in the district's local time.")
    room = column("Where this hour takes place; null for the usual room of the class.")
    section = to_one("section_id", "The class that meets.")


@planned(kept.SectionStaff, "sst", order=("starts_on",))
class SectionStaff(Node):
    """A staff member who teaches a class, on certain days (slice S1)."""

    role = column("Whether they lead or help.")
    may_grade = column("Whether someone who does not lead may use the gradebook.")
    starts_on = column("The first day of teaching it.")
    ends_on = column("The first day of no longer teaching it; null while they do.")
    section = to_one("section_id", "The class that is taught.")
    staff_member = to_one("staff_id", "Who teaches.")
    school = to_one("school_id", "Where the class is taught.")


# A reader of 27.now sees section and student but not the dates: the dates must not sort.
@planned(kept.SectionEnrollment, "sen", order=("student_id",))
class SectionEnrollment(Node):
    """A student's seat in a class (slice 27; class and student alone, today, 27.now)."""

    school_year = column("The calendar year in which the school year ends: 2025 for 2024-25.")
    starts_on = column("The first day in the seat.")
    ends_on = column("The first day no longer in it; null while the student keeps it.")
    section = to_one("section_id", "The class that the student takes.")
    student = to_one("student_id", "Who takes it.")


@planned(kept.Coverage, "cov", order=("starts_on",))
class Coverage(Node):
    """The days on which a substitute stands in for a class's teacher (slice S2)."""

    long_term = column("Whether it lasts over 20 school days, so that they teach as lead (P-10).")
    contracted = column("Whether an outside agency supplies the person, not the district.")
    starts_on = column("The first day of it.")
    ends_on = column("The first day after it; null while no end is set.")
    section = to_one("section_id", "The class that is covered.")
    staff_member = to_one("staff_id", "Who stands in.")


@planned(kept.Assignment, "asg", order=("due_on",))
class Assignment(Node):
    """A piece of work that a whole class has to do (slice S0)."""

    title = column("What students see above it.")
    due_on = column("The last day for handing it in.")
    points = column(
        "How many it is worth in full, as a decimal number; null where that is not recorded."
    )
    section = to_one("section_id", "The class that has to do it.")
    scores = paged(models.grades.Score.assignment_id, "What students got for it (slice 28).")
