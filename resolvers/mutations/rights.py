"""Change: what an adult may do for one child (rows 6 and 8; P-17, GUA-6, GUA-7).

The hub opens a record to a guardian as a whole, by their standing: with RECORDS goes the standing
of a parent or holder of education rights, and without it they are a contact, who may collect the
child at most. A parent's rights end only where a document says so (P-17).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import or_, select, true

from hub import policy
from hub.models.codes import OrderKind, Relationship, RightKind, Standing
from hub.models.guardians import (
    CourtOrder,
    Guardian,
    GuardianCandidate,
    GuardianRight,
    Guardianship,
)
from hub.policy.families import order_in_force
from hub.policy.viewpoint import TODAY
from hub.policy.windows import in_force
from hub.sql import Statement, written
from resolvers.compiler.predicates import Row, any_of
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Refused, Wrong, refused
from resolvers.mutations.papers import name_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from hub.policy import Shape
    from resolvers.mutations.work import Verdict, Work

    Values = Mapping[str, Any]

PARENTS = frozenset({Relationship.MOTHER, Relationship.FATHER, Relationship.PARENT})
"""Who stands as a parent without further evidence; everybody else is a contact first (GUA-7)."""
OF_CONTACTS = frozenset({RightKind.PICKUP})
"""What a contact may hold: everything else comes with the record."""
PARTS = frozenset({RightKind.PORTAL, RightKind.GRADES, RightKind.HEALTH})
"""Parts of the record, which are not closed by themselves: no rule says which slices they are."""
_AWAY = frozenset({RightKind.PICKUP, RightKind.MAILINGS})
CLOSED_BY: dict[OrderKind, frozenset[RightKind]] = {
    OrderKind.NO_CONTACT: _AWAY,
    OrderKind.NO_LOCATION: _AWAY,
    OrderKind.NO_PICKUP: OF_CONTACTS,
    OrderKind.SUPERVISED_ONLY: OF_CONTACTS,
    OrderKind.NO_RECORDS: PARTS | {RightKind.RECORDS, RightKind.MAILINGS},
    OrderKind.NO_HEALTH_DECISION: frozenset({RightKind.DECISIONS}),
}
"""Rights that nobody sets while an order of the kind binds the guardian (P-18); mail tells where a
child goes to school. One without a document closes them all (P-21)."""
ACCOUNT = frozenset({RightKind.PORTAL})
"""An account of one's own: it waits for whoever decides about any order in force (GUA-5)."""
WITH_RECORDS = "That comes with the record only: set RECORDS, too."
AS_A_WHOLE = "PORTAL, GRADES and HEALTH go with the record as a whole: revoke RECORDS."
GUA7 = "They are no parent: it takes the document by which they hold education rights (GUA-7)."
TAKEN = "They held that until it was ended: it takes the document that gives it back."
GUA5 = "PORTAL asks for a validated guardianship of this child (GUA-5): validate it first."
MERGED = "They were merged of two records: another person has to confirm that (`confirmMerge`)."
REJECTED = "This guardianship was rejected: record first who they are (`recordMatch`)."
P17 = "Without a document nothing denies them their rights (P-17): name it, or file the order."


@dataclass(frozen=True)
class SetRights:
    """What an adult may do for one child from today on, and what shows it."""

    id: Annotated[UUID, "Guardianship"]
    version: int
    rights: tuple[RightKind, ...]
    document_key: str | None = None
    reason: str | None = None


async def set_rights(work: Work, given: SetRights) -> UUID:
    """Set rights of a guardian for one child (row 8; GUA-7, GUA-8), as far as no order that binds
    them closes those.
    """
    _documented(work, given.document_key, given.reason)
    bond, kept = await _bond(work, given.id)
    wanted = set(given.rights)
    held = {row["kind"] for row in kept if row["in_force"]}
    new = [each for each in given.rights if each not in held]
    said = _Standing(given.id, given.version, _risen(bond, wanted), bool(new))
    await _stand(work, bond, said)
    unless_refused(await add_rights(work, given.id, bond, new))
    _holds_today(bond, given.rights)
    if new and await work.find(UNCONFIRMED, id=given.id):
        raise refused("rights", Wrong.NEEDS_SECOND_PERSON, MERGED)
    contact = bond["standing"] == Standing.CONTACT_ONLY
    if contact and wanted - OF_CONTACTS and RightKind.RECORDS not in wanted:
        raise refused("rights", Wrong.INVALID, WITH_RECORDS)
    await _lawful(work, given.id, wanted)
    _checked(bond, work.today, new)
    wants = _wants_document(bond, kept, wanted)
    if wants is not None and given.document_key is None:
        raise refused("documentKey", Wrong.NEEDS_DOCUMENT, wants)
    await _named(work, bond, given.document_key)
    return given.id


