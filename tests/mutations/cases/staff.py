"""Cases of posts and of coverage (S1, S2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended
from tests.mutations.test_cases import staff
from tests.mutations.test_grades import roster
from tests.mutations.test_staff import assigned, days, posted, school

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

POST = "staffId schoolId role contracted startsOn endsOn"
COVERAGE = "sectionId staffId startsOn endsOn"


async def coach(office: Office) -> Told:
    """A post for Helen Ward that opens nothing."""
    given = {
        "staffId": await staff(office, "demo-other-case-manager"),
        "role": "COACH",
        "schoolId": await school(office),
        "reason": "the season begins",
    }
    return Told(given)


async def nurse(office: Office) -> Told:
    """A post that Helen Ward was given by whoever runs the systems is over."""
    entry = await posted(office, "operator")
    return Told({"id": entry.row["id"], "version": 1, "reason": "she is back"})


async def cover(office: Office) -> Told:
    """Beth Morgan covers a class of Rosa Diaz's for two days."""
    section, _, _ = await roster(office)
    given = {
        "sectionId": section,
        "staffId": await staff(office, "demo-long-substitute"),
        "endsOn": (await days(office, section))[2],
        "reason": "a funeral",
    }
    return Told(given)


async def back(office: Office) -> Told:
    """Noah Kim need not cover Rosa Diaz's class any longer."""
    entry = await assigned(office, staffId=await staff(office, "demo-co-teacher"))
    return Told({"id": entry.row["id"], "version": 1, "reason": "she is back"})


CASES = (
    Case(
        "assignPost",
        may="principal",
        given=coach,
        bad=Bad({"startsOn": "2020-01-01"}, "INVALID", "startsOn"),
        nearly=No("principal elsewhere", "NOT_ALLOWED", POST, because="leads another school"),
        never=No("father", "NOT_ALLOWED", POST),
        leaves=added("post"),
    ),
    Case(
        "endPost",
        may="operator",
        given=nurse,
        bad=Bad({"endsOn": "2020-01-01"}, "INVALID", "endsOn"),
        nearly=No(
            "principal", "NOT_ALLOWED", "endsOn", because="leads the school, and reads no visits"
        ),
        never=No("registrar", "NOT_ALLOWED", "endsOn"),
        leaves=amended("post"),
    ),
    Case(
        "assignCoverage",
        may="principal",
        given=cover,
        bad=Bad({"startsOn": "2020-01-01"}, "INVALID", "startsOn"),
        nearly=No("teacher", "NOT_ALLOWED", COVERAGE, because="the class is hers"),
        never=No("guardian", "NOT_ALLOWED", COVERAGE),
        leaves=added("coverage"),
    ),
    Case(
        "endCoverage",
        may="principal",
        given=back,
        bad=Bad({"endsOn": "2020-01-01"}, "INVALID", "endsOn"),
        nearly=No("principal elsewhere", "NOT_FOUND", because="leads another school"),
        never=No("guardian", "NOT_FOUND"),
        leaves=amended("coverage"),
    ),
)
