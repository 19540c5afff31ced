"""Change: how far a guardianship is checked (row 6; GUA-1 to GUA-5).

Each step is a day on the guardianship of one child (GUA-8), and `hub/validation.py` says which may
come next. What was shown stands with the change, and no copy of it: of a document its kind alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import and_, or_, select

from hub.models.codes import Standing
from hub.models.guardian_codes import CandidateOutcome, IdentityDocument, PhoneType
from hub.models.guardians import Guardian, GuardianCandidate, GuardianRight, Guardianship
from hub.policy.viewpoint import TODAY
from hub.policy.windows import in_force
from hub.sql import written
from hub.validation import Facts, Lack, Step, after, lack
from resolvers.mutations.asked import key
from resolvers.mutations.contacts import email_of, phone_of
from resolvers.mutations.errors import Wrong, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

DAYS = tuple(Facts.__dataclass_fields__)
"""The columns that say how far a guardianship is checked."""
WRITES = {
    Step.MATCH: DAYS,
    Step.VERIFY_CONTACT: ("contact_verified_on",),
    Step.VERIFY_IDENTITY: ("identity_verified_on",),
    Step.VALIDATE: ("validated_until",),
    Step.REJECT: ("rejected_on",),
}
LACKING = {
    Lack.REJECTED: "This guardianship was rejected: record a match first.",
    Lack.MATCHED_ALREADY: "It has been matched already.",
    Lack.NOT_MATCHED: "Record first who the adult is (`recordMatch`).",
    Lack.CONTACT_NOT_VERIFIED: "Verify first how the adult is reached (`verifyContact`).",
    Lack.CONTACT_NOT_VERIFIED_ANEW: (
        "It expired, and the adult has not been reached since: verify contact anew (GUA-4)."
    ),
    Lack.IDENTITY_NOT_VERIFIED: "Verify first who the adult is (`verifyIdentity`).",
    Lack.VALIDATED_ALREADY: "It is validated: it can be renewed once it has expired.",
}
OTHER_ADULT = "That is another adult: a guardianship is never handed on to somebody else."
OTHER_NUMBER = "That is not the number on record: change it first (`changeContact`)."
OTHER_ADDRESS = "That is not the address on record: change it first (`changeContact`)."
TWICE = "They may be on record twice: decide that first (`guardianCandidates`; GUA-3)."
ELSEWHERE = "One of the two has children elsewhere: the registrar of all of them decides."
DECIDED = "That has been decided already."
OPENS = "The record is open to them: revoke RECORDS first, by a document (P-17)."
HOLDS = "They hold rights for this child: revoke these first."


@dataclass(frozen=True)
class RecordMatch:
    """Who the adult in a guardianship is, once the same adult was searched for elsewhere."""

    id: Annotated[UUID, "Guardianship"]
    version: int
    guardian_id: Annotated[UUID, "Guardian"]


async def record_match(work: Work, given: RecordMatch) -> UUID:
    """Record that the adult in a guardianship is this one and on record once (row 6; GUA-3)."""
    bond = await _take(work, Step.MATCH, given.id, given.version)
    if bond["guardian_id"] != given.guardian_id:
        raise refused("guardianId", Wrong.CONFLICT, OTHER_ADULT)
    _may(work, Step.MATCH, bond)
    return given.id


@dataclass(frozen=True)
class VerifyContact:
    """By which number or address on record the adult was reached, and what kind of phone it is."""

    id: Annotated[UUID, "Guardianship"]
    version: int
    phone: str | None = None
    phone_type: PhoneType | None = None
    email: str | None = None


async def verify_contact(work: Work, given: VerifyContact) -> UUID:
    """Record that the adult was reached as recorded (row 6; GUA-2)."""
    phone = None if given.phone is None else phone_of(given.phone)
    email = None if given.email is None else email_of(given.email)
    bond = await _take(work, Step.VERIFY_CONTACT, given.id, given.version)
    if phone is not None and given.phone_type is not None:
        await work.amend(Guardian, bond["guardian_id"], None, {"phone_type": given.phone_type})
    _may(work, Step.VERIFY_CONTACT, bond)
    if phone is None and email is None:
        raise refused("", Wrong.INVALID, "Say by which phone or e-mail they were reached.")
    if phone is not None and given.phone_type is None:
        raise refused("phoneType", Wrong.INVALID, "Say what kind of phone it is (GUA-2).")
    if phone is not None and phone != _kept(bond["phone"]):
        raise refused("phone", Wrong.CONFLICT, OTHER_NUMBER)
    if email is not None and email.casefold() != (bond["email"] or "").casefold():
        raise refused("email", Wrong.CONFLICT, OTHER_ADDRESS)
    return given.id


def _kept(phone: str | None) -> str | None:
    """The number on record as ten digits; one that is none was never reached."""
    return None if phone is None else phone_of(phone, kept=True)


@dataclass(frozen=True)
class VerifyIdentity:
    """Which kind of document was seen; its number has no place here."""

    id: Annotated[UUID, "Guardianship"]
    version: int
    document: IdentityDocument


async def verify_identity(work: Work, given: VerifyIdentity) -> UUID:
    """Record that a document was seen that shows who the adult is (row 6)."""
    work.reason = given.document.value
    bond = await _take(work, Step.VERIFY_IDENTITY, given.id, given.version)
    _may(work, Step.VERIFY_IDENTITY, bond)
    return given.id


@dataclass(frozen=True)
class ValidateGuardianship:
    """A guardianship of which all has been checked."""

    id: Annotated[UUID, "Guardianship"]
    version: int


async def validate_guardianship(work: Work, given: ValidateGuardianship) -> UUID:
    """Validate a guardianship through the next 30 June, or renew it once it has expired (row 6;
    GUA-1, GUA-4). An order that binds the adult is no hindrance: it says what they may, and not
    whether they are the child's guardian.
    """
    bond = await _take(work, Step.VALIDATE, given.id, given.version)
    _may(work, Step.VALIDATE, bond)
    if await work.find(OPEN, id=bond["guardian_id"]):
        raise refused("id", Wrong.CONFLICT, TWICE)
    return given.id


@dataclass(frozen=True)
class RejectGuardianship:
    """A guardianship that was found untrue, and why."""

    id: Annotated[UUID, "Guardianship"]
    version: int
    reason: str


async def reject_guardianship(work: Work, given: RejectGuardianship) -> UUID:
    """Reject a guardianship (row 6). It takes nothing from anybody: whoever still reads the record
    or holds a right has these revoked first, by the document that it takes (P-17).
    """
    bond = await _take(work, Step.REJECT, given.id, given.version)
    _may(work, Step.REJECT, bond)
    if bond["standing"] != Standing.CONTACT_ONLY:
        raise refused("id", Wrong.CONFLICT, OPENS)
    if await work.find(HELD, id=given.id):
        raise refused("id", Wrong.CONFLICT, HOLDS)
    return given.id


@dataclass(frozen=True)
class KeepApart:
    """Two guardians who look like one person, and are two."""

    id: Annotated[UUID, "GuardianCandidate"]
    version: int
    reason: str | None = None


async def keep_apart(work: Work, given: KeepApart) -> UUID:
    """Decide that two guardians are two people (row 6; GUA-3), for all their children at once: it
    takes somebody who may write of each.
    """
    said = {"decided_on": work.today, "outcome": CandidateOutcome.DIFFERENT}
    kept = await work.find(PAIR, id=given.id)
    await decide(work, (given.id, given.version), said, {"decided_by": work.viewer.staff_id})
    if kept[0]["decided_on"] is not None:
        raise refused("id", Wrong.CONFLICT, DECIDED)
    return given.id


async def decide(work: Work, seen: tuple[UUID, int], said: Values, stamped: Values) -> None:
    """Write what becomes of a pair, for each student of either.

    Raises Refused; so there is such a pair.
    """
    beside = await work.find(BESIDE, id=seen[0])
    await work.amend(GuardianCandidate, *seen, said, stamped)
    others: list[tuple[UUID, None, Values]] = [(row["id"], None, said) for row in beside]
    far = await work.amend_each(
        GuardianCandidate, others, stamped=stamped, paths=["id"] * len(others)
    )
    if any(each.error for each in far):
        raise refused("id", Wrong.NOT_ALLOWED, ELSEWHERE)


async def _take(work: Work, step: Step, bond_id: UUID, version: int) -> Values:
    """Write the days of a step: whether it may be taken is told to whom these may be written by.

    Raises Refused; so there is such a guardianship.
    """
    found = await work.find(BOND, id=bond_id)
    bond = found[0] if found else {}
    days = after(step, _facts(bond), work.today)
    said = {name: getattr(days, name) for name in WRITES[step]}
    await work.amend(Guardianship, bond_id, version, said)
    return bond


def _may(work: Work, step: Step, bond: Values) -> None:
    """They stand so to the child today, and the step comes next."""
    if not bond["in_force"]:
        raise refused("id", Wrong.CONFLICT, "They don't stand so to the student today.")
    lacking = lack(step, _facts(bond), work.today)
    if lacking is not None:
        raise refused("id", Wrong.CONFLICT, LACKING[lacking])


def _facts(bond: Values) -> Facts:
    return Facts(**{name: bond.get(name) for name in DAYS})


_BOND, _GUARDIAN, _RIGHT = Guardianship.__table__, Guardian.__table__, GuardianRight.__table__
BOND = written(
    select(
        *(_BOND.c[name] for name in DAYS),
        _BOND.c.guardian_id,
        _BOND.c.standing,
        _GUARDIAN.c.phone,
        _GUARDIAN.c.email,
        in_force(_BOND).label("in_force"),
    )
    .join_from(_BOND, _GUARDIAN, _GUARDIAN.c.id == _BOND.c.guardian_id)
    .where(_BOND.c.id == key("id"))
    .with_for_update()
)
"""A guardianship as far as it is checked, and how its adult is reached; nobody changes either
meanwhile.
"""
_CANDIDATE, _OTHER = GuardianCandidate.__table__, GuardianCandidate.__table__.alias("other")
OPEN = written(
    select(_CANDIDATE.c.id)
    .where(
        or_(_CANDIDATE.c.first_id == key("id"), _CANDIDATE.c.second_id == key("id")),
        _CANDIDATE.c.decided_on.is_(None),
    )
    .limit(1)
)
"""Whether somebody has still to decide who a guardian is."""
PAIR = written(
    select(
        *(_CANDIDATE.c[name] for name in ("first_id", "second_id", "kept_id")),
        *(_CANDIDATE.c[name] for name in ("decided_on", "decided_by", "confirmed_on")),
    )
    .where(_CANDIDATE.c.id == key("id"))
    .with_for_update()
)
"""Two guardians and what was decided of them, which nobody else does meanwhile."""
BESIDE = written(
    select(_OTHER.c.id)
    .join_from(
        _CANDIDATE,
        _OTHER,
        and_(
            _OTHER.c.first_id == _CANDIDATE.c.first_id,
            _OTHER.c.second_id == _CANDIDATE.c.second_id,
        ),
    )
    .where(
        _CANDIDATE.c.id == key("id"),
        _OTHER.c.id != key("id"),
        _OTHER.c.outcome.is_not_distinct_from(_CANDIDATE.c.outcome),
    )
)
"""The same pair for their other children."""
HELD = written(
    select(_RIGHT.c.id).where(
        _RIGHT.c.guardianship_id == key("id"),
        or_(_RIGHT.c.ends_on.is_(None), _RIGHT.c.ends_on > TODAY),
    )
)
"""What somebody holds for one child, or is about to."""
