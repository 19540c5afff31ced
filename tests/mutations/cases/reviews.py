"""Cases of saying that a review of access was done (P-43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

LED = """
SELECT p.school_id FROM post p JOIN staff_member m ON m.id = p.staff_id
JOIN person q ON q.id = m.person_id
WHERE q.sourced_id = 'demo-principal' AND p.role = 'PRINCIPAL'
"""
FIELDS = "schoolId toChange note"


async def school(office: Office) -> Told:
    """The school of the principal, and what she found."""
    (row,) = await office.fetch(LED)
    return Told({"schoolId": f"sch_{row['school_id']}", "toChange": 2, "note": "Two aides."})


CASES = (
    Case(
        "recordReview",
        may="principal",
        given=school,
        bad=Bad({"toChange": -1}, "INVALID", "toChange"),
        nearly=No("principal elsewhere", "NOT_ALLOWED", FIELDS, because="leads another school"),
        never=No("guardian", "NOT_ALLOWED", FIELDS),
        leaves=added("done_review"),
    ),
)
