"""Ana's record: a row of every kind, so that one student shows what each role may see."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from hub.district import behavior, enrollment, health, ieps
from hub.district.calendar import DAY, WEEK, local, years_before
from hub.models.codes import (
    AbsenceReason,
    ActionKind,
    Area,
    AttendanceStatus,
    CaseloadKind,
    EvaluationStatus,
    OrderKind,
    ParticipantRole,
)
from hub.models.guardians import CourtOrder
from hub.models.staff import Person

if TYPE_CHECKING:
    from random import Random

    from hub.district.people import Student
    from hub.district.town import Town

PEANUTS, ASTHMA = health.AILMENTS[:2]
STRANGER = "demo-stranger"
"""Someone whom a court keeps away from Ana and who is no guardian of hers."""


def _fix_days(town: Town) -> None:
    """Fix the days on which Ana was missing, and why."""
    days = town.calendar.days
    absent, tardy = AttendanceStatus.ABSENT, AttendanceStatus.TARDY
    town.cast.days[town.cast.students["student"].number] = {
        days[8]: (absent, AbsenceReason.ILLNESS, "Mother called."),
        days[17]: (absent, AbsenceReason.MEDICAL_APPOINTMENT, "Note from the clinic."),
        days[24]: (absent, AbsenceReason.CONFIDENTIAL_SERVICE, None),
        days[31]: (absent, AbsenceReason.COURT, "Hearing downtown."),
        days[-1]: (tardy, None, None),
    }


def write(town: Town) -> None:
    """Write what only Ana has."""
    dice = town.keys.dice("ana")
    _fix_days(town)
    ana = town.cast.students["student"]
    _write_health(town, dice, ana)
    _write_iep(town, dice, ana)
    _write_incidents(town, dice, ana)
    _keep_away(town, ana)
    counselor = town.cast.staff["counselor"]
    ieps.manage(town, ana, counselor, CaseloadKind.COUNSELOR)
    ieps.manage(town, ana, town.cast.staff["paraeducator"], CaseloadKind.AIDE)
    enrollment.assign_meals(town, ana, "FREE")
    enrollment.assign_route(town, ana, 1, enrollment.STOPS[0])


def _write_health(town: Town, dice: Random, ana: Student) -> None:
    staff, calendar = town.cast.staff, town.calendar
    nurse = staff["nurse"]
    for ailment, linked, helpers in (
        (PEANUTS, False, [staff["teacher"], staff["health_aide"]]),
        (ASTHMA, True, [staff["paraeducator"]]),
    ):
        health.alert(town, ana, nurse, ailment)
        condition = health.add_condition(
            town, ana, nurse, ailment.kind, ailment.name, linked=linked
        )
        plan = health.add_plan(town, ana, nurse, ailment, condition, helpers)
        if ailment is PEANUTS:
            health.train(town, ana, plan, staff["health_aide"])
    health.add_order(town, ana, nurse, PEANUTS, None)
    noon = health.add_order(town, ana, nurse, ASTHMA, time(12))
    health.give(town, dice, ana, nurse, noon)
    for day in calendar.days[-12], calendar.days[-4]:
        health.visit(town, ana, nurse, local(day, time(10, 5)), dice=dice)
    health.keep_secret(town, ana, nurse, health.CONFIDENTIAL_CONDITIONS[0])


def _write_iep(town: Town, dice: Random, ana: Student) -> None:
    """An IEP in effect, the one before and a draft of the next; goals in four areas."""
    staff, today = town.cast.staff, town.calendar.today
    manager = staff["case_manager"]
    services = [
        ieps.Service(Area.ACADEMIC, manager, 200),
        ieps.Service(Area.SPEECH, staff["provider"], 60),
        ieps.Service(Area.COUNSELING, staff["contracted_provider"], 30),
        ieps.Service(Area.HEALTH, staff["nurse"], 15),
    ]
    start = today - 20 * WEEK
    before = years_before(start, 1)
    for version in (
        ieps.Version(1, manager, services, before, ends_on=start),
        ieps.Version(3, manager, services, today + 3 * WEEK, None, None, None),
    ):
        ieps.add_iep(town, dice, ana, version)
    current = ieps.Version(2, manager, services, start)
    ieps.acknowledge(town, dice, ana, ieps.add_iep(town, dice, ana, current))
    ieps.manage(town, ana, manager, CaseloadKind.CASE_MANAGER)
    ieps.join_team(town, ana, [manager, staff["provider"], staff["principal"], staff["teacher"]])
    completed = EvaluationStatus.COMPLETED
    ieps.evaluate(town, dice, ana, staff["provider"], completed, Area.SPEECH)
    ieps.evaluate(town, dice, ana, staff["nurse"], completed, Area.HEALTH)


def _write_incidents(town: Town, dice: Random, ana: Student) -> None:
    """One incident that Ana shares with two other pupils, and one of her own (P-36)."""
    cast, today = town.cast, town.calendar.today
    dylan, ruth = cast.students["classmate"], cast.students["witness"]
    high = ana.spells[-1].school
    shared = behavior.Happening(
        high, today - 3 * WEEK, "Fight", "Hallway", cast.staff["teacher"],
        "Dylan pushed Ana at the lockers; Ruth fetched a teacher.",
    )  # fmt: skip
    fight = behavior.add_incident(
        town,
        shared,
        [
            (ana, ParticipantRole.VICTIM),
            (dylan, ParticipantRole.PERPETRATOR),
            (ruth, ParticipantRole.WITNESS),
        ],
    )
    behavior.act(town, dice, fight, ana, ActionKind.CONFERENCE, shared.day)
    behavior.act(town, dice, fight, dylan, ActionKind.DETENTION, shared.day)
    behavior.release(town, fight, ana, shared.day + 2 * DAY)
    alone = behavior.Happening(
        high, today - 5 * WEEK, "Disruption", "Classroom", cast.staff["office"],
        "Left the room twice without asking.",
    )  # fmt: skip
    outing = behavior.add_incident(town, alone, [(ana, ParticipantRole.PERPETRATOR)])
    behavior.act(town, dice, outing, ana, ActionKind.DETENTION, alone.day)


def _keep_away(town: Town, ana: Student) -> None:
    """A court keeps away someone who is no guardian: a person without any capacity."""
    person = town.rows.add(Person, sourced_id=STRANGER)
    start = town.calendar.today - 9 * WEEK
    town.rows.add(
        CourtOrder,
        student_id=ana.id,
        person_id=person,
        kind=OrderKind.NO_CONTACT,
        starts_at=local(start, time(9)),
        ends_on=start + 52 * WEEK,
        case_number="FL-900001",
        court="Superior Court, Family Division",
        order_text="The court orders: no contact, and a distance of one hundred yards.",
        document_key="orders/FL-900001.pdf",
    )
