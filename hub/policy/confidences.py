"""The slices of confidences (22-24), consents and surveys (32), and what is recorded (33)."""

from __future__ import annotations

from hub.models import consents, counseling, safety
from hub.models.audit import Disclosure
from hub.models.health import BreakGlass
from hub.models.requests import RecordRequest
from hub.policy import terms
from hub.policy.slices import Slice, only, rows, whole

CONFIDENCES = (
    Slice(
        "22",
        "Notices of dangerous acts, and who was told",
        whole(safety.SafetyNotice, safety.NoticeReceipt),
    ),
    Slice(
        "22.now",
        "Notices of dangerous acts that teachers are to know of today",
        whole(safety.SafetyNotice),
        rows(terms.dated_now, safety.SafetyNotice),
    ),
    Slice(
        "22.receipt",
        "The viewer's own receipt of a notice",
        whole(safety.NoticeReceipt),
        rows(terms.my_staff_row, safety.NoticeReceipt),
    ),
    Slice(
        "23",
        "Threat assessment, with its team",
        whole(safety.ThreatRecord, safety.ThreatTeamMember),
    ),
    Slice(
        "23.education",
        "What a school does after a threat",
        only(safety.ThreatRecord, "opened_on closed_on school_plan"),
    ),
    Slice(
        "24",
        "Counseling notes that the viewer wrote, and what they told of them",
        whole(counseling.CounselingNote, counseling.CounselingDisclosure),
        rows(terms.authored_by_me, counseling.CounselingNote, counseling.CounselingDisclosure),
    ),
    Slice(
        "24.young",
        "Counseling notes of a pupil under 12",
        whole(counseling.CounselingNote),
        rows(terms.under_twelve, counseling.CounselingNote),
    ),
    Slice(
        "24.disclosed",
        "What a counselor told the viewer",
        whole(counseling.CounselingDisclosure),
        rows(terms.told_to_me, counseling.CounselingDisclosure),
    ),
)

WHY = "reason_code reason"
OPENED = "reason_code reason opened_at expires_at reviewed_at"
ASKED = "kind record_type record_key words should_say statement"
"""What the family says of a request."""
ANSWERED = "asked_on due_on latest_on outcome answer answered_on stated_on"

CONSENTED = (
    Slice("CNS", "Consents and refusals", whole(consents.Consent)),
    Slice(
        "CNS.family",
        "Refusals that the viewer said as guardian",
        only(consents.Consent, "guardian_id vendor_id kind state starts_on ends_on"),
        rows(terms.mine_as_guardian, consents.Consent),
    ),
    Slice(
        "CNS.honour",
        "Refusals of pictures and of lists, which staff have to honour",
        only(consents.Consent, "kind state starts_on ends_on"),
        rows(terms.to_honour, consents.Consent),
    ),
    Slice(
        "DOC",
        "Documents of enrollment, transcripts, letters",
        whole(consents.Document),
        rows(terms.office_document, consents.Document),
    ),
    Slice(
        "DOC.residency",
        "Proofs of residence",
        whole(consents.Document),
        rows(terms.residency_document, consents.Document),
    ),
    Slice(
        "DOC.family",
        "Documents, except confidential ones and proofs of residence",
        whole(consents.Document),
        rows(terms.family_document, consents.Document),
    ),
    Slice(
        "12.document",
        "Documents of health",
        whole(consents.Document),
        rows(terms.health_document, consents.Document),
    ),
    Slice(
        "18.document",
        "Documents of special education",
        whole(consents.Document),
        rows(terms.special_document, consents.Document),
    ),
    Slice("32", "Consent to surveys, and answers", whole(consents.SurveyResponse)),
    Slice(
        "32.consent",
        "Consent to surveys",
        only(consents.SurveyResponse, "survey_id consent answered_on"),
    ),
    Slice("32.instrument", "Instruments of surveys", whole(consents.Survey)),
)

RECORDED = (
    Slice(
        "33",
        "Disclosure record, with openings in an emergency",
        only(Disclosure, "at slices bases purposes party") | whole(BreakGlass),
    ),
    Slice(
        "33.family",
        "Disclosure record without the reader",
        only(Disclosure, "at slices bases purposes") | only(BreakGlass, OPENED),
    ),
    Slice(
        "33.party",
        "Who read, or opened a record",
        only(Disclosure, "party") | only(BreakGlass, "staff_id"),
    ),
    Slice("33.opening", "Openings of a record in an emergency", whole(BreakGlass)),
    Slice("33.open", "Why a record is opened in an emergency", only(BreakGlass, WHY)),
    Slice("33.review", "That an opening was looked into", only(BreakGlass, "reviewed_at")),
)

REQUESTED = (
    Slice("REQ", "Requests to see or correct the record", whole(RecordRequest)),
    Slice(
        "REQ.family",
        "The viewer's own requests as guardian, and their answers",
        only(RecordRequest, f"guardian_id {ASKED} {ANSWERED}"),
        rows(terms.mine_as_guardian, RecordRequest),
    ),
    Slice(
        "REQ.party",
        "Who answered a request of the viewer's as guardian",
        only(RecordRequest, "answered_by"),
        rows(terms.mine_as_guardian, RecordRequest),
    ),
    Slice(
        "REQ.student",
        "Requests of the student of age, and their answers",
        whole(RecordRequest),
        rows(terms.said_by_the_student, RecordRequest),
    ),
    Slice(
        "REQ.ask",
        "What a guardian asks",
        only(RecordRequest, ASKED),
        rows(terms.mine_as_guardian, RecordRequest),
    ),
    Slice(
        "REQ.ask.student",
        "What the student of age asks",
        only(RecordRequest, ASKED),
        rows(terms.said_by_the_student, RecordRequest),
    ),
    Slice("REQ.answer", "What is answered to a request", only(RecordRequest, "outcome answer")),
)
