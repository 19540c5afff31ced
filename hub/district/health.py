"""Rows about health: alerts, conditions, care plans, medication, visits and immunizations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from hub.district.calendar import DAY, local
from hub.models.codes import ConditionKind, PostRole, SchoolLevel, Severity
from hub.models.health import (
    CarePlan,
    CarePlanPart,
    CarePlanTraining,
    Condition,
    HealthAlert,
    HealthVisit,
    MedicationAdministration,
    MedicationOrder,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from random import Random
    from uuid import UUID

    from hub.district.people import School, Staff, Student
    from hub.district.town import Town

WITH_CONDITION, NO_ALLERGIES, WITH_PLAN, WITH_ORDER, VISITS = 0.08, 0.25, 0.6, 0.45, 0.3
CONFIDENTIAL, CONFIDENTIAL_FROM_GRADE, AS_NEEDED = 0.02, 7, 0.4
AIDE_TRAINED, TRAINING_ENDED, ALERT_ENDED = 0.7, 0.1, 0.06
DAYS_OF_DOSES = 10


@dataclass(frozen=True, slots=True)
class Ailment:
    """A condition with the alert, plan and order that go with it."""

    kind: ConditionKind
    name: str
    instruction: str
    severity: Severity
    actions: tuple[str, ...]
    drug: str
    dose: str
    route: str
    dietary: bool = False


AILMENTS = (
    Ailment(
        ConditionKind.ALLERGY,
        "Allergy to peanuts",
        "No peanuts. Swelling or trouble breathing: auto-injector in the office, call 911.",
        Severity.LIFE_THREATENING,
        ("Wipe tables before snacks.", "Give the auto-injector and call 911."),
        "Epinephrine",
        "0.3 mg",
        "intramuscular",
        dietary=True,
    ),
    Ailment(
        ConditionKind.CONDITION,
        "Asthma",
        "Wheezing: let sit up, inhaler in the backpack, call the health office.",
        Severity.SERIOUS,
        ("Keep the inhaler at hand in sports.", "Two puffs, wait four minutes, repeat once."),
        "Albuterol",
        "2 puffs",
        "inhaled",
    ),
    Ailment(
        ConditionKind.CONDITION,
        "Epilepsy",
        "Seizure: time it, clear the space, don't restrain. Over five minutes: call 911.",
        Severity.LIFE_THREATENING,
        ("Time the seizure and clear the space.", "After five minutes give the nasal spray."),
        "Diazepam",
        "10 mg",
        "nasal",
    ),
    Ailment(
        ConditionKind.CONDITION,
        "Diabetes, type 1",
        "Shaky or confused: juice at once, never alone to the office.",
        Severity.SERIOUS,
        ("Allow meter and snacks at any time.", "Give juice when below 70 mg/dl, then call."),
        "Insulin lispro",
        "as the plan says",
        "subcutaneous",
    ),
    Ailment(
        ConditionKind.ALLERGY,
        "Allergy to milk",
        "No milk or cheese in any meal.",
        Severity.NOTICE,
        ("Serve the meal without milk.",),
        "Cetirizine",
        "10 mg",
        "oral",
        dietary=True,
    ),
    Ailment(
        ConditionKind.CONDITION,
        "Attention deficit disorder",
        "Dose at noon in the health office: send in time.",
        Severity.NOTICE,
        ("Send to the health office at noon.",),
        "Methylphenidate",
        "10 mg",
        "oral",
    ),
)
COMPLAINTS = (
    ("Headache", "Rest and water."),
    ("Stomach ache", "Rest; parent called."),
    ("Scraped knee", "Cleaned and bandaged."),
    ("Fever", "Sent home."),
    ("Nosebleed", "Pressure for ten minutes."),
    ("Bee sting", "Ice; watched for half an hour."),
)
CONFIDENTIAL_CONDITIONS = ("Counseling at a clinic", "Reproductive health care")


def write(town: Town) -> None:
    """Write the rows of health of everyone for whom chance decides."""
    dice = town.keys.dice("health")
    for student in town.plain_students():
        school = student.school_on(town.calendar.today)
        if school is None:
            continue
        nurse = school.holding(PostRole.NURSE)[0]
        if dice.random() < WITH_CONDITION:
            _fall_ill(town, dice, student, school, nurse)
        elif dice.random() < NO_ALLERGIES:
            add_condition(
                town, student, nurse, ConditionKind.NO_KNOWN_ALLERGIES, "No known allergies"
            )
        if student.grade >= CONFIDENTIAL_FROM_GRADE and dice.random() < CONFIDENTIAL:
            keep_secret(town, student, nurse, dice.choice(CONFIDENTIAL_CONDITIONS))
        while dice.random() < VISITS:
            at = dice.choice(town.calendar.days[:-1])
            visit(town, student, nurse, local(at, time(9 + dice.randrange(5), 20)), dice=dice)


def _fall_ill(town: Town, dice: Random, student: Student, school: School, nurse: Staff) -> None:
    ailment = dice.choice(AILMENTS)
    alert(town, student, nurse, ailment, ended=dice.random() < ALERT_ENDED)
    linked = dice.random() < 0.1  # noqa: PLR2004 - some conditions are also the IEP's
    condition = add_condition(town, student, nurse, ailment.kind, ailment.name, linked=linked)
    if dice.random() < WITH_PLAN:
        aide = dice.choice(school.holding(PostRole.HEALTH_AIDE))
        helpers: list[Staff] = [section.lead for section in student.sections]
        plan = add_plan(town, student, nurse, ailment, condition, [*helpers[:1], aide])
        if dice.random() < AIDE_TRAINED:
            train(town, student, plan, aide, ended=dice.random() < TRAINING_ENDED)
    if dice.random() < WITH_ORDER:
        daily = school.level is not SchoolLevel.HIGH and dice.random() >= AS_NEEDED
        order = add_order(town, student, nurse, ailment, time(12) if daily else None)
        if daily:
            give(town, dice, student, nurse, order)


def alert(
    town: Town, student: Student, nurse: Staff, ailment: Ailment, *, ended: bool = False
) -> None:
    """Tell what to do, in words that anyone can act on, and not why (P-4)."""
    start = _start(town, student)
    town.rows.add(
        HealthAlert,
        student_id=student.id,
        instruction=ailment.instruction,
        severity=ailment.severity,
        dietary=ailment.dietary,
        starts_on=start,
        ends_on=max(start, town.calendar.today - 7 * DAY) if ended else None,
        entered_by=nurse.id,
    )


def add_condition(  # noqa: PLR0913 - a condition has these facts
    town: Town,
    student: Student,
    nurse: Staff,
    kind: ConditionKind,
    name: str,
    *,
    linked: bool = False,
    confidential: bool = False,
) -> UUID:
    """Add a condition, or the answer that there are no allergies, and return its key."""
    return town.rows.add(
        Condition,
        student_id=student.id,
        kind=kind,
        name=name,
        noted_on=_start(town, student),
        iep_linked=linked,
        confidential=confidential,
        entered_by=nurse.id,
    )


def add_plan(
    town: Town,
    student: Student,
    nurse: Staff,
    ailment: Ailment,
    condition: UUID,
    helpers: list[Staff],
) -> UUID:
    """Add a care plan whose actions are assigned to `helpers` in turn, and return its key."""
    key = town.rows.add(
        CarePlan,
        student_id=student.id,
        condition_id=condition,
        title=f"Plan for {ailment.name.lower()}",
        starts_on=_start(town, student),
        ends_on=town.calendar.current.ends_on,
        entered_by=nurse.id,
    )
    actions = (*ailment.actions, "Walk with the class in a drill.")
    for number, action in enumerate(actions):
        town.rows.add(
            CarePlanPart,
            student_id=student.id,
            care_plan_id=key,
            action=action,
            assigned_to=helpers[number].id if number < len(helpers) else None,
        )
    return key


def train(town: Town, student: Student, plan: UUID, aide: Staff, *, ended: bool = False) -> None:
    """Record that someone is trained on one plan (P-6)."""
    start = town.calendar.current.starts_on + 40 * DAY
    town.rows.add(
        CarePlanTraining,
        care_plan_id=plan,
        student_id=student.id,
        staff_id=aide.id,
        starts_on=start,
        ends_on=town.calendar.today if ended else start + 365 * DAY,
    )


def add_order(
    town: Town, student: Student, nurse: Staff, ailment: Ailment, due_at: time | None
) -> UUID:
    """Add a physician's order for this school year (EC 49423), and return its key."""
    return town.rows.add(
        MedicationOrder,
        student_id=student.id,
        drug=ailment.drug,
        dose=ailment.dose,
        route=ailment.route,
        due_at=due_at,
        prescriber="Dr. A. Whitfield",
        starts_on=_start(town, student),
        ends_on=town.calendar.current.ends_on,
        entered_by=nurse.id,
    )


