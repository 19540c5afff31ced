"""What the tables refuse, in words: each constraint by its name, and what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resolvers.mutations.errors import UserError, Wrong

if TYPE_CHECKING:
    from collections.abc import Collection

SAID: dict[str, str] = {
    "ex_bell_schedule_grades": "Another bell schedule is of these grades on these days already.",
    "uq_bell_period_bell_schedule_id_weekday_period": "A period stands once on a weekday.",
    "ex_coverage_window": "This substitute covers the section on these days already.",
    "ex_caseload_window": "The student is on this caseload on these days already.",
    "ex_guardianship_window": "This guardian stands to the student on these days already.",
    "ex_guardian_right_window": "The guardian holds this right on these days already.",
    "ex_court_order_window": "An order of this kind binds this person at that time already.",
    "ex_school_enrollment_primary": "The student has a primary school on these days already.",
    "ck_court_order_second_person": "It takes another person than who proposed it.",
    "ck_student_merge_second_person": "It takes another person than who proposed it.",
    "ck_guardian_candidate_second_person": "It takes another person than who merged them.",
    "ex_iep_in_effect": "Another version that was agreed to holds on these days already.",
    "ck_iep_offered_before_consented": "A family can't agree before it was asked.",
    "ck_iep_offered_before_declined": "A family can't decline before it was asked.",
    "ck_iep_answered_once": "The family has answered already: draft another version.",
    "uq_iep_student_id_version": "Somebody drafts a version at this moment: try again.",
    "uq_iep_acknowledgement_iep_id_staff_id": "You have confirmed your part of this one already.",
    "uq_notice_receipt_safety_notice_id_staff_id": "You have confirmed this notice already.",
    "uq_done_review_school_id_quarter_starts_on": "The review of this quarter is done already.",
    "ck_court_order_times_in_order": "An order can't be decided on before it begins.",
}
"""Words for whoever entered what a constraint refuses."""


def in_words(constraint: str, fields: Collection[str] = ()) -> UserError:
    """What is wrong, by the name of the constraint that says so; at the field that is meant, where
    the input has it.
    """
    if constraint.startswith("fk_"):
        message = "Something that this names is not there."
        return UserError(("input",), Wrong.NOT_FOUND, message)
    if constraint.endswith("dates_in_order"):
        where = ("input", "endsOn") if "ends_on" in fields else ("input",)
        return UserError(where, Wrong.INVALID, "It can't end before it begins.")
    said = SAID.get(constraint, "It contradicts what is recorded already: read that again.")
    return UserError(("input",), Wrong.CONFLICT, said)
