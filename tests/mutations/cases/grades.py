"""Cases of rolls, scores and marks (rows 25, 28, 29)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended
from tests.mutations.test_grades import roster

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

WORK = """
INSERT INTO assignment (section_id, title, due_on, points)
SELECT id, 'Proofs', starts_on, 20 FROM section WHERE 'sec_' || id = $1 RETURNING id
"""
UNMARKED = "DELETE FROM mark WHERE 'sec_' || section_id = $1"
MARK = "SELECT id FROM mark WHERE 'sec_' || section_id = $1"


async def roll(office: Office) -> Told:
    """Two students of Rosa Diaz's who aren't there."""
    section, _, (first, second, *_) = await roster(office)
    absences = [
        {"studentId": first, "status": "ABSENT"},
        {"studentId": second, "status": "TARDY"},
    ]
    return Told({"sectionId": section, "absences": absences}, frozenset({first, second}))


async def score(office: Office) -> Told:
    """Other points than a student has already."""
    section, _, (student, *_) = await roster(office)
    (work,) = await office.fetch(WORK, section)
    given: dict[str, Any] = {"assignmentId": f"asg_{work['id']}"}
    scores = [{"studentId": student, "points": "18.5"}]
    assert (await office.enter("teacher", "enterScores", {**given, "scores": scores})).errors == []
    given["scores"] = [{"studentId": student, "points": "19", "version": 1}]
    return Told(given, frozenset({student}))


async def marks(office: Office) -> Told:
    """The marks of two students of Rosa Diaz's, who have none."""
    section, term, (first, second, *_) = await roster(office)
    await office.fetch(UNMARKED, section)
    values = [{"studentId": first, "value": "B+"}, {"studentId": second, "value": "A"}]
    given = {"sectionId": section, "termId": term, "marks": values}
    return Told(given, frozenset({first, second}))


async def mistake(office: Office) -> Told:
    """A mark that Rosa Diaz has posted wrongly."""
    told = await marks(office)
    section, one = told.given["sectionId"], told.given["marks"][:1]
    posted = await office.enter("teacher", "postMarks", {**told.given, "marks": one})
    assert posted.errors == []
    (mark,) = await office.fetch(MARK, section)
    given = {
        "id": f"mrk_{mark['id']}",
        "version": 1,
        "value": "A-",
        "ground": "CLERICAL_MISTAKE",
        "reason": "the last quiz was not counted",
    }
    return Told(given, frozenset({one[0]["studentId"]}))


CASES = (
    Case(
        "takeAttendance",
        may="teacher",
        given=roll,
        bad=Bad({"day": "2026-09-14"}, "TOO_LATE", "reason"),
        nearly=No("other_case_manager", "NOT_ALLOWED", because="the class is a colleague's"),
        never=No("analyst", "NOT_ALLOWED"),
        leaves=added("attendance_event", 2) + added("roll_submission"),
    ),
    Case(
        "enterScores",
        may="teacher",
        given=score,
        bad=Bad(
            lambda given: {"scores": [{**given["scores"][0], "points": "-1"}]},
            "INVALID",
            "scores.0",
        ),
        nearly=No(
            "registrar",
            "NOT_ALLOWED",
            "studentId sectionId assignmentId points missing",
            because="posts marks and enters no scores",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("score"),
    ),
    Case(
        "postMarks",
        may="teacher",
        given=marks,
        bad=Bad(
            lambda given: {"marks": [{**given["marks"][0], "value": "banana"}]},
            "INVALID",
            "marks.0.value",
        ),
        nearly=No(
            "principal",
            "NOT_ALLOWED",
            "studentId sectionId termId value",
            because="reads marks and posts none",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=added("mark", 2),
    ),
    Case(
        "correctMark",
        may="teacher",
        given=mistake,
        bad=Bad({"value": "banana"}, "INVALID", "value"),
        nearly=No(
            "principal",
            "NOT_ALLOWED",
            "studentId sectionId termId value reason",
            because="reads marks and posts none",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=added("mark") + amended("mark"),
    ),
)
