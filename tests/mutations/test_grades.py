"""Rolls, scores and marks: a class in one call, good rows kept and bad ones told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

ROSTER = """
WITH today AS (SELECT coalesce(fixed_today, current_date) AS day FROM district)
SELECT s.id AS section, s.term_id AS term, array_agg(x.student_id ORDER BY x.id) AS students
FROM today, section s JOIN section_staff w ON w.section_id = s.id AND w.role = 'LEAD'
JOIN staff_member m ON m.id = w.staff_id JOIN person p ON p.id = m.person_id
JOIN section_enrollment x ON x.section_id = s.id
WHERE p.sourced_id = $1 AND s.starts_on <= today.day AND s.ends_on > today.day
  AND w.starts_on <= today.day AND (w.ends_on IS NULL OR w.ends_on > today.day)
  AND x.starts_on <= today.day AND (x.ends_on IS NULL OR x.ends_on > today.day)
GROUP BY s.id ORDER BY s.id LIMIT 1
"""


async def roster(office: Office, who: str = "demo-teacher") -> tuple[str, str, list[str]]:
    """A section that somebody leads, its term, and who sits in it today."""
    (row,) = await office.fetch(ROSTER, who)
    students = [f"stu_{each}" for each in row["students"]]
    return f"sec_{row['section']}", f"trm_{row['term']}", students


async def roll(office: Office, who: str, absences: list[dict[str, Any]], **more: Any) -> Any:
    """An entry of the roll of a class of Rosa Diaz's."""
    section, _, _ = await roster(office)
    given = {"sectionId": section, "absences": absences, **more}
    return await office.enter(who, "takeAttendance", given, "section { id }")


async def kept(office: Office) -> dict[str, str]:
    """Who is marked in that class today, and how."""
    section, _, _ = await roster(office)
    rows = await office.fetch(
        "SELECT student_id, status FROM attendance_event WHERE 'sec_' || section_id = $1"
        " AND day = (SELECT max(day) FROM roll_submission WHERE 'sec_' || section_id = $1)",
        section,
    )
    return {f"stu_{row['student_id']}": row["status"] for row in rows}


async def test_att4_a_roll_is_its_exceptions_and_can_be_taken_again(office: Office) -> None:
    _, _, (first, second, *_) = await roster(office)
    absent = [{"studentId": first, "status": "ABSENT"}, {"studentId": second, "status": "TARDY"}]
    assert (await roll(office, "teacher", absent)).errors == []
    assert await kept(office) == {first: "ABSENT", second: "TARDY"}
    assert (await roll(office, "teacher", [{"studentId": first, "status": "TARDY"}])).errors == []
    assert await kept(office) == {first: "TARDY"}
    kinds = await office.fetch(
        "SELECT kind FROM change WHERE entity = 'attendance_event' ORDER BY at, kind"
    )
    assert sorted(row["kind"] for row in kinds) == ["ADDED", "ADDED", "AMENDED", "TAKEN_BACK"]


async def test_ops3_a_bad_row_of_a_roll_comes_back_and_the_good_ones_stay(office: Office) -> None:
    _, _, (first, second, *_) = await roster(office)
    stranger = await office.student("demo-no-pickup")
    entry = await roll(
        office,
        "teacher",
        [
            {"studentId": first, "status": "ABSENT"},
            {"studentId": stranger, "status": "ABSENT"},
            {"studentId": second, "status": "ABSENT", "reason": "COURT"},
        ],
    )
    told = [(each["path"], each["code"], each["fields"]) for each in entry.errors]
    assert told == [
        (["input", "absences", "1", "studentId"], "NOT_FOUND", []),
        (["input", "absences", "2"], "NOT_ALLOWED", ["reason"]),
    ]
    assert await kept(office) == {first: "ABSENT"}


async def test_the_office_enters_the_reason_that_a_teacher_may_not(office: Office) -> None:
    _, _, (first, *_) = await roster(office)
    await roll(office, "teacher", [{"studentId": first, "status": "ABSENT"}])
    told = [{"studentId": first, "status": "ABSENT", "reason": "ILLNESS"}]
    assert (await roll(office, "office", told)).errors == []
    (row,) = await office.fetch(
        "SELECT before, after FROM change WHERE operation = 'takeAttendance' AND kind = 'AMENDED'"
        " AND entity = 'attendance_event'"
    )
    assert '"reason": "ILLNESS"' in row["after"]


async def test_a_roll_taken_by_many_at_once_is_one_of_theirs(office: Office) -> None:
    _, _, students = await roster(office)
    rolls = [[{"studentId": each, "status": "ABSENT"}] for each in students[:4]]
    await asyncio.gather(*(roll(office, "teacher", each) for each in rolls))
    assert len(await kept(office)) == 1


