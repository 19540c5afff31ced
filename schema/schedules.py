"""Declared: bell schedules, who follows which, and consents to periods without content."""

from hub.models import schedules as kept
from schema.declared import column, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.BellSchedule, "bel", order=("name",))
class BellSchedule(Node):
    """Which meetings a school asks of a student in a week (slice S0; SCH-2)."""

    name = column("What the school calls it.")
    first_grade = column(
        "The lowest grade of which it is the schedule; null where it is only of students for whom "
        "it is set."
    )
    last_grade = column("The highest of these grades; null where it is of none.")
    starts_on = column("The first day on which it holds.")
    ends_on = column("The first day after it; null while no end is set.")
    school = to_one("school_id", "The school whose day it is.")
    periods = to_many(kept.BellPeriod.bell_schedule_id, "The meetings that it asks for.")


@planned(kept.BellPeriod, "bpd", order=("weekday", "period"))
class BellPeriod(Node):
    """A meeting for which a student needs a section (slice S0; SCH-2)."""

    weekday = column("The day of the week by ISO number: 1 is Monday, 7 Sunday.")
    period = column("The period, as sections name theirs.")
    bell_schedule = to_one("bell_schedule_id", "The bell schedule that asks for it.")


@planned(kept.StudentBellSchedule, "sbs", order=("starts_on",))
class StudentBellSchedule(Node):
    """That a student follows another bell schedule than their grade does (slice 27.day)."""

    starts_on = column("The first day on which they follow it.")
    ends_on = column("The first day on which they no longer do; null while no end is set.")
    student = to_one("student_id", "Who follows it.")
    bell_schedule = to_one("bell_schedule_id", "What they follow.")


@planned(kept.PeriodConsent, "pcn", order=("consented_on",))
class PeriodConsent(Node):
    """A written consent to a section without content, and what was decided (slice 27.day)."""

    consented_on = column("The day of the signature.")
    signed_by = column("The name under the consent, as the paper has it (slice 27.paper).")
    paper = column("The key of the paper's file, or where it is filed (slice 27.paper).")
    withdrawn_on = column("The first day on which it no longer holds; null while it does.")
    decision = column("What the principal decided; null until then.")
    decided_on = column("The day of that; null until then.")
    student = to_one("student_id", "Whose period it is.")
    section = to_one("section_id", "The section without content.")
    decider = to_one("decided_by", "Who decided; null until then.")
