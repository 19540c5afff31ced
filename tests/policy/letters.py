"""Letters of the matrix's school: what apps and monitors read by, with all that may be listed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.policy.cells import LONG_AGO, School, staff
from tests.policy.specification import matrix

if TYPE_CHECKING:
    from uuid import UUID

FUNCTIONS = {
    "5": "TRANSPORT",
    "TRN": "TRANSPORT",
    "9": "FOOD_SERVICE",
    "11": "FIELD_TRIP",
    "15": "IMMUNIZATION_REGISTRY",
    "17": "LEARNING",
    "17.accommodations": "ASSESSMENT",
    "18": "SPECIAL_EDUCATION",
    "504.supports": "ASSESSMENT",
}
"""For what a vendor is to be here to be let see a slice (domain.md 2.3, column VA)."""
WINDOW: dict[str, Any] = {"starts_on": LONG_AGO, "ends_on": date(2026, 10, 15)}
"""To the end of today: tomorrow it opens nothing."""


def listable(standing: str) -> list[str]:
    """The slices that a letter of this standing may list."""
    return [piece for piece, cells in matrix().items() if cells[standing] in ("c", "c$")]


def app(school: School, standing: str) -> UUID:
    """An app of a vendor with an agreement for each function; the app's person."""
    directory = standing == "VA.directory"
    vendor = school.add("vendor", name="Vendor", for_profit=not directory)
    school.ids["vendor"] = vendor
    person = school.add("person")
    school.add("vendor_app", vendor_id=vendor, person_id=person, name="App")
    pieces: dict[str, list[str]] = {}
    for piece in listable(standing):
        pieces.setdefault(FUNCTIONS.get(piece, "LEARNING"), []).append(piece)
    for function, listed in pieces.items():
        letter = school.add(
            "agreement",
            vendor_id=vendor,
            basis="DIRECTORY" if directory else "SCHOOL_OFFICIAL",
            function=function,
            purpose="Purpose",
            slices=listed,
            terms_on=LONG_AGO,
            **WINDOW,
        )
        school.add("agreement_scope", agreement_id=letter, school_id=school.ids["school"])
    return person


def engaged(school: School, monitor: UUID) -> None:
    """A letter of a monitor that two others have signed."""
    signers = [staff(school)[1] for _ in range(2)]
    letter = school.add(
        "engagement",
        staff_id=monitor,
        kind="MONITOR",
        purpose="Purpose",
        slices=listable("MO"),
        first_signer_id=signers[0],
        second_signer_id=signers[1],
        **WINDOW,
    )
    school.add("engagement_scope", engagement_id=letter, school_id=school.ids["school"])
