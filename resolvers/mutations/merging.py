"""Change: two guardians on record are one person, and are two again (row 6; GUA-3, GUA-8, P-17).

What hung on who is given up hangs on who is kept: each child's rights are that child's own. Until
another person has confirmed that they are one, what holds is what both records say, so that a child
of the one alone is not open to the other; a court's order against either binds at once. Who is
given up signs in no more.
What a merge moved is on record row by row, and that is what puts it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    not_,
    or_,
    select,
    union_all,
)

from hub.models.audit import Change
from hub.models.codes import ChangeKind
from hub.models.guardian_codes import CandidateOutcome
from hub.models.guardians import (
    CourtOrder,
    EmergencyContact,
    Guardian,
    GuardianCandidate,
    GuardianRight,
    Guardianship,
)
from hub.models.staff import StaffMember
from hub.models.students import Student
from hub.models.vendors import VendorApp
from hub.policy.viewpoint import TODAY
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations import following, lessening
from resolvers.mutations.asked import key
from resolvers.mutations.bonds import Bonds
from resolvers.mutations.errors import Refused, UserError, Wrong, refused
from resolvers.mutations.following import Capacity
from resolvers.mutations.restoring import Made, changed_since, made_by, put_back
from resolvers.mutations.rights import RIGHTS
from resolvers.mutations.validation import DECIDED, ELSEWHERE, PAIR, decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

BONDS_OF = frozenset({"guardianship"})
"""What whoever merges or unmerges may write, child by child; all else follows from that."""
NEITHER = "That is neither of the two."
NOT_MERGED = "Nobody has said that they are one person."
CONFIRMED = "Another person has confirmed that already."
OWN = "You merged them: another person has to confirm it."
GIVEN_UP = "One of the two was given up for another guardian: look at that one."
OTHER_CAPACITY = "The other one can't be given up: say that they are kept."
OVERLAP = "Both stand to one child on the same days, one of them no longer: settle that first."
SINCE = "Changed since they were merged: {}. Settle that by hand."
"""What is told of a merge on which something was built."""
CLOSED = frozenset({("adult_access", "ends_on"), ("emergency_contact", "may_pick_up")})
"""What a merge closes beside guardianships and rights."""
TYPES = {
    each.__tablename__: each.__name__
    for each in (Guardianship, GuardianRight, GuardianCandidate, CourtOrder, EmergencyContact)
}
"""Whose ids are told where they stand against unmerging."""


@dataclass(frozen=True)
class MergeGuardians:
    """Two guardians who are one person, and which of the two stands for both."""

    id: Annotated[UUID, "GuardianCandidate"]
    version: int
    kept_id: Annotated[UUID, "Guardian"]
    reason: str | None = None


async def merge_guardians(work: Work, given: MergeGuardians) -> UUID:
    """Decide that two guardians are one person (row 6; GUA-3, GUA-8), for all their children at
    once: it takes somebody who may write of each.
    """
    pair = await _pair(work, given.id)
    both = [pair[name] for name in ("first_id", "second_id") if pair]
    kept_id = given.kept_id if given.kept_id in both or not both else both[0]
    said = {"decided_on": work.today, "outcome": CandidateOutcome.SAME, "kept_id": kept_id}
    stamped = {"decided_by": work.viewer.staff_id}
    await decide(work, (given.id, given.version), said, stamped)
    given_up, kept = await _adults(work, both, kept_id)
    bonds = Bonds.of(await work.find(BONDS, id=given_up.id, kept=kept.id), kept.id)
    await _hand_over(work, bonds, kept)
    if given.kept_id not in both:
        raise refused("keptId", Wrong.INVALID, NEITHER)
    if pair["decided_on"] is not None:
        raise refused("id", Wrong.CONFLICT, DECIDED)
    await _one_may_go(work, given_up, kept)
    if bonds.clashing:
        about = tuple(("Guardianship", row["id"]) for row in bonds.clashing)
        raise Refused(UserError(("input", "id"), Wrong.CONFLICT, OVERLAP, about=about))
    for bond in bonds.moving:
        if not bond["over"]:
            await lessening.close(work, bond)
    for mine, theirs in bonds.shared:
        await lessening.lessen(work, mine, theirs)
        await following.lessen_access(work, mine["student_id"], given_up, kept)
        await following.lessen_pickup(work, mine["student_id"], given_up, kept)
    await following.bind(work, given_up, kept)
    waiting = {bond["student_id"] for bond in bonds.moving}
    waiting |= {mine["student_id"] for mine, _ in bonds.shared}
    await following.follow(work, given_up, kept, waiting=waiting)
    await following.ask_of(work, given_up, kept)
    await following.end_sign_in(work, given_up)
    await work.rename(Guardian, ChangeKind.MERGED, given_up.id, kept.id)
    return given.id


@dataclass(frozen=True)
class ConfirmMerge:
    """Two guardians whom somebody else merged, as they were read."""

    id: Annotated[UUID, "GuardianCandidate"]
    version: int


async def confirm_merge(work: Work, given: ConfirmMerge) -> UUID:
    """Confirm that two guardians are one person (row 6; GUA-3): what the merge closed is open
    again, but of a child of both for what either record says was revoked (P-17).
    """
    pair = await _pair(work, given.id)
    own = pair.get("decided_by") == work.viewer.staff_id
    done = own or pair.get("kept_id") is None
    said = {"confirmed_on": None if done else work.today}
    stamped = {"confirmed_by": None if done else work.viewer.staff_id}
    await decide(work, (given.id, given.version), said, stamped)
    _merged(pair)
    if pair["confirmed_on"] is not None:
        raise refused("id", Wrong.CONFLICT, CONFIRMED)
    if own:
        raise refused("id", Wrong.NEEDS_SECOND_PERSON, OWN)
    both = [pair["first_id"], pair["second_id"]]
    given_up, kept = await _adults(work, both, pair["kept_id"])
    merge = [each for request in await _requests(work, given.id) for each in request]
    since = await changed_since(work, merge)
    bonds = await work.find(BONDS, id=given_up.id, kept=kept.id)
    for mine, theirs in _ended(bonds, merge, kept.id):
        if ("guardianship", mine["id"]) not in since and mine["in_force"]:
            await lessening.open_again(work, mine, theirs, merge)
    as_made = [each for each in merge if (each.entity, each.row_id) not in since]
    closed = [each for each in as_made if (each.entity, *each.after) in CLOSED]
    closed += await _closed_alone(work, as_made)
    await put_back(work, closed, judged=frozenset())
    await following.follow(work, given_up, kept)
    return given.id


@dataclass(frozen=True)
class UnmergeGuardians:
    """Two guardians who were merged and are two people, and how that was found."""

    id: Annotated[UUID, "GuardianCandidate"]
    version: int
    reason: str


async def unmerge_guardians(work: Work, given: UnmergeGuardians) -> UUID:
    """Take a merge back (row 6): everything is with whom it was, unless it was changed since, and
    what they are is to be decided again.
    """
    pair = await _pair(work, given.id)
    said = dict.fromkeys(("decided_on", "outcome", "kept_id", "confirmed_on"))
    await decide(work, (given.id, given.version), said, {"decided_by": None, "confirmed_by": None})
    _merged(pair)
    both = [pair["first_id"], pair["second_id"]]
    given_up, kept = await _adults(work, both, pair["kept_id"])
    requests = await _requests(work, given.id)
    made = [each for request in requests for each in request if not _decides(each)]
    since = await changed_since(work, made) | await _built_on(work, made, kept)
    if since:
        raise _since(since)
    try:
        await put_back(work, made, judged=BONDS_OF)
    except Refused as refusal:
        raise refused("id", Wrong.NOT_ALLOWED, ELSEWHERE) from refusal
    await work.rename(Guardian, ChangeKind.UNMERGED, given_up.id, kept.id)
    return given.id


async def _pair(work: Work, candidate_id: UUID) -> Values:
    """The two, and what was decided; nothing, where there is no such pair."""
    found = await work.find(PAIR, id=candidate_id)
    return found[0] if found else {}


async def _adults(work: Work, both: Iterable[UUID], kept_id: UUID) -> tuple[Capacity, Capacity]:
    """Who is given up, and who is kept; nothing is hung on either meanwhile."""
    found = await work.find(ADULTS, both=list(both))
    given_up, kept = sorted(found, key=lambda row: row["id"] == kept_id)
    return Capacity(**given_up), Capacity(**kept)


async def _hand_over(work: Work, bonds: Bonds, kept: Capacity) -> None:
    """Guardianships go to who is kept, and end where they have their own: for whoever may write of
    each child.
    """
    ways = (
        (bonds.moving, {"guardian_id": kept.id}),
        ([theirs for _, theirs in bonds.shared], {"ends_on": work.today}),
    )
    for rows, said in ways:
        given: list[tuple[UUID, None, Values]] = [(row["id"], None, said) for row in rows]
        verdicts = await work.amend_each(Guardianship, given, paths=["id"] * len(given))
        if any(each.error for each in verdicts):
            raise refused("id", Wrong.NOT_ALLOWED, ELSEWHERE)


async def _one_may_go(work: Work, given_up: Capacity, kept: Capacity) -> None:
    """Neither was given up before, and the one is nobody else beside."""
    for each in (given_up, kept):
        if await work.find(GONE, id=each.id, other=kept.id):
            raise refused("id", Wrong.CONFLICT, GIVEN_UP)
    if await work.find(CAPACITIES, id=given_up.person_id):
        raise refused("keptId", Wrong.CONFLICT, OTHER_CAPACITY)


def _merged(pair: Values) -> None:
    if pair["kept_id"] is None:
        raise refused("id", Wrong.CONFLICT, NOT_MERGED)


async def _requests(work: Work, candidate_id: UUID) -> list[list[Made]]:
    """What the last merge of a pair made, and what its confirmation did."""
    found = await work.find(REQUESTS, id=candidate_id)
    merges = (at for at, row in enumerate(found) if row["operation"] == "mergeGuardians")
    last = found[: next(merges, -1) + 1]
    return [await made_by(work, row["request_id"], row["person_id"]) for row in last]


def _ended(
    bonds: Sequence[Values], merge: Sequence[Made], kept_id: UUID
) -> list[tuple[Values, Values]]:
    """The guardianships that a merge ended, each with that of who is kept for the same child."""
    ended = {each.row_id for each in merge if set(each.after) == {"ends_on"}}
    return [
        (mine, theirs)
        for theirs in bonds
        for mine in bonds
        if theirs["id"] in ended
        and (mine["guardian_id"], mine["student_id"]) == (kept_id, theirs["student_id"])
    ]


async def _closed_alone(work: Work, merge: Sequence[Made]) -> list[Made]:
    """What a merge closed of children whom only the other record named."""
    bonds = [each for each in merge if each.entity == "guardianship"]
    moved = {each.row_id for each in bonds if set(each.after) == {"guardian_id"}}
    rights = {row["id"] for bond in moved for row in await work.find(RIGHTS, id=bond)}
    stood = [each for each in bonds if each.row_id in moved and set(each.after) == {"standing"}]
    return [*stood, *(each for each in merge if each.row_id in rights)]


def _decides(made: Made) -> bool:
    """It says of the pair itself what it is."""
    return made.entity == "guardian_candidate" and bool({"outcome", "confirmed_on"} & {*made.after})


async def _built_on(work: Work, made: Sequence[Made], kept: Capacity) -> set[tuple[str, UUID]]:
    """What was entered since of who is kept, about a child whom the merge concerned: whose it would
    be can't be told.
    """
    if not made:
        return set()
    asked = {
        "students": [each.student_id for each in made if each.entity == "guardianship"],
        "entry": max(each.entry for each in made),
        "requests": list({each.request_id for each in made}),
    }
    found = await work.find(NAMING, guardian=str(kept.id), person=str(kept.person_id), **asked)
    return {(row["entity"], row["row_id"]) for row in found}


def _since(rows: Iterable[tuple[str, UUID]]) -> Refused:
    names = ", ".join(sorted({entity.replace("_", " ") for entity, _ in rows}))
    about = tuple(sorted((TYPES[entity], key) for entity, key in rows if entity in TYPES))
    said = SINCE.format(names)
    return Refused(UserError(("input", "id"), Wrong.CONFLICT, said, about=about))


_BOND, _GUARDIAN, _CANDIDATE = (
    Guardianship.__table__,
    Guardian.__table__,
    GuardianCandidate.__table__,
)
_CHANGE = Change.__table__
ADULTS = written(
    select(_GUARDIAN.c.id, _GUARDIAN.c.person_id)
    .where(_GUARDIAN.c.id == any_(bindparam("both", type_=ARRAY(Uuid()))))
    .order_by(_GUARDIAN.c.id)
    .with_for_update()
)
BONDS = written(
    select(
        *(_BOND.c[name] for name in ("id", "student_id", "guardian_id", "starts_on", "ends_on")),
        *(_BOND.c[name] for name in ("standing", "shares_contact", "rejected_on")),
        in_force(_BOND).label("in_force"),
        (_BOND.c.ends_on <= TODAY).is_(True).label("over"),
    )
    .where(or_(_BOND.c.guardian_id == key("id"), _BOND.c.guardian_id == key("kept")))
    .order_by(_BOND.c.id)
    .with_for_update()
)
GONE = written(
    select(_CANDIDATE.c.id)
    .where(
        or_(_CANDIDATE.c.first_id == key("id"), _CANDIDATE.c.second_id == key("id")),
        _CANDIDATE.c.kept_id != key("id"),
        _CANDIDATE.c.kept_id != key("other"),
    )
    .limit(1)
)
"""Whether a guardian was given up, for another one than `other`."""
CAPACITIES = written(
    union_all(
        *(
            select(table.c.id).where(table.c.person_id == key("id"))
            for table in (StaffMember.__table__, Student.__table__, VendorApp.__table__)
        )
    )
)
"""What a person is beside being a guardian."""
REQUESTS = written(
    select(_CHANGE.c.request_id, _CHANGE.c.person_id, _CHANGE.c.operation)
    .where(
        _CHANGE.c.row_id == key("id"),
        or_(
            and_(_CHANGE.c.operation == "mergeGuardians", _CHANGE.c.after.has_key("outcome")),
            _CHANGE.c.operation == "confirmMerge",
        ),
        _CHANGE.c.request_id != key("request_id"),
    )
    .order_by(_CHANGE.c.entry.desc())
)
"""By which requests a pair was merged and that was confirmed, the last first."""
NAMING = written(
    select(_CHANGE.c.entity, _CHANGE.c.row_id).where(
        _CHANGE.c.student_id == any_(bindparam("students", type_=ARRAY(Uuid()))),
        _CHANGE.c.entry > bindparam("entry", type_=BigInteger()),
        _CHANGE.c.kind == ChangeKind.ADDED,
        not_(_CHANGE.c.request_id == any_(bindparam("requests", type_=ARRAY(Uuid())))),
        or_(
            _CHANGE.c.after["guardian_id"].astext == bindparam("guardian", type_=Text()),
            _CHANGE.c.after["person_id"].astext == bindparam("person", type_=Text()),
        ),
    )
)
