"""Declared: changes of where a student is enrolled."""

from resolvers.mutations import enrollment
from schema.mutations.declared import VERSION, Shown, change

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
