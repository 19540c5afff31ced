"""Cases of incidents and of what follows from them (rows 20, 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended
from tests.mutations.test_behavior import reported
from tests.mutations.test_grades import roster

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.mutations.conftest import Office

SCHOOL = "SELECT school_id FROM section WHERE 'sec_' || id = $1"


async def seen(office: Office) -> Told:
    """Two students of Rosa Diaz's at odds."""
    section, _, (first, second, *_) = await roster(office)
    (row,) = await office.fetch(SCHOOL, section)
    given = {
        "schoolId": f"sch_{row['school_id']}",
        "category": "fight",
        "location": "Lockers",
        "participants": [
            {"studentId": first, "role": "PERPETRATOR"},
            {"studentId": second, "role": "VICTIM"},
        ],
    }
    return Told(given, frozenset({first, second}))


def report(**given: Any) -> Callable[[Office], Awaitable[Told]]:
    """Something about an incident that Rosa Diaz has reported."""

    async def told(office: Office) -> Told:
        return Told({"id": (await reported(office)).row["id"], "version": 1, **given})

    return told


async def action(office: Office) -> Told:
    """What follows for one of two: as many days as one suspension has at most (DIS-11)."""
    _, _, (first, *_) = await roster(office)
    given = {
        "incidentId": (await reported(office)).row["id"],
        "studentId": first,
        "kind": "OUT_OF_SCHOOL_SUSPENSION",
        "startsOn": "2026-10-15",
        "orderedDays": "5",
    }
    return Told(given, frozenset({first}))


CASES = (
    Case(
        "reportIncident",
        may="teacher",
        given=seen,
        bad=Bad({"participants": []}, "INVALID", "participants"),
        nearly=No("teacher elsewhere", "NOT_FOUND", because="teaches other students"),
        never=No("guardian", "NOT_ALLOWED", "schoolId occurredOn location category description"),
        leaves=added("incident") + added("incident_participation", 2),
    ),
    Case(
        "classifyIncident",
        may="principal",
        given=report(category="Fight"),
        bad=Bad({"category": " "}, "INVALID", "category"),
        nearly=No("teacher", "NOT_ALLOWED", "status", because="reported it, in these words"),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("incident"),
    ),
    Case(
        "closeIncident",
        may="principal",
        given=report(),
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("teacher", "NOT_ALLOWED", "status", because="reported it"),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("incident"),
    ),
    Case(
        "orderAction",
        may="principal",
        given=action,
        bad=Bad({"orderedDays": "6"}, "INVALID", "orderedDays"),
        nearly=No(
            "teacher",
            "NOT_ALLOWED",
            "studentId incidentId kind startsOn orderedDays",
            because="reported it",
        ),
        never=No("analyst", "NOT_FOUND"),
        leaves=added("incident_action"),
    ),
)
