"""Cases of new students."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added
from tests.mutations.test_students import at_the_counter

if TYPE_CHECKING:
    from tests.mutations.conftest import Office

CHILD = "givenName middleName familyName sortName birthDate gradeLevel"
STAY = "studentId schoolId isPrimary entryCode startsOn endsOn"


async def juniper(office: Office) -> Told:
    """Somebody who is new."""
    return Told(await at_the_counter(office))


CASES = (
    Case(
        "createStudent",
        may="registrar",
        given=juniper,
        bad=Bad({"birthDate": "2029-01-01"}, "INVALID", "birthDate"),
        nearly=No(
            "registrar elsewhere", "NOT_ALLOWED", CHILD, because="a registrar of another school"
        ),
        never=No("office", "NOT_ALLOWED", f"{CHILD} {STAY}"),
        leaves=added("person") + added("student") + added("school_enrollment"),
    ),
)
