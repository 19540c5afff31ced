"""Declared: changes of health records."""

from resolvers.mutations import health
from schema.mutations.declared import PAPER, VERSION, Shown, change

ALERT = Shown("healthAlert", "HealthAlert", "The alert, as you may read it.")
VISIT = Shown("healthVisit", "HealthVisit", "The visit, as you may read it.")
DOSE = Shown("immunization", "Immunization", "The dose, as you may read it.")
EXEMPTION = Shown(
    "immunizationExemption", "ImmunizationExemption", "The exemption, as you may read it."
)
GIVEN = Shown(
    "medicationAdministration", "MedicationAdministration", "The dose, as you may read it."
)

change(
    health.write_health_alert,
    "Write what to do for a student, in words that anyone can act on; never a diagnosis (row 11).",
    ALERT,
    student_id="Whom it protects.",
    instruction="What to do, when, and where the means are kept.",
    severity="How bad it can get.",
    dietary="Whether it is about food, so that food service acts on it too.",
    starts_on="The first day on which it holds: today, unless it is said.",
    ends_on="The first day on which it no longer holds, if that is known.",
)
change(
    health.change_health_alert,
    "Change a health alert, or end it (row 11).",
    ALERT,
    id="The alert.",
    version=VERSION,
    instruction="What to do, if that changes.",
    severity="How bad it can get, if that changes.",
    dietary="Whether it is about food, if that changes.",
    ends_on="The first day on which it no longer holds, or null if it holds on.",
)
change(
    health.record_visit,
    "Record that a student came to the health office (row 14).",
    VISIT,
    student_id="Who came.",
    complaint="Why, in their own or the nurse's words.",
    arrived_at="When: now, unless it is said.",
    left_at="When they left; left out while they are there.",
    treatment="What was done about it.",
    confidential="Whether it is a service to which a minor consented alone.",
)
change(
    health.close_visit,
    "Record that a student left the health office, and what was done (row 14).",
    VISIT,
    id="The visit.",
    version=VERSION,
    left_at="When: now, unless it is said.",
    treatment="What was done about it, if that is to be said.",
)
change(
    health.record_dose,
    "Record a dose of a vaccine, with where the record of it comes from (row 15; IMM-7).",
    DOSE,
    student_id="Who received it.",
    vaccine="Against what, as the immunization record names it.",
    given_on="The day of the dose.",
    source="Which paper or registry says so.",
    confidential="Whether it is a service to which a minor consented alone.",
)
change(
    health.record_exemption,
    "Record an exemption from immunizations that holds today (row 15; IMM-6).",
    EXEMPTION,
    student_id="Who is exempt.",
    basis="On what it rests: since 2021 on the state's registry alone.",
    issued_on="The day of it.",
    ends_on="The first day on which it no longer holds; left out if it holds for ever.",
    document_key="The paper, if there is one. " + PAPER,
)
change(
    health.record_medication,
    "Record that a dose was due, and was given or not and why (row 13; P-6).",
    GIVEN,
    medication_order_id="The instruction that was followed.",
    outcome="What happened: given in full, in part, or not, and why.",
    given_at="When: now, unless it is said.",
    first_today="Whether you know of no dose of that order today; refused where one is on record, "
    "so that two people at two lists give none twice.",
)
