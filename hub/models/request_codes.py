"""Code lists of what families ask of the custodian of the record."""

from hub.models.codes import Code


class RequestKind(Code):
    """What is asked: to see the record (34 CFR 99.10), or to have it corrected (99.20)."""

    INSPECT = "INSPECT"
    AMEND = "AMEND"


class RequestOutcome(Code):
    """What was decided of a request."""

    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
