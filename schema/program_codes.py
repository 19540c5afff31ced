"""Declared: what the code lists of programs, screenings and notices mean to a reader."""

from hub.models.codes import (
    Code,
    ConsentKind,
    ConsentState,
    CounselingReason,
    DocumentKind,
    EnglishStatus,
    ExemptionBasis,
    PlanStatus,
    ScreeningKind,
    ScreeningOutcome,
    SupportKind,
    SurveyConsent,
)
from hub.models.request_codes import RequestKind, RequestOutcome
from hub.models.schedule_codes import CourseKind, PeriodDecision

PROGRAM_CODES: dict[type[Code], tuple[str, dict[str, str]]] = {
    SupportKind: (
        "As what a student is supported.",
        {
            "HOMELESS": "Without a fixed, regular and adequate home at night.",
            "FOSTER": "In the care of a foster family or group home.",
            "MIGRANT": "Moving with a family that follows seasonal work.",
        },
    ),
    EnglishStatus: (
        "How far a student has come in learning English.",
        {
            "LEARNER": "Still learning it.",
            "RECLASSIFIED": "Learned it here, and counts as fluent.",
            "FLUENT_AT_ENTRY": "Was fluent when first enrolled.",
        },
    ),
    PlanStatus: (
        "How far a plan under section 504 has come.",
        {
            "DRAFT": "Being drawn up; nobody follows it yet.",
            "IN_EFFECT": "Followed on its dates.",
            "ENDED": "Over or replaced.",
        },
    ),
    ExemptionBasis: (
        "On what an exemption from immunizations rests.",
        {
            "REGISTRY": "The state's registry of medical exemptions; since 2021 no other holds.",
            "PHYSICIAN": "A physician's paper.",
            "BELIEF": "A family's belief; since 2016 it holds no more.",
        },
    ),
    ScreeningKind: (
        "What is tested.",
        {"VISION": "The eyes.", "HEARING": "The ears.", "DENTAL": "The teeth."},
    ),
    ScreeningOutcome: (
        "What came of a test.",
        {
            "PASSED": "Nothing to follow up.",
            "REFERRED": "The family was asked to see a specialist.",
            "NOT_COMPLETED": "It could not be done.",
        },
    ),
    CounselingReason: (
        "Why a counselor may tell what a pupil said.",
        {
            "DANGER": "To avert a clear and present danger.",
            "ABUSE_REPORT": "To report abuse of a child.",
            "CONSENT": "The pupil agreed in writing.",
        },
    ),
    ConsentKind: (
        "To what a family consents.",
        {
            "DIRECTORY": "That name and the like are given out as directory information.",
            "MEDIA": "That pictures of the student are published.",
            "MILITARY_RECRUITERS": "That recruiters of the armed forces get name and address.",
            "VENDOR": "That a vendor's app gets what its agreement lists.",
            "RELEASE_OF_RECORDS": "That named records go to a named party for a named purpose.",
        },
    ),
    ConsentState: (
        "What a family said.",
        {"GIVEN": "Yes.", "REFUSED": "No."},
    ),
    RequestKind: (
        "What a family asks of the custodian of the record.",
        {
            "INSPECT": "To see it (34 CFR 99.10).",
            "AMEND": "To have it corrected (34 CFR 99.20).",
        },
    ),
    RequestOutcome: (
        "What was decided of a request.",
        {
            "GRANTED": "It was shown, or corrected.",
            "REFUSED": "It was not, for the reason that the answer gives.",
        },
    ),
    CourseKind: (
        "Whether a course has content (SCH-1).",
        {
            "REGULAR": "It is taught.",
            "SERVICE": "Students work for the school.",
            "HOME": "Students are at home.",
            "COLLEGE_RELEASE": "Students are away, as at a college.",
            "NO_CLASS": "Nothing takes place.",
            "AIDE": "Students help a teacher.",
        },
    ),
    PeriodDecision: (
        "What the principal decided of a period without content (SCH-1).",
        {
            "APPROVED": "The student may have it.",
            "REFUSED": "The student is seated in a class with content.",
        },
    ),
    SurveyConsent: (
        "What a family said to a survey.",
        {"GIVEN": "Yes.", "REFUSED": "No.", "NOT_ASKED": "Nobody has asked them."},
    ),
    DocumentKind: (
        "What a document is about.",
        {
            "ENROLLMENT": "Coming and going.",
            "TRANSCRIPT": "Course history, from here or elsewhere.",
            "CORRESPONDENCE": "Letters to and from the family.",
            "RESIDENCY": "Proof of where the student lives.",
            "HEALTH": "Health, of which it is a part.",
            "SPECIAL_EDUCATION": "Special education, of which it is a part.",
        },
    ),
}
