"""Cases of what an adult may do for one child (row 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, added, amended
from tests.mutations.test_rights import bond

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.mutations.conftest import Office

FIELDS = "standing studentId guardianshipId kind startsOn endsOn"


def bond_of(who: str, **given: Any) -> Callable[[Office], Awaitable[Told]]:
    """Something about how an adult stands to Ana."""

    async def told(office: Office) -> Told:
        ana = await office.student("demo-student")
        return Told({**await bond(office, who), **given}, frozenset({ana}))

    return told


CASES = (
    Case(
        "setRights",
        may="registrar",
        given=bond_of("demo-aunt", rights=["RECORDS", "GRADES"], documentKey="affidavits/3"),
        bad=Bad({"rights": []}, "INVALID", "rights"),
        nearly=No("office", "NOT_ALLOWED", FIELDS, because="reads guardians and rights"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("guardianship") + added("guardian_right", 2),
    ),
    Case(
        "revokeRights",
        may="registrar",
        given=bond_of(
            "demo-father", rights=["RECORDS"], documentKey="court/9", reason="guardianship ended"
        ),
        bad=Bad({"rights": ["HEALTH"]}, "INVALID", "rights"),
        nearly=No("father", "NOT_ALLOWED", FIELDS, because="may do so much for the child himself"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("guardianship") + amended("guardian_right", 6),
    ),
)
