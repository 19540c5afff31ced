"""Declared: plans under section 504, from a draft to their end."""

from resolvers.mutations import programs
from schema.mutations.declared import VERSION, Shown, change, row

PLAN = Shown("plan504", "Plan504", "The plan, as you may read it.")
CONTENT = {
    "impairment": "What limits the student.",
    "starts_on": "The first day on which staff are to follow it.",
    "review_due_on": "The day by which it is to be looked at again.",
    "ends_on": "The first day on which they no longer do; none, unless it is said.",
    "coordinator_id": "Who sees to it.",
    "accommodations": "What it asks of staff.",
}

row(
    programs.PlannedAccommodation,
    area="The field of work to which it belongs.",
    instruction="What is to be done.",
)
change(
    programs.draft_plan504,
    "Draft a plan under section 504 (slice 504). There is one draft at a time.",
    PLAN,
    student_id="For whom it is.",
    **CONTENT,
)
change(
    programs.redraft_plan504,
    "Write a draft anew (slice 504): what is given stands in the place of all that it said.",
    PLAN,
    id="The draft.",
    version=VERSION,
    **CONTENT,
)
change(
    programs.adopt_plan504,
    "Adopt a plan (slice 504): staff follow it from its first day on, and no other.",
    PLAN,
    id="The draft.",
    version=VERSION,
    adopted_on="The day on which it was agreed on: today, unless it is said.",
)
change(
    programs.end_plan504,
    "End a plan that was adopted (slice 504).",
    PLAN,
    id="The plan.",
    version=VERSION,
    ends_on="The first day without it: today, unless it is said.",
    reason="Why, for whoever asks later.",
)
