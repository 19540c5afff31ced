"""Incidents: whoever sees one reports it, and the principal says what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.test_grades import roster

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

INCIDENT = "incident { id version status category participations { __typename } }"


async def reported(office: Office, who: str = "teacher", **more: Any) -> Any:
    """An entry that reports two students of Rosa Diaz's class."""
    section, _, (first, second, *_) = await roster(office)
    (row,) = await office.fetch("SELECT school_id FROM section WHERE 'sec_' || id = $1", section)
    given = {
        "schoolId": f"sch_{row['school_id']}",
        "category": "fight",
        "description": "They pushed each other at the lockers.",
        "participants": [
            {"studentId": first, "role": "PERPETRATOR"},
            {"studentId": second, "role": "VICTIM"},
        ],
        **more,
    }
    return await office.enter(who, "reportIncident", given, INCIDENT)


async def test_a_teacher_reports_and_the_principal_classifies_and_closes(office: Office) -> None:
    entry = await reported(office)
    assert (entry.errors, entry.row["status"]) == ([], "REPORTED")
    assert len(entry.row["participations"]) == 2
    incident = entry.row["id"]
    own = await office.enter("teacher", "classifyIncident", {"id": incident, "version": 1})
    assert own.codes == ["NOT_ALLOWED"]
    done = await office.enter(
        "principal", "classifyIncident", {"id": incident, "version": 1}, INCIDENT
    )
    assert (done.errors, done.row["status"], done.row["version"]) == ([], "CLASSIFIED", 2)  # type: ignore[index]
    closed = await office.enter("principal", "closeIncident", {"id": incident, "version": 2})
    assert closed.errors == []


async def test_a_report_about_somebody_elses_student_is_not_made_at_all(office: Office) -> None:
    stranger = await office.student("demo-no-pickup")
    entry = await reported(office, participants=[{"studentId": stranger, "role": "WITNESS"}])
    assert entry.codes == ["NOT_FOUND"]
    assert await office.fetch("SELECT FROM change") == []


async def test_dis11_no_suspension_of_more_than_five_days(office: Office) -> None:
    entry = await reported(office)
    _, _, (first, *_) = await roster(office)
    given = {
        "incidentId": entry.row["id"],
        "studentId": first,
        "kind": "OUT_OF_SCHOOL_SUSPENSION",
        "startsOn": "2026-10-15",
        "orderedDays": "6",
    }
    assert (await office.enter("principal", "orderAction", given)).codes == ["INVALID"]
    given["orderedDays"] = "5"
    assert (await office.enter("teacher", "orderAction", given)).codes == ["NOT_ALLOWED"]
    assert (await office.enter("principal", "orderAction", given)).errors == []
