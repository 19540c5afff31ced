"""Cases of records that are opened in an emergency (P-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended
from tests.mutations.test_openings import OPENED, REASON, unopened

if TYPE_CHECKING:
    from tests.mutations.conftest import Office


async def emergency(office: Office) -> Told:
    """A record of the principal's school that nobody has opened."""
    student = await unopened(office)
    given = {"studentId": student, "emergency": "HEALTH", "reason": REASON}
    return Told(given, frozenset({student}))


async def opening(office: Office) -> Told:
    """What the principal has opened."""
    dylan = await office.student("demo-classmate")
    said = {"studentId": dylan, "emergency": "HEALTH", "reason": REASON}
    assert (await office.enter("principal", "openRecord", said)).errors == []
    (row,) = await office.fetch(OPENED)
    given = {"id": f"brk_{row['id']}", "version": 1, "reason": "rightly so"}
    return Told(given, frozenset({dylan}))


CASES = (
    Case(
        "openRecord",
        may="principal",
        given=emergency,
        bad=Bad({"reason": "an emergency"}, "INVALID", "reason"),
        nearly=No("principal elsewhere", "NOT_FOUND", because="a principal of another school"),
        never=No("registrar", "NOT_ALLOWED", "studentId reasonCode reason"),
        leaves=added("break_glass"),
    ),
    Case(
        "reviewOpening",
        may="nurse_lead",
        given=opening,
        bad=Bad({"reason": " "}, "INVALID", "reason"),
        nearly=No("privacy_officer", "NOT_ALLOWED", "reviewedAt", because="reads openings"),
        never=No("principal", "NOT_FOUND"),
        leaves=amended("break_glass"),
    ),
)
