"""Declared: changes of whose case a student is."""

from resolvers.mutations import cases
from schema.mutations.declared import VERSION, Shown, change

CASE = Shown("caseload", "Caseload", "The assignment, as you may read it.")
COVERS = Shown("staffMember", "StaffMember", "Who covers, as you may read them.")
REASON = "Why, for whoever asks later."

change(
    cases.assign_case,
    "Give a student a case manager; the former one's assignment ends on the same day, and what it "
    "opened is closed (row 17; P-7).",
    CASE,
    student_id="Whose case it is.",
    staff_id="Who has it from then on.",
    starts_on="The first day: today, unless it is said.",
    former_id="The assignment that ends, where somebody has the case.",
    version=VERSION,
    reason=REASON,
)
change(
    cases.cover_caseload,
    "Let somebody have all cases of a colleague who is away, for days that are said (P-7, P-10).",
    COVERS,
    colleague_id="Who is away.",
    staff_id="Who covers.",
    ends_on="The first day on which they no longer do.",
    starts_on="The first day: today, unless it is said.",
    reason=REASON,
)
change(
    cases.end_caseload_coverage,
    "End coverage of a colleague's cases before its last day (P-7).",
    COVERS,
    colleague_id="Who is back.",
    staff_id="Who covered.",
    ends_on="The first day without them: today, unless it is said.",
    reason=REASON,
)
