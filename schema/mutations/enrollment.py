"""Declared: changes of where a student is enrolled."""

from resolvers.mutations import enrollment, rollover
from schema.mutations.declared import VERSION, Shown, change, row

STAY = Shown(
    "schoolEnrollment",
    "SchoolEnrollment",
    "The enrollment, as you may read it: null where the student is out of your reach by now.",
)
GRADE = "The grade: 0 is kindergarten, 12 the last."
CAME = "How the student came, in the district's codes."
LEFT = "Why the student left, in the district's codes."

change(
    enrollment.enroll,
    "Enroll a student of the district at a school (slice EH; RDY-2). Whoever has a primary school "
    "is transferred from there, or enrolled beside it.",
    STAY,
    student_id="Who begins.",
    school_id="Where.",
    grade_level=GRADE,
    entry_code=CAME,
    starts_on="The first day: today, unless it is said.",
    is_primary="Whether the school answers for the student; false where they attend it beside.",
)
change(
    enrollment.withdraw,
    "End a student's enrollment, and what hangs on it: seats in the school's sections, the "
    "counselor's caseload; with the primary school the bus, with the last the meals (slice EH).",
    STAY,
    id="The enrollment that ends.",
    version=VERSION,
    exit_reason=LEFT,
    last_day="The last day on which they are enrolled: today, unless it is said. For whoever never "
    "came it is the day before their first.",
)
change(
    enrollment.transfer,
    "End an enrollment and begin one at another school of the district on the same day, both or "
    "neither (slice EH). Whoever may write the student's enrollments until then does it: the "
    "registrar of the school that they leave, or the district's.",
    STAY,
    id="The enrollment that ends.",
    version=VERSION,
    school_id="The school to which they change.",
    exit_reason=LEFT,
    entry_code=CAME,
    starts_on="The first day at the new school, and the first no longer at the old one: today, "
    "unless it is said.",
    grade_level="The grade at the new school: as at the old one, unless it is said.",
)
row(
    rollover.NextSchool,
    grade_level="The grade that they enter.",
    school_id="Where they enter it.",
)
change(
    rollover.roll_over,
    "Roll a school over into the next school year (slice EH; RDY-2), in one transaction. Each stay "
    "that lasts beyond the end of the present year ends with it, with the seats that hang on it; a "
    "new one begins with the next year: in the next grade, or in the same for whoever is retained. "
    "Whoever is in grade 12 has completed, and whoever attends beside another school is left to "
    "that. What stands in the way of one student is told in `userErrors`, and stops nobody else. "
    "Nobody's access moves before the first day.",
    Shown(
        "school",
        "School",
        "The school; null in a dry run.",
        (
            ("promoted", "How many enter the next grade here; null where it was refused."),
            ("retained", "How many stay in their grade; null where it was refused."),
            ("moved", "How many enter the next grade elsewhere; null where it was refused."),
            ("completed", "How many have completed grade 12; null where it was refused."),
            ("ended", "How many attended here beside another school; null where it was refused."),
        ),
    ),
    school_id="The school that is left, or gone on at.",
    year="The next school year, by the calendar year in which it ends.",
    exit_reason="Why the old stays end, in the district's codes.",
    completion_reason="Why those of grade 12 end, in the district's codes.",
    entry_code=CAME,
    next_schools="Where whoever enters a grade that the school hasn't goes; or, if named, has.",
    retained_ids="Students who stay in their grade.",
    dry_run="Whether only to say what would come of it; false, unless it is said.",
)
