"""The families of a world: households, guardianships, court orders, contacts, adult access."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from hub.models.codes import (
    AddressKind,
    AdultAccessKind,
    OrderKind,
    Relationship,
    RightKind,
    Standing,
)
from hub.models.guardian_codes import CandidateOutcome, CandidateReason
from tests.oracle.worlds_people import another_guardian

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from tests.oracle.drawing import Draw, Row

_STANDINGS = (
    Standing.PARENT,
    Standing.PARENT,
    Standing.PARENT,
    Standing.EDUCATION_RIGHTS_HOLDER,
    Standing.CONTACT_ONLY,
)
PROPOSAL = (
    "proposed_ends_on",
    "proposed_document_key",
    "proposed_at",
    "proposed_by",
    "confirmed_by",
)
DAY = 86_400


def families(draw: Draw) -> None:
    """Who lives with whom, who stands for whom, and what a court has denied."""
    _households(draw)
    students = draw.rows["student"]
    for student in students:
        for _ in draw.times(students[0], student, 0, 2, 3, 2):
            _guardianship(draw, student)
        _home(draw, student)
        for _ in draw.times(students[0], student, 1, 2, 2):
            _emergency_contact(draw, student)
        for _ in draw.times(students[0], student, 3, 2):
            _adult_access(draw, student)
    for _ in range(draw.dice.randint(3, 9)):
        _court_order(draw)


def guardians_of(draw: Draw, student: Row) -> list[Row]:
    """The guardians with a guardianship of a student on whatever dates; all, if there is none."""
    mine = {
        each["guardian_id"]
        for each in draw.rows["guardianship"]
        if each["student_id"] == student["id"]
    }
    return [each for each in draw.rows["guardian"] if each["id"] in mine] or draw.rows["guardian"]


def candidates(draw: Draw) -> None:
    """Guardians of students who look like somebody on record, some of them looked at."""
    guardians, staff = draw.rows["guardian"], draw.rows["staff_member"]
    if len(guardians) == 1:
        another_guardian(draw)
    for student in draw.rows["student"]:
        mine = draw.pick(guardians_of(draw, student))["id"]
        pair = sorted((mine, draw.pick([each for each in guardians if each["id"] != mine])["id"]))
        outcome = draw.code(CandidateOutcome) if draw.chance(0.4) else None
        merged = outcome == CandidateOutcome.SAME
        one, another = draw.dice.sample(staff, 2) if len(staff) > 1 else (staff[0], None)
        confirmed = merged and draw.chance(0.5) and another is not None
        draw.must(
            "guardian_candidate",
            student_id=student["id"],
            first_id=pair[0],
            second_id=pair[1],
            reason=draw.code(CandidateReason),
            found_on=draw.day(-30, -1, 0),
            decided_on=draw.day(-1, 0) if outcome else None,
            decided_by=one["id"] if outcome else None,
            outcome=outcome,
            kept_id=draw.dice.choice(pair) if merged else None,
            confirmed_on=draw.day(-1, 0) if confirmed else None,
            confirmed_by=another["id"] if confirmed and another else None,
        )


def _households(draw: Draw) -> None:
    for _ in range(draw.dice.randint(2, 4)):
        draw.must("household", note=draw.word_or_none())
    guardians = draw.rows["guardian"]
    for guardian in guardians:
        for _ in draw.times(guardians[0], guardian, 1, 3, 1):
            household = draw.pick(draw.rows["household"])["id"]
            dates = draw.window(now=0.75)
            draw.must(
                "household_guardian", household_id=household, guardian_id=guardian["id"], **dates
            )


def _guardianship(draw: Draw, student: Row) -> None:
    guardian = draw.pick(draw.rows["guardian"])
    if guardian["person_id"] == student["person_id"]:
        return
    row = draw.put(
        "guardianship",
        student_id=student["id"],
        guardian_id=guardian["id"],
        relationship=draw.code(Relationship),
        standing=draw.one(*_STANDINGS),
        lives_with=draw.chance(0.5),
        contact_priority=draw.one(1, 1, 2),
        shares_contact=draw.chance(0.5),
        **_checked(draw),
        **draw.window(now=0.75, ended=0.13, coming=0.09),
    )
    if row is None:
        return
    for _ in draw.times(draw.rows["guardianship"][0], row, 1, 1, 1):
        draw.put(
            "guardian_right",
            guardianship_id=row["id"],
            student_id=student["id"],
            kind=draw.code(RightKind),
            **draw.window(),
        )


def _checked(draw: Draw) -> Row:
    """The days on which a guardianship was checked: so many steps of it, in whatever order the
    days come, and maybe a rejection.
    """
    steps = draw.one(*range(9))
    until = draw.one(None, draw.day(-1, 0, 1))
    done = {
        "matched_on": draw.today - timedelta(30) if steps > 0 else None,
        "contact_verified_on": draw.today - timedelta(1) if steps > 1 else None,
        "identity_verified_on": draw.today if steps > 2 else None,
        "rejected_on": draw.today if steps == 8 else None,
    }
    return {**done, "validated_until": until}


def _home(draw: Draw, student: Row) -> None:
    """Households of a student and addresses in them; rarely in another; rarely a hidden one."""
    first = draw.rows["student"][0]
    mine = {"student_id": student["id"]}
    for _ in draw.times(first, student, 1, 4, 3):
        home = draw.pick(draw.rows["household"])["id"]
        draw.must("household_student", household_id=home, **mine, **draw.window(now=0.75))
        for _ in range(draw.one(0, 1, 1, 2) if student is not first else 1):
            household = draw.pick(draw.rows["household"])["id"] if draw.chance(0.1) else home
            draw.must(
                "student_address",
                household_id=household,
                kind=draw.code(AddressKind),
                validated_on=draw.one(None, draw.day(-30, 0)),
                **_place(draw),
                **mine,
                **draw.window(),
            )
    for _ in draw.times(first, student, 5, 1):
        draw.must("confidential_address", **_place(draw), **mine, **draw.window())


def _place(draw: Draw) -> Row:
    return {
        "line1": draw.one("1 Oak Street", "2 Elm Street", "PO Box 9"),
        "line2": draw.word_or_none(),
        "city": draw.one("Oakton", "Elmville"),
        "state": "CA",
        "postal_code": draw.one("90001", "90002"),
    }


def _emergency_contact(draw: Draw, student: Row) -> None:
    guardian = draw.pick(guardians_of(draw, student))["id"] if draw.chance(0.65) else None
    draw.must(
        "emergency_contact",
        student_id=student["id"],
        guardian_id=guardian,
        name=draw.word(),
        phone=draw.one(None, "555-0100", "555-0102"),
        relationship=draw.code(Relationship),
        may_pick_up=draw.chance(0.5),
        priority=draw.one(1, 2),
    )


def _adult_access(draw: Draw, student: Row) -> None:
    draw.must(
        "adult_access",
        student_id=student["id"],
        guardian_id=draw.pick(guardians_of(draw, student))["id"],
        kind=draw.code(AdultAccessKind),
        **draw.window(now=0.6, ended=0.24),
    )


def _court_order(draw: Draw) -> None:
    """An order that binds mostly a guardian of the child, else some other adult."""
    student = draw.pick(draw.rows["student"])
    bound = _bound(draw, student)
    if bound == student["person_id"]:
        return
    guardian = next((it for it in draw.rows["guardian"] if it["person_id"] == bound), None)
    starts = draw.moment(-400 * DAY, -30 * DAY, -30 * DAY, -DAY, -1, 0, 0, 1, DAY)
    row = draw.put(
        "court_order",
        student_id=student["id"],
        person_id=bound,
        guardian_id=guardian["id"] if guardian else None,
        kind=draw.code(OrderKind),
        starts_at=starts,
        ends_on=draw.one(None, None, draw.day(-1, 0, 1, 30)),
        decided_at=_decided(draw, starts),
        lapses_on=draw.one(None, draw.day(-1, 0, 0, 1, 1, 5)),
        case_number=draw.one(None, "24-100"),
        court=draw.word_or_none(),
        order_text=draw.word_or_none(),
        document_key=draw.one(None, "order-1", "order-1"),
        **dict.fromkeys(PROPOSAL),
    )
    if row is not None:
        _propose(draw, row)


def _propose(draw: Draw, order: Row) -> None:
    """What somebody would have done with some orders, and somebody else has confirmed of a few;
    by dice of its own, so that worlds stay what they are without it.
    """
    dice = Random(f"proposal {order['id']}")
    if dice.random() < 0.5:
        return
    staff = [each["id"] for each in draw.rows["staff_member"]]
    first, *others = dice.sample(staff, len(staff))
    confirmed = others[0] if others and dice.random() < 0.3 else None
    ends_on = dice.choice((None, draw.today))
    said = (ends_on, "order-2", draw.now, first, confirmed)
    order.update(zip(PROPOSAL, said, strict=True))


def _bound(draw: Draw, student: Row) -> UUID:
    """The person against whom an order on `student` stands."""
    rows = [guardians_of(draw, student), draw.rows["staff_member"], draw.rows["guardian"]]
    person: UUID = draw.pick(draw.dice.choices(rows, (5, 3, 1))[0])["person_id"]
    return person


def _decided(draw: Draw, starts: datetime) -> datetime | None:
    """Mostly undecided; else decided a second around now, and never before it began."""
    if draw.chance(0.75):
        return None
    return max(draw.moment(-DAY, -1, 0, 1), starts + timedelta(seconds=draw.one(0, 1)))
