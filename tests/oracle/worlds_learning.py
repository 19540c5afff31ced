"""What a world has on learning and conduct: grades, attendance, IEPs, evaluations, incidents."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.models.codes import (
    AbsenceReason,
    ActionKind,
    Area,
    AttendanceStatus,
    EvaluationStatus,
    IncidentStatus,
    ParticipantRole,
    PostRole,
    SessionOutcome,
    SupportKindInClass,
)
from tests.oracle.worlds_health import staff_or_none

if TYPE_CHECKING:
    from tests.oracle.drawing import Draw, Row

DAY = 86_400
_AREAS = (*Area, Area.HEALTH, Area.HEALTH)


def learning(draw: Draw) -> None:
    """Rolls, then what each student has: scores, marks, absences, programs, evaluations."""
    for section in draw.rows["section"]:
        for days in draw.dice.sample((-1, 0), draw.dice.randint(1, 2)):
            _roll(draw, section, days)
    for student in draw.rows["student"]:
        for section in _sections_of(draw, student):
            _grades(draw, student, section)
        for _ in draw.times(draw.rows["student"][0], student, 2, 3, 1):
            _iep(draw, student)
        for _ in draw.times(draw.rows["student"][0], student, 2, 2, 1):
            _evaluation(draw, student)


def conduct(draw: Draw) -> None:
    """Incidents, some with nobody in them, and what was ordered and released afterwards."""
    for number in range(draw.dice.randint(1, 4)):
        incident = draw.must(
            "incident",
            school_id=draw.pick(draw.rows["school"])["id"],
            occurred_on=draw.day(-30, -1, 0),
            location=draw.word_or_none(),
            category=draw.one("FIGHT", "THEFT"),
            status=draw.code(IncidentStatus),
            description=draw.word_or_none(),
            reported_by=staff_or_none(draw, PostRole.TEACHER, PostRole.COUNSELOR),
        )
        count = 2 if number == 0 else draw.one(0, 1, 2, 2, 3, 3)
        for student in draw.some(draw.rows["student"], count) if count else []:
            _participation(draw, incident, student)


def _sections_of(draw: Draw, student: Row) -> list[Row]:
    """The sections in which a student has or had a seat; rarely another one besides."""
    mine = {
        seat["section_id"]
        for seat in draw.rows["section_enrollment"]
        if seat["student_id"] == student["id"]
    }
    return [it for it in draw.rows["section"] if it["id"] in mine or draw.chance(0.1)]


def _roll(draw: Draw, section: Row, days: int) -> None:
    draw.must(
        "roll_submission",
        section_id=section["id"],
        day=draw.day(days),
        submitted_at=draw.moment(-DAY, -60),
        submitted_by=staff_or_none(draw, PostRole.TEACHER),
    )


def _grades(draw: Draw, student: Row, section: Row) -> None:
    keys = {"student_id": student["id"], "section_id": section["id"], "school_year": 2027}
    assignments = [it for it in draw.rows["assignment"] if it["section_id"] == section["id"]]
    for assignment in assignments:
        if draw.chance(0.7) or not draw.rows["score"]:
            points = draw.one(None, Decimal("7.50"), Decimal("10.00"))
            missing = points is None and draw.chance(0.5)
            extra = {"assignment_id": assignment["id"], "points": points, "missing": missing}
            draw.must("score", **extra, **keys)
    if draw.chance(0.7) or not draw.rows["mark"]:
        _marks(draw, keys)
    count = draw.one(0, 1, 2) if draw.rows["attendance_event"] else 1
    for days in draw.dice.sample((0, -1, -14), count):
        _absence(draw, keys, days)


def _marks(draw: Draw, keys: Row) -> None:
    """A posted mark; at times a second version that corrects it."""
    term = draw.one(*draw.rows["term"])["id"]
    corrected = draw.chance(0.3)
    for version in (1, 2) if corrected else (1,):
        old = corrected and version == 1
        draw.must(
            "mark",
            term_id=term,
            value=draw.one("A", "B", "C"),
            version=version,
            posted_at=draw.moment(-30 * DAY, -DAY, 0),
            superseded_at=draw.now if old else None,
            reason="regraded" if version > 1 else None,
            **keys,
        )


def _absence(draw: Draw, keys: Row, days: int) -> None:
    draw.must(
        "attendance_event",
        day=draw.day(days),
        status=draw.code(AttendanceStatus),
        reason=draw.one(None, *[each.value for each in AbsenceReason]),
        note=draw.word_or_none(),
        **keys,
    )


def _iep(draw: Draw, student: Row) -> None:
    mine = {"student_id": student["id"]}
    version = 1 + sum(it["student_id"] == student["id"] for it in draw.rows["iep"])
    earlier = [it["id"] for it in draw.rows["iep"] if it["student_id"] == student["id"]]
    said: Row = {
        "version": version,
        "amends_id": draw.one(None, *earlier),
        "annual_due_on": draw.day(-1, 0, 60),
        "disability": draw.word(),
        "placement": draw.word(),
        "present_levels": draw.word(),
        "case_manager_id": staff_or_none(draw, PostRole.CASE_MANAGER),
        **_agreed(draw),
        **mine,
    }
    iep = draw.put("iep", **said) or draw.must("iep", **{**said, "consented_on": None})
    first, keys = draw.rows["iep"][0], {"iep_id": iep["id"], **mine}
    for _ in draw.times(first, iep, 1, 1, 2, 2):
        _service(draw, keys)
    for _ in draw.times(first, iep, 1, 2, 2):
        _goal(draw, keys)
    for _ in draw.times(first, iep, 1, 2, 2):
        _support(draw, keys)
    for _ in draw.times(first, iep, 1, 1):
        staff = draw.pick(draw.rows["staff_member"])["id"]
        draw.must("iep_acknowledgement", staff_id=staff, acknowledged_at=draw.now, **keys)
    for _ in draw.times(first, iep, 1, 2):
        member = staff_or_none(draw, PostRole.PRINCIPAL) or draw.rows["staff_member"][0]["id"]
        draw.must("iep_team_member", staff_id=member, **mine, **draw.window(now=0.7))


def _agreed(draw: Draw) -> Row:
    """The dates by which a version is a draft, offered, agreed to, in effect or superseded."""
    starts, until = draw.day(-300, -7, -1, 0, 1), draw.day(-1, 0, 1, 30)
    offered, consented = draw.one((None, None), (-9, None), *[(-9, -2)] * 5, (None, -2))
    declined = offered is not None and consented is None and starts.toordinal() % 2
    return {
        "starts_on": starts,
        "offered_on": None if offered is None else starts + timedelta(offered),
        "consented_on": None if consented is None else starts + timedelta(consented),
        "declined_on": starts if declined else None,
        "superseded_on": max(starts, until) if draw.chance(0.35) else None,
    }


def sessions(draw: Draw) -> None:
    """Sessions of services, by whoever is named in them or by somebody else."""
    services = draw.rows["iep_service"]
    for service in services:
        for _ in draw.times(services[0], service, 1, 1, 1):
            other = draw.pick(draw.rows["staff_member"])["id"]
            draw.must(
                "service_session",
                student_id=service["student_id"],
                iep_service_id=service["id"],
                provider_id=draw.one(service["provider_id"] or other, other),
                day=draw.day(-7, -1, 0),
                minutes=draw.one(20, 30),
                outcome=draw.code(SessionOutcome),
            )


def _service(draw: Draw, keys: Row) -> None:
    draw.must(
        "iep_service",
        area=draw.one(*_AREAS).value,
        minutes_weekly=draw.one(30, 60),
        provider_id=staff_or_none(draw, *PostRole),
        contracted=draw.chance(0.5),
        declined_on=draw.day(-30, -1) if draw.chance(0.15) else None,
        **keys,
        **draw.window(now=0.8, ended=0.1, coming=0.06),
    )


def _goal(draw: Draw, keys: Row) -> None:
    """A goal, mostly linked to one of the services of its IEP."""
    services = [it for it in draw.rows["iep_service"] if it["iep_id"] == keys["iep_id"]]
    linked = draw.one(*services)["id"] if services and draw.chance(0.75) else None
    area = draw.one(*_AREAS).value
    draw.must("iep_goal", iep_service_id=linked, area=area, goal=draw.word(), **keys)


def _support(draw: Draw, keys: Row) -> None:
    draw.must(
        "iep_support",
        kind=draw.code(SupportKindInClass),
        area=draw.one(*_AREAS).value,
        instruction=draw.word(),
        **keys,
        **draw.window(),
    )


def _evaluation(draw: Draw, student: Row) -> None:
    draw.must(
        "evaluation",
        student_id=student["id"],
        area=draw.one(*_AREAS).value,
        status=draw.code(EvaluationStatus),
        referred_on=draw.day(-60, -1),
        consented_on=draw.one(None, draw.day(-30)),
        completed_on=draw.one(None, draw.day(-1, 0)),
        report=draw.word_or_none(),
        evaluator_id=staff_or_none(draw, *PostRole),
    )


def _participation(draw: Draw, incident: Row, student: Row) -> None:
    """A part in an incident; perhaps an action on it, and a text released to the family."""
    keys = {"incident_id": incident["id"], "student_id": student["id"]}
    draw.must("incident_participation", role=draw.code(ParticipantRole), **keys)
    if draw.chance(0.5) or not draw.rows["incident_action"]:
        draw.must(
            "incident_action",
            kind=draw.code(ActionKind),
            starts_on=draw.today + timedelta(draw.one(-1, 0, 1)),
            ordered_days=Decimal(draw.one("0.5", "3.0")),
            actual_days=draw.one(None, Decimal("1.0")),
            **keys,
        )
    if draw.chance(0.4) or not draw.rows["incident_release"]:
        draw.must("incident_release", body=draw.word(), released_on=draw.day(-1, 0), **keys)
