"""Cases of asking to see or correct a record, and of the answers (REQ; 34 CFR 99.10, 99.20-22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, about, added, amended

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

LATEST = """
SELECT r.id, r.row_version FROM record_request r JOIN change c ON c.row_id = r.id
WHERE r.kind = $1 ORDER BY c.entry DESC LIMIT 1
"""
UNKNOWN = "mrk_00000000-0000-4000-8000-000000000007"
WRONG = {"words": "He was there that day.", "shouldSay": "Present."}


async def waiting(office: Office) -> Told:
    """What Ana's mother asked to see."""
    ana = await office.student("demo-student")
    assert (await office.enter("guardian", "askToInspect", {"studentId": ana})).errors == []
    (row,) = await office.fetch(LATEST, "INSPECT")
    given = {"id": f"rrq_{row['id']}", "version": row["row_version"], "outcome": "GRANTED"}
    return Told({**given, "answer": "Come on Monday."}, frozenset({ana}))


async def contested(office: Office) -> Told:
    """A correction that was refused to Ana's mother."""
    ana = await office.student("demo-student")
    asked = {"studentId": ana, **WRONG}
    assert (await office.enter("guardian", "requestCorrection", asked)).errors == []
    (row,) = await office.fetch(LATEST, "AMEND")
    refused = {"id": f"rrq_{row['id']}", "version": 1, "outcome": "REFUSED", "answer": "No note."}
    assert (await office.enter("registrar", "answerRequest", refused)).errors == []
    given = {"id": f"rrq_{row['id']}", "version": 2, "statement": "I brought the note."}
    return Told(given, frozenset({ana}))


CASES = (
    Case(
        "askToInspect",
        may="guardian",
        given=about("demo-student", words="All that the nurse wrote."),
        bad=Bad({"words": " "}, "INVALID", "words"),
        nearly=No("registrar", "NOT_ALLOWED", "kind words", because="answers requests"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=added("record_request"),
    ),
    Case(
        "requestCorrection",
        may="guardian",
        given=about("demo-student", **WRONG),
        bad=Bad({"recordId": UNKNOWN}, "NOT_FOUND", "recordId"),
        nearly=No(
            "registrar",
            "NOT_ALLOWED",
            "kind words shouldSay recordType recordKey",
            because="answers requests",
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=added("record_request"),
    ),
    Case(
        "answerRequest",
        may="registrar",
        given=waiting,
        bad=Bad({"outcome": "REFUSED", "answer": None}, "INVALID", "answer"),
        nearly=No("guardian", "NOT_ALLOWED", "outcome answer", because="asked it"),
        never=No("principal", "NOT_FOUND"),
        leaves=amended("record_request"),
    ),
    Case(
        "keepStatement",
        may="guardian",
        given=contested,
        bad=Bad({"statement": " "}, "INVALID", "statement"),
        nearly=No("registrar", "NOT_ALLOWED", "statement", because="reads requests"),
        never=No("principal", "NOT_FOUND"),
        leaves=amended("record_request"),
    ),
)
