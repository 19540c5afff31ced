"""Allow: who may read what became of a student's rows (AUD-2): of each column, by which clauses.

A row may have been another one once: in confidence, of another audience, not yet in effect. So its
history is open only to whoever reads the column on every row of the student now, whatever the row
says (2.3a, reading 8), and never by a reading that has to be logged. Then nothing that the row said
could have kept it from them, and a row that is gone needs no guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hub import policy
from hub.models import Base
from hub.models.base import VERSION
from hub.policy.relations import Kind
from hub.policy.slices import STRUCTURE

if TYPE_CHECKING:
    from sqlalchemy import Column

    from hub.policy import Clause, Shape

UNTOLD: dict[str, str] = {
    "break_glass": "an opening has its own list of who looked into it",
    "change": "a record itself, which nobody amends",
    "confidential_address": "nothing may tell that it is there (Gov. Code 6207)",
    "counseling_disclosure": "what was disclosed was said, and stays so",
    "counseling_note": "no pupil record, and its author's alone (EC 49602)",
    "disclosure": "a record itself, which nobody amends",
    "document": "a file is put in another one's place; its name was what it showed",
    "former_name": "it is a history itself",
    "guardian_candidate": "it names another guardian, who may be no one to the child",
    "incident_participation": "in which incidents somebody no longer is, tells of the others",
    "incident_release": "an account is written anew when it said too much of others (P-36)",
    "notice_receipt": "a receipt is given once",
    "outbox": "a queue, and nobody's to read",
    "problem": "a report may quote any other row, and follows its own reader's",
    "record_request": "what a family asks is between them and the custodian",
    "safety_notice": "what is mended in it may not be kept before teachers (EC 49079)",
    "student_merge": "it names another child, who may turn out to be one",
    "survey_response": "an answer that was taken back is nobody's (PPRA)",
    "threat_record": "its team's alone",
    "threat_team_member": "its team's alone",
}
"""Tables about students of which no history is told, and why."""
NAMES = "given_name middle_name family_name sort_name preferred_name preferred_name_audience"
FORMER, ACTUAL, TEXT = (
    ("former_name", "given_name"),
    ("confidential_address", "line1"),
    ("court_order", "order_text"),
)
PAST: dict[str, tuple[str, str]] = {
    **{f"student.{name}": FORMER for name in NAMES.split()},
    "demographics.sex": FORMER,
    "student_address": ACTUAL,
    "household_student": ACTUAL,
    "court_order": TEXT,
    "guardian_right": TEXT,
}
"""Tables and columns whose past is of another slice than what they say now, so that both have to be
open: a name or sex that somebody gave up is 1c, where they lived before a substitute stood for it
5.actual, and what a court or the office took back 8a; 8b is the effect of today."""
SHORT = frozenset(
    {
        "immunization.vaccine",
        "mark.value",
        "meal_benefit.benefit",
        "school_enrollment.entry_code",
        "school_enrollment.exit_reason",
        "student_identifier.value",
        "transcript_line.mark",
    }
)
"""Texts that are one word of a list or number. Any other one is written freely, and mended where it
said too much: its past is for whoever may write it."""
SIGNED_TO_FAMILIES = frozenset(
    {"attendance_event", "mark", "score", "section_enrollment", "transcript_line"}
)
"""Tables of which the student and their guardians are told who changed a row: what teachers and
the office enter in the open (AUD-2: who dropped me from Geometry)."""
OF_STAFF = frozenset({Kind.STAFF, Kind.TEACHER_OF_RECORD})


@dataclass(frozen=True)
class Told:
    """A column whose history is told where one of `reads` holds of the student. `keeps`: by which
    the viewer may write it, and so is told of rows that are gone, of free texts, and why; `signs`:
    by which they are told who it was. `free`: it is a free text.
    """

    table: str
    column: str
    reads: tuple[Clause, ...]
    keeps: tuple[Clause, ...]
    signs: tuple[Clause, ...]
    free: bool


@lru_cache(maxsize=1024)
def told(shape: Shape) -> tuple[Told, ...]:
    """Of which columns some viewer of a shape may read the history, and how much of it."""
    each = (
        _told(column, shape)
        for name, table in sorted(Base.metadata.tables.items())
        if name not in UNTOLD and policy.has_student(name)
        for column in table.c
        if column.name not in STRUCTURE | {VERSION}
    )
    return tuple(one for one in each if one.reads)


def rows_of(shape: Shape) -> frozenset[str]:
    """The rows of the matrix of which viewers of a shape may read the history."""
    return policy.kept_rows({clause.slice for each in told(shape) for clause in each.reads})


def _told(column: Column[object], shape: Shape) -> Told:
    table, name = column.table.name, column.name
    reads = _every(policy.clauses(table, name, shape))
    past = PAST.get(f"{table}.{name}", PAST.get(table))
    if past is not None:
        opened = _every(policy.clauses(*past, shape))
        reads = tuple(each for each in reads if any(_alike(each, other) for other in opened))
    return Told(
        table,
        name,
        reads,
        _every(policy.writable(table, name, shape)),
        policy.on_each_side(reads, lambda found: _signing(found, table)),
        is_free(column),
    )


def is_free(column: Column[object]) -> bool:
    """Whether a column is a text that somebody writes in their own words."""
    coded = getattr(column.type, "enum_class", None) is not None
    listed = column.type.python_type is list
    text = column.type.python_type is str and not coded and not column.foreign_keys
    return (text or listed) and f"{column.table.name}.{column.name}" not in SHORT


def _every(found: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return policy.on_each_side(found, policy.of_every_row)


def _alike(mine: Clause, other: Clause) -> bool:
    """Whether both hold by the same standing, and the same of the target's; and no deny of the
    other is forgotten.
    """
    also = mine.also is None or (other.also is not None and _alike(mine.also, other.also))
    return mine.relation == other.relation and other.denies <= mine.denies and also


def _signing(found: tuple[Clause, ...], table: str) -> tuple[Clause, ...]:
    """The clauses of staff; of some tables the student's, and those of guardians that an order on
    the child's whereabouts takes away: a name tells where somebody works (P-18, P-23).
    """
    return tuple(each for each in found if _signs(each, table))


def _signs(clause: Clause, table: str) -> bool:
    kind = policy.RELATIONS[clause.relation].kind
    if kind in OF_STAFF:
        return True
    if table not in SIGNED_TO_FAMILIES:
        return False
    return kind is Kind.SELF or "order:location" in clause.denies
