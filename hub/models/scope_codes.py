"""The code list of saved questions: in which order students are asked for."""

from hub.models.codes import Code


class ScopeOrder(Code):
    """The order of a list of students."""

    NAME = "NAME"
    NAME_DESCENDING = "NAME_DESCENDING"
    GRADE = "GRADE"
    GRADE_DESCENDING = "GRADE_DESCENDING"
