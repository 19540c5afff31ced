"""Every kind of row that hangs on a student, tagged with the row conditions that it meets."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.policy.cells import (
    DAY,
    LONG_AGO,
    NOW,
    TODAY,
    School,
    Tagged,
    identity_rows,
    order_rows,
    staff,
)
from tests.policy.confidences import CONFIDENCES
from tests.policy.programs import history_rows, plan_rows, program_rows

Viewer = dict[str, UUID | None]


def health_rows(school: School, who: str, viewer: Viewer) -> None:
    """Alerts, conditions, plans, medication, visits and doses, of each kind."""
    mine, writer = viewer["staff"], staff(school)[1]
    for dietary in (True, False):
        school.tag(
            who,
            "health_alert",
            "dietary" if dietary else "",
            instruction="Call",
            dietary=dietary,
            severity="SERIOUS",
            entered_by=writer,
        )
    for tags, confidential, linked, trained in (
        ("not_confidential", False, False, False),
        ("", True, False, False),
        ("not_confidential iep_linked", False, True, False),
        ("not_confidential of_a_plan_trained_on", False, False, True),
    ):
        condition = school.tag(
            who,
            "condition",
            tags,
            kind="CONDITION",
            name="Asthma",
            noted_on=LONG_AGO,
            iep_linked=linked,
            confidential=confidential,
            entered_by=writer,
        )
        inherited = tags.replace("iep_linked", "")
        plan = school.tag(
            who,
            "care_plan",
            inherited,
            condition_id=condition,
            title="Plan",
            confidential=confidential,
            entered_by=writer,
        )
        part: dict[str, Any] = {"care_plan_id": plan, "action": "Act", "confidential": confidential}
        school.tag(who, "care_plan_part", inherited, assigned_to=writer, **part)
        if mine:
            assigned = f"{inherited} assigned_to_the_viewer"
            school.tag(who, "care_plan_part", assigned, assigned_to=mine, **part)
        if trained:
            school.tag(who, "care_plan_training", care_plan_id=plan, staff_id=mine or writer)


def treatment_rows(school: School, who: str, viewer: Viewer) -> None:
    """Medication orders and administrations, visits and doses."""
    writer = staff(school)[1]
    del viewer
    for tags, confidential, ends in (
        ("not_confidential in_force_today", False, None),
        ("in_force_today", True, None),
        ("not_confidential", False, TODAY),
    ):
        order = school.tag(
            who,
            "medication_order",
            tags,
            drug="D",
            dose="1",
            route="oral",
            due_at=time(12),
            prescriber="Dr",
            confidential=confidential,
            ends_on=ends,
            entered_by=writer,
        )
        school.tag(
            who,
            "medication_administration",
            tags.replace("in_force_today", ""),
            medication_order_id=order,
            given_at=NOW,
            outcome="given",
            confidential=confidential,
            entered_by=writer,
        )
    for confidential in (True, False):
        tags = "" if confidential else "not_confidential"
        school.tag(
            who,
            "health_visit",
            tags,
            arrived_at=NOW,
            left_at=NOW,
            complaint="C",
            treatment="T",
            confidential=confidential,
            entered_by=writer,
        )
        school.tag(
            who,
            "immunization",
            tags,
            vaccine="MMR",
            given_on=LONG_AGO,
            source="card",
            confidential=confidential,
            entered_by=writer,
        )
    school.tag(
        who,
        "immunization_exemption",
        basis="REGISTRY",
        issued_on=LONG_AGO,
        ends_on=date(2027, 8, 1),
        document_key="e.pdf",
    )


PLANS: dict[str, dict[str, Any]] = {
    "superseded": {"starts_on": LONG_AGO, "consented_on": LONG_AGO, "superseded_on": TODAY},
    "in effect": {"starts_on": TODAY, "consented_on": LONG_AGO, "superseded_on": TODAY + DAY},
    "coming": {"starts_on": TODAY + DAY, "consented_on": LONG_AGO},
    "offered": {"starts_on": LONG_AGO, "offered_on": LONG_AGO},
}
"""Versions of an IEP by how far they have come, and the dates that say so."""


def special_rows(school: School, who: str, viewer: Viewer) -> None:
    """IEPs in effect and not, services, goals, supports, evaluations, team."""
    other = staff(school)[1]
    for version, (state, dates) in enumerate(PLANS.items(), start=1):
        tags = "of_the_iep_in_effect" if state == "in effect" else ""
        iep = (school.ids.get(f"iep of {who}") if tags else None) or school.tag(
            who,
            "iep",
            tags,
            version=version,
            annual_due_on=date(2027, 8, 1),
            **dates,
            disability="D",
            placement="P",
            present_levels="L",
            case_manager_id=other,
        )
        for area, declined in (("SPEECH", None), ("HEALTH", None), ("SPEECH", LONG_AGO)):
            kind = f"{'' if declined else tags} {'of_health' if area == 'HEALTH' else ''}"
            service = school.tag(
                who,
                "iep_service",
                kind,
                iep_id=iep,
                area=area,
                minutes_weekly=30,
                provider_id=other,
                contracted=False,
                declined_on=declined,
            )
            school.tag(
                who, "iep_goal", kind, iep_id=iep, iep_service_id=service, area=area, goal="G"
            )
            for provider in filter(None, (other, viewer["staff"])):
                given = "provided_by_the_viewer" if provider == viewer["staff"] else ""
                school.tag(
                    who,
                    "service_session",
                    given,
                    iep_service_id=service,
                    provider_id=provider,
                    day=LONG_AGO,
                    minutes=30,
                    outcome="DELIVERED",
                )
        for kind, area in (("ACCOMMODATION", "ACADEMIC"), ("RESPONSIBILITY", "HEALTH")):
            tag = "accommodation" if kind == "ACCOMMODATION" else "of_health"
            tag = f"{tags} {tag}_in_effect" if tags else ""
            school.tag(who, "iep_support", tag, iep_id=iep, kind=kind, area=area, instruction="I")
        school.tag(who, "iep_acknowledgement", iep_id=iep, staff_id=other, acknowledged_at=NOW)
    school.tag(who, "iep_team_member", staff_id=other)
    mine = viewer["staff"]
    for area, evaluator, tags in (
        ("SPEECH", other, ""),
        ("HEALTH", other, "of_health"),
        *((("SPEECH", mine, "evaluated_by_the_viewer"),) if mine else ()),
    ):
        school.tag(
            who,
            "evaluation",
            tags,
            area=area,
            status="COMPLETED",
            referred_on=LONG_AGO,
            consented_on=LONG_AGO,
            completed_on=LONG_AGO,
            report="R",
            evaluator_id=evaluator,
        )


def learning_rows(school: School, who: str, viewer: Viewer) -> None:
    """Attendance, seats, scores, marks; in the student's section and in another one."""
    del viewer
    for name, own in ((f"section of {who}", True), (f"second of {who}", False)):
        there = school.ids[name]
        work = school.add(
            "assignment", section_id=there, title="W", due_on=TODAY, points=Decimal(10)
        )
        seat: dict[str, Any] = {"section_id": there, "school_year": 2027}
        for day, reason in (
            (TODAY, "ILLNESS"),
            (TODAY - DAY, "FAMILY"),
            (TODAY - 2 * DAY, "CONFIDENTIAL_SERVICE"),
        ):
            tags = (
                f"{'today' if day == TODAY else ''} {'for_health' if reason == 'ILLNESS' else ''}"
            )
            open_ = "" if reason == "CONFIDENTIAL_SERVICE" else "not_a_confidential_service"
            school.tag(
                who,
                "attendance_event",
                f"{tags} {open_}",
                own=own,
                day=day,
                status="ABSENT",
                reason=reason,
                note="n",
                **seat,
            )
        school.tag(
            who, "score", own=own, assignment_id=work, points=Decimal(9), missing=False, **seat
        )
        school.tag(
            who,
            "mark",
            own=own,
            term_id=school.ids["term"],
            value="A",
            version=1,
            posted_at=NOW,
            superseded_at=NOW,
            reason="clerical",
            **seat,
        )
    _day_rows(school, who)


