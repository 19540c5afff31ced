"""Declared: scores, posted marks with versions, rolls and attendance exceptions."""

from hub.models import grades as kept
from schema.declared import column, planned, to_one
from schema.withheld import Node


@planned(kept.Score, "scr", order=("school_year",))
class Score(Node):
    """What one student got for one assignment (slice 28)."""

    school_year = column("The calendar year in which the school year ends: 2025 for 2024-25.")
    points = column("How many were earned, as a decimal number; null while nothing is scored.")
    missing = column("Whether the work was due and has not come in.")
    student = to_one("student_id", "Who did the work.")
    section = to_one("section_id", "The class in which it was set.")
    assignment = to_one("assignment_id", "The work that was scored.")


@planned(kept.Mark, "mrk", order=("posted_at",))
class Mark(Node):
    """A posted term mark; a correction adds a version and the old one stays (slice 29)."""

    school_year = column("The calendar year in which the school year ends: 2025 for 2024-25.")
    value = column("What stands on the report card, as in A- or P.")
    version = column("1 as first posted, one more with each correction.")
    posted_at = column("The moment at which it was posted, in UTC.")
    superseded_at = column(
        "The moment, in UTC, at which a correction took its place; null for the one that counts."
    )
    reason = column("Why it was corrected; null where it was not a correction.")
    student = to_one("student_id", "Who earned it.")
    section = to_one("section_id", "The class in which it was earned.")
    term = to_one("term_id", "The term that it closes.")


@planned(kept.RollSubmission, "rol", order=("day",))
class RollSubmission(Node):
    """Roll was taken in a class that day; without it nobody counts as present (slice S0)."""

    day = column("The date of the meeting.")
    submitted_at = column("The moment at which it was sent in, in UTC.")
    section = to_one("section_id", "The class whose roll it is.")
    submitter = to_one("submitted_by", "Who took it; null where that was not kept.")


@planned(kept.AttendanceEvent, "att", order=("day",))
class AttendanceEvent(Node):
    """An exception on a roll that was taken (slice 25; reason and note slice 26)."""

    school_year = column("The calendar year in which the school year ends: 2025 for 2024-25.")
    day = column("The date of the meeting.")
    status = column("In which way the student was not there; who was present has no entry.")
    reason = column("What kept the student away (slice 26); null while nobody has said.")
    note = column("What the office wrote down about it (slice 26); null without one.")
    student = to_one("student_id", "Who was not there.")
    section = to_one("section_id", "The class that was missed.")
