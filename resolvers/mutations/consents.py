"""Change: a family opts out of what is done unless they refuse, or in again (CNS; P-29, P-31)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import Uuid, func, literal, select

from hub.models.codes import ConsentKind, ConsentState
from hub.models.consents import Consent
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key
from resolvers.mutations.errors import Wrong, refused
from resolvers.mutations.signers import may_say, oneself

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

UNREFUSED = frozenset({ConsentKind.RELEASE_OF_RECORDS})
"""What happens only where a family agreed: there is nothing to opt out of (34 CFR 99.30)."""
NOTHING_TO_REFUSE = "That is done only where a family agrees: there is nothing to opt out of."
NO_VENDOR = "A vendor is named only where what vendors get is refused."
STANDS = "They have opted out of that already."
NO_REFUSAL = "That is no refusal that somebody can take back."
OVER = "It was taken back already."


@dataclass(frozen=True)
class RecordOptOut:
    """What a family refuses for a student, and who of them said so."""

    student_id: Annotated[UUID, "Student"]
    kind: ConsentKind
    vendor_id: Annotated[UUID, "Vendor"] | None = None
    guardian_id: Annotated[UUID, "Guardian"] | None = None
    reason: str | None = None


async def record_opt_out(work: Work, given: RecordOptOut) -> UUID:
    """Opt out for a student from today on (CNS; 34 CFR 99.37, P-29, P-31): a guardian, the student
    of age, or the registrar for one of them. Without a vendor it is about all vendors.
    """
    signer = given.guardian_id or await oneself(work, given.student_id)
    said = {
        "student_id": given.student_id,
        "guardian_id": signer,
        "vendor_id": given.vendor_id,
        "kind": given.kind,
        "state": ConsentState.REFUSED,
    }
    about = {"student_id": given.student_id, "guardian_id": signer or NOBODY}
    stands = await work.find(REFUSED, **about)
    consent = await work.add(Consent, said, {"starts_on": work.today, "ends_on": None})
    await may_say(work, given.student_id, signer)
    if given.kind in UNREFUSED:
        raise refused("kind", Wrong.INVALID, NOTHING_TO_REFUSE)
    if given.vendor_id is not None and given.kind is not ConsentKind.VENDOR:
        raise refused("vendorId", Wrong.INVALID, NO_VENDOR)
    if any(_same(each, given) for each in stands):
        raise refused("kind", Wrong.CONFLICT, STANDS)
    return consent


def _same(row: Mapping[str, Any], given: RecordOptOut) -> bool:
    return (row["kind"], row["vendor_id"]) == (given.kind, given.vendor_id)


@dataclass(frozen=True)
class WithdrawOptOut:
    """A refusal that no longer holds."""

    id: Annotated[UUID, "Consent"]
    version: int
    reason: str | None = None


async def withdraw_opt_out(work: Work, given: WithdrawOptOut) -> UUID:
    """Take back a refusal from today on (CNS): a guardian their own, the student of age and the
    registrar any. That it was said stays on record, on its days.
    """
    found = next(iter(await work.find(SAID, id=given.id)), {"starts_on": work.today})
    ends_on = max(work.today, found["starts_on"])
    consent = await work.amend(Consent, given.id, given.version, {"ends_on": ends_on})
    if found["state"] != ConsentState.REFUSED or found["kind"] in UNREFUSED:
        raise refused("id", Wrong.INVALID, NO_REFUSAL)
    if found["ends_on"] is not None and found["ends_on"] <= work.today:
        raise refused("id", Wrong.CONFLICT, OVER)
    return consent


_CONSENT = Consent.__table__
_SIGNED = func.coalesce(_CONSENT.c.guardian_id, literal(NOBODY, Uuid()))
REFUSED = written(
    select(_CONSENT.c.kind, _CONSENT.c.vendor_id).where(
        _CONSENT.c.student_id == key("student_id"),
        key("guardian_id") == _SIGNED,
        _CONSENT.c.state == ConsentState.REFUSED,
        in_force(_CONSENT),
    )
)
"""What one person refuses today; NOBODY is the student."""
SAID = written(
    select(_CONSENT.c.kind, _CONSENT.c.state, _CONSENT.c.starts_on, _CONSENT.c.ends_on)
    .where(_CONSENT.c.id == key("id"))
    .with_for_update()
)
"""What was said, which nobody takes back meanwhile."""
