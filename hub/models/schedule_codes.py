"""Code lists of schedules: what kind of course fills a period, and what was decided of one that
has no content.
"""

from hub.models.codes import Code


class CourseKind(Code):
    """Whether a course has content: all but REGULAR have none (SCH-1)."""

    REGULAR = "REGULAR"
    SERVICE = "SERVICE"
    HOME = "HOME"
    COLLEGE_RELEASE = "COLLEGE_RELEASE"
    NO_CLASS = "NO_CLASS"
    AIDE = "AIDE"


class PeriodDecision(Code):
    """What a principal decides of a period without content (SCH-1)."""

    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
