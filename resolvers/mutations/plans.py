"""Change: versions of an IEP, from a draft to the one in effect (row 18; IEP-7).

A version is written as a whole, put before the family, and agreed to, whole or by service; on its
first day it is in effect, and the one before no longer is. What was agreed to is never rewritten:
another version amends it. What was declined stays as it was, and what was in effect in effect.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import Date, bindparam, func, or_, select

from hub.models.codes import IepStatus
from hub.models.ieps import Iep, IepService
from hub.plans import iep_status
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key
from resolvers.mutations.cases import LOCK
from resolvers.mutations.drafting import SERVICES, Content, a_year_after, all_well, copied
from resolvers.mutations.drafting import empty as emptied
from resolvers.mutations.drafting import fill as filled
from resolvers.mutations.errors import Refused, UserError, Wrong, refused
from resolvers.mutations.staff import not_over
from resolvers.mutations.work import ABSENT, STALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

NOT_OFFERED = "It has not been put before the family: offer it."


@dataclass(frozen=True, kw_only=True)
class DraftIep(Content):
    """A new version for a student, with all that it says."""

    student_id: Annotated[UUID, "Student"]


async def draft_iep(work: Work, given: DraftIep) -> UUID:
    """Draft a new version of a student's IEP (row 18): there is one draft at a time."""
    iep = await _drafted(work, given.student_id, given, None)
    _reviewed_in_time(given)
    return iep


@dataclass(frozen=True, kw_only=True)
class RedraftIep(Content):
    """All that a draft says from now on, in the place of what it said."""

    id: Annotated[UUID, "Iep"]
    version: int


async def redraft_iep(work: Work, given: RedraftIep) -> UUID:
    """Write a draft anew (row 18): an offer that nobody has agreed to is a draft again."""
    was = await _found(work, given.id)
    said = {**given.said(), "offered_on": None}
    if was.get("amends_id") is not None and given.annual_due_on is None:
        said["annual_due_on"] = was["annual_due_on"]
    await _amend(work, given.id, given.version, said, counted=True)
    _not_agreed(was)
    await emptied(work, given.id)
    await filled(work, was["student_id"], given.id, given)
    _stands(await _amended(work, was))
    if was["amends_id"] is None:
        _reviewed_in_time(given)
    elif said["annual_due_on"] != was["annual_due_on"]:
        message = "An amendment is reviewed when what it amends would have been (IEP-7)."
        raise refused("annualDueOn", Wrong.INVALID, message)
    return given.id


@dataclass(frozen=True)
class AmendIep:
    """The version in effect, a part of which is to be changed from some day on."""

    id: Annotated[UUID, "Iep"]
    version: int
    starts_on: date


async def amend_iep(work: Work, given: AmendIep) -> UUID:
    """Amend the version in effect (row 18): a draft that says the same, to be written anew where it
    is to say otherwise. It is reviewed when the amended one would have been (IEP-7).
    """
    was = await _found(work, given.id)
    if not was:
        raise refused("", Wrong.NOT_FOUND, ABSENT)
    content = await copied(work, was, given.starts_on)
    iep = await _drafted(work, was["student_id"], content, given.id)
    if was["row_version"] != given.version:
        stale = UserError(("input",), Wrong.STALE_VERSION, STALE, version=was["row_version"])
        raise Refused(stale)
    if _status(work, was) is not IepStatus.IN_EFFECT or was["superseded_on"] is not None:
        message = "Only the version in effect is amended, while no later one is agreed to."
        raise refused("id", Wrong.CONFLICT, message)
    not_over(work, "startsOn", given.starts_on)
    return iep


@dataclass(frozen=True)
class OfferIep:
    """A draft is put before the family."""

    id: Annotated[UUID, "Iep"]
    version: int
    offered_on: date | None = None


async def offer_iep(work: Work, given: OfferIep) -> UUID:
    """Put a draft before the family (row 18): today, unless a day is said."""
    was, day = await _found(work, given.id), given.offered_on or work.today
    await _amend(work, given.id, given.version, {"offered_on": day})
    _not_agreed(was)
    _stands(await _amended(work, was))
    if was["offered_on"] is not None:
        raise refused("id", Wrong.CONFLICT, "It was put before the family already.")
    _has_come(work, "offeredOn", day)
    return given.id


@dataclass(frozen=True)
class RecordConsent:
    """What a family agreed to: all of an offer, or all but some of its services."""

    id: Annotated[UUID, "Iep"]
    version: int
    consented_on: date | None = None
    starts_on: date | None = None
    declined_ids: tuple[Annotated[UUID, "IepService"], ...] = ()


async def record_consent(work: Work, given: RecordConsent) -> UUID:
    """Record what a family agreed to (row 18; 34 CFR 300.300): from its first day on the version is
    in effect, and the one before no longer.
    """
    was, day = await _found(work, given.id), given.consented_on or work.today
    starts_on = given.starts_on or was.get("starts_on", day)
    amended = await _amended(work, was)
    await _supersede(work, given.id, was.get("student_id", NOBODY), starts_on)
    agreed = {"consented_on": day, "starts_on": starts_on}
    await _amend(work, given.id, given.version, agreed)
    _not_agreed(was)
    await _decline(work, given, day)
    _stands(amended)
    if was["offered_on"] is None:
        raise refused("id", Wrong.CONFLICT, NOT_OFFERED)
    _has_come(work, "consentedOn", day)
    if starts_on < max(day, was["starts_on"]):
        message = "It can't begin before the day that was offered, nor before the family agreed."
        raise refused("startsOn", Wrong.INVALID, message)
    return given.id


@dataclass(frozen=True)
class DeclineIep:
    """What a family refused as a whole, and why, as far as they say."""

    id: Annotated[UUID, "Iep"]
    version: int
    declined_on: date | None = None
    reason: str | None = None


