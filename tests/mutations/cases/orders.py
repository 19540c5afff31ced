"""Cases of court orders that get a document, and that two persons lift or shorten (row 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, amended
from tests.mutations.test_guardians import filed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.mutations.conftest import Office

PROPOSED = "proposedDocumentKey proposedEndsOn"


def of_an_order(
    kind: str, *, proposed: bool = False, until: str | None = None, **given: Any
) -> Callable[[Office], Awaitable[Told]]:
    """Something about an order against Ana's father, with a document unless that is given."""

    async def told(office: Office) -> Told:
        paper = None if "caseNumber" in given else "orders/77"
        entry = await filed(office, kind=kind, documentKey=paper, endsOn=until)
        order = {"id": entry.row["id"], "version": 1}
        if proposed:
            lift = {**order, "documentKey": "orders/77-vacated"}
            assert (await office.enter("registrar", "proposeToLiftOrder", lift)).errors == []
            order["version"] = 2
        return Told({**order, **given}, frozenset({await office.student("demo-student")}))

    return told


CASES = (
    Case(
        "fileOrderDocument",
        may="registrar",
        given=of_an_order("NO_PICKUP", documentKey="orders/78", caseNumber="FL-7"),
        bad=Bad({"documentKey": " "}, "INVALID", "documentKey"),
        nearly=No(
            "principal", "NOT_ALLOWED", "documentKey caseNumber", because="reads orders there"
        ),
        never=No("father", "NOT_FOUND"),
        leaves=amended("court_order"),
    ),
    Case(
        "proposeToLiftOrder",
        may="registrar",
        given=of_an_order("SUPERVISED_ONLY", documentKey="orders/77-vacated", reason="vacated"),
        bad=Bad({"documentKey": " "}, "INVALID", "documentKey"),
        nearly=No("principal", "NOT_ALLOWED", PROPOSED, because="reads orders there"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("court_order"),
    ),
    Case(
        "proposeToShortenOrder",
        may="registrar",
        given=of_an_order(
            "NO_HEALTH_DECISION",
            until="2027-06-01",
            endsOn="2026-12-01",
            documentKey="orders/77-amended",
        ),
        bad=Bad({"endsOn": "2027-06-01"}, "INVALID", "endsOn"),
        nearly=No("office", "NOT_ALLOWED", PROPOSED, because="reads whom an order binds"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("court_order"),
    ),
    Case(
        "confirmOrderProposal",
        may="district_registrar",
        given=of_an_order("NO_LOCATION", proposed=True),
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("registrar", "NEEDS_SECOND_PERSON", because="proposed it"),
        never=No("principal", "NOT_ALLOWED", "decidedAt"),
        leaves=amended("court_order"),
    ),
    Case(
        "withdrawOrderProposal",
        may="registrar",
        given=of_an_order("NO_CONTACT", proposed=True, reason="it was a mistake"),
        bad=Bad({"reason": " "}, "INVALID", "reason"),
        nearly=No("principal", "NOT_ALLOWED", PROPOSED, because="reads orders there"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("court_order"),
    ),
)