async def test_cr11_a_mark_is_posted_once_and_corrected_by_a_new_version(office: Office) -> None:
    section, term, (first, second, *_) = await roster(office)
    await office.fetch("DELETE FROM mark WHERE 'sec_' || section_id = $1", section)
    marks = [{"studentId": first, "value": "B+"}, {"studentId": second, "value": "banana"}]
    given = {"sectionId": section, "termId": term, "marks": marks}
    entry = await office.enter("teacher", "postMarks", given, "section { id }")
    assert [each["path"][2] for each in entry.errors] == ["1"]
    again = await office.enter("teacher", "postMarks", given, "section { id }")
    assert again.codes == ["CONFLICT", "INVALID"]
    (mark,) = await office.fetch("SELECT id FROM mark WHERE 'sec_' || section_id = $1", section)
    correction = {
        "id": f"mrk_{mark['id']}",
        "version": 1,
        "value": "A-",
        "ground": "CLERICAL_MISTAKE",
        "reason": "the last quiz was not counted",
    }
    done = await office.enter("teacher", "correctMark", correction, "mark { value version }")
    assert (done.errors, done.row) == ([], {"value": "A-", "version": 2})
    stale = await office.enter("teacher", "correctMark", correction)
    assert [(each["code"], each["version"]) for each in stale.errors] == [("STALE_VERSION", 2)]
    versions = await office.fetch(
        "SELECT value, version, superseded_at IS NULL AS stands FROM mark"
        " WHERE 'sec_' || section_id = $1 ORDER BY version",
        section,
    )
    assert [tuple(row) for row in versions] == [("B+", 1, False), ("A-", 2, True)]


async def test_scores_are_entered_and_a_row_that_changed_meanwhile_comes_back(
    office: Office,
) -> None:
    section, _, (first, second, *_) = await roster(office)
    (work,) = await office.fetch(
        "INSERT INTO assignment (section_id, title, due_on, points)"
        " SELECT id, 'Proofs', starts_on, 20 FROM section WHERE 'sec_' || id = $1"
        " RETURNING id",
        section,
    )
    given: dict[str, Any] = {
        "assignmentId": f"asg_{work['id']}",
        "scores": [
            {"studentId": first, "points": "18.5"},
            {"studentId": second, "points": "-1"},
        ],
    }
    entry = await office.enter("teacher", "enterScores", given, "section { id }")
    assert [(each["path"], each["code"]) for each in entry.errors] == [
        (["input", "scores", "1"], "INVALID")
    ]
    given["scores"] = [
        {"studentId": first, "points": "19", "version": 1},
        {"studentId": second, "points": "12"},
    ]
    assert (await office.enter("teacher", "enterScores", given)).errors == []
    given["scores"][1]["points"] = "13"
    stale = await office.enter("teacher", "enterScores", given)
    assert stale.codes == ["STALE_VERSION"]
    rows = await office.fetch(
        "SELECT points, row_version FROM score WHERE assignment_id = $1 ORDER BY points",
        work["id"],
    )
    assert [(str(row["points"]), row["row_version"]) for row in rows] == [
        ("13.00", 2),
        ("19.00", 2),
    ]


async def test_p23_what_is_recorded_is_not_told_by_the_words_of_a_refusal(office: Office) -> None:
    """Whoever may enter nothing of a class is told the same whatever stands in its books."""
    section, _, students = await roster(office)
    stranger = await office.student("demo-no-pickup")
    (work,) = await office.fetch(
        "SELECT a.id, (SELECT student_id FROM score s WHERE s.assignment_id = a.id LIMIT 1) AS kept"
        " FROM assignment a JOIN score s ON s.assignment_id = a.id"
        " WHERE 'sec_' || a.section_id = $1 LIMIT 1",
        section,
    )
    scores = {"assignmentId": f"asg_{work['id']}"}
    told = []
    for kept in (True, False):
        if not kept:
            for table in ("mark", "score"):
                await office.fetch(f"DELETE FROM {table} WHERE 'sec_' || section_id = $1", section)
        marks = {"sectionId": section, "marks": [{"studentId": students[0], "value": "A"}]}
        score = {**scores, "scores": [{"studentId": f"stu_{work['kept']}", "points": "1"}]}
        for who in ("office", "nurse", "liaison"):
            entries = [
                await office.enter(who, "postMarks", marks),
                await office.enter(who, "enterScores", score),
            ]
            told.append([entry.errors for entry in entries])
    assert told[:3] == told[3:]
    refused = [
        await roll(office, "liaison", [{"studentId": each, "status": "ABSENT"}])
        for each in (students[0], stranger)
    ]
    assert refused[0].errors == refused[1].errors
