"""Conditions on rows: what the column `rows` of slices.csv says, in words and in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tests.oracle.drawing import followed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oracle.facts import Case, Row

Condition: TypeAlias = "Callable[[Case, str, Row], bool]"
"""(the student's case, the table, the row) -> whether the slice holds the row."""

SILENT = frozenset({"1a.preferred.family", "26.open"})
"""Slices whose condition keeps silent: in a row that fails it their columns are not withheld but
shown as empty, as if nobody had recorded them. A marker there would tell the secret (P-17)."""

BELONGS = {
    "care_plan": ("condition", "condition_id"),
    "care_plan_part": ("care_plan", "care_plan_id"),
    "medication_administration": ("medication_order", "medication_order_id"),
}
"""Health records that belong to another: its table, and the column that names it."""


def holds(name: str, case: Case, table: str, row: Row) -> bool:
    """Whether a row meets a named condition; no name is no condition."""
    if not name:
        return True
    held = CONDITIONS[name](case, table, row)
    if held:
        case.facts.draw(f"rows {name}")
    return held


def the_viewer_or_shares_contact(case: Case, _table: str, row: Row) -> bool:
    """A guardianship of the viewer, or of an adult who opted in (row 6, footnote 2)."""
    return case.facts.me_as_guardian(row["guardian_id"]) or bool(row["shares_contact"])


def no_guardian_who_did_not_opt_in(case: Case, _table: str, row: Row) -> bool:
    """A contact who is the viewer, shares, or was never more than a contact of the student."""
    if row["guardian_id"] is None or case.facts.me_as_guardian(row["guardian_id"]):
        return True
    bonds = [
        bond
        for bond in case.facts.of_student("guardianship", row["student_id"])
        if bond["guardian_id"] == row["guardian_id"]
    ]
    shares = any(bond["shares_contact"] and case.facts.is_now(bond) for bond in bonds)
    return shares or all(bond["standing"] == "CONTACT_ONLY" for bond in bonds)


def not_confidential(case: Case, table: str, row: Row) -> bool:
    """A record that isn't confidential itself, and belongs to none that is, however far up.

    A care plan tells of its condition, a part of its plan, a dose of its order.
    """
    if row["confidential"]:
        return False
    above, column = BELONGS.get(table, ("", ""))
    if not above or row[column] is None:
        return True
    return not_confidential(case, above, case.facts.one(above, row[column]))


def of_a_plan_trained_on(case: Case, table: str, row: Row) -> bool:
    """A care plan on which the viewer is trained today, its parts, and its condition (P-6)."""
    for training in case.now_rows("care_plan_training"):
        if not case.facts.me(training["staff_id"]):
            continue
        plan = case.facts.one("care_plan", training["care_plan_id"])
        if table == "care_plan" and row["id"] == plan["id"]:
            return True
        if table == "care_plan_part" and row["care_plan_id"] == plan["id"]:
            return True
        if table == "condition" and row["id"] == plan["condition_id"]:
            return True
    return False


def of_the_iep_in_effect(case: Case, table: str, row: Row) -> bool:
    """The IEP in effect, or a service, goal or line of it, but for a service that the family
    declined and its goals.
    """
    if table == "iep":
        return followed(row, case.facts.today)
    service = row if table == "iep_service" else None
    if table == "iep_goal" and row["iep_service_id"] is not None:
        service = case.facts.one("iep_service", row["iep_service_id"])
    if service is not None and service["declined_on"] is not None:
        return False
    return followed(case.facts.one("iep", row["iep_id"]), case.facts.today)


def of_the_504_plan_in_effect(case: Case, _table: str, row: Row) -> bool:
    """What a plan under section 504 asks for while it is in effect."""
    return of_the_plan_in_effect(case, "plan_504", case.facts.one("plan_504", row["plan_504_id"]))


def of_the_plan_in_effect(case: Case, _table: str, row: Row) -> bool:
    """A plan under section 504 that somebody adopted, on its dates."""
    return row["adopted_on"] is not None and case.facts.is_now(row)


def delivered_by_the_viewer(case: Case, table: str, row: Row) -> bool:
    """A service of the IEP in effect that the viewer delivers today, or a goal linked to such a
    service (P-8).
    """
    if table == "iep_goal":
        if row["iep_service_id"] is None:
            return False
        row = case.facts.one("iep_service", row["iep_service_id"])
    mine = case.facts.me(row["provider_id"]) and case.facts.is_now(row)
    return mine and of_the_iep_in_effect(case, "iep_service", row)


def reported_by_the_viewer(case: Case, table: str, row: Row) -> bool:
    """An incident that the viewer reported, or a participation in one."""
    incident = row if table == "incident" else case.facts.one("incident", row["incident_id"])
    return case.facts.me(incident["reported_by"])


def of_a_subject_taught(case: Case, _table: str, row: Row) -> bool:
    """A result in the subject of a section that I staff and in which the student sits now."""
    seats = [seat["section_id"] for seat in case.now_rows("section_enrollment")]
    for part in case.facts.my("section_staff"):
        section = case.facts.one("section", part["section_id"])
        if section["id"] not in seats:
            continue
        if case.facts.is_now(part) and case.facts.is_now(section):
            course = case.facts.one("course", section["course_id"])
            if course["subject"] == row["subject"]:
                return True
    return False


CONDITIONS: dict[str, Condition] = {
    "for_everyone": lambda _case, _table, row: row["preferred_name_audience"] == "EVERYONE",
    "in_force_today": lambda case, _table, row: case.facts.is_now(row),
    "of_a_counselor": lambda _case, _table, row: row["kind"] == "COUNSELOR",
    "local": lambda _case, _table, row: row["kind"] == "LOCAL",
    "the_viewers_household": lambda case, _table, row: (
        row["household_id"] in case.facts.my_households
    ),
    "the_viewer_or_shares_contact": the_viewer_or_shares_contact,
    "the_viewer_as_guardian": lambda case, _table, row: case.facts.me_as_guardian(
        row["guardian_id"]
    ),
    "said_by_the_student": lambda _case, _table, row: row["guardian_id"] is None,
    "no_guardian_who_did_not_opt_in": no_guardian_who_did_not_opt_in,
    "dietary": lambda _case, _table, row: bool(row["dietary"]),
    "not_confidential": not_confidential,
    "iep_linked": lambda _case, _table, row: bool(row["iep_linked"]),
    "assigned_to_the_viewer": lambda case, _table, row: case.facts.me(row["assigned_to"]),
    "of_a_plan_trained_on": of_a_plan_trained_on,
    "accommodation_in_effect": lambda case, table, row: (
        row["kind"] == "ACCOMMODATION" and of_the_iep_in_effect(case, table, row)
    ),
    "of_health_in_effect": lambda case, table, row: (
        row["area"] == "HEALTH" and of_the_iep_in_effect(case, table, row)
    ),
    "of_the_504_plan_in_effect": of_the_504_plan_in_effect,
    "of_health_of_the_504_plan_in_effect": lambda case, table, row: (
        row["area"] == "HEALTH" and of_the_504_plan_in_effect(case, table, row)
    ),
    "of_the_plan_in_effect": of_the_plan_in_effect,
    "a_college_record": lambda _case, _table, row: bool(row["college_record"]),
    "not_a_college_record": lambda _case, _table, row: not row["college_record"],
    "of_a_subject_taught": of_a_subject_taught,
    "the_viewer_as_staff": lambda case, _table, row: case.facts.me(row["staff_id"]),
    "by_the_viewer": lambda case, _table, row: case.facts.me(row["author_id"]),
    "under_twelve": lambda _case, _table, row: bool(row["under_twelve"]),
    "told_to_the_viewer": lambda case, _table, row: (
        case.facts.me(row["staff_id"]) or case.facts.me_as_guardian(row["guardian_id"])
    ),
    "to_honour": lambda case, _table, row: (
        row["kind"] in ("DIRECTORY", "MEDIA") and case.facts.is_now(row)
    ),
    "of_the_office": lambda _case, _table, row: (
        row["kind"] in ("ENROLLMENT", "TRANSCRIPT", "CORRESPONDENCE")
    ),
    "of_residence": lambda _case, _table, row: row["kind"] == "RESIDENCY",
    "of_health_record": lambda _case, _table, row: row["kind"] == "HEALTH",
    "of_special_education": lambda _case, _table, row: row["kind"] == "SPECIAL_EDUCATION",
    "of_the_family": lambda _case, _table, row: (
        row["kind"] != "RESIDENCY" and not row["confidential"]
    ),
    "of_health": lambda _case, _table, row: row["area"] == "HEALTH",
    "of_a_case_manager_or_aide": lambda _case, _table, row: row["kind"] in ("CASE_MANAGER", "AIDE"),
    "of_the_iep_in_effect": of_the_iep_in_effect,
    "delivered_by_the_viewer": delivered_by_the_viewer,
    "provided_by_the_viewer": lambda case, _table, row: case.facts.me(row["provider_id"]),
    "evaluated_by_the_viewer": lambda case, _table, row: case.facts.me(row["evaluator_id"]),
    "reported_by_the_viewer": reported_by_the_viewer,
    "today": lambda case, _table, row: row["day"] == case.facts.today,
    "for_health": lambda _case, _table, row: row["reason"] in ("ILLNESS", "MEDICAL_APPOINTMENT"),
    "not_a_confidential_service": lambda _case, _table, row: (
        row["reason"] != "CONFIDENTIAL_SERVICE"
    ),
}
"""Conditions on rows that hang on a student. The others (through_a_post, at_a_school,
without_a_school, the_viewers, through_a_guardianship, through_a_participation) are asked where
those rows are read."""

OWN_ROWS = ("own section", "own entry")
"""What a cell that says own asks of a row."""
