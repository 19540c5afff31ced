"""Cases of how families are reached, and of what courts order (rows 6-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, about, added, amended
from tests.mutations.test_guardians import father

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

ADULT = "SELECT row_version FROM guardian WHERE 'gdn_' || id = $1"
VERIFIED = """
SELECT student_id FROM guardianship
WHERE 'gdn_' || guardian_id = $1 AND contact_verified_on IS NOT NULL
"""
CONTACT = """
SELECT id, row_version FROM emergency_contact WHERE 'stu_' || student_id = $1
AND guardian_id IS NULL ORDER BY id LIMIT 1
"""


async def reached(office: Office) -> Told:
    """Ana's father by another number, which nobody has verified for any of his children."""
    _, guardian = await father(office)
    (adult,) = await office.fetch(ADULT, guardian)
    bonds = await office.fetch(VERIFIED, guardian)
    given = {"id": guardian, "version": adult["row_version"], "phone": "3365330000"}
    students = frozenset(f"stu_{each['student_id']}" for each in bonds)
    return Told(given, students, amended("guardianship", len(bonds)))


async def called(office: Office) -> Told:
    """Somebody else to call about Ana."""
    ana = await office.student("demo-student")
    (row,) = await office.fetch(CONTACT, ana)
    given = {"id": f"emc_{row['id']}", "version": row["row_version"], "name": "Inez Torres"}
    return Told(given, frozenset({ana}))


async def order(office: Office) -> Told:
    """An order against Ana's father, and not against who is no guardian of hers."""
    ana, guardian = await father(office)
    _, stranger = await father(office, "demo-unvalidated-guardian")
    given = {"studentId": ana, "guardianId": guardian, "kind": "NO_RECORDS", "documentKey": "o/1"}
    return Told(given, frozenset({ana}), bad={"guardianId": stranger})


CASES = (
    Case(
        "changeContact",
        may="registrar",
        given=reached,
        bad=Bad({"phone": "533-1632"}, "INVALID", "phone"),
        nearly=No("office", "NOT_ALLOWED", "phone phoneType", because="calls families"),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("guardian"),
    ),
    Case(
        "addEmergencyContact",
        may="guardian",
        given=about("demo-student", name="Aunt Inez", relationship="AUNT_OR_UNCLE"),
        bad=Bad({"phone": "533-1632"}, "INVALID", "phone"),
        nearly=No(
            "office",
            "NOT_ALLOWED",
            "studentId name relationship phone mayPickUp priority",
            because="calls contacts and names none",
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=added("emergency_contact"),
    ),
    Case(
        "changeEmergencyContact",
        may="registrar",
        given=called,
        bad=Bad({"phone": "533-1632"}, "INVALID", "phone"),
        nearly=No("office", "NOT_ALLOWED", "name", because="calls contacts and names none"),
        never=No("analyst", "NOT_FOUND"),
        leaves=amended("emergency_contact"),
    ),
    Case(
        "fileOrder",
        may="registrar",
        given=order,
        bad=Bad({}, "NOT_FOUND", "guardianId"),
        nearly=No(
            "principal",
            "NOT_ALLOWED",
            "studentId guardianId personId kind startsAt endsOn documentKey caseNumber court "
            "orderText",
            because="reads orders and files none",
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=added("court_order"),
    ),
)
