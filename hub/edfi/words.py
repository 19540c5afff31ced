"""Reason code to plain words, and how grave each is."""

from __future__ import annotations

from hub.intake import words as intake
from hub.models.codes import FindingSeverity

WORDS = {
    **intake.WORDS,
    "value_in_wrong_column": "the value belongs to another column",
    "descriptor_unreadable": "not a descriptor's URI",
    "descriptor_unknown": "the word is not on the list that the files give for it",
    "code_without_place": "the word has no code here",
    "school_year_unreadable": "not a school year such as 2021-2022",
    "flag_unreadable": "neither true nor false; taken as not said",
    "time_unreadable": "not a time of day",
    "times_out_of_order": "a period ends before it begins; left out",
    "number_unreadable": "not a number from 0 to 9,999",
    "duplicate_row": "an earlier record has the same key, which the standard wants unique",
    "dangling_reference": "it names something that is in no file",
    "depends_on_refused": "it hangs on a record that was refused",
    "database_refused": "it contradicts what is already kept",
    "second_district": "the files have another district, and a database holds one",
    "no_school_day": "a day without teaching has no row here",
    "dates_outside_class": "all of it lies outside the section's dates",
    "dates_clamped": "it reaches beyond the section's dates and was cut to them",
    "day_outside_class": "the day lies outside the section's dates",
    "post_without_school": "a district-wide post would open every student's record: none was made",
    "person_without_phone": "no telephone that rings",
    "person_without_address": "no address where somebody lives or gets mail",
    "no_school_year": "without a school year there is no day from which it holds",
    "own_guardian": "the student is named as their own guardian",
    "link_without_legal_role": "the file doesn't say whether they are a legal guardian (P-17)",
    "legal_role_denied": "a parent who is said not to be a legal guardian, without a document: "
    "kept as a parent (P-17, GUA-6)",
    "grade_not_recorded": "no grade is given",
    "enrollment_inferred": "no file says so: inferred from attendance, scores or registration",
    "seat_inferred": "no file gives the seat: inferred from attendance or scores, for all of the "
    "section's dates",
    "present_is_no_event": "who is present has no row here",
    "part_of_staff_without_place": "of staff only who reported it has a place here",
    "second_part": "the student has another part in this incident already, and one is kept",
    "action_before_incident": "the action lies before its incident",
    "served_above_ordered": "more days were served than ordered",
    "student_not_in_incident": "no record says that the student took part in the incident",
    "given_before_birth": "the dose was given before the student was born",
    "special_education_above_school": "more hours of special education than of school",
    "disability_not_recorded": "no disability is given",
    "two_plans_from_one_day": "another IEP of the student begins on the same day, and one holds",
    "consent_reckoned": "no day of consent is given: the first day of the IEP is kept",
    "dose_without_date": "an immunization is named without the day of a dose; left out",
    "service_without_provider": "a service names nobody who gives it; left out",
    "eligible_without_plan": "eligible under section 504, and no plan is said to be in place",
    "review_reckoned": "no day of review is given: three years after the meeting are kept",
    "meal_without_benefit": "it names no meal that is free or at a reduced price",
    "ride_without_route": "it names neither a route nor a bus",
    "stop_not_recorded": "Ed-Fi names no stop, no time and no day from which it holds",
    "score_not_recorded": "no score is given on the scale of the whole assessment",
    "person_without_capacity": "nobody here is this person",
}
"""Reason code to plain words."""

NOTICES = frozenset(
    {
        "enrollment_inferred",
        "seat_inferred",
        "link_without_legal_role",
        "person_without_address",
        "grade_not_recorded",
        "disability_not_recorded",
        "consent_reckoned",
        "dose_without_date",
        "review_reckoned",
        "stop_not_recorded",
    }
)


def severity(code: str, effect: str) -> FindingSeverity:
    """How grave a reason is: what refused a record is an error."""
    if effect == "refused":
        return FindingSeverity.ERROR
    return FindingSeverity.NOTICE if code in NOTICES else FindingSeverity.DOUBT
