"""What one entered oneself today is undone unless something was built on it; both are on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub import policy
from resolvers.mutations.undoing import COVERED
from tests.mutations.test_behavior import reported
from tests.mutations.test_grades import roster
from tests.mutations.test_guardians import filed
from tests.mutations.test_ieps import SERVICE

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

VISIT = "healthVisit { id version }"
PREFIXES = {
    "immunization": "imm",
    "health_alert": "alr",
    "emergency_contact": "emc",
    "score": "scr",
    "service_session": "ses",
}


async def visit(office: Office) -> dict[str, Any]:
    """A visit of Ana's that the nurse recorded by mistake."""
    ana = await office.student("demo-student")
    given = {"studentId": ana, "complaint": "a headache"}
    entry = await office.enter("nurse", "recordVisit", given, VISIT)
    assert entry.errors == []
    assert entry.row is not None
    return entry.row


async def undone(office: Office, row_id: str, who: str = "nurse", **more: Any) -> list[str]:
    """What was wrong with undoing something; nothing, where it was undone."""
    return (await office.enter(who, "undo", {"id": row_id, **more})).codes


async def records(office: Office, row_id: str) -> list[tuple[str, str, str | None]]:
    """What is on record of a row."""
    rows = await office.fetch(
        "SELECT kind, operation, reason FROM change WHERE row_id = $1::uuid ORDER BY entry",
        row_id.partition("_")[2],
    )
    return [(row["kind"], row["operation"], row["reason"]) for row in rows]


async def test_a_nurse_undoes_her_own_visit_of_today_and_nobody_elses(office: Office) -> None:
    ana = await office.student("demo-student")
    made = (await visit(office))["id"]
    assert await undone(office, made, "nurse_lead") == ["NOT_FOUND"]
    assert await undone(office, f"vis_{'0' * 8}-0000-4000-8000-{'0' * 12}") == ["NOT_FOUND"]
    given = {"id": made, "reason": "another Ana"}
    entry = await office.enter("nurse", "undo", given, "student { id }")
    assert (entry.errors, entry.row) == ([], {"id": ana})
    assert await office.fetch("SELECT FROM health_visit WHERE 'vis_' || id = $1", made) == []
    assert await records(office, made) == [
        ("ADDED", "recordVisit", None),
        ("TAKEN_BACK", "undo", "undone: another Ana"),
    ]
    assert await undone(office, made) == ["NOT_FOUND"]

    closed = await visit(office)
    assert (await office.enter("nurse", "closeVisit", closed)).errors == []
    assert await undone(office, closed["id"]) == ["CONFLICT"]
    old = (await visit(office))["id"]
    await office.fetch(
        "UPDATE change SET at = at - interval '1 day' WHERE 'vis_' || row_id = $1", old
    )
    assert await undone(office, old) == ["TOO_LATE"]


async def test_a_roll_and_a_report_are_undone_as_a_whole(office: Office) -> None:
    section, _, (first, second, *_) = await roster(office)
    given = {
        "sectionId": section,
        "absences": [{"studentId": each, "status": "ABSENT"} for each in (first, second)],
    }
    assert (await office.enter("teacher", "takeAttendance", given)).errors == []
    rows = await office.fetch("SELECT entity, row_id FROM change WHERE kind = 'ADDED'")
    kept: dict[str, Any] = {row["entity"]: row["row_id"] for row in rows}
    part = f"att_{kept['attendance_event']}"
    assert await undone(office, part, "teacher") == ["CONFLICT"]
    assert await undone(office, f"rol_{kept['roll_submission']}", "teacher") == []
    for table in ("attendance_event", "roll_submission"):
        assert await office.fetch(f"SELECT FROM {table} WHERE id = $1", kept[table]) == []

    report = (await reported(office)).row["id"]
    assert await undone(office, report, "teacher") == []
    report = (await reported(office)).row["id"]
    action = {
        "incidentId": report,
        "studentId": first,
        "kind": "DETENTION",
        "startsOn": "2026-10-15",
        "orderedDays": "1",
    }
    assert (await office.enter("principal", "orderAction", action)).errors == []
    assert await undone(office, report, "teacher") == ["CONFLICT"]


async def test_doses_alerts_contacts_and_scores_are_undone(office: Office) -> None:
    ana = await office.student("demo-student")
    _, _, (first, *_) = await roster(office)
    dose = {"vaccine": "MMR", "givenOn": "2020-01-02", "source": "a yellow card"}
    alert = {"instruction": "No nuts.", "severity": "SERIOUS"}
    (service,) = await office.fetch(SERVICE, "SPEECH")
    aunt = {"name": "Aunt Inez", "relationship": "AUNT_OR_UNCLE"}
    for who, change, given in (
        ("registrar", "recordDose", {"studentId": ana, **dose}),
        ("nurse", "writeHealthAlert", {"studentId": ana, **alert}),
        ("guardian", "addEmergencyContact", {"studentId": ana, **aunt}),
        ("provider", "logService", {"iepServiceId": f"svc_{service['id']}", "minutes": 30}),
        ("teacher", "enterScores", await scored(office, first)),
    ):
        assert (await office.enter(who, change, given)).errors == [], change
        (row,) = await office.fetch("SELECT entity, row_id FROM change ORDER BY entry DESC LIMIT 1")
        prefix = PREFIXES[row["entity"]]
        assert await undone(office, f"{prefix}_{row['row_id']}", who) == [], change
        left = await office.fetch(f"SELECT FROM {row['entity']} WHERE id = $1", row["row_id"])
        assert left == [], change


async def scored(office: Office, student: str) -> dict[str, Any]:
    """A score of a student of Rosa Diaz's for work that has none of theirs."""
    section, _, _ = await roster(office)
    (row,) = await office.fetch(
        "SELECT id FROM assignment a WHERE 'sec_' || section_id = $1 AND NOT EXISTS"
        " (SELECT FROM score s WHERE s.assignment_id = a.id AND 'stu_' || s.student_id = $2)"
        " ORDER BY id LIMIT 1",
        *(section, student),
    )
    scores = [{"studentId": student, "points": "3"}]
    return {"assignmentId": f"asg_{row['id']}", "scores": scores}


def test_whoever_enters_what_can_be_undone_may_write_all_that_it_says() -> None:
    everybody = policy.Shape(frozenset(policy.RELATIONS), trained=True)
    for change, entry in COVERED.items():
        for model, said in ((entry.model, entry.said), (entry.parts, entry.of_parts)):
            for column in said.split():
                assert model is not None
                assert policy.writable(model.__tablename__, column, everybody), (change, column)


async def test_marks_orders_and_openings_are_not_undone(office: Office) -> None:
    order = (await filed(office, documentKey="orders/77")).row["id"]
    assert await undone(office, order, "registrar") == ["CONFLICT"]
    rows = await office.fetch("SELECT kind, operation FROM change")
    assert [tuple(row) for row in rows] == [("ADDED", "fileOrder")]
