"""Declared: the district, its schools, years, terms and calendar."""

from hub import models
from hub.models import orgs as kept
from schema.declared import column, paged, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.District, "dis", order=("name",))
class District(Node):
    """The one school district whose records this hub holds (slice S0)."""

    name = column("What the district calls itself.")
    kind = column("Whether the people in it are invented, sampled or real.")
    timezone = column("The IANA zone in which its days begin and end, as in America/Los_Angeles.")
    fixed_today = column(
        "The day at which a demo or sample has stopped its clock; null where time runs."
    )
    seed = column(
        "What an invented district was grown from; null where the data came from outside."
    )


@planned(kept.School, "sch", order=("name",))
class School(Node):
    """A school of the district (slice S0)."""

    name = column("What the school is called in the district.")
    level = column("Which range of grades it teaches.")
    enrollments = paged(
        models.enrollment.SchoolEnrollment.school_id, "Stays of students at this school."
    )
    sections = paged(models.sections.Section.school_id, "Classes taught here.")
    calendar = paged(kept.CalendarDay.school_id, "The days on which it teaches.")
    bell_schedules = to_many(
        models.schedules.BellSchedule.school_id,
        "Which meetings a student needs in a week: by grade, or for whom it is set (SCH-2).",
    )
    posts = paged(
        models.staff.Post.school_id,
        "Who works here, and as what; district-wide posts are not here.",
    )
    reviews = to_many(
        models.reviews.DoneReview.school_id,
        "When somebody went through who can read what is delicate here (slice RVW; P-43).",
    )


@planned(kept.SchoolYear, "syr", order=("starts_on",))
class SchoolYear(Node):
    """A school year from its first day to its last (slice S0)."""

    year = column("The calendar year in which it ends: 2025 for 2024-25.")
    name = column("How people write it, as in 2024-25.")
    starts_on = column("Its first day.")
    ends_on = column("The first day after it; null while no end is set.")
    terms = to_many(kept.Term.school_year_id, "The marking terms into which it is divided.")


@planned(kept.Term, "trm", order=("starts_on",))
class Term(Node):
    """A stretch of the school year at whose end marks are posted (slice S0)."""

    name = column("How it appears on a report card.")
    kind = column("How much of the year it takes.")
    starts_on = column("Its first day.")
    ends_on = column("The first day after it; null while no end is set.")
    school_year = to_one("school_year_id", "The year of which it is a part.")
    sections = paged(models.sections.Section.term_id, "Classes that run in it.")


@planned(kept.CalendarDay, "cal", order=("day",))
class CalendarDay(Node):
    """A day on which a school teaches; a date without one is no school day (slice S0)."""

    day = column("The date, in the district's time zone.")
    school = to_one("school_id", "Where lessons are held that day.")
