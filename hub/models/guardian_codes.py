"""Code lists of how guardians are reached and checked."""

from hub.models.codes import Code


class IdentityDocument(Code):
    """By what somebody showed who they are; kept as text, with the change."""

    DRIVERS_LICENSE = "DRIVERS_LICENSE"
    IDENTITY_CARD = "IDENTITY_CARD"
    PASSPORT = "PASSPORT"
    COURT_PAPER = "COURT_PAPER"
    OTHER = "OTHER"


class PhoneType(Code):
    """What kind of telephone a number is; without one a family is hard to reach (GUA-2)."""

    MOBILE = "MOBILE"
    HOME = "HOME"
    WORK = "WORK"


class CandidateReason(Code):
    """By what two guardians look like one person (GUA-3)."""

    NAME_PHONE = "NAME_PHONE"
    NAME_ADDRESS = "NAME_ADDRESS"
    EMAIL = "EMAIL"


class CandidateOutcome(Code):
    """What somebody decided of two guardians who look like one person."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
