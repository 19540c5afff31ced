"""The health records of a world: alerts, conditions, plans, medication, visits, openings."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from hub.models.codes import ConditionKind, PostRole, Severity
from tests.oracle.drawing import in_force

if TYPE_CHECKING:
    from uuid import UUID

    from tests.oracle.drawing import Draw, Row

HOUR = 3600
DAY = 86_400


def health(draw: Draw) -> None:
    """What is known of each student's health, and who broke the glass to read it."""
    for student in draw.rows["student"]:
        _alerts(draw, student)
        _conditions(draw, student)
        _medication(draw, student)
        _visits(draw, student)
    for _ in range(draw.dice.randint(1, 3)):
        _break_glass(draw)


def holders(draw: Draw, *roles: PostRole) -> list[Row]:
    """Staff with one of these posts on whatever dates; all staff, if there is none."""
    mine = {each["staff_id"] for each in draw.rows["post"] if each["role"] in roles}
    staff = draw.rows["staff_member"]
    return [each for each in staff if each["id"] in mine] or staff


def staff_or_none(draw: Draw, *roles: PostRole) -> UUID | None:
    """Mostly a holder of one of these posts, else any staff member or nobody."""
    at = draw.dice.random()
    if at > 0.85:
        return None
    rows = holders(draw, *roles) if at < 0.65 else draw.rows["staff_member"]
    chosen: UUID = draw.pick(rows)["id"]
    return chosen


def _authored(draw: Draw, student: Row) -> Row:
    """What every record has: its student, and an author who mostly is or was a nurse."""
    return {"student_id": student["id"], "entered_by": staff_or_none(draw, PostRole.NURSE)}


def _alerts(draw: Draw, student: Row) -> None:
    for _ in draw.times(draw.rows["student"][0], student, 1, 2, 2):
        draw.must(
            "health_alert",
            instruction=draw.word(),
            severity=draw.code(Severity),
            dietary=draw.chance(0.5),
            **_authored(draw, student),
            **draw.window(),
        )


def _conditions(draw: Draw, student: Row) -> None:
    for _ in draw.times(draw.rows["student"][0], student, 2, 3, 2):
        condition = draw.must(
            "condition",
            kind=draw.code(ConditionKind),
            name=draw.word(),
            noted_on=draw.day(-400, -1, 0),
            iep_linked=draw.chance(0.5),
            confidential=draw.chance(0.35),
            **_authored(draw, student),
        )
        for _ in draw.times(draw.rows["condition"][0], condition, 1, 3, 1):
            _care_plan(draw, student, condition)


def _care_plan(draw: Draw, student: Row, condition: Row) -> None:
    plan = draw.must(
        "care_plan",
        condition_id=condition["id"],
        title=draw.word(),
        confidential=draw.chance(0.35),
        **_authored(draw, student),
        **draw.window(),
    )
    first, mine = draw.rows["care_plan"][0], {"student_id": student["id"]}
    for _ in draw.times(first, plan, 1, 2, 1):
        draw.must(
            "care_plan_part",
            care_plan_id=plan["id"],
            action=draw.word(),
            assigned_to=staff_or_none(draw, PostRole.TEACHER, PostRole.PARAEDUCATOR),
            confidential=draw.chance(0.35),
            **mine,
        )
    for _ in draw.times(first, plan, 1, 2, 1):
        aide = staff_or_none(draw, PostRole.HEALTH_AIDE) or draw.rows["staff_member"][0]["id"]
        dates = draw.window(now=0.7)
        draw.must("care_plan_training", care_plan_id=plan["id"], staff_id=aide, **mine, **dates)


def _medication(draw: Draw, student: Row) -> None:
    for _ in draw.times(draw.rows["student"][0], student, 2, 2, 1):
        order = draw.must(
            "medication_order",
            drug=draw.word(),
            dose=draw.one("5 mg", "10 mg"),
            route=draw.one("oral", "inhaled"),
            due_at=draw.one(None, time(12), time(9, 30)),
            prescriber=draw.word(),
            confidential=draw.chance(0.35),
            **_authored(draw, student),
            **draw.window(),
        )
        for _ in draw.times(draw.rows["medication_order"][0], order, 1, 2, 1):
            draw.must(
                "medication_administration",
                medication_order_id=order["id"],
                given_at=draw.moment(-DAY, -HOUR, 0),
                outcome=draw.one("GIVEN", "REFUSED"),
                confidential=draw.chance(0.35),
                **_authored(draw, student),
            )


def _visits(draw: Draw, student: Row) -> None:
    first = draw.rows["student"][0]
    for _ in draw.times(first, student, 2, 2, 1):
        arrived = draw.moment(-DAY, -HOUR, -1)
        draw.must(
            "health_visit",
            arrived_at=arrived,
            left_at=draw.one(None, arrived + timedelta(minutes=20)),
            complaint=draw.word(),
            treatment=draw.word_or_none(),
            confidential=draw.chance(0.35),
            **_authored(draw, student),
        )
    for _ in draw.times(first, student, 2, 2, 1):
        draw.must(
            "immunization",
            vaccine=draw.one("MMR", "DTaP"),
            given_on=draw.day(-400, -30, 0),
            source=draw.word(),
            confidential=draw.chance(0.35),
            **_authored(draw, student),
        )


def _break_glass(draw: Draw) -> None:
    """An opening for an hour, mostly by a principal of the student's school."""
    pairs = _principals(draw)
    staff, student = (
        draw.one(*pairs)
        if pairs and draw.chance(0.85)
        else (draw.pick(draw.rows["staff_member"])["id"], draw.pick(draw.rows["student"])["id"])
    )
    opened = draw.moment(-2 * HOUR, -HOUR, -HOUR + 1, -60, -1, 0, 1)
    draw.must(
        "break_glass",
        student_id=student,
        staff_id=staff,
        reason_code="EMERGENCY",
        reason="The student collapsed in the yard.",
        opened_at=opened,
        expires_at=opened + timedelta(hours=1),
        escalates_on=(opened + timedelta(days=7)).date(),
        reviewed_at=draw.one(None, draw.now),
    )


def _principals(draw: Draw) -> list[tuple[UUID, UUID]]:
    """Staff and student, where one is principal of a school at which the other is enrolled."""
    posts = [each for each in draw.rows["post"] if each["role"] == PostRole.PRINCIPAL]
    return [
        (post["staff_id"], seat["student_id"])
        for post in posts
        for seat in draw.rows["school_enrollment"]
        if post["school_id"] in (None, seat["school_id"])
        and in_force(post, draw.today)
        and in_force(seat, draw.today)
    ]
