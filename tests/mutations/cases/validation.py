"""Cases of how far a guardianship is checked (row 6; GUA)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.mutations.cases.declared import Bad, Case, No, Told, amended
from tests.mutations.test_guardians import father
from tests.mutations.test_rights import bond
from tests.mutations.test_validation import reached, set_days

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.mutations.conftest import Office

TODAY = "fixed_today"
LIKE = """
INSERT INTO guardian_candidate (student_id, first_id, second_id, reason, found_on)
SELECT student_id, $1, $2, 'EMAIL', '2026-10-01' FROM guardianship
WHERE guardian_id IN ($1, $2) AND ('stu_' || student_id = $3 OR guardian_id = $4)
RETURNING id, student_id
"""


def checked(days: dict[str, str], **given: Any) -> Callable[[Office], Awaitable[Told]]:
    """A step of Ana's father, who is checked on these days."""

    async def told(office: Office) -> Told:
        ana, guardian = await father(office)
        await set_days(office, **days)
        known = {"guardianId": guardian, "email": (await reached(office))["email"]}
        said = {name: value or known[name] for name, value in given.items()}
        return Told({**await bond(office), **said}, frozenset({ana}))

    return told


async def untrue(office: Office) -> Told:
    """The guardianship of Ana's aunt, who holds nothing by it any more."""
    said = {**await bond(office, "demo-aunt"), "rights": ["PICKUP"], "reason": "untrue"}
    assert (await office.enter("registrar", "revokeRights", said)).errors == []
    given = {**await bond(office, "demo-aunt"), "reason": "another family's aunt"}
    return Told(given, frozenset({await office.student("demo-student")}))


async def alike(office: Office) -> Told:
    """Ana's father, and the mother of a child elsewhere, who look like one."""
    ana, _ = await father(office)
    mine, other = await reached(office), await reached(office, "demo-unvalidated-guardian")
    pair = sorted((mine["id"], other["id"]))
    rows = await office.fetch(LIKE, *pair, ana, other["id"])
    hers = next(row["id"] for row in rows if f"stu_{row['student_id']}" == ana)
    given = {"id": f"gcd_{hers}", "version": 1, "reason": "father and cousin"}
    students = frozenset(f"stu_{row['student_id']}" for row in rows)
    return Told(given, students, amended("guardian_candidate", len(rows)))


CASES = (
    Case(
        "recordMatch",
        may="registrar",
        given=checked({}, guardianId=None),
        bad=Bad({"guardianId": "nobody"}, "INVALID", "guardianId"),
        nearly=No(
            "office",
            "NOT_ALLOWED",
            "matchedOn contactVerifiedOn identityVerifiedOn validatedUntil rejectedOn",
            because="reads how far it is checked",
        ),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("guardianship"),
    ),
    Case(
        "verifyContact",
        may="registrar",
        given=checked({"matched_on": TODAY}, email=None),
        bad=Bad({"email": "b.example"}, "INVALID", "email"),
        nearly=No("office", "NOT_ALLOWED", "contactVerifiedOn", because="calls families"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("guardianship"),
    ),
    Case(
        "verifyIdentity",
        may="registrar",
        given=checked({"matched_on": TODAY, "contact_verified_on": TODAY}, document="PASSPORT"),
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("office", "NOT_ALLOWED", "identityVerifiedOn", because="sees who comes in"),
        never=No("restricted_father", "NOT_FOUND"),
        leaves=amended("guardianship"),
    ),
    Case(
        "validateGuardianship",
        may="registrar",
        given=checked(
            {"matched_on": TODAY, "contact_verified_on": TODAY, "identity_verified_on": TODAY}
        ),
        bad=Bad({"id": "nobody"}, "INVALID", "id"),
        nearly=No("registrar elsewhere", "NOT_FOUND", because="a registrar of another school"),
        never=No("father", "NOT_ALLOWED", "validatedUntil"),
        leaves=amended("guardianship"),
    ),
    Case(
        "rejectGuardianship",
        may="registrar",
        given=untrue,
        bad=Bad({"reason": " "}, "INVALID", "reason"),
        nearly=No("registrar elsewhere", "NOT_FOUND", because="a registrar of another school"),
        never=No("office", "NOT_ALLOWED", "rejectedOn"),
        leaves=amended("guardianship"),
    ),
    Case(
        "keepApart",
        may="district_registrar",
        given=alike,
        bad=Bad({"reason": " "}, "INVALID", "reason"),
        nearly=No("registrar", "NOT_ALLOWED", because="has one of the two children, not both"),
        never=No("office", "NOT_FOUND"),
        leaves=Counter(),
    ),
)
