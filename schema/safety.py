"""Declared: notices under Education Code 49079, and records of threat assessment."""

from hub.models import safety as kept
from schema.declared import column, planned, to_many, to_one
from schema.withheld import Node


@planned(kept.SafetyNotice, "ntc", order=("starts_on",))
class SafetyNotice(Node):
    """What a student's teachers must know of, in confidence (slice 22; today's 22.now)."""

    acts = column("What the student did, as far as teachers must know.")
    acted_on = column("The day of it.")
    starts_on = column("The first day on which teachers are told.")
    ends_on = column("The first day on which they no longer are; null if nobody has set it.")
    student = to_one("student_id", "Whom it is about.")
    issuer = to_one("issued_by", "Who gave the notice; null where that was not kept.")
    receipts = to_many(kept.NoticeReceipt.safety_notice_id, "Who was told, and when.")


@planned(kept.NoticeReceipt, "rcp", order=("received_at",))
class NoticeReceipt(Node):
    """That a staff member was told of a notice (slice 22; one's own 22.receipt)."""

    received_at = column("The moment of it, in UTC.")
    student = to_one("student_id", "Whom the notice is about.")
    notice = to_one("safety_notice_id", "Of what they were told.")
    staff_member = to_one("staff_id", "Who was told.")


@planned(kept.ThreatRecord, "thr", order=("opened_on",))
class ThreatRecord(Node):
    """An assessment of a threat, for its team (slice 23; what the school does 23.education)."""

    opened_on = column("The day on which it was begun.")
    closed_on = column("The day on which it was closed; null while it is open.")
    summary = column("What was found.")
    school_plan = column("What the school does about it; null where nothing is needed.")
    law_unit_note = column("What the school's police added; null where they did not.")
    student = to_one("student_id", "Whom it is about.")


@planned(kept.ThreatTeamMember, "ttm", order=("starts_on",))
class ThreatTeamMember(Node):
    """A staff member on the team that assesses a threat (slice 23)."""

    starts_on = column("The first day in the team.")
    ends_on = column("The first day no longer in it; null while they are.")
    student = to_one("student_id", "Whom it is about.")
    staff_member = to_one("staff_id", "Who assesses.")