def _wants_document(bond: Values, kept: Sequence[Values], wanted: set[RightKind]) -> str | None:
    """Why it takes a document, if it does: for the record of who is no parent, and for whatever
    was taken from somebody by one.
    """
    contact = bond["standing"] == Standing.CONTACT_ONLY
    if contact and wanted <= OF_CONTACTS:
        return None
    if contact and not _is_parent(bond):
        return GUA7
    held = {row["kind"] for row in kept if row["open"]}
    taken = {row["kind"] for row in kept} - held
    return TAKEN if wanted & taken else None


@dataclass(frozen=True)
class RevokeRights:
    """What an adult may no longer do for one child from now on, why, and what shows it."""

    id: Annotated[UUID, "Guardianship"]
    version: int
    rights: tuple[RightKind, ...]
    reason: str
    document_key: str | None = None


async def revoke_rights(work: Work, given: RevokeRights) -> UUID:
    """Revoke rights of a guardian for one child (row 8; P-17), at once. With RECORDS goes all that
    comes with the record, and they are a contact from now on.
    """
    _documented(work, given.document_key, given.reason)
    bond, kept = await _bond(work, given.id)
    going = set(given.rights)
    closes = RightKind.RECORDS in going
    standing = Standing.CONTACT_ONLY if closes or not bond else bond["standing"]
    going |= set(RightKind) - OF_CONTACTS if closes else set()
    ended = [row for row in kept if row["open"] and row["kind"] in going]
    begun = list(given.rights) if _holds_all(bond, kept) else []
    await _stand(work, bond, _Standing(given.id, given.version, standing, bool(ended or begun)))
    unless_refused(await end_rights(work, ended))
    unless_refused(await add_rights(work, given.id, bond, begun, until=True))
    _holds_today(bond, given.rights)
    if going & PARTS and not closes:
        raise refused("rights", Wrong.INVALID, AS_A_WHOLE)
    if bond["standing"] == standing and not ended and not begun:
        raise refused("rights", Wrong.CONFLICT, "They hold none of these rights.")
    if bond["standing"] != Standing.CONTACT_ONLY and given.document_key is None:
        raise refused("documentKey", Wrong.NEEDS_DOCUMENT, P17)
    await _named(work, bond, given.document_key)
    return given.id


def _documented(work: Work, document_key: str | None, reason: str | None) -> None:
    """The document stands with the reason on record."""
    said = [each for each in (document_key, reason) if each is not None]
    work.reason = ": ".join(said) or None


async def _named(work: Work, bond: Values, document_key: str | None) -> None:
    """The document is of this student's record, if it is one of ours: the reason names it."""
    if document_key is not None:
        await name_one(work, "student", bond["student_id"], document_key, "documentKey")


async def _bond(work: Work, bond_id: UUID) -> tuple[Values, Sequence[Values]]:
    """The guardianship, which nobody else changes meanwhile, and its rights on any days; nothing,
    where there is none.
    """
    found = await work.find(BOND, id=bond_id)
    return (found[0] if found else {}), await work.find(RIGHTS, id=bond_id)


def _risen(bond: Values, wanted: set[RightKind]) -> Standing:
    """The standing that comes with the rights."""
    now = Standing(bond.get("standing", Standing.CONTACT_ONLY))
    if now is not Standing.CONTACT_ONLY or RightKind.RECORDS not in wanted:
        return now
    return Standing.PARENT if _is_parent(bond) else Standing.EDUCATION_RIGHTS_HOLDER


def _is_parent(bond: Values) -> bool:
    return bond.get("relationship") in PARENTS


def _holds_all(bond: Values, kept: Sequence[Values]) -> bool:
    """Nobody has said which rights they hold, and they read: then they hold them all (P-17)."""
    return bool(bond) and not kept and bond["standing"] != Standing.CONTACT_ONLY


@dataclass(frozen=True)
class _Standing:
    """The standing that a guardianship gets, and whether rights below it change: then it counts
    that, so that whoever has not seen it is told (`version`).
    """

    id: UUID
    version: int
    standing: Standing
    counted: bool


async def _stand(work: Work, bond: Values, said: _Standing) -> None:
    """Write the standing, and judge a right of any kind: so all that is refused is told at once,
    and nothing of which rights there are (P-23).
    """
    rows = [(said.id, said.version, {"standing": said.standing})]
    (verdict,) = await work.amend_each(Guardianship, rows, counted=said.counted, paths=[""])
    errors = [verdict.error] if verdict.error else []
    if bond and (not errors or errors[0].code is not Wrong.NOT_FOUND):
        dates = {"starts_on": work.today, "ends_on": None}
        right = {**_bound(said.id, bond), **dates, "kind": RightKind.PICKUP}
        errors += filter(None, await work.judge_each(GuardianRight, [right], paths=["rights"]))
    if errors:
        raise Refused(*errors)


def _bound(bond_id: UUID, bond: Values) -> dict[str, Any]:
    return {"guardianship_id": bond_id, "student_id": bond["student_id"]}


