"""Change: plans under section 504, from a draft to their end (slice 504; 34 CFR 104.33-104.35)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import Date, bindparam, or_, select

from hub.models.codes import Area
from hub.models.programs import Plan504, Plan504Accommodation
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key
from resolvers.mutations.cases import LOCK
from resolvers.mutations.drafting import all_well
from resolvers.mutations.errors import Refused, UserError, Wrong, refused
from resolvers.mutations.staff import not_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]


@dataclass(frozen=True)
class PlannedAccommodation:
    """One thing that a plan asks of staff."""

    area: Area
    instruction: str


@dataclass(frozen=True, kw_only=True)
class Agreed504:
    """What a plan says."""

    impairment: str
    starts_on: date
    review_due_on: date
    ends_on: date | None = None
    coordinator_id: Annotated[UUID, "StaffMember"] | None = None
    accommodations: tuple[PlannedAccommodation, ...] = ()

    def said(self) -> dict[str, object]:
        """The columns of the plan's own row, by name."""
        return {
            "impairment": self.impairment,
            "starts_on": self.starts_on,
            "review_due_on": self.review_due_on,
            "ends_on": self.ends_on,
            "coordinator_id": self.coordinator_id,
        }


@dataclass(frozen=True, kw_only=True)
class DraftPlan504(Agreed504):
    """A new plan for a student, with what it asks of staff."""

    student_id: Annotated[UUID, "Student"]


async def draft_plan504(work: Work, given: DraftPlan504) -> UUID:
    """Draft a plan under section 504 (slice 504): there is one draft at a time."""
    await work.find(LOCK, id=given.student_id)
    waiting = await work.find(WAITING, student_id=given.student_id, day=work.today)
    plan = await work.add(Plan504, {"student_id": given.student_id, **given.said()})
    if waiting:
        message = "A draft waits already: write that one anew."
        about = tuple(("Plan504", each["id"]) for each in waiting)
        raise Refused(UserError(("input",), Wrong.CONFLICT, message, about=about))
    await _fill(work, given.student_id, plan, given)
    return plan


@dataclass(frozen=True, kw_only=True)
class RedraftPlan504(Agreed504):
    """All that a draft says from now on, in the place of what it said."""

    id: Annotated[UUID, "Plan504"]
    version: int


async def redraft_plan504(work: Work, given: RedraftPlan504) -> UUID:
    """Write a draft anew (slice 504): what was adopted is ended, and another one drafted."""
    was = await _found(work, given.id)
    await _amend(work, given.id, given.version, given.said(), counted=True)
    _not_adopted(was)
    gone = [each["id"] for each in await work.find(PARTS, plan_id=given.id)]
    columns = frozenset({"area", "instruction", "starts_on", "ends_on"})
    paths = ["" for _ in gone]
    all_well(await work.take_back(Plan504Accommodation, gone, columns, paths=paths))
    await _fill(work, was["student_id"], given.id, given)
    return given.id


@dataclass(frozen=True)
class AdoptPlan504:
    """A draft is agreed on."""

    id: Annotated[UUID, "Plan504"]
    version: int
    adopted_on: date | None = None


async def adopt_plan504(work: Work, given: AdoptPlan504) -> UUID:
    """Adopt a plan (slice 504): staff follow it from its first day on, and no other."""
    was, day = await _found(work, given.id), given.adopted_on or work.today
    whose = {"student_id": was.get("student_id", NOBODY), "id": given.id}
    await work.find(LOCK, id=whose["student_id"])
    starts_on = was.get("starts_on", day)
    others = await work.find(ADOPTED, **whose, day=starts_on)
    rows: list[Any] = [
        (each["id"], None, {"ends_on": max(starts_on, each["starts_on"])}) for each in others
    ]
    all_well(await work.amend_each(Plan504, rows, paths=["" for _ in rows]))
    await _amend(work, given.id, given.version, {"adopted_on": day})
    _not_adopted(was)
    if day > work.today:
        raise refused("adoptedOn", Wrong.INVALID, "That day is still to come.")
    if starts_on < day:
        message = "It begins before that day: write it anew with a later first day."
        raise refused("adoptedOn", Wrong.INVALID, message)
    return given.id


@dataclass(frozen=True)
class EndPlan504:
    """A plan is no longer needed; `ends_on` is the first day without it."""

    id: Annotated[UUID, "Plan504"]
    version: int
    ends_on: date | None = None
    reason: str | None = None


async def end_plan504(work: Work, given: EndPlan504) -> UUID:
    """End a plan that was adopted (slice 504): today, unless a day is said."""
    was, day = await _found(work, given.id), given.ends_on or work.today
    await _amend(work, given.id, given.version, {"ends_on": day})
    if was["adopted_on"] is None:
        raise refused("id", Wrong.CONFLICT, "It is a draft: write it anew.")
    if was["ends_on"] is not None and was["ends_on"] <= work.today:
        raise refused("id", Wrong.CONFLICT, "It has ended already.")
    not_over(work, "endsOn", day)
    return given.id


async def _fill(work: Work, student_id: UUID, plan_id: UUID, given: Agreed504) -> None:
    """Add what a plan asks of staff, on its own dates."""
    dates = {"starts_on": given.starts_on, "ends_on": given.ends_on}
    said = [
        {"student_id": student_id, "area": each.area, "instruction": each.instruction, **dates}
        for each in given.accommodations
    ]
    stamped = [{"plan_504_id": plan_id} for _ in said]
    paths = [f"accommodations.{at}" for at in range(len(said))]
    all_well(await work.add_each(Plan504Accommodation, said, stamped, paths=paths))
    if given.review_due_on <= given.starts_on:
        raise refused("reviewDueOn", Wrong.INVALID, "It is looked at again after its first day.")


async def _amend(
    work: Work, plan_id: UUID, version: int, said: Values, *, counted: bool = False
) -> None:
    rows = [(plan_id, version, said)]
    all_well(await work.amend_each(Plan504, rows, counted=counted, paths=[""]))


async def _found(work: Work, plan_id: UUID) -> Values:
    """The plan, for whoever turns out to be allowed to write of it; nothing where there is none:
    then the amendment says so.
    """
    found = await work.find(PLAN, id=plan_id)
    return found[0] if found else {}


def _not_adopted(was: Values) -> None:
    if was["adopted_on"] is not None:
        raise refused("id", Wrong.CONFLICT, "It was adopted: end it, and draft another one.")


_PLAN, _PART = Plan504.__table__, Plan504Accommodation.__table__
_DAY = bindparam("day", type_=Date())
_THEIRS = _PLAN.c.student_id == key("student_id")
_OPEN = or_(_PLAN.c.ends_on.is_(None), _PLAN.c.ends_on > _DAY)
PLAN = written(select(*_PLAN.c).where(_PLAN.c.id == key("id")).with_for_update())
WAITING = written(select(_PLAN.c.id).where(_THEIRS, _PLAN.c.adopted_on.is_(None), _OPEN))
"""Drafts of a student's that aren't over."""
ADOPTED = written(
    select(_PLAN.c.id, _PLAN.c.starts_on).where(
        _THEIRS, _PLAN.c.id != key("id"), _PLAN.c.adopted_on.is_not(None), _OPEN
    )
)
"""Other plans of a student's that were adopted and would hold on a day or later."""
PARTS = written(select(_PART.c.id).where(_PART.c.plan_504_id == key("plan_id")))
