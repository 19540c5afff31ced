"""How each standing comes about in the matrix's school, and how it nearly does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.policy import cells, letters
from tests.policy.cells import ADULT, CHILD, LONG_AGO, NOW, SIXTEEN, TODAY, School
from tests.policy.programs import ride
from tests.policy.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = timedelta(days=1)
Viewer = dict[str, UUID | None]
ENDED: dict[str, Any] = {"ends_on": TODAY}
"""Yesterday was the last day."""
TOMORROW: dict[str, Any] = {"starts_on": TODAY + DAY}


def make(standing: str) -> tuple[School, Viewer]:
    """A school with a viewer of one standing and the four students."""
    school = School(standing)
    cells.places(school)
    viewer = _viewer(school, standing)
    for who in cells.STUDENTS:
        cells.student(school, who, _born(standing))
        _stand(school, standing, viewer, who)
        for add in RECORDS:
            add(school, who, viewer)
    return school, viewer


def _born(standing: str) -> date:
    return {"ES": ADULT, "ST16": SIXTEEN}.get(standing, CHILD)


POSTS = {
    "CN.school": "COUNSELOR",
    "NU": "NURSE",
    "HA": "HEALTH_AIDE",
    "PR": "PRINCIPAL",
    "PR.opened": "PRINCIPAL",
    "PR.team": "PRINCIPAL",
    "RG": "REGISTRAR",
    "OF": "OFFICE",
    "NL": "NURSE_LEAD",
    "SE": "SPECIAL_EDUCATION",
    "LI": "LIAISON",
    "FS": "FOOD_SERVICE",
    "TP": "TRANSPORT",
    "PR.former": "PRINCIPAL",
    "RG.former": "REGISTRAR",
    "RG.before": "REGISTRAR",
    "SU": "CASE_MANAGER",
    "TT": "CASE_MANAGER",
    "PO": "PRIVACY_OFFICER",
    "DS": "DATA_STEWARD",
    "AN": "ANALYST",
    "MO": "MONITOR",
    "IT": "OPERATOR",
}
DISTRICT = {"NL", "SE", "LI", "FS", "TP", "PO", "DS", "AN", "MO", "IT"}
TEACHING = {"TR", "TR.before", "TR.grace", "CT", "CT.grading", "SB", "SL"}
CASELOADS = {"CN": "COUNSELOR", "CM": "CASE_MANAGER", "PA": "AIDE"}
FORMER = {"PR.former", "RG.former"}
AT_SCHOOL = {"CN.school", "NU", "HA", "PR", "PR.opened", "PR.team", "RG", "OF"}
BY_LETTER = {"VA": "VENDOR", "VA.directory": "DIRECTORY", "MO": ""}
"""Whose letter reaches whoever is enrolled at the school, and what a family can refuse them."""


def _viewer(school: School, standing: str) -> Viewer:
    if standing in ("GD", "GR"):
        person, guardian = cells.guardian(school)
        return {"person": person, "staff": None, "guardian": guardian, "student": None}
    if standing in ("ST", "ST16", "ES"):
        return {"person": None, "staff": None, "guardian": None, "student": None}
    if standing.startswith("VA"):
        person = letters.app(school, standing)
        return {"person": person, "staff": None, "guardian": None, "student": None}
    role = POSTS.get(standing)
    place = {} if standing in DISTRICT else {"school_id": school.ids["school"]}
    person, staff = cells.staff(school, role, **place)
    if standing == "MO":
        letters.engaged(school, staff)
    return {"person": person, "staff": staff, "guardian": None, "student": None}


def _stand(school: School, standing: str, viewer: Viewer, who: str) -> None:
    """The facts between viewer and student; `near` and `other` end up without the standing."""
    holds = who in ("mine", "ordered")
    refuses = bool(BY_LETTER.get(standing)) and who == "near"
    away = standing in {*AT_SCHOOL, *BY_LETTER} and not holds and not refuses
    if standing == "RG.before":
        _comes(school, who)
    elif standing in FORMER or (away and who == "near"):
        _left(school, who)
    else:
        cells.enrolled(school, who, "elsewhere" if away else "school")
    seat, bounds = _dates(standing, who) if standing in TEACHING else ({}, {})
    cells.seats(school, who, seat, bounds)
    if who != "other":
        _BONDS.get(standing, _teach if standing in TEACHING else _nothing)(
            school, standing, viewer, who
        )


def _left(school: School, who: str) -> None:
    """Yesterday was the last day at the school; nearly: another one took the student in."""
    cells.enrolled(school, who, "elsewhere" if who == "other" else "school", **ENDED)
    if who == "near":
        there = school.ids["elsewhere"]
        school.tag(who, "school_enrollment", "in_force_today", school_id=there, is_primary=False)


def _comes(school: School, who: str) -> None:
    """Tomorrow is the first day at the school; nearly: another one has the student today."""
    cells.enrolled(school, who, "elsewhere" if who == "other" else "school", **TOMORROW)
    if who == "near":
        there = school.ids["elsewhere"]
        school.tag(who, "school_enrollment", "in_force_today", school_id=there, is_primary=False)


def _dates(standing: str, who: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The seat's and the section's dates for a teacher's windows."""
    near = who == "near"
    if standing == "TR.before":
        return {"starts_on": TODAY + (8 if near else 7) * DAY}, {}
    if standing == "TR.grace":
        return {"ends_on": TODAY - (14 if near else 13) * DAY}, {}
    # fifteen days ago: beyond the grace as well
    return ({"ends_on": TODAY - 15 * DAY}, {}) if near else ({}, {})


