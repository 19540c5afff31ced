"""Declared: support for learners of English, and plans under section 504."""

from hub.models import programs as kept
from hub.models.codes import PlanStatus
from schema.declared import column, computed, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.EnglishLearner, "eng", order=("starts_on",))
class EnglishLearner(Node):
    """How far a student has come in learning English, and what helps them in class (slice EL)."""

    status = column("Whether they still learn it, have been reclassified, or came fluent.")
    level = column("Level in the state's test, 1 to 4; null where none was taken.")
    supports = column("What teachers do for it in class; null where nothing is agreed.")
    starts_on = column("The first day of this status.")
    ends_on = column("The first day on which it no longer holds; null while it does.")
    student = to_one("student_id", "Who learns.")


@planned(kept.Plan504, "pln", order=("starts_on",))
class Plan504(Node):
    """A plan under section 504 for a student with an impairment (slice 504)."""

    status = computed(
        "plan_504_status",
        "{ adoptedOn startsOn endsOn }",
        PlanStatus,
        "Whether it is being drawn up, followed, or over: what its dates come to today.",
    )
    adopted_on = column("The day on which it was agreed on; null while it is being drawn up.")
    impairment = column("What limits the student, in the plan's words.")
    review_due_on = column("The day by which it is to be looked at again.")
    starts_on = column("The first day on which it is followed.")
    ends_on = column("The first day on which it no longer is; null while it is.")
    student = to_one("student_id", "For whom it is made.")
    coordinator = to_one("coordinator_id", "Who sees to it; null where nobody is named.")
    accommodations = to_many(
        kept.Plan504Accommodation.plan_504_id, "What it asks of whoever teaches the student."
    )


@planned(kept.Plan504Accommodation, "acc", order=("starts_on",))
class Plan504Accommodation(Node):
    """One thing that a plan under section 504 asks of staff (slice 504.supports; 504.health)."""

    area = column("The field of work to which it belongs.")
    instruction = column("What is to be done.")
    starts_on = column("The first day on which it is done.")
    ends_on = column("The first day on which it no longer is; null while it is.")
    student = to_one("student_id", "For whom it is done.")
    plan = to_one("plan_504_id", "The plan from which it comes.")
