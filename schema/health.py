"""Declared: health alerts, conditions, care plans, medication, visits, immunizations."""

from hub.models import health as kept
from schema.declared import column, computed, paged, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.HealthAlert, "alr", order=("starts_on",))
class HealthAlert(Node):
    """What to do for a student, in words that anyone can act on; never a diagnosis (slice 11)."""

    instruction = column("What to do, when, and where the means are kept.")
    severity = column("How bad it can get.")
    dietary = column("Whether it is about food, so that food service acts on it too.")
    starts_on = column("The first day on which it holds.")
    ends_on = column("The first day on which it no longer holds; null while it does.")
    student = to_one("student_id", "The student whom it protects.")
    author = to_one("entered_by", "The staff member who wrote it; null where that was not kept.")


@planned(kept.Condition, "con", order=("noted_on",))
class Condition(Node):
    """A diagnosis or an allergy, or the recorded answer that there are no allergies (slice 12)."""

    kind = column("Whether it is an illness, an allergy, or a no to the question about them.")
    name = column("The diagnosis, the substance, or the answer in words.")
    noted_on = column("The day on which the school learned of it.")
    iep_linked = column("Whether the student's education program takes account of it.")
    confidential = column("Whether it is a service to which a minor consented alone.")
    student = to_one("student_id", "Who lives with it.")
    author = to_one("entered_by", "The staff member who wrote it; null where that was not kept.")
    care_plans = to_many(kept.CarePlan.condition_id, "What is done about it at school.")


@planned(kept.CarePlan, "cpl", order=("starts_on",))
class CarePlan(Node):
    """What a school does day by day, or in an emergency, about one condition (slice 12)."""

    title = column("What staff call it.")
    confidential = column("Whether it is a service to which a minor consented alone.")
    starts_on = column("The first day on which staff follow it.")
    ends_on = column("The first day on which they no longer do; null while they follow it.")
    student = to_one("student_id", "For whom it is made.")
    condition = to_one("condition_id", "About what it is made.")
    author = to_one("entered_by", "The staff member who wrote it; null where that was not kept.")
    parts = to_many(kept.CarePlanPart.care_plan_id, "The actions of which it consists.")
    trainings = to_many(kept.CarePlanTraining.care_plan_id, "Who has learned to carry it out.")


@planned(kept.CarePlanPart, "cpp", order=("action",))
class CarePlanPart(Node):
    """One action of a care plan (slice 12; one's own part 12.part, the action 12.action)."""

    action = column("What is to be done, and when.")
    confidential = column("Whether it is a service to which a minor consented alone.")
    student = to_one("student_id", "For whom it is done.")
    care_plan = to_one("care_plan_id", "The plan from which it comes.")
    assignee = to_one("assigned_to", "The staff member who does it; null where it falls to anyone.")


@planned(kept.CarePlanTraining, "cpt", order=("starts_on",))
class CarePlanTraining(Node):
    """The days on which a staff member counts as trained on one care plan (slice 12)."""

    starts_on = column("The first day on which they may carry it out.")
    ends_on = column("The first day on which they no longer may; null while they may.")
    care_plan = to_one("care_plan_id", "What they have learned to carry out.")
    student = to_one("student_id", "For whom they may act.")
    staff_member = to_one("staff_id", "Who was trained.")


@planned(kept.MedicationOrder, "med", order=("starts_on",))
class MedicationOrder(Node):
    """A physician's instruction to give a drug at school (slice 13; today's 13.today)."""

    drug = column("What is given.")
    dose = column("How much at a time, with its unit, as in 10 mg.")
    route = column("By which way into the body, as in by mouth.")
    due_at = column("When in the day, in local time; null where the order names none.")
    prescriber = column("The physician who answers for it.")
    confidential = column("Whether it is a service to which a minor consented alone.")
    starts_on = column("The first day on which it may be given.")
    ends_on = column("The first day on which it no longer may; null while it may.")
    student = to_one("student_id", "To whom it is given.")
    author = to_one("entered_by", "The staff member who wrote it; null where that was not kept.")
    administrations = paged(
        kept.MedicationAdministration.medication_order_id, "Each time that a dose was due."
    )


