"""Rows about court orders, adult students' consents, and health records opened in need."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from hub.district.calendar import DAY, local, years_before
from hub.models.codes import AdultAccessKind, OrderKind, PostRole, Standing
from hub.models.guardians import AdultAccess, CourtOrder
from hub.models.health import BreakGlass

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from hub.district.people import Adult, Staff, Student, Tie
    from hub.district.town import Town

RESTRICTED = 0.007
LEAST = 12
"""So many orders there are in any district, so that each kind occurs in each state."""
DOCUMENTED, PROVISIONAL, LAPSED, DECIDED, OVERRUN, COMING, TO_LIFT = range(7)
STATES = (DOCUMENTED, DOCUMENTED, PROVISIONAL, TO_LIFT, LAPSED, DECIDED, OVERRUN, COMING)
KINDS = tuple(OrderKind)
COURT = "Superior Court, Family Division"
GRANTED_ADULT_ACCESS = 0.4
ADULT = 18
OPEN_FOR = timedelta(hours=1)
REVIEW_SCHOOL_DAYS = 5


def write(town: Town) -> None:
    """Write the orders and consents of everyone for whom chance decides."""
    dice = town.keys.dice("court_order")
    _write_orders(town, dice)
    _write_adult_access(town, dice)


def _write_orders(town: Town, dice: Random) -> None:
    """Orders against one parent of some students, in all kinds and states."""
    bound = [
        (student, tie)
        for student in town.plain_students()
        for tie in student.family.ties[1:2]
        if tie.standing is Standing.PARENT and student.school_on(town.calendar.today)
    ]
    count = max(LEAST, round(len(town.students) * RESTRICTED))
    for number, (student, tie) in enumerate(dice.sample(bound, min(count, len(bound)))):
        state = STATES[number % len(STATES)]
        order(town, dice, student, tie, KINDS[number % len(KINDS)], state)


def order(
    town: Town, dice: Random, student: Student, tie: Tie, kind: OrderKind, state: int = DOCUMENTED
) -> None:
    """Add a court order of a kind against one adult, in one of the states above.

    PROVISIONAL has no document and lapses in some days, LAPSED had none and has, DECIDED is
    lifted, OVERRUN has passed its end and nobody decided (P-20), COMING begins tomorrow, TO_LIFT
    is proposed to be lifted.
    """
    today = town.calendar.today
    begun = today - dice.randrange(40, 400) * DAY
    starts = {PROVISIONAL: today - 2 * DAY, LAPSED: today - 30 * DAY, COMING: today + DAY}
    later = today + 300 * DAY
    ends = {OVERRUN: today - 9 * DAY, DOCUMENTED: later, TO_LIFT: later}
    documented = state not in (PROVISIONAL, LAPSED)
    number = f"FL-{student.number:06}"
    town.rows.add(
        CourtOrder,
        student_id=student.id,
        person_id=tie.adult.person_id,
        guardian_id=tie.adult.id,
        kind=kind,
        starts_at=_moment(starts.get(state, begun)),
        ends_on=ends.get(state),
        decided_at=_moment(today - 5 * DAY) if state == DECIDED else None,
        lapses_on={PROVISIONAL: today + 5 * DAY, LAPSED: today - 23 * DAY}.get(state),
        case_number=number if documented else None,
        court=COURT if documented else None,
        order_text=f"The court orders: {kind.value.replace('_', ' ').lower()}.",
        document_key=f"orders/{number}.pdf" if documented else None,
        **(_proposed(town, number) if state == TO_LIFT else {}),
    )


def _proposed(town: Town, number: str) -> dict[str, object]:
    """A registrar would lift the order, and nobody else has confirmed that."""
    return {
        "proposed_document_key": f"orders/{number}-vacated.pdf",
        "proposed_at": _moment(town.calendar.today - DAY),
        "proposed_by": town.staffed(PostRole.REGISTRAR)[0].id,
    }


def _moment(day: date) -> datetime:
    return local(day, time(10, 40))


def _write_adult_access(town: Town, dice: Random) -> None:
    """Some parents of adult students read on, by dependency or consent (P-24)."""
    majority = years_before(town.calendar.today, ADULT)
    for student in town.plain_students():
        if student.birth <= majority and dice.random() < GRANTED_ADULT_ACCESS:
            kind = dice.choice((AdultAccessKind.DEPENDENCY, AdultAccessKind.STUDENT_CONSENT))
            allow_adult_access(town, student, student.family.ties[0].adult, kind)


def allow_adult_access(
    town: Town,
    student: Student,
    adult: Adult,
    kind: AdultAccessKind,
    ends_on: date | None = None,
) -> None:
    """Let a parent read on from the student's 18th birthday, until `ends_on`."""
    town.rows.add(
        AdultAccess,
        student_id=student.id,
        guardian_id=adult.id,
        kind=kind,
        starts_on=years_before(student.birth, -ADULT),
        ends_on=ends_on,
    )


def break_glass(town: Town, student: Student, staff: Staff, opened_at: datetime) -> None:
    """Open a student's health record to a principal for an hour (P-12)."""
    days = [day for day in town.calendar.current.days if day >= opened_at.date()]
    town.rows.add(
        BreakGlass,
        student_id=student.id,
        staff_id=staff.id,
        reason_code="EMERGENCY",
        reason="Collapsed in the yard; the paramedics ask about medication.",
        opened_at=opened_at,
        expires_at=opened_at + OPEN_FOR,
        escalates_on=days[REVIEW_SCHOOL_DAYS],
        reviewed_at=None,
    )
