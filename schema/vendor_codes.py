"""Declared: what the code lists of agreements and engagement letters mean to a reader."""

from hub.models.codes import AgreementBasis, AgreementFunction, Code, EngagementKind

VENDOR_CODES: dict[type[Code], tuple[str, dict[str, str]]] = {
    AgreementBasis: (
        "On what ground a vendor gets records.",
        {
            "SCHOOL_OFFICIAL": "It does the district's own work under its control (34 CFR 99.31).",
            "CONSENT": "Each family that wants it has agreed in writing (34 CFR 99.30).",
            "DIRECTORY": "It asks for directory information, and gets no more (34 CFR 99.37).",
        },
    ),
    AgreementFunction: (
        "What a vendor does for the district.",
        {
            "LEARNING": "Teaches, or keeps rosters and grades.",
            "ASSESSMENT": "Tests students.",
            "SPECIAL_EDUCATION": "Serves or records special education.",
            "TRANSPORT": "Drives students, or plans routes.",
            "FOOD_SERVICE": "Feeds students, or bills for it.",
            "FIELD_TRIP": "Takes students somewhere on set days.",
            "IMMUNIZATION_REGISTRY": "Keeps doses for the state.",
            "YEARBOOK": "Prints yearbooks, programs or pictures.",
        },
    ),
    EngagementKind: (
        "What a person with an engagement letter does.",
        {
            "MONITOR": "Watches or audits what the district does, from outside.",
            "SUPPORT": "Supports this hub for its maker.",
        },
    ),
}
