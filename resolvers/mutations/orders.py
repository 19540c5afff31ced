"""Change: an order's document arrives; orders are lifted or shortened by two persons and a document
(row 8; P-17, P-20, P-21).

The first proposes, with the document; the second, another person who may do the same, confirms.
Until then the order stands as it did, and whom it binds is told nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import select

from hub.models.guardians import CourtOrder
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Wrong, refused
from resolvers.mutations.given import KEPT, Kept
from resolvers.mutations.work import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

LIFTED = "The order has been lifted already."


@dataclass(frozen=True)
class FileOrderDocument:
    """The document of an order that was filed without one, with what it says."""

    id: Annotated[UUID, "CourtOrder"]
    version: int
    document_key: str
    case_number: str | Kept | None = KEPT
    court: str | Kept | None = KEPT
    order_text: str | Kept | None = KEPT
    ends_on: date | Kept | None = KEPT


async def file_order_document(work: Work, given: FileOrderDocument) -> UUID:
    """File the document of an order (row 8, P-21): it lapses no more, or binds again if it had, and
    withholds what its kind does.
    """
    order = await _found(work, given.id)
    await work.amend(CourtOrder, given.id, given.version, said_of(given), {"lapses_on": None})
    if order["decided_at"] is not None:
        raise refused("id", Wrong.CONFLICT, LIFTED)
    if order["document_key"] is not None:
        raise refused("id", Wrong.CONFLICT, "It has a document: propose to lift or shorten it.")
    return given.id


@dataclass(frozen=True)
class ProposeToLiftOrder:
    """That a court no longer denies what an order says, and the document that shows it."""

    id: Annotated[UUID, "CourtOrder"]
    version: int
    document_key: str
    reason: str | None = None


async def propose_to_lift_order(work: Work, given: ProposeToLiftOrder) -> UUID:
    """Propose to lift an order (row 8): it binds on until another person confirms."""
    order = await _found(work, given.id)
    await _propose(work, given.id, given.version, given.document_key, None)
    _not_settled(order)
    return given.id


@dataclass(frozen=True)
class ProposeToShortenOrder:
    """That a court ends an order earlier, and the document that shows it."""

    id: Annotated[UUID, "CourtOrder"]
    version: int
    ends_on: date
    document_key: str
    reason: str | None = None


async def propose_to_shorten_order(work: Work, given: ProposeToShortenOrder) -> UUID:
    """Propose that an order ends earlier (row 8). Its end lifts nothing by itself (P-20)."""
    order = await _found(work, given.id)
    await _propose(work, given.id, given.version, given.document_key, given.ends_on)
    _not_settled(order)
    if order["ends_on"] is not None and given.ends_on >= order["ends_on"]:
        raise refused("endsOn", Wrong.INVALID, "That is no earlier than it ends now.")
    if given.ends_on < order["starts_at"].date():
        raise refused("endsOn", Wrong.INVALID, "It can't end before it begins: propose to lift it.")
    return given.id


@dataclass(frozen=True)
class ConfirmOrderProposal:
    """What somebody else proposed of an order, as it was read."""

    id: Annotated[UUID, "CourtOrder"]
    version: int


async def confirm_order_proposal(work: Work, given: ConfirmOrderProposal) -> UUID:
    """Confirm what another person proposed (row 8): the order is lifted now, or ends earlier."""
    order = await _found(work, given.id)
    own = order.get("proposed_by") == work.viewer.staff_id
    # the table itself refuses one person twice; who it is, is told once their rights are judged
    stamped = {"confirmed_by": None if own else work.viewer.staff_id}
    await work.amend(CourtOrder, given.id, given.version, _confirmed(work, order), stamped)
    _waiting(order)
    if own:
        said = "You proposed it: another person has to confirm it."
        raise refused("id", Wrong.NEEDS_SECOND_PERSON, said)
    return given.id


def _confirmed(work: Work, order: Values) -> Values:
    """What a proposal makes of the order: an end on another day, or none of it from now on."""
    ends_on = order.get("proposed_ends_on")
    if ends_on is not None:
        return {"ends_on": ends_on}
    return {"decided_at": max(work.now, order.get("starts_at", work.now))}


@dataclass(frozen=True)
class WithdrawOrderProposal:
    """What was proposed of an order is not to happen."""

    id: Annotated[UUID, "CourtOrder"]
    version: int
    reason: str | None = None


async def withdraw_order_proposal(work: Work, given: WithdrawOrderProposal) -> UUID:
    """Withdraw a proposal that nobody has confirmed (row 8), one's own or another's."""
    order = await _found(work, given.id)
    said = {"proposed_document_key": None, "proposed_ends_on": None}
    await work.amend(
        CourtOrder, given.id, given.version, said, {"proposed_at": None, "proposed_by": None}
    )
    _waiting(order)
    return given.id


async def _propose(
    work: Work, order_id: UUID, version: int, document_key: str, ends_on: date | None
) -> None:
    said = {"proposed_document_key": document_key, "proposed_ends_on": ends_on}
    stamped = {
        "proposed_at": work.now,
        "proposed_by": work.viewer.staff_id,
        "confirmed_by": None,
    }
    await work.amend(CourtOrder, order_id, version, said, stamped)


async def _found(work: Work, order_id: UUID) -> Values:
    """The order, for whoever turns out to be allowed to write of it; nobody else changes it
    meanwhile. Nothing, where there is none: then the amendment says so.
    """
    found = await work.find(ORDER, id=order_id)
    return found[0] if found else {}


def _not_settled(order: Values) -> None:
    """It binds, and no other proposal waits."""
    if order["decided_at"] is not None:
        raise refused("id", Wrong.CONFLICT, LIFTED)
    if order["proposed_by"] is not None and order["confirmed_by"] is None:
        said = "A proposal waits for a second person: that has to be withdrawn first."
        raise refused("id", Wrong.CONFLICT, said)


def _waiting(order: Values) -> None:
    if order["proposed_by"] is None or order["confirmed_by"] is not None:
        raise refused("id", Wrong.CONFLICT, "Nothing is proposed of this order.")


_ORDER = CourtOrder.__table__
ORDER = written(
    select(
        _ORDER.c.starts_at,
        _ORDER.c.ends_on,
        _ORDER.c.decided_at,
        _ORDER.c.document_key,
        _ORDER.c.proposed_by,
        _ORDER.c.proposed_ends_on,
        _ORDER.c.confirmed_by,
    )
    .where(_ORDER.c.id == key("id"))
    .with_for_update()
)
