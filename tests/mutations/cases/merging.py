"""Cases of two guardians on record who are one person (GUA-3)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, amended
from tests.mutations.twins import SECOND, TWIN, Twins

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

PAIR = """
SELECT c.id, c.row_version FROM guardian_candidate c JOIN student s ON s.id = c.student_id
JOIN person p ON p.id = s.person_id
WHERE p.sourced_id = 'demo-student' AND EXISTS (
    SELECT FROM guardian g JOIN person t ON t.id = g.person_id
    WHERE t.sourced_id = $1 AND g.id IN (c.first_id, c.second_id))
"""


MERGED = Counter({("MERGED", "guardian"): 1}) + amended("guardian_candidate", 4) + amended("person")
"""One is two no longer, the pair is decided for each child, and the other's sign-in ends."""

WAITED = (
    amended("consent", 3)
    + amended("counseling_disclosure", 2)
    + amended("household_guardian")
    + amended("problem")
    + amended("record_request", 2)
)
"""What follows only once another person has confirmed that they are one."""


async def apart(office: Office) -> Told:
    """Ana's father, and who looks like him."""
    twins = await Twins(office).made()
    return Told({**twins.pair, "keptId": twins.kept})


async def merged(office: Office) -> dict[str, Any]:
    """The two as they were merged."""
    (row,) = await office.fetch(PAIR, TWIN)
    return {"id": f"gcd_{row['id']}", "version": row["row_version"]}


async def waiting(office: Office) -> Told:
    """The two, and a second registrar of all of their children."""
    await office.fetch(SECOND)
    await office.fetch("UPDATE person SET epoch = epoch + 1 WHERE sourced_id = 'demo-registrar'")
    return Told(await merged(office))


async def confirmed(office: Office) -> Told:
    """The two, who weren't one after all."""
    return Told({**await merged(office), "reason": "uncle and nephew"})


CASES = (
    Case(
        "mergeGuardians",
        may="district_registrar",
        given=apart,
        bad=Bad({"keptId": "nobody"}, "INVALID", "keptId"),
        nearly=No("registrar", "NOT_ALLOWED", because="has some of their children, not all"),
        never=No("office", "NOT_FOUND"),
        leaves=MERGED
        + amended("guardian_right", 7)
        + amended("guardianship", 6)
        + amended("emergency_contact", 4)
        + amended("adult_access")
        + amended("court_order"),
    ),
    Case(
        "confirmMerge",
        may="registrar",
        given=waiting,
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("district_registrar", "NEEDS_SECOND_PERSON", because="merged the two"),
        never=No("office", "NOT_FOUND"),
        leaves=amended("guardian_candidate", 4)
        + amended("guardianship", 3)
        + amended("guardian_right", 3)
        + amended("emergency_contact", 2)
        + amended("adult_access", 2)
        + WAITED,
    ),
    Case(
        "unmergeGuardians",
        may="registrar",
        given=confirmed,
        bad=Bad({"reason": " "}, "INVALID", "reason"),
        nearly=No("principal", "NOT_FOUND", because="knows the families"),
        never=No("father", "NOT_FOUND"),
        leaves=Counter({("UNMERGED", "guardian"): 1})
        + amended("person")
        + amended("guardian_candidate", 4)
        + amended("guardianship", 7)
        + amended("guardian_right", 10)
        + amended("emergency_contact", 6)
        + amended("adult_access", 3)
        + amended("court_order")
        + WAITED,
    ),
)