async def decline_iep(work: Work, given: DeclineIep) -> UUID:
    """Record that a family refused an offer (row 18; 34 CFR 300.300(c)): the version in effect
    stays in effect (300.518), and another one can be drafted.
    """
    was, day = await _found(work, given.id), given.declined_on or work.today
    await _amend(work, given.id, given.version, {"declined_on": day})
    _not_agreed(was)
    if was["offered_on"] is None:
        raise refused("id", Wrong.CONFLICT, NOT_OFFERED)
    _has_come(work, "declinedOn", day)
    return given.id


async def _supersede(work: Work, iep_id: UUID, student_id: UUID, day: date) -> None:
    """Whatever else was agreed to holds until that day at most."""
    await work.find(LOCK, id=student_id)
    others = await work.find(AGREED, student_id=student_id, id=iep_id, day=day)
    rows: list[Any] = [
        (each["id"], None, {"superseded_on": max(day, each["starts_on"])}) for each in others
    ]
    all_well(await work.amend_each(Iep, rows, paths=["" for _ in rows]))


async def _decline(work: Work, given: RecordConsent, day: date) -> None:
    """The services that the family declined: some of this version's, and not all."""
    offered = {each["id"] for each in await work.find(SERVICES, iep_id=given.id)}
    for at, each in enumerate(given.declined_ids):
        if each not in offered:
            message = "That is no service of this version."
            raise refused(f"declinedIds.{at}", Wrong.NOT_FOUND, message)
    if given.declined_ids and offered <= set(given.declined_ids):
        message = "A family that declines all of it has not agreed: write it anew."
        raise refused("declinedIds", Wrong.INVALID, message)
    rows: list[Any] = [(each, None, {"declined_on": day}) for each in set(given.declined_ids)]
    all_well(await work.amend_each(IepService, rows, paths=["declinedIds" for _ in rows]))


async def _drafted(work: Work, student_id: UUID, content: Content, amends: UUID | None) -> UUID:
    """A new draft with its parts, refused while there is another."""
    await work.find(LOCK, id=student_id)
    (last,) = await work.find(LAST, student_id=student_id)
    waiting = await work.find(WAITING, student_id=student_id)
    said = {"student_id": student_id, **content.said()}
    iep = await work.add(Iep, said, {"version": last["number"] + 1, "amends_id": amends})
    if waiting:
        message = "A draft or an offer waits already: write that one anew."
        about = tuple(("Iep", each["id"]) for each in waiting)
        raise Refused(UserError(("input",), Wrong.CONFLICT, message, about=about))
    await filled(work, student_id, iep, content)
    return iep


async def _amend(
    work: Work, iep_id: UUID, version: int, said: Values, *, counted: bool = False
) -> None:
    rows = [(iep_id, version, said)]
    all_well(await work.amend_each(Iep, rows, counted=counted, paths=[""]))


async def _found(work: Work, iep_id: UUID) -> Values:
    """The version, for whoever turns out to be allowed to write of it; nobody else changes it
    meanwhile. Nothing, where there is none: then the amendment says so.
    """
    found = await work.find(PLAN, id=iep_id)
    return found[0] if found else {}


async def _amended(work: Work, was: Values) -> Values:
    """The version that it amends; nothing where it is a whole new one."""
    amends = was.get("amends_id")
    return await _found(work, amends) if amends else {}


def _stands(amended: Values) -> None:
    """What is amended is the last version that was agreed to."""
    if amended and amended["superseded_on"] is not None:
        message = "What it amends has been superseded meanwhile: draft a whole version."
        raise refused("id", Wrong.CONFLICT, message)


def _not_agreed(was: Values) -> None:
    if was["consented_on"] is not None:
        raise refused("id", Wrong.CONFLICT, "The family has agreed to it: amend it.")
    if was["declined_on"] is not None:
        raise refused("id", Wrong.CONFLICT, "The family has declined it: draft another version.")


def _has_come(work: Work, field: str, day: date) -> None:
    if day > work.today:
        raise refused(field, Wrong.INVALID, "That day is still to come.")


def _reviewed_in_time(content: Content) -> None:
    """A version is reviewed within twelve months of its first day (34 CFR 300.324(b))."""
    if not content.starts_on < content.due_on <= a_year_after(content.starts_on):
        message = "It is reviewed after its first day, within twelve months (IEP-7)."
        raise refused("annualDueOn", Wrong.INVALID, message)


def _status(work: Work, was: Values) -> IepStatus:
    names = ("starts_on", "offered_on", "consented_on", "declined_on", "superseded_on")
    return iep_status(work.today, **{name: was[name] for name in names})


_IEP = Iep.__table__
PLAN = written(select(*_IEP.c).where(_IEP.c.id == key("id")).with_for_update())
LAST = written(
    select(func.coalesce(func.max(_IEP.c.version), 0).label("number")).where(
        _IEP.c.student_id == key("student_id")
    )
)
WAITING = written(
    select(_IEP.c.id).where(
        _IEP.c.student_id == key("student_id"),
        _IEP.c.consented_on.is_(None),
        _IEP.c.declined_on.is_(None),
        _IEP.c.superseded_on.is_(None),
    )
)
"""Drafts and offers to which nobody has said yes or no."""
_DAY = bindparam("day", type_=Date())
AGREED = written(
    select(_IEP.c.id, _IEP.c.starts_on)
    .where(
        _IEP.c.student_id == key("student_id"),
        _IEP.c.id != key("id"),
        _IEP.c.consented_on.is_not(None),
        or_(_IEP.c.superseded_on.is_(None), _IEP.c.superseded_on > _DAY),
    )
    .order_by(_IEP.c.starts_on)
)
"""Other versions that were agreed to and would hold on a day or later."""
