"""Cases of what one entered oneself today, and undoes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, taken_back
from tests.mutations.test_undoing import visit

if TYPE_CHECKING:
    from tests.mutations.conftest import Office


async def own(office: Office) -> Told:
    """A visit that the nurse recorded by mistake."""
    ana = await office.student("demo-student")
    return Told({"id": (await visit(office))["id"], "reason": "another Ana"}, frozenset({ana}))


CASES = (
    Case(
        "undo",
        may="nurse",
        given=own,
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("nurse_lead", "NOT_FOUND", because="may write it, and did not"),
        never=No("teacher", "NOT_FOUND"),
        leaves=taken_back("health_visit"),
    ),
)