def _day_rows(school: School, who: str) -> None:
    """A bell schedule of the student's own, and a consent to a period without content."""
    bell = school.add(
        "bell_schedule", school_id=school.ids["school"], name="B", first_grade=None, last_grade=None
    )
    school.tag(who, "student_bell_schedule", bell_schedule_id=bell)
    school.tag(
        who,
        "period_consent",
        section_id=school.ids[f"second of {who}"],
        consented_on=LONG_AGO,
        signed_by="S",
        paper="P",
        withdrawn_on=TODAY,
        decision="APPROVED",
        decided_on=TODAY,
        decided_by=staff(school)[1],
    )


def behavior_rows(school: School, who: str, viewer: Viewer) -> None:
    """An incident with an action and a release."""
    del viewer
    incident = school.add(
        "incident",
        school_id=school.ids["school"],
        occurred_on=TODAY,
        location="Yard",
        category="FIGHT",
        status="CLOSED",
        description="D",
        reported_by=staff(school)[1],
    )
    school.tagged[who].append(Tagged("incident", incident, frozenset({"through_a_participation"})))
    school.tag(who, "incident_participation", incident_id=incident, role="VICTIM")
    school.tag(
        who,
        "incident_action",
        incident_id=incident,
        kind="DETENTION",
        starts_on=TODAY,
        ordered_days=Decimal(1),
        actual_days=Decimal(1),
    )
    school.tag(who, "incident_release", incident_id=incident, body="B", released_on=TODAY)


RECORDS = (
    order_rows,
    identity_rows,
    health_rows,
    treatment_rows,
    special_rows,
    learning_rows,
    behavior_rows,
    program_rows,
    plan_rows,
    history_rows,
    *CONFIDENCES,
)
