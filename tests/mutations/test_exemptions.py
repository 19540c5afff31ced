"""Exemptions from immunizations are recorded by whom row 15 lets, where they hold (IMM-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

EXEMPTION = {"basis": "REGISTRY", "issuedOn": "2026-09-01", "endsOn": "2027-09-01"}
SHOWN = "immunizationExemption { id version basis issuedOn endsOn documentKey student { id } }"
STATUS = "query Q($id: ID!) { student(id: $id) { immunizationStatus { state dueOn } } }"


async def state(office: Office, who: str, student: str) -> Any:
    """The status of a student, as somebody is told it."""
    return (await office.read(who, STATUS, id=student))["student"]["immunizationStatus"]


async def test_imm6_a_nurse_records_an_exemption_and_a_principal_is_told_that_there_is_one(
    office: Office,
) -> None:
    ana = await office.student("demo-student")
    async with office.hub.database.owner() as owner:
        await owner.execute("DELETE FROM immunization WHERE student_id = $1", ana[4:])
    assert (await state(office, "principal", ana))["state"] == "OVERDUE"
    given = {"studentId": ana, **EXEMPTION, "documentKey": "e.pdf"}
    entry = await office.enter("nurse", "recordExemption", given, SHOWN)
    assert entry.errors == []
    assert entry.row is not None
    assert entry.row == {
        **EXEMPTION,
        "documentKey": "e.pdf",
        "version": 1,
        "student": {"id": ana},
        "id": entry.row["id"],
    }
    told = {"state": "EXEMPT", "dueOn": "2027-09-01"}
    assert [await state(office, who, ana) for who in ("principal", "guardian")] == [told, told]


async def test_imm6_an_exemption_that_does_not_hold_is_not_recorded(
    office: Office,
) -> None:
    ana = await office.student("demo-student")
    given = {"studentId": ana, **EXEMPTION}
    wrong: dict[str, tuple[dict[str, str], ...]] = {
        "basis": ({"basis": "PHYSICIAN"}, {"basis": "BELIEF", "issuedOn": "2015-09-01"}),
        "issuedOn": ({"issuedOn": "2040-01-01"},),
        "endsOn": ({"endsOn": "2026-09-02"},),
    }
    for field, cases in wrong.items():
        for case in cases:
            entry = await office.enter("registrar", "recordExemption", {**given, **case}, SHOWN)
            assert (entry.codes, entry.errors[0]["path"]) == (["INVALID"], ["input", field]), case
    assert await office.fetch("SELECT FROM change") == []
    old = {**given, "basis": "PHYSICIAN", "issuedOn": "2020-12-31", "endsOn": None}
    assert (await office.enter("registrar", "recordExemption", old, SHOWN)).errors == []
