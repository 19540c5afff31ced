"""Code lists: the closed sets of words of what people report."""

from hub.models.codes import Code


class ProblemState(Code):
    """How far a reported problem has come."""

    OPEN = "OPEN"
    IN_HAND = "IN_HAND"
    SETTLED = "SETTLED"
    NOTHING_WRONG = "NOTHING_WRONG"


class Desk(Code):
    """Who answers for what was reported: whoever holds the post of this name."""

    REGISTRAR = "REGISTRAR"
    PRINCIPAL = "PRINCIPAL"
    NURSE = "NURSE"
    NURSE_LEAD = "NURSE_LEAD"
    SPECIAL_EDUCATION = "SPECIAL_EDUCATION"
    DATA_STEWARD = "DATA_STEWARD"
