"""What a world has in confidence, by consent, and on record. Drawn last, after the programs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.models.codes import (
    ConsentKind,
    ConsentState,
    CounselingReason,
    DocumentKind,
    PostRole,
    SurveyConsent,
)
from hub.models.request_codes import RequestKind, RequestOutcome
from tests.oracle.worlds_families import guardians_of
from tests.oracle.worlds_health import holders, staff_or_none
from tests.oracle.worlds_programs import TEAM

if TYPE_CHECKING:
    from datetime import date

    from tests.oracle.drawing import Draw, Row

DAY = 86_400


def confidences(draw: Draw) -> None:
    """Notices, threats, counseling, consents, documents, surveys, disclosures of each student."""
    survey = draw.must(
        "survey",
        title=draw.word(),
        instrument=draw.word(),
        protected_areas=draw.word_or_none(),
        given_on=draw.day(-30, 1),
    )
    first = draw.rows["student"][0]
    for student in draw.rows["student"]:
        mine = {"student_id": student["id"]}
        for _ in draw.times(first, student, 1, 1):
            _notice(draw, mine)
        for _ in draw.times(first, student, 1, 1):
            _threat(draw, mine)
        for _ in draw.times(first, student, 1, 2, 1):
            _counseling(draw, student, mine)
        _consents(draw, student, mine)
        for _ in draw.times(first, student, 1, 1):
            draw.must(
                "survey_response",
                survey_id=survey["id"],
                consent=draw.code(SurveyConsent),
                answered_on=draw.one(None, draw.day(-1)),
                answers=draw.word_or_none(),
                **mine,
            )
        for _ in draw.times(first, student, 2, 1):
            _disclosure(draw, mine)


def requests(draw: Draw) -> None:
    """What families ask of the custodian: open, granted, and refused with a statement or none."""
    first = draw.rows["student"][0]
    for student in draw.rows["student"]:
        parents = guardians_of(draw, student)
        for _ in draw.times(first, student, 1, 2, 1):
            by = draw.one(None, draw.pick(parents)["id"] if parents else None)
            kind = draw.code(RequestKind)
            asked_on = draw.day(-60, -1, 0)
            about = draw.chance(0.5)
            draw.must(
                "record_request",
                student_id=student["id"],
                guardian_id=by,
                kind=kind,
                record_type=draw.word() if about else None,
                record_key=draw.word() if about else None,
                words=draw.word(),
                should_say=draw.word() if kind == "AMEND" else None,
                asked_on=asked_on,
                due_on=asked_on + timedelta(7),
                latest_on=asked_on + timedelta(45) if kind == "INSPECT" else None,
                **_answer(draw, kind, asked_on),
            )


def _answer(draw: Draw, kind: str, asked_on: date) -> Row:
    outcome = draw.one(None, *(each.value for each in RequestOutcome))
    said = outcome == "REFUSED" and kind == "AMEND" and draw.chance(0.5)
    answered = outcome is not None
    return {
        "outcome": outcome,
        "answer": draw.word() if answered else None,
        "answered_on": asked_on if answered else None,
        "answered_by": draw.pick(draw.rows["staff_member"])["id"] if answered else None,
        "statement": draw.word() if said else None,
        "stated_on": asked_on if said else None,
    }


def _notice(draw: Draw, mine: Row) -> None:
    notice = draw.must(
        "safety_notice",
        acts=draw.word(),
        acted_on=draw.day(-60, -30),
        issued_by=staff_or_none(draw, PostRole.PRINCIPAL),
        **mine,
        **draw.window(now=0.7),
    )
    first = draw.rows["safety_notice"][0]
    for _ in draw.times(first, notice, 1, 2):
        reader = draw.pick(holders(draw, PostRole.TEACHER, PostRole.SUBSTITUTE))["id"]
        told = {"staff_id": reader, "received_at": draw.moment(-DAY, -60)}
        draw.put("notice_receipt", safety_notice_id=notice["id"], **told, **mine)


def _threat(draw: Draw, mine: Row) -> None:
    draw.must(
        "threat_record",
        opened_on=draw.day(-60, -1),
        closed_on=draw.one(None, draw.day(0)),
        summary=draw.word(),
        school_plan=draw.word_or_none(),
        law_unit_note=draw.word_or_none(),
        **mine,
    )
    member = draw.pick(holders(draw, *TEAM))["id"]
    draw.must("threat_team_member", staff_id=member, **mine, **draw.window(now=0.75))


def _counseling(draw: Draw, student: Row, mine: Row) -> None:
    """A note; perhaps something told of it to a principal, to a guardian, or to both."""
    author = draw.pick(holders(draw, PostRole.COUNSELOR))["id"]
    draw.must(
        "counseling_note",
        author_id=author,
        written_on=draw.day(-30, -1),
        under_twelve=draw.chance(0.5),
        body=draw.word(),
        **mine,
    )
    parents = guardians_of(draw, student)
    draw.must(
        "counseling_disclosure",
        author_id=author,
        staff_id=staff_or_none(draw, PostRole.PRINCIPAL),
        guardian_id=draw.one(None, draw.pick(parents)["id"] if parents else None),
        reason=draw.code(CounselingReason),
        body=draw.word(),
        disclosed_at=draw.moment(-DAY, -60),
        **mine,
    )


def _consents(draw: Draw, student: Row, mine: Row) -> None:
    first, parents = draw.rows["student"][0], guardians_of(draw, student)
    for _ in draw.times(first, student, 1, 2, 1):
        draw.must(
            "consent",
            guardian_id=draw.one(None, draw.pick(parents)["id"] if parents else None),
            kind=draw.one(*ConsentKind, ConsentKind.MEDIA).value,
            state=draw.code(ConsentState),
            records=draw.word_or_none(),
            purpose=draw.word_or_none(),
            party=draw.word_or_none(),
            vendor_id=None,
            **mine,
            **draw.window(),
        )
    for _ in draw.times(first, student, 1, 2, 2):
        draw.must(
            "document",
            kind=draw.code(DocumentKind),
            title=draw.word(),
            file_key=draw.word(),
            filed_on=draw.day(-60, -1),
            confidential=draw.chance(0.3),
            **mine,
        )


def _disclosure(draw: Draw, mine: Row) -> None:
    reader = draw.pick(draw.rows["staff_member"])
    draw.must(
        "disclosure",
        at=draw.moment(-DAY, -60),
        request_id=draw.id(),
        person_id=reader["person_id"],
        slices=["18"],
        bases=["IDEA-TEAM"],
        purposes=[draw.word()],
        party=draw.word_or_none(),
        first_id=None,
        **mine,
    )
