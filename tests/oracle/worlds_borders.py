"""Dates that lie on a border, and row conditions of the policy, as they occur in a world."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.oracle.drawing import followed, in_force, years_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from tests.oracle.drawing import Row
    from tests.oracle.worlds_facts import Census

GRACE = 14


def days_before(seen: Census) -> int:
    """How many days ahead a class may begin to be seen now: it is 5 weekdays before."""
    reached = [
        ahead
        for ahead in range(1, 10)
        if _weekdays_earlier(seen.today + timedelta(ahead)) <= seen.today
    ]
    return max(reached)


def _weekdays_earlier(day: date) -> date:
    return day - timedelta({6: 5, 7: 6}.get(day.isoweekday(), 7))


def _lessons(seen: Census) -> Iterator[tuple[Row, Row, Row]]:
    """Every lead, seat and section that belong together."""
    for lead in seen.rows("section_staff", role="LEAD"):
        section = seen.sections[lead["section_id"]]
        for seat in seen.rows("section_enrollment", section_id=section["id"]):
            yield lead, seat, section


def before(seen: Census, after: int, until: int) -> Iterator[tuple[UUID, UUID]]:
    """Leads and students whose lessons begin more than `after` and up to `until` days from now."""
    for lessons in _lessons(seen):
        begin = max(it["starts_on"] for it in lessons)
        ends = [it["ends_on"] for it in lessons if it["ends_on"] is not None]
        if after < (begin - seen.today).days <= until and all(begin < end for end in ends):
            yield seen.person[lessons[0]["staff_id"]], lessons[1]["student_id"]


def grace(seen: Census, since: int, until: int) -> Iterator[tuple[UUID, UUID]]:
    """Leads until the end and students, whose lessons ended `since` to `until` days ago."""
    for lead, seat, section in _lessons(seen):
        ends = [it["ends_on"] for it in (seat, section) if it["ends_on"] is not None]
        if not ends or not since <= (seen.today - min(ends)).days <= until:
            continue
        if seat["starts_on"] < min(ends) and _led_until(lead, min(ends)):
            yield seen.person[lead["staff_id"]], seat["student_id"]


def _led_until(lead: Row, end: date) -> bool:
    return bool(lead["starts_on"] < end and (lead["ends_on"] is None or lead["ends_on"] >= end))


def ranged(seen: Census) -> Iterator[tuple[Row, Row]]:
    """Alphabet ranges in force and enrollments in force at their school, of their grade."""
    for row in seen.now_in("counselor_range"):
        for seat in seen.now_in("school_enrollment", school_id=row["school_id"]):
            grade = seen.students[seat["student_id"]]["grade_level"]
            if row["grade_level"] in (None, grade):
                yield row, seat


def within(row: Row, student: Row) -> bool:
    """Whether a family name is between the first and last letters of a range."""
    first, last, name = row["first"], row["last"], student["family_name"]
    return bool(first <= name[: len(first)].upper() and name[: len(last)].upper() <= last)


def borders(seen: Census) -> Iterator[str]:
    """The names of the borders on which something in the world lies."""
    limit = days_before(seen)
    checks: dict[str, bool] = {
        "before: last day": any(before(seen, limit - 1, limit)),
        "before: a day too early": any(before(seen, limit, limit + 1)),
        "before: tomorrow": any(before(seen, 0, 1)),
        "grace: first day": any(grace(seen, 0, 0)),
        "grace: last day": any(grace(seen, GRACE - 1, GRACE - 1)),
        "grace: over": any(grace(seen, GRACE, GRACE)),
        "grace: a day over": any(grace(seen, GRACE + 1, GRACE + 1)),
        "grace: lead left before the end": _left_early(seen),
    }
    yield from (name for name, holds in checks.items() if holds)
    yield from _range_borders(seen)
    yield from _birthdays(seen)
    yield from _order_borders(seen)
    yield from _table_borders(seen)


def _left_early(seen: Census) -> bool:
    return any(
        end is not None and 0 <= (seen.today - end).days < GRACE and not _led_until(lead, end)
        for lead, seat, _ in _lessons(seen)
        for end in (seat["ends_on"],)
    )


def _range_borders(seen: Census) -> Iterator[str]:
    for row, seat in ranged(seen):
        name = seen.students[seat["student_id"]]["family_name"].upper()
        for side in ("first", "last"):
            if name.startswith(row[side]):
                yield f"range: on {side}"
        yield "range: in" if within(row, seen.students[seat["student_id"]]) else "range: out"


def _birthdays(seen: Census) -> Iterator[str]:
    for student in seen.world["student"]:
        for years in (16, 18):
            days = (student["birth_date"] - years_before(seen.today, years)).days
            if abs(days) <= 1:
                yield f"birthday {years}: {_WHEN[days]}"


_WHEN = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def _order_borders(seen: Census) -> Iterator[str]:
    for order in seen.world["court_order"]:
        for name in ("starts_at", "decided_at"):
            yield from _second(seen, f"order {name}", order[name])
        if order["document_key"] is None and order["decided_at"] is None:
            yield from _day(seen, "order without document lapses", order["lapses_on"])
        if order["decided_at"] is None and order["ends_on"] and order["ends_on"] <= seen.today:
            yield "order ended and undecided"
    for opening in seen.world["break_glass"]:
        yield from _second(seen, "break_glass opened_at", opening["opened_at"])
        yield from _second(seen, "break_glass expires_at", opening["expires_at"])


def _second(seen: Census, name: str, moment: Any) -> Iterator[str]:
    if moment is not None and abs((moment - seen.now).total_seconds()) <= 1:
        yield f"{name}: now {int((moment - seen.now).total_seconds()):+d} s"


def _day(seen: Census, name: str, day: date | None) -> Iterator[str]:
    if day is not None and abs((day - seen.today).days) <= 1:
        yield f"{name}: {_WHEN[(day - seen.today).days]}"


def _table_borders(seen: Census) -> Iterator[str]:
    for training in seen.rows("training", kind="CONFIDENTIALITY"):
        for name in ("completed_on", "expires_on"):
            yield from _day(seen, f"training {name}", training[name])
    for table in _DATED:
        for row in seen.world[table]:
            for name in ("starts_on", "ends_on"):
                if row[name] == seen.today:
                    yield f"{table} {name}: today"
            if not in_force(row, seen.today):
                yield f"{table}: not in force"


_DATED = (
    "post",
    "section",
    "section_staff",
    "section_enrollment",
    "coverage",
    "school_enrollment",
    "caseload",
    "counselor_range",
    "guardianship",
    "household_guardian",
    "household_student",
    "iep_service",
    "iep_team_member",
    "care_plan_training",
    "medication_order",
    "support_program",
    "meal_benefit",
    "transport_assignment",
    "adult_access",
)

_CONDITIONS: dict[str, tuple[str, Callable[[Row, date], object]]] = {
    "preferred name for everyone": (
        "student",
        lambda row, _: row["preferred_name"] and row["preferred_name_audience"] == "EVERYONE",
    ),
    "identifier LOCAL": ("student_identifier", lambda row, _: row["kind"] == "LOCAL"),
    "address confidential": ("confidential_address", lambda _row, _: True),
    "guardianship shares contact": ("guardianship", lambda row, _: row["shares_contact"]),
    "contact is a guardian": ("emergency_contact", lambda row, _: row["guardian_id"]),
    "enrollment in force": ("school_enrollment", in_force),
    "caseload COUNSELOR": ("caseload", lambda row, _: row["kind"] == "COUNSELOR"),
    "alert dietary": ("health_alert", lambda row, _: row["dietary"]),
    "condition confidential": ("condition", lambda row, _: row["confidential"]),
    "condition iep_linked": ("condition", lambda row, _: row["iep_linked"]),
    "care_plan confidential": ("care_plan", lambda row, _: row["confidential"]),
    "care_plan_part assigned": ("care_plan_part", lambda row, _: row["assigned_to"]),
    "medication_order in force": ("medication_order", in_force),
    "medication_order confidential": ("medication_order", lambda row, _: row["confidential"]),
    "health_visit confidential": ("health_visit", lambda row, _: row["confidential"]),
    "immunization confidential": ("immunization", lambda row, _: row["confidential"]),
    "support ACCOMMODATION": ("iep_support", lambda row, _: row["kind"] == "ACCOMMODATION"),
    "support HEALTH": ("iep_support", lambda row, _: row["area"] == "HEALTH"),
    "iep in effect": ("iep", followed),
    "iep consented to": ("iep", lambda row, _: row["consented_on"]),
    "iep superseded": ("iep", lambda row, today: (row["superseded_on"] or today) < today),
    "iep superseded today": ("iep", lambda row, today: row["superseded_on"] == today),
    "iep begins today": ("iep", lambda row, today: row["starts_on"] == today),
    "plan adopted": ("plan_504", lambda row, _: row["adopted_on"]),
    "service declined": ("iep_service", lambda row, _: row["declined_on"]),
    "service HEALTH": ("iep_service", lambda row, _: row["area"] == "HEALTH"),
    "goal linked": ("iep_goal", lambda row, _: row["iep_service_id"]),
    "evaluation HEALTH": ("evaluation", lambda row, _: row["area"] == "HEALTH"),
    "evaluation has an evaluator": ("evaluation", lambda row, _: row["evaluator_id"]),
    "incident reported by staff": ("incident", lambda row, _: row["reported_by"]),
    "attendance today": ("attendance_event", lambda row, today: row["day"] == today),
    "attendance reason is health's": (
        "attendance_event",
        lambda row, _: row["reason"] in ("ILLNESS", "MEDICAL_APPOINTMENT"),
    ),
    "attendance reason confidential": (
        "attendance_event",
        lambda row, _: row["reason"] == "CONFIDENTIAL_SERVICE",
    ),
    "attendance reason recorded": ("attendance_event", lambda row, _: row["reason"]),
    "post district-wide": ("post", lambda row, _: row["school_id"] is None),
}


def conditions(seen: Census) -> Iterator[str]:
    """Which row conditions some row meets, and which some row fails."""
    for name, (table, holds) in _CONDITIONS.items():
        verdicts = {bool(holds(row, seen.today)) for row in seen.world[table]}
        yield from (f"{name}: {'yes' if verdict else 'no'}" for verdict in verdicts)
    yield from _joined(seen)


def _joined(seen: Census) -> Iterator[str]:
    """Conditions across rows: aides trained, parts in incidents, two homes."""
    aides = {it["staff_id"] for it in seen.now_in("post", role="HEALTH_AIDE")}
    if any(it["staff_id"] in aides for it in seen.now_in("care_plan_training")):
        yield "an aide trained on a plan today"
    for incident in seen.world["incident"]:
        parts = len(list(seen.rows("incident_participation", incident_id=incident["id"])))
        yield f"incident with {min(parts, 3)} participants"
    yield from _inherited(seen)
    homes = [it["student_id"] for it in seen.now_in("household_student")]
    if len(set(homes)) < len(homes):
        yield "a student in two households"
    yield from _staffed(seen)


def _inherited(seen: Census) -> Iterator[str]:
    """Records that aren't confidential themselves and belong to one that is."""
    rows = {
        table: {it["id"]: it for it in seen.world[table]}
        for table in ("condition", "care_plan", "medication_order")
    }
    for part in seen.rows("care_plan_part", confidential=False):
        plan = rows["care_plan"][part["care_plan_id"]]
        if plan["confidential"]:
            yield "open part of a confidential plan"
        elif rows["condition"][plan["condition_id"]]["confidential"]:
            yield "open part of an open plan for a confidential condition"
    for plan in seen.rows("care_plan", confidential=False):
        if rows["condition"][plan["condition_id"]]["confidential"]:
            yield "open plan for a confidential condition"
    for dose in seen.rows("medication_administration", confidential=False):
        if rows["medication_order"][dose["medication_order_id"]]["confidential"]:
            yield "open dose of a confidential order"


def _staffed(seen: Census) -> Iterator[str]:
    nurses = [(it["staff_id"], it["school_id"]) for it in seen.now_in("post", role="NURSE")]
    if any(one[0] == two[0] and one[1] != two[1] for one in nurses for two in nurses):
        yield "a nurse of two schools"
    held = {(it["staff_id"], it["role"], it["contracted"]) for it in seen.now_in("post")}
    if any((staff, role, not contracted) in held for staff, role, contracted in held):
        yield "one role employed and contracted"
