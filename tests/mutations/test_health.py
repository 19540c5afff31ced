"""Health records are written by whom row 11-15 of the matrix let, and by nobody else."""

from __future__ import annotations

from asyncio import gather
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

SHOWN = "healthAlert { id version instruction severity endsOn author { familyName } }"
ALERT = {"instruction": "Epi-pen in the office: use it, then call.", "severity": "LIFE_THREATENING"}


async def test_a_nurse_writes_an_alert_and_a_teacher_reads_it(office: Office) -> None:
    ana = await office.student("demo-student")
    entry = await office.enter("nurse", "writeHealthAlert", {"studentId": ana, **ALERT}, SHOWN)
    assert entry.errors == []
    assert entry.row is not None
    assert (entry.row["version"], entry.row["author"]) == (1, {"familyName": "Obi"})
    query = "query Q($id: ID!) { student(id: $id) { healthAlerts { instruction } } }"
    read = await office.read("teacher", query, id=ana)
    told = [each["instruction"] for each in read["student"]["healthAlerts"]]
    assert ALERT["instruction"] in told


async def test_p6_of_doses_that_are_recorded_at_once_as_the_first_of_the_day_one_is(
    office: Office,
) -> None:
    """A second one is recorded by whoever knows of the first."""
    (order,) = await office.fetch(
        "INSERT INTO medication_order (student_id, drug, dose, route, prescriber, starts_on,"
        " due_at) SELECT s.id, 'A', '1', 'ORAL', 'Dr. B', '2026-08-01', '12:00' FROM student s"
        " JOIN person p ON p.id = s.person_id WHERE p.sourced_id = 'demo-student' RETURNING id"
    )
    given = {"medicationOrderId": f"med_{order['id']}", "outcome": "Given.", "firstToday": True}
    entries = await gather(*(office.enter("nurse", "recordMedication", given) for _ in range(4)))
    codes = sorted(code for entry in entries for code in entry.codes)
    assert codes == ["CONFLICT"] * 3
    known = {**given, "firstToday": False}
    assert (await office.enter("nurse", "recordMedication", known)).errors == []