def _teach(school: School, standing: str, viewer: Viewer, who: str) -> None:
    there = school.ids[f"section of {who}"]
    if standing in ("SB", "SL"):
        school.add(
            "coverage", section_id=there, staff_id=viewer["staff"], long_term=standing == "SL"
        )
        return
    role = "LEAD" if standing.startswith("TR") else "CO_TEACHER"
    school.add(
        "section_staff",
        section_id=there,
        school_id=school.ids["school"],
        staff_id=viewer["staff"],
        role=role,
        may_grade=standing == "CT.grading",
    )


def _caseload(school: School, standing: str, viewer: Viewer, who: str) -> None:
    dates: dict[str, Any] = ENDED if who == "near" else {}
    tag = "of_a_counselor" if standing == "CN" else "of_a_case_manager_or_aide"
    school.tag(who, "caseload", tag, staff_id=viewer["staff"], kind=CASELOADS[standing], **dates)


def _serve(school: School, standing: str, viewer: Viewer, who: str) -> None:
    """A service that the viewer delivers, with its goal; nearly: from tomorrow."""
    del standing
    iep = school.tag(
        who,
        "iep",
        "of_the_iep_in_effect",
        version=9,
        starts_on=TODAY,
        consented_on=LONG_AGO,
        superseded_on=TODAY + DAY,
        annual_due_on=date(2027, 8, 1),
        disability="D",
        placement="P",
        present_levels="L",
    )
    school.ids[f"iep of {who}"] = iep
    near = who == "near"
    tags = "of_the_iep_in_effect" + ("" if near else " delivered_by_the_viewer")
    service = school.tag(
        who,
        "iep_service",
        tags,
        iep_id=iep,
        area="SPEECH",
        minutes_weekly=30,
        provider_id=viewer["staff"],
        contracted=False,
        **(TOMORROW if near else {}),
    )
    school.tag(who, "iep_goal", tags, iep_id=iep, iep_service_id=service, area="SPEECH", goal="G")


def _guard(school: School, standing: str, viewer: Viewer, who: str) -> None:
    """A guardianship; nearly: as a contact only. Under an order: records are closed (GD), or
    one is in force that withholds nothing by itself (GR).
    """
    near: dict[str, Any] = {"standing": "CONTACT_ONLY"} if who == "near" else {}
    tags = "the_viewer_as_guardian the_viewer_or_shares_contact"
    school.tag(who, "guardianship", tags, guardian_id=viewer["guardian"], **near)
    if who == "ordered" or standing == "GR":
        kind = "NO_PICKUP" if standing == "GR" else "NO_RECORDS"
        school.tag(
            who,
            "court_order",
            person_id=viewer["person"],
            guardian_id=viewer["guardian"],
            kind=kind,
            starts_at=NOW,
            document_key="d.pdf",
        )


def _oneself(school: School, standing: str, viewer: Viewer, who: str) -> None:
    """The student themself; the near one is somebody else."""
    del standing
    if who in ("mine", "ordered"):
        # one viewer a student: the person of the student in question
        viewer[f"person of {who}"] = school.ids[f"person of {who}"]


def _program(school: School, standing: str, viewer: Viewer, who: str) -> None:
    del viewer
    dates: dict[str, Any] = ENDED if who == "near" else {}
    tags = "" if who == "near" else "in_force_today"
    if standing == "LI":
        school.tag(who, "support_program", tags, kind="FOSTER", unaccompanied=False, **dates)
    elif standing == "FS":
        school.tag(who, "meal_benefit", tags, benefit="FREE", **dates)
    else:
        ride(school, who, tags, **dates)


def _named(school: School, standing: str, viewer: Viewer, who: str) -> None:
    """Named in the support or the threat team; nearly: until yesterday."""
    team = {"SU": "support_team_member", "TT": "threat_team_member"}[standing]
    dates: dict[str, Any] = ENDED if who == "near" else {}
    school.tag(who, team, staff_id=viewer["staff"], **dates)


def _opened(school: School, standing: str, viewer: Viewer, who: str) -> None:
    del standing
    near = who == "near"
    school.add(
        "break_glass",
        student_id=school.ids[who],
        staff_id=viewer["staff"],
        reason_code="X",
        reason="r" * 20,
        opened_at=NOW - DAY if near else NOW,
        expires_at=NOW if near else NOW + timedelta(hours=1),
        escalates_on=TODAY,
    )


def _team(school: School, standing: str, viewer: Viewer, who: str) -> None:
    del standing
    dates: dict[str, Any] = ENDED if who == "near" else {}
    school.tag(who, "iep_team_member", staff_id=viewer["staff"], **dates)


def _consent(school: School, standing: str, viewer: Viewer, who: str) -> None:
    """The family refuses this vendor, or the list of names; else it consents to that list, in
    writing, since the student is homeless.
    """
    del viewer
    vendor = school.ids["vendor"] if standing == "VA" else None
    state = "REFUSED" if who == "near" else "GIVEN"
    kind = BY_LETTER[standing]
    school.add("consent", student_id=school.ids[who], kind=kind, state=state, vendor_id=vendor)


def _nothing(school: School, standing: str, viewer: Viewer, who: str) -> None:
    del school, standing, viewer, who


_BONDS: dict[str, Callable[[School, str, Viewer, str], None]] = {
    "CN": _caseload,
    "CM": _caseload,
    "PA": _caseload,
    "RS": _serve,
    "GD": _guard,
    "GR": _guard,
    "ST": _oneself,
    "ST16": _oneself,
    "ES": _oneself,
    "LI": _program,
    "FS": _program,
    "TP": _program,
    "PR.opened": _opened,
    "PR.team": _team,
    "SU": _named,
    "TT": _named,
    "VA": _consent,
    "VA.directory": _consent,
}
