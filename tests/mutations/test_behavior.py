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
