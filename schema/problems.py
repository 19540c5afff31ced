"""Declared: what people report is wrong, and what its states and desks mean to a reader."""

from hub.models import problems as kept
from hub.models.codes import Code
from hub.models.problem_codes import Desk, ProblemState
from schema.declared import column, planned, to_one
from schema.withheld import Node

PROBLEM_CODES: dict[type[Code], tuple[str, dict[str, str]]] = {
    ProblemState: (
        "How far a reported problem has come.",
        {
            "OPEN": "Nobody has taken it in hand yet.",
            "IN_HAND": "Somebody is looking into it.",
            "SETTLED": "It was wrong, and is right now.",
            "NOTHING_WRONG": "Somebody has looked, and it is as it should be.",
        },
    ),
    Desk: (
        "Who answers for a problem: whoever holds this post at its school or in the district.",
        {
            "REGISTRAR": "Keeps the records of a school.",
            "PRINCIPAL": "Leads the school: for behavior and for scores.",
            "NURSE": "Looks after health at a school.",
            "NURSE_LEAD": "Leads the nurses of the district: for openings in an emergency.",
            "SPECIAL_EDUCATION": "Runs special education for the district.",
            "DATA_STEWARD": "Answers for the data: for what concerns no student and no school.",
        },
    ),
}


@planned(kept.Problem, "prb", order=("reported_at",))
class Problem(Node):
    """Something that somebody says is wrong (slice S6; of special education S7)."""

    said = column("What is wrong, in the words of whoever reported it.")
    screen = column("The address of the page, with a place where a key stood.")
    request = column("The id under which that page was answered; null where it isn't known.")
    entity = column("The kind of record that it is about; null where it is about none.")
    row_key = column("That record's key without its prefix; null where it is about none.")
    desk = column("Who answers for it.")
    students = column(
        "How many students the record was about when it was reported; null where it is about none."
    )
    state = column("How far it has come.")
    reported_at = column("The moment of the report, in UTC.")
    taken_at = column("The moment at which somebody took it in hand, in UTC; null until then.")
    answer = column("What whoever looked into it tells the reporter; null until then.")
    answered_at = column("The moment of that answer, in UTC; null until then.")
    student = to_one("student_id", "Of whom the record is; null where it is of no one student.")
    section = to_one("section_id", "The class that it is about; null where it is about none.")
    school = to_one("school_id", "At which school it lies; null where it lies in the district.")
    staff_member = to_one("staff_id", "Who reported it; null where it was nobody on the staff.")
    guardian = to_one("guardian_id", "Who reported it; null where it was no guardian.")
    taker = to_one("taken_by", "Who has it in hand; null where nobody has.")
