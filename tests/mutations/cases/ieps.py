"""Cases of sessions of services that an IEP prescribes (row 18; IEP-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutations.cases.declared import Bad, Case, No, Told, added
from tests.mutations.test_ieps import SERVICE

if TYPE_CHECKING:
    from tests.mutations.conftest import Office


async def speech(office: Office) -> Told:
    """Half an hour of Ana's speech therapy."""
    (service,) = await office.fetch(SERVICE, "SPEECH")
    ana = await office.student("demo-student")
    return Told({"iepServiceId": f"svc_{service['id']}", "minutes": 30}, frozenset({ana}))


CASES = (
    Case(
        "logService",
        may="provider",
        given=speech,
        bad=Bad({"minutes": 0}, "INVALID", "minutes"),
        nearly=No("contracted_provider", "NOT_FOUND", because="gives another service of hers"),
        never=No("teacher", "NOT_ALLOWED", "studentId iepServiceId day minutes outcome"),
        leaves=added("service_session"),
    ),
)
