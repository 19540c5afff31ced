"""The records of the other named students, each as far as the case needs it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from hub.district import enrollment, health, ieps, orders, students
from hub.district.calendar import DAY, WEEK, local, years_before
from hub.models.codes import (
    AdultAccessKind,
    Area,
    CaseloadKind,
    EvaluationStatus,
    OrderKind,
    PostRole,
    SupportKind,
)

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from hub.district.people import Staff, Student, Tie
    from hub.district.town import Town

OPENED_AGO = timedelta(minutes=15)
OVERDUE_BY = 14 * DAY
CONSENT_WITHDRAWN = 10 * DAY
MILK = health.AILMENTS[4]
ASTHMA = health.AILMENTS[1]


def write(town: Town) -> None:
    """Write the records of the named students but Ana."""
    dice = town.keys.dice("cases")
    _write_orders(town, dice)
    _write_ieps(town, dice)
    _write_health(town, dice)
    _write_adult_access(town)
    _write_openings(town)
    cast = town.cast.students
    students.substitute_address(town, cast["safe_at_home"])
    enrollment.assign_support(town, cast["foster"], SupportKind.FOSTER)
    enrollment.assign_support(town, cast["witness"], SupportKind.HOMELESS, unaccompanied=True)
    enrollment.assign_meals(town, cast["foster"], "FREE")
    enrollment.assign_meals(town, cast["two_homes"], "REDUCED")
    enrollment.assign_route(town, cast["two_homes"], 2, enrollment.STOPS[1])


def _write_orders(town: Town, dice: Random) -> None:
    """Courts bind three fathers, each towards one child (P-18, P-22)."""
    for key, father, kinds in (
        ("closed_to_father", "counselor", (OrderKind.NO_RECORDS,)),
        ("restricted", "restricted_father", (OrderKind.NO_CONTACT, OrderKind.NO_LOCATION)),
        ("no_pickup", "no_pickup_father", (OrderKind.NO_PICKUP,)),
    ):
        student = town.cast.students[key]
        for kind in kinds:
            orders.order(town, dice, student, _tie(student, father), kind)


def _tie(student: Student, key: str) -> Tie:
    return next(tie for tie in student.family.ties if tie.adult.named == key)


def _write_ieps(town: Town, dice: Random) -> None:
    cast, staff, today = town.cast.students, town.cast.staff, town.calendar.today
    manager, colleague = staff["case_manager"], staff["other_case_manager"]
    start = today - 30 * WEEK
    jade, tyler, kai = cast["student16"], cast["overdue_iep"], cast["no_pickup"]
    before = ieps.Version(1, manager, _taught_by(manager), years_before(start, 1), start)
    ieps.add_iep(town, dice, jade, before)
    _write_iep(town, dice, jade, _taught_by(manager), start, number=2)
    ieps.evaluate(town, dice, jade, manager, EvaluationStatus.COMPLETED, Area.ACADEMIC)
    _write_iep(town, dice, cast["other_caseload"], _taught_by(colleague), start)
    _write_iep(town, dice, cast["teachers_child"], _taught_by(colleague), start)
    middle, elementary = tyler.spells[-1].school, kai.spells[-1].school
    late = years_before(today, 1) - OVERDUE_BY
    manager = middle.holding(PostRole.CASE_MANAGER)[0]
    _write_iep(town, dice, tyler, _taught_by(manager), late)
    aide = middle.holding(PostRole.PARAEDUCATOR)[1]
    ieps.manage(town, tyler, aide, CaseloadKind.AIDE)
    manager = elementary.holding(PostRole.CASE_MANAGER)[0]
    nursing = ieps.Service(Area.HEALTH, staff["contracted_nurse"], 15)
    _write_iep(town, dice, kai, [*_taught_by(manager), nursing], start)


def _write_iep(
    town: Town,
    dice: Random,
    student: Student,
    services: list[ieps.Service],
    start: date,
    number: int = 1,
) -> None:
    """An IEP in effect, with the caseload of whoever teaches its first service."""
    manager = services[0].provider
    version = ieps.Version(number, manager, services, start)
    ieps.add_iep(town, dice, student, version)
    ieps.manage(town, student, manager, CaseloadKind.CASE_MANAGER)
    ieps.join_team(town, student, [manager])


def _taught_by(manager: Staff) -> list[ieps.Service]:
    return [ieps.Service(Area.ACADEMIC, manager, 120)]


def _write_health(town: Town, dice: Random) -> None:
    """Alerts at both kinds of nurses, and entries about a student who has left (P-5)."""
    cast, staff = town.cast.students, town.cast.staff
    for key, nurse, ailment in (
        ("no_pickup", staff["contracted_nurse"], MILK),
        ("left_yesterday", staff["nurse"], ASTHMA),
        ("two_schools", staff["nurse"], ASTHMA),
        ("closed_to_father", staff["nurse"], ASTHMA),
        ("restricted", staff["nurse"], ASTHMA),
        ("teachers_child", staff["nurse"], ASTHMA),
        ("other_caseload", staff["nurse"], ASTHMA),
    ):
        student = cast[key]
        health.alert(town, student, nurse, ailment)
        condition = health.add_condition(town, student, nurse, ailment.kind, ailment.name)
        health.add_plan(town, student, nurse, ailment, condition, [])
        at = local(town.calendar.days[-6], time(11, 10))
        health.visit(town, student, nurse, at, dice=dice)


def _write_adult_access(town: Town) -> None:
    """Zoe's mother reads on; the consent that her father had is withdrawn (P-24)."""
    zoe, adults = town.cast.students["adult_student"], town.cast.adults
    mother, father = adults["parent_of_adult"], adults["parent_of_adult_without"]
    orders.allow_adult_access(town, zoe, mother, AdultAccessKind.DEPENDENCY)
    withdrawn = town.calendar.today - CONSENT_WITHDRAWN
    orders.allow_adult_access(town, zoe, father, AdultAccessKind.STUDENT_CONSENT, withdrawn)


def _write_openings(town: Town) -> None:
    """The principal has opened Ana's health record just now, and Marcus's last week (P-12)."""
    cast, now = town.cast, town.calendar.now
    principal = cast.staff["principal"]
    orders.break_glass(town, cast.students["student"], principal, now - OPENED_AGO)
    orders.break_glass(town, cast.students["other_caseload"], principal, now - WEEK)