def give(town: Town, dice: Random, student: Student, nurse: Staff, order: UUID) -> None:
    """Record the noon doses of the last school days, of which a few were not given."""
    for day in town.calendar.days[-DAYS_OF_DOSES - 1 : -1]:
        given = dice.random() < 0.95  # noqa: PLR2004 - one of twenty is missed
        town.rows.add(
            MedicationAdministration,
            student_id=student.id,
            medication_order_id=order,
            given_at=local(day, time(12, dice.randrange(20))),
            outcome="Given." if given else "Not given: absent.",
            entered_by=nurse.id,
        )


def visit(
    town: Town,
    student: Student,
    nurse: Staff,
    arrived_at: datetime,
    *,
    dice: Random,
    confidential: bool = False,
) -> None:
    """Record a visit to the health office of a quarter of an hour."""
    complaint, treatment = dice.choice(COMPLAINTS)
    town.rows.add(
        HealthVisit,
        student_id=student.id,
        arrived_at=arrived_at,
        left_at=arrived_at + timedelta(minutes=15),
        complaint="Private matter" if confidential else complaint,
        treatment=None if confidential else treatment,
        confidential=confidential,
        entered_by=nurse.id,
    )


def keep_secret(town: Town, student: Student, nurse: Staff, name: str) -> None:
    """Record care to which a minor consented alone (Family Code 6925-6929)."""
    dice = town.keys.dice(f"confidential.{student.number}")
    condition = add_condition(
        town, student, nurse, ConditionKind.CONDITION, name, confidential=True
    )
    common: dict[str, object] = {
        "student_id": student.id,
        "confidential": True,
        "entered_by": nurse.id,
    }
    start = town.calendar.days[0]
    plan = town.rows.add(
        CarePlan, **common, condition_id=condition, title="Private plan", starts_on=start
    )
    town.rows.add(
        CarePlanPart,
        student_id=student.id,
        care_plan_id=plan,
        action="Let leave for the clinic without asking.",
        confidential=True,
    )
    order = town.rows.add(
        MedicationOrder,
        **common,
        drug="Kept at the clinic",
        dose="1 tablet",
        route="oral",
        prescriber="Dr. L. Moss",
        starts_on=start,
    )
    town.rows.add(
        MedicationAdministration,
        **common,
        medication_order_id=order,
        given_at=local(town.calendar.days[-2], time(9)),
        outcome="Given.",
    )
    at = local(town.calendar.days[-3], time(10))
    visit(town, student, nurse, at, dice=dice, confidential=True)


def _start(town: Town, student: Student) -> date:
    """The day on which this year's health papers came in."""
    return max(student.spells[-1].starts_on, town.calendar.days[0])
