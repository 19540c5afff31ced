"""Declared: a counselor's own notes, and what the counselor disclosed of them."""

from hub.models import counseling as kept
from schema.declared import column, planned, to_one
from schema.withheld import Node


@planned(kept.CounselingNote, "not", order=("written_on",))
class CounselingNote(Node):
    """What a student told a counselor (slice 24, the author alone; 24.young under 12)."""

    written_on = column("The day on which it was told.")
    under_twelve = column("Whether the student was under 12 that day.")
    body = column("The counselor's words.")
    student = to_one("student_id", "Who told it.")
    author = to_one("author_id", "To whom it was told.")


@planned(kept.CounselingDisclosure, "cds", order=("disclosed_at",))
class CounselingDisclosure(Node):
    """What a counselor chose to tell somebody of it (slice 24; the one told 24.disclosed)."""

    reason = column("Why it may be told.")
    body = column("What was told.")
    disclosed_at = column("The moment of it, in UTC.")
    student = to_one("student_id", "Whom it is about.")
    author = to_one("author_id", "Who told it.")
    staff_member = to_one("staff_id", "The staff member who was told; null if it was family.")
    guardian = to_one("guardian_id", "The guardian who was told; null if it was staff.")
