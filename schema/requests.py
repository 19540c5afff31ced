"""Declared: what families ask of the custodian of the record."""

from hub.models import requests as kept
from schema.declared import column, planned, to_one
from schema.withheld import Node


@planned(kept.RecordRequest, "rrq", order=("due_on",))
class RecordRequest(Node):
    """That a family asks to see or to correct the record (slice REQ; one's own REQ.family)."""

    kind = column("What is asked.")
    record_type = column("The kind of record that is meant, such as mark; null where none is.")
    record_key = column("That record's key without its prefix; null where none is meant.")
    words = column("What is wrong, or what they want to see; null where they want to see all.")
    should_say = column("What it should say; null where nothing is to be corrected.")
    asked_on = column("The day on which it was asked.")
    due_on = column("The day by which it is answered, by the district's calendar (IEP-13).")
    latest_on = column(
        "The last day on which the record may be shown (34 CFR 99.10); null of a correction, of "
        "which the rule says a reasonable time."
    )
    outcome = column("What was decided; null until then.")
    answer = column("The answer in the custodian's words; null where there is none.")
    answered_on = column("The day of the answer; null until then.")
    statement = column(
        "What the family says to a refusal, kept with the record (34 CFR 99.21); null where they "
        "said nothing."
    )
    stated_on = column("The day of that; null where they said nothing.")
    student = to_one("student_id", "Whose record it is.")
    guardian = to_one("guardian_id", "Who asked; null if the student of age did.")
    responder = to_one("answered_by", "Who answered; null until then.")
