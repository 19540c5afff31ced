"""Health records are written by whom row 11-15 of the matrix let, and by nobody else."""

from __future__ import annotations

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
