"""Every standing by name, and how families and students themselves stand to a student.

Denies come later (denies.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tests.oracle import offices, teaching, vendors
from tests.oracle.facts import ALONE_ACCESS_AGE, OWN_ACCESS_AGE, OWN_ACCESS_GRADE, Held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.oracle.facts import Case

Standing: TypeAlias = "Callable[[Case], Iterator[Held]]"


def guardian(case: Case) -> Iterator[Held]:
    """GD: I am a guardian of the student now, and more than a contact (P-17).

    The rights are still with the family: the student is under 18, or I have access to this adult
    now (P-24).
    """
    for row in case.now_rows("guardianship"):
        if case.facts.me_as_guardian(row["guardian_id"]) and row["standing"] != "CONTACT_ONLY":
            if not case.is_adult:
                case.facts.draw("window under 18")
                yield Held("GD")
            elif _has_adult_access(case):
                case.facts.draw("window adult access")
                yield Held("GD")


def restricted_guardian(case: Case) -> Iterator[Held]:
    """GR: a GD towards whom at least one order is in force for this child (2.3a)."""
    if case.orders and any(guardian(case)):
        yield Held("GR")


def student(case: Case) -> Iterator[Held]:
    """ST: the student is me, under 18."""
    if case.is_me and not case.is_adult:
        yield Held("ST")


def student_from_16(case: Case) -> Iterator[Held]:
    """ST16: an ST who is 16 or has completed grade 10 (EC 49076), or is 14 and alone (P-27)."""
    old_enough = case.is_at_least(OWN_ACCESS_AGE)
    far_enough = (case.student["grade_level"] or 0) >= OWN_ACCESS_GRADE
    alone = case.is_at_least(ALONE_ACCESS_AGE) and any(
        row["kind"] == "HOMELESS" and row["unaccompanied"]
        for row in case.now_rows("support_program")
    )
    if any(student(case)) and alone:
        case.facts.draw("window 14 and alone")
    if any(student(case)) and (old_enough or far_enough or alone):
        case.facts.draw("window 16 or grade 10 done")
        yield Held("ST16")


def eligible_student(case: Case) -> Iterator[Held]:
    """ES: the student is me, 18 or older (P-24)."""
    if case.is_me and case.is_adult:
        case.facts.draw("window 18 or older")
        yield Held("ES")


def _has_adult_access(case: Case) -> bool:
    return any(
        case.facts.me_as_guardian(row["guardian_id"]) for row in case.now_rows("adult_access")
    )


STANDINGS: dict[str, Standing] = {
    "TR": teaching.teacher_of_record,
    "TR.before": teaching.teacher_before,
    "TR.grace": teaching.teacher_in_grace,
    "CT": teaching.co_teacher,
    "CT.grading": teaching.grading_co_teacher,
    "SB": teaching.substitute,
    "SL": teaching.long_term_substitute,
    "CN": teaching.counselor,
    "CN.school": teaching.counselor_of_school,
    "CM": teaching.case_manager,
    "RS": teaching.provider,
    "PA": teaching.aide,
    "NU": offices.nurse,
    "HA": offices.health_aide,
    "NL": offices.nurse_lead,
    "PR": offices.principal,
    "PR.opened": offices.principal_who_opened,
    "PR.team": offices.principal_on_team,
    "RG": offices.registrar,
    "OF": offices.office,
    "PR.former": offices.former_principal,
    "RG.former": offices.former_registrar,
    "RG.before": offices.coming_registrar,
    "SU": offices.named_in_support_team,
    "TT": offices.named_in_threat_team,
    "SE": offices.special_education,
    "LI": offices.liaison,
    "FS": offices.food_service,
    "TP": offices.transport,
    "PO": offices.privacy_officer,
    "DS": offices.data_steward,
    "AN": offices.analyst,
    "MO": vendors.monitor,
    "IT": offices.operator,
    "GD": guardian,
    "GR": restricted_guardian,
    "ST": student,
    "ST16": student_from_16,
    "ES": eligible_student,
    "AU": offices.author,
    "STAFF": offices.reporter,
    "VA": vendors.app,
    "VA.directory": vendors.directory,
}

FAMILY = frozenset({"GD", "GR", "ST", "ST16", "ES"})
APPS = frozenset({"VA", "VA.directory"})
STAFF = frozenset(STANDINGS) - FAMILY - APPS
"""Every standing that rests on work: what P-15, P-16 and P-37 take away."""

EXTENDS = {
    "CT.grading": "CT",
    "PR.opened": "PR",
    "PR.team": "PR",
    "GR": "GD",
    "ST16": "ST",
}
"""A standing on the left holds only where the one on the right holds; its column of the matrix
lists only what it adds."""


def held_towards(case: Case) -> set[Held]:
    """Every standing that the viewer holds towards one student."""
    held = {each for standing in STANDINGS.values() for each in standing(case)}
    for name in {each.standing for each in held}:
        case.facts.draw(f"relation {name}")
    return held