@planned(kept.MedicationAdministration, "adm", order=("given_at",))
class MedicationAdministration(Node):
    """A dose given, or not given and why (slice 13; for aides 13.log)."""

    given_at = column("The moment of the dose, or of its refusal, in UTC.")
    outcome = column("What happened: given in full, in part, or not, and why.")
    confidential = column("Whether it is a service to which a minor consented alone.")
    student = to_one("student_id", "Whose dose it was.")
    medication_order = to_one("medication_order_id", "The instruction that was followed.")
    author = to_one("entered_by", "The staff member who wrote it; null where that was not kept.")


@planned(kept.HealthVisit, "vis", order=("arrived_at",))
class HealthVisit(Node):
    """A student's time at the health office (slice 14; from when to when 14.times)."""

    arrived_at = column("The moment at which the student came, in UTC.")
    left_at = column("The moment at which the student went, in UTC; null while they are there.")
    complaint = column("Why the student came, in their own or the nurse's words.")
    treatment = column("What was done about it; null where nothing was.")
    confidential = column("Whether it is a service to which a minor consented alone.")
    student = to_one("student_id", "Who came.")
    author = to_one("entered_by", "The staff member who wrote it; null where that was not kept.")


@planned(kept.Immunization, "imm", order=("given_on",))
class Immunization(Node):
    """One dose of a vaccine (slice 15)."""

    vaccine = column("Against what, as the immunization record names it.")
    given_on = column("The day of the dose.")
    source = column("Which paper or registry says so.")
    confidential = column("Whether it is a service to which a minor consented alone.")
    student = to_one("student_id", "Who received it.")
    author = to_one("entered_by", "The staff member who wrote it; null where that was not kept.")


@planned(kept.ImmunizationExemption, "imx", order=("issued_on",))
class ImmunizationExemption(Node):
    """An exemption from immunizations (slice 15); it may hold no longer, or never have (IMM-6)."""

    basis = column("On what it rests.")
    issued_on = column("The day of it; it holds from then on.")
    ends_on = column("The first day on which it no longer holds; null where none is set.")
    document_key = column(
        "The key of the paper's file, here or in a store elsewhere; null without one."
    )
    student = to_one("student_id", "Who is exempt.")


@planned(kept.Screening, "sng", order=("screened_on",))
class Screening(Node):
    """A test of sight, hearing or teeth at school (slice SCR; without notes SCR.outcome)."""

    kind = column("What was tested.")
    screened_on = column("The day of it.")
    outcome = column("What came of it.")
    note = column("What whoever tested wrote down; null where nothing.")
    student = to_one("student_id", "Who was tested.")
    author = to_one("entered_by", "The staff member who wrote it; null where that was not kept.")


@planned(kept.BreakGlass, "brk", order=("opened_at",))
class BreakGlass(Node):
    """A principal's opening of a health record in an emergency (slice 33; also 33.opening)."""

    reason_code = column("What kind of emergency.")
    reason = column("What was happening, in the principal's words.")
    opened_at = column("The moment of opening, in UTC.")
    expires_at = column("The moment at which it closed by itself, an hour later, in UTC.")
    reviewed_at = column("The moment at which someone looked into it; null until then.")
    escalates_on = column(
        "The day at whose beginning it escalates if nobody has looked into it: the sixth school "
        "day, its own counted (P-12)."
    )
    escalated = computed(
        "escalated",
        "{ reviewedAt escalatesOn }",
        bool,
        "Whether five school days have gone by and nobody has looked into it to this day.",
    )
    student = to_one("student_id", "Whose record it was.")
    staff_member = to_one("staff_id", "Who opened it.")
