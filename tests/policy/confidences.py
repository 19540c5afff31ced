"""Rows of notices, threats, counseling, consents, documents, surveys and the disclosure record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.policy.cells import LONG_AGO, NOW, TODAY, School, guardian, staff
from tests.policy.programs import DATES

Viewer = dict[str, UUID | None]


def notice_rows(school: School, who: str, viewer: Viewer) -> None:
    """Notices with receipts, a threat with its team."""
    other, mine = staff(school)[1], viewer["staff"]
    for tags, dates in DATES:
        notice = school.tag(
            who, "safety_notice", tags, acts="A", acted_on=LONG_AGO, issued_by=other, **dates
        )
        for reader, mark in ((other, ""), (mine, "the_viewer_as_staff")):
            if reader:
                school.tag(
                    who,
                    "notice_receipt",
                    mark,
                    safety_notice_id=notice,
                    staff_id=reader,
                    received_at=NOW,
                )
    school.tag(
        who,
        "threat_record",
        opened_on=LONG_AGO,
        closed_on=TODAY,
        summary="S",
        school_plan="P",
        law_unit_note="N",
    )
    school.tag(who, "threat_team_member", staff_id=other)


def counseling_rows(school: School, who: str, viewer: Viewer) -> None:
    """Notes by the viewer and another, of a child and an older one; what was told to whom."""
    other, mine = staff(school)[1], viewer["staff"]
    for author in {other, mine} - {None}:
        for young in (True, False):
            tags = f"{'by_the_viewer' if author == mine else ''} {'under_twelve' if young else ''}"
            note: dict[str, Any] = {"author_id": author, "written_on": LONG_AGO, "body": "B"}
            school.tag(who, "counseling_note", tags, under_twelve=young, **note)
    told: tuple[tuple[str, UUID | None, UUID | None], ...] = (
        ("", other, None),
        ("", None, guardian(school)[1]),
        ("told_to_the_viewer", mine, viewer["guardian"]),
    )
    for tags, member, parent in told:
        if member or parent:
            school.tag(
                who,
                "counseling_disclosure",
                tags,
                author_id=other,
                staff_id=member,
                guardian_id=parent,
                reason="CONSENT",
                body="B",
                disclosed_at=NOW,
            )


KINDS = {
    "ENROLLMENT": "of_the_office of_the_family",
    "RESIDENCY": "of_residence",
    "HEALTH": "of_health_record of_the_family",
    "SPECIAL_EDUCATION": "of_special_education of_the_family",
}


def _request_rows(school: School, who: str, viewer: Viewer) -> None:
    """Requests of the viewer as guardian, of somebody else, and of the student."""
    said: dict[str, Any] = {
        "kind": "AMEND",
        "record_type": "mark",
        "record_key": "k",
        "words": "W",
        "should_say": "S",
        "asked_on": LONG_AGO,
        "due_on": TODAY,
        "latest_on": TODAY,
        "outcome": "REFUSED",
        "answer": "A",
        "answered_on": TODAY,
        "answered_by": staff(school)[1],
        "statement": "S",
        "stated_on": TODAY,
    }
    school.tag(who, "record_request", guardian_id=guardian(school)[1], **said)
    school.tag(who, "record_request", "said_by_the_student", guardian_id=None, **said)
    if viewer["guardian"]:
        tags = "the_viewer_as_guardian"
        school.tag(who, "record_request", tags, guardian_id=viewer["guardian"], **said)


def consent_rows(school: School, who: str, viewer: Viewer) -> None:
    """Consents, documents of each kind, a survey, requests, and a disclosure."""
    signed: dict[str, Any] = {"records": "R", "purpose": "P", "party": "A", "state": "REFUSED"}
    signed["guardian_id"] = guardian(school)[1]
    # of a vendor with whom nothing is agreed: the families of all four refuse it
    other = school.add("vendor", name="Other", for_profit=True)
    for kind, tags, ends in (
        ("MEDIA", "to_honour", None),
        ("MEDIA", "", TODAY),
        ("VENDOR", "", None),
    ):
        vendor = other if kind == "VENDOR" else None
        school.tag(who, "consent", tags, kind=kind, ends_on=ends, vendor_id=vendor, **signed)
    if viewer["guardian"]:
        own = {**signed, "guardian_id": viewer["guardian"]}
        tags = "the_viewer_as_guardian to_honour"
        school.tag(who, "consent", tags, kind="MEDIA", vendor_id=None, **own)
    for kind, tags in KINDS.items():
        for confidential in (False, True):
            open_tags = tags.replace("of_the_family", "") if confidential else tags
            file: dict[str, Any] = {"title": "T", "file_key": "k", "filed_on": LONG_AGO}
            school.tag(who, "document", open_tags, kind=kind, confidential=confidential, **file)
    survey = school.add("survey", title="T", instrument="I", protected_areas="P", given_on=LONG_AGO)
    school.tag(
        who,
        "survey_response",
        survey_id=survey,
        consent="GIVEN",
        answered_on=TODAY,
        answers="A",
    )
    school.tag(
        who,
        "break_glass",
        staff_id=staff(school)[1],
        reason_code="X",
        reason="r" * 20,
        opened_at=NOW,
        expires_at=NOW,
        escalates_on=TODAY,
        reviewed_at=NOW,
    )
    _request_rows(school, who, viewer)
    school.tag(
        who,
        "disclosure",
        at=NOW,
        request_id=school.ids["school"],
        person_id=staff(school)[0],
        slices=["12"],
        bases=["EMERG"],
        purposes=["P"],
        party="A reader",
    )


CONFIDENCES = (notice_rows, counseling_rows, consent_rows)
