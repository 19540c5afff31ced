"""Declared: versions of an IEP, from a draft to the one in effect."""

from resolvers.mutations import drafting, plans
from schema.mutations.declared import VERSION, Shown, change, row

IEP = Shown("iep", "Iep", "The version, as you may read it.")
CONTENT = {
    "starts_on": "The first day on which staff are to follow it.",
    "annual_due_on": "The day by which it is to be reviewed: a year after its first, unless said.",
    "disability": "On which category eligibility rests.",
    "placement": "In which setting the student learns.",
    "present_levels": "What the student can do now, and what stands in the way.",
    "case_manager_id": "The staff member who keeps it in order.",
    "services": "Help that it prescribes, with the goals of each.",
    "goals": "Goals that no service works towards.",
    "supports": "What staff do in class.",
}
BEGINS = "The first day of it: its version's, unless it is said."
ENDS = "The first day on which it no longer is; none, unless it is said."
AREA = "In which field of work."

row(drafting.PlannedGoal, area=AREA, goal="What will be seen or measured when it is reached.")
row(
    drafting.PlannedService,
    area=AREA,
    provider_id="Who gives it.",
    minutes_weekly="How long in all, in minutes per school week.",
    starts_on=BEGINS,
    ends_on=ENDS,
    goals="What it works towards.",
)
row(
    drafting.PlannedSupport,
    kind="What sort of line it is.",
    area=AREA,
    instruction="What to do, in words for whoever teaches.",
    starts_on=BEGINS,
    ends_on=ENDS,
)
change(
    plans.draft_iep,
    "Draft a new version of a student's IEP (row 18). There is one draft at a time.",
    IEP,
    student_id="For whom it is.",
    **CONTENT,
)
change(
    plans.redraft_iep,
    "Write a draft anew (row 18): what is given stands in the place of all that it said. An offer "
    "to which nobody has agreed is a draft again.",
    IEP,
    id="The draft, or the offer.",
    version=VERSION,
    **CONTENT,
)
change(
    plans.amend_iep,
    "Amend the version in effect (row 18): a draft that says the same, to be written anew where it "
    "is to say otherwise. It is reviewed when the amended one would have been (IEP-7).",
    IEP,
    id="The version in effect.",
    version=VERSION,
    starts_on="The first day on which staff are to follow the amendment.",
)
change(
    plans.offer_iep,
    "Put a draft before the family (row 18).",
    IEP,
    id="The draft.",
    version=VERSION,
    offered_on="The day of it: today, unless it is said.",
)
change(
    plans.record_consent,
    "Record what a family agreed to (row 18; 34 CFR 300.300). From its first day on the version is "
    "in effect, and the one before no longer.",
    IEP,
    id="The offer.",
    version=VERSION,
    consented_on="The day on which the family agreed: today, unless it is said.",
    starts_on="The first day on which staff follow it, if it is later than what was offered.",
    declined_ids="Services to which the family did not agree.",
)
change(
    plans.decline_iep,
    "Record that a family refused an offer as a whole (row 18; 34 CFR 300.300). The version in "
    "effect stays in effect; another one can be drafted.",
    IEP,
    id="The offer.",
    version=VERSION,
    declined_on="The day on which the family refused: today, unless it is said.",
    reason="Why they refused, as far as they say.",
)