async def add_rights(
    work: Work, bond_id: UUID, bond: Values, kinds: Sequence[RightKind], *, until: bool = False
) -> list[Verdict]:
    """Rights from today on, or, of those that end, `until` today."""
    if not bond:
        return []
    dates = {
        "starts_on": bond["starts_on"] if until else work.today,
        "ends_on": work.today if until else None,
    }
    said = [{**_bound(bond_id, bond), **dates, "kind": kind} for kind in dict.fromkeys(kinds)]
    none: list[Values] = [{} for _ in said]
    return await work.add_each(GuardianRight, said, none, paths=["rights"] * len(said))


async def end_rights(work: Work, ended: Iterable[Values]) -> list[Verdict]:
    """Rights end today; those that are still to come never begin."""
    rows: list[tuple[UUID, None, Values]] = [
        (row["id"], None, {"ends_on": max(work.today, row["starts_on"])}) for row in ended
    ]
    return await work.amend_each(GuardianRight, rows, paths=["rights"] * len(rows))


def unless_refused(verdicts: Iterable[Verdict]) -> None:
    """Raise Refused where a row was."""
    errors = dict.fromkeys(each.error for each in verdicts if each.error)
    if errors:
        raise Refused(*errors)


def _holds_today(bond: Values, rights: Sequence[RightKind]) -> None:
    if not rights:
        raise refused("rights", Wrong.INVALID, "Say which rights.")
    if not bond["in_force"]:
        raise refused("id", Wrong.CONFLICT, "They don't stand so to the student today.")


def _checked(bond: Values, today: date, new: Sequence[RightKind]) -> None:
    """Nobody gets a right by a guardianship that was found untrue, nor an account by one that is
    not validated today.
    """
    if bond["rejected_on"] is not None and new:
        raise refused("rights", Wrong.CONFLICT, REJECTED)
    until = bond["validated_until"]
    if RightKind.PORTAL in new and (until is None or until <= today):
        raise refused("rights", Wrong.CONFLICT, GUA5)


async def _lawful(work: Work, bond_id: UUID, wanted: set[RightKind]) -> None:
    """No order in force closes what is wanted. Of which kind it is, is told to whom it may be."""
    for order in await work.find(orders(work.viewer.shape), id=bond_id):
        closed = set(RightKind) if order["provisional"] else CLOSED_BY[order["kind"]] | ACCOUNT
        barred = sorted(wanted & closed)
        if barred:
            kind = f" ({order['kind']})" if order["told"] else ""
            said = f"An order{kind} binds this adult: {', '.join(barred)} can't be set."
            raise refused("rights", Wrong.CONFLICT, said)


_BOND, _RIGHT = Guardianship.__table__, GuardianRight.__table__
_GUARDIAN, _PAIR = Guardian.__table__, GuardianCandidate.__table__
BOND = written(
    select(
        _BOND.c.student_id,
        _BOND.c.relationship,
        _BOND.c.standing,
        _BOND.c.starts_on,
        _BOND.c.validated_until,
        _BOND.c.rejected_on,
        in_force(_BOND).label("in_force"),
    )
    .where(_BOND.c.id == key("id"))
    .with_for_update()
)
RIGHTS = written(
    select(
        _RIGHT.c.id,
        _RIGHT.c.kind,
        _RIGHT.c.starts_on,
        in_force(_RIGHT).label("in_force"),
        or_(_RIGHT.c.ends_on.is_(None), _RIGHT.c.ends_on > TODAY).label("open"),
    )
    .where(_RIGHT.c.guardianship_id == key("id"))
    .order_by(_RIGHT.c.kind)
)
UNCONFIRMED = written(
    select(_PAIR.c.id)
    .join_from(_PAIR, _BOND, _BOND.c.guardian_id == _PAIR.c.kept_id)
    .where(
        _BOND.c.id == key("id"),
        _PAIR.c.student_id == _BOND.c.student_id,
        _PAIR.c.confirmed_on.is_(None),
    )
    .limit(1)
)
"""Whether nobody has confirmed yet that the adult is who they were merged with (GUA-3)."""


@lru_cache(maxsize=256)
def orders(shape: Shape) -> Statement:
    """The orders in force that bind the adult of a guardianship towards its child, and whether
    a viewer of this shape may be `told` of them.
    """
    order = CourtOrder.__table__.alias("binding")
    seen = any_of(policy.clauses("court_order", "kind", shape), Row(order, "court_order"))
    bound = _BOND.join(_GUARDIAN, _GUARDIAN.c.id == _BOND.c.guardian_id)
    return written(
        select(
            order.c.kind,
            order.c.document_key.is_(None).label("provisional"),
            seen.is_(true()).label("told"),
        )
        .select_from(
            bound.join(
                order,
                (order.c.student_id == _BOND.c.student_id)
                & (order.c.person_id == _GUARDIAN.c.person_id),
            )
        )
        .where(_BOND.c.id == key("id"), order_in_force(order))
        .order_by(order.c.kind)
    )
