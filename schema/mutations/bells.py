"""Declared: a school sets its bell schedules, and a student follows another one."""

from resolvers.mutations import bells
from schema.mutations.declared import Shown, change, row

BELL = Shown(
    "bellSchedule",
    "BellSchedule",
    "The bell schedule, as you may read it.",
    (("ended", "How many bell schedules it ends."),),
)
ENDED = Shown("bellSchedule", "BellSchedule", "The bell schedule, as you may read it.")
OWN = Shown("studentBellSchedule", "StudentBellSchedule", "What is set, as you may read it.")
REASON = "Why, for whoever asks later."

row(
    bells.BellMeeting,
    weekday="The day of the week by ISO number: 1 is Monday, 7 Sunday.",
    period="The period, as sections name theirs.",
)
change(
    bells.set_bell_schedule,
    "Set what a school asks of its students in a week (slice S0.bells; SCH-2). Bell schedules of "
    "these grades that hold on its first day end on that day.",
    BELL,
    school_id="The school whose day it is.",
    name="What the school calls it.",
    periods="The meetings that it asks for, each once.",
    first_grade="The lowest grade of which it is the schedule, 0 for kindergarten; where neither "
    "is said, it is only of students for whom it is set.",
    last_grade="The highest of these grades.",
    starts_on="The first day on which it holds: today, unless it is said.",
    ends_on="The first day after it; none, unless it is said.",
    reason=REASON,
    dry_run="Whether only to say what would come of it; false, unless it is said.",
)
change(
    bells.end_bell_schedule,
    "End a bell schedule without another one in its place (slice S0.bells; SCH-2).",
    ENDED,
    id="The bell schedule.",
    ends_on="The first day after it: today, unless it is said.",
    reason=REASON,
)
change(
    bells.follow_bell_schedule,
    "Let a student follow another bell schedule of their school than their grade does (slice "
    "27.bell; SCH-2). What was set for them before ends on the day on which this begins.",
    OWN,
    student_id="Who follows it.",
    bell_schedule_id="What they follow: a bell schedule of a school where they are enrolled.",
    starts_on="The first day on which they do: today, unless it is said.",
    ends_on="The first day on which they no longer do; none, unless it is said.",
    reason=REASON,
)
change(
    bells.leave_bell_schedule,
    "Let a student follow that of their grade again (slice 27.bell; SCH-2).",
    OWN,
    id="What was set for the student.",
    ends_on="The first day on which they no longer follow it: today, unless it is said.",
    reason=REASON,
)
