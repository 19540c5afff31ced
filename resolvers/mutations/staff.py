"""Change: who holds which post, and who stands in for a teacher (S1, S2).

A post opens records, and so does coverage: whom a row names reads under the new standing on the
next request (`hub.policy.moving`), and what is over stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from sqlalchemy import Date, bindparam, func, or_, select

from hub.limits import COVERAGE_SCHOOL_DAYS
from hub.models.codes import PostRole
from hub.models.orgs import CalendarDay
from hub.models.sections import Coverage, Section
from hub.models.staff import Post
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Wrong, refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from resolvers.mutations.work import Work

    Found = Mapping[str, Any]

COVERING = (PostRole.SUBSTITUTE, PostRole.TEACHER, PostRole.CASE_MANAGER)
"""Whose post lets them stand in for a teacher."""


@dataclass(frozen=True)
class AssignPost:
    """A staff member is given a post, at a school or in the whole district."""

    staff_id: Annotated[UUID, "StaffMember"]
    role: PostRole
    reason: str
    school_id: Annotated[UUID, "School"] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    contracted: bool = False


async def assign_post(work: Work, given: AssignPost) -> UUID:
    """Give somebody a post (S1; P-43): from today on, unless a day is said. Nobody gives one to
    themselves.
    """
    starts_on = given.starts_on or work.today
    said = {
        "staff_id": given.staff_id,
        "school_id": given.school_id,
        "role": given.role,
        "contracted": given.contracted,
        "starts_on": starts_on,
        "ends_on": given.ends_on,
    }
    post = await work.add(Post, said)
    if given.staff_id == work.viewer.staff_id:
        raise refused(
            "staffId", Wrong.NEEDS_SECOND_PERSON, "Nobody gives a post to themselves: ask another."
        )
    not_over(work, "startsOn", starts_on)
    return post


@dataclass(frozen=True)
class EndPost:
    """A post ends; `ends_on` is the first day on which it is no longer held."""

    id: Annotated[UUID, "Post"]
    version: int
    reason: str
    ends_on: date | None = None


async def end_post(work: Work, given: EndPost) -> UUID:
    """End a post (S1; P-43): today, unless a day is said. Who teaches what stays (P-9)."""
    was = await _dates(work, POST, given.id)
    ends_on = given.ends_on or _at_once(work, was)
    post = await work.amend(Post, given.id, given.version, {"ends_on": ends_on})
    only_sooner(work, was, ends_on)
    return post


@dataclass(frozen=True)
class AssignCoverage:
    """Somebody stands in for a section's teacher, for days that are said."""

    section_id: Annotated[UUID, "Section"]
    staff_id: Annotated[UUID, "StaffMember"]
    ends_on: date
    starts_on: date | None = None
    long_term: bool = False
    reason: str | None = None


async def assign_coverage(work: Work, given: AssignCoverage) -> UUID:
    """Let somebody stand in for a section's teacher (S2; P-10): from today on, unless a day is
    said. More than 20 school days have to be meant, as they open what a teacher reads.
    """
    starts_on = given.starts_on or work.today
    window = {"section_id": given.section_id, "starts_on": starts_on, "ends_on": given.ends_on}
    (days,) = await work.find(SCHOOL_DAYS, **window)
    long_term = days["days"] > COVERAGE_SCHOOL_DAYS
    (posts,) = await work.find(POSTS, staff_id=given.staff_id, **window)
    stamped = {"long_term": long_term, "contracted": bool(posts["contracted"])}
    coverage = await work.add(Coverage, {**window, "staff_id": given.staff_id}, stamped)
    not_over(work, "startsOn", starts_on)
    if given.ends_on <= starts_on:
        raise refused("endsOn", Wrong.INVALID, "It can't end before it begins.")
    await _within_section(work, given.section_id, starts_on, given.ends_on)
    if not posts["held"]:
        message = "They hold no post by which they could cover a section of this school that day."
        raise refused("staffId", Wrong.CONFLICT, message)
    if long_term and not given.long_term:
        message = (
            f"That is more than {COVERAGE_SCHOOL_DAYS} school days: say that so many are meant "
            "(`longTerm`; P-10)."
        )
        raise refused("endsOn", Wrong.INVALID, message)
    return coverage


@dataclass(frozen=True)
class EndCoverage:
    """A substitute's days end sooner; `ends_on` is the first day without them."""

    id: Annotated[UUID, "Coverage"]
    version: int
    ends_on: date | None = None
    reason: str | None = None


async def end_coverage(work: Work, given: EndCoverage) -> UUID:
    """End coverage of a section (S2; P-10): today, unless a day is said."""
    was = await _dates(work, COVERAGE, given.id)
    ends_on = given.ends_on or _at_once(work, was)
    long_term = False
    if was is not None:
        window = {"section_id": was["section_id"], "starts_on": was["starts_on"]}
        (days,) = await work.find(SCHOOL_DAYS, **window, ends_on=ends_on)
        long_term = days["days"] > COVERAGE_SCHOOL_DAYS
    stamped = {"long_term": long_term}
    await work.amend(Coverage, given.id, given.version, {"ends_on": ends_on}, stamped)
    only_sooner(work, was, ends_on)
    return given.id


async def _dates(work: Work, statement: Any, row_id: UUID) -> Found | None:
    """When something begins and ends, for whoever turns out to be allowed to end it."""
    return next(iter(await work.find(statement, id=row_id)), None)


def _at_once(work: Work, was: Found | None) -> date:
    """Today; of what is still to begin, its first day: it never does."""
    return work.today if was is None else max(work.today, was["starts_on"])


def not_over(work: Work, field: str, day: date) -> None:
    """Nobody has read anything on days that are over: what opens records opens none on them."""
    if day < work.today:
        raise refused(field, Wrong.INVALID, "That day is over.")


def only_sooner(work: Work, was: Found | None, ends_on: date) -> None:
    """What ends, ends on a day to come, and no later than it would have."""
    not_over(work, "endsOn", ends_on)
    if was is not None and was["ends_on"] is not None and ends_on > was["ends_on"]:
        raise refused("endsOn", Wrong.CONFLICT, "It ends sooner: whoever goes on is assigned anew.")


async def _within_section(work: Work, section_id: UUID, starts_on: date, ends_on: date) -> None:
    (section,) = await work.find(SECTION, id=section_id)
    if starts_on < section["starts_on"]:
        raise refused("startsOn", Wrong.INVALID, "The section has not begun by then.")
    if section["ends_on"] is not None and ends_on > section["ends_on"]:
        raise refused("endsOn", Wrong.INVALID, "The section has ended by then.")


_POST, _COVERAGE, _SECTION = Post.__table__, Coverage.__table__, Section.__table__
_DAY = CalendarDay.__table__
STARTS_ON, ENDS_ON = bindparam("starts_on", type_=Date()), bindparam("ends_on", type_=Date())
POST = written(select(_POST.c.starts_on, _POST.c.ends_on).where(_POST.c.id == key("id")))
COVERAGE = written(
    select(_COVERAGE.c.section_id, _COVERAGE.c.starts_on, _COVERAGE.c.ends_on).where(
        _COVERAGE.c.id == key("id")
    )
)
SECTION = written(
    select(_SECTION.c.starts_on, _SECTION.c.ends_on).where(_SECTION.c.id == key("id"))
)
SCHOOL_DAYS = written(
    select(func.count().label("days"))
    .select_from(_SECTION.join(_DAY, _DAY.c.school_id == _SECTION.c.school_id))
    .where(_SECTION.c.id == key("section_id"), _DAY.c.day >= STARTS_ON, _DAY.c.day < ENDS_ON)
)
"""How many school days of the section's school a window has."""
POSTS = written(
    select(
        func.count().label("held"),
        func.coalesce(func.bool_and(_POST.c.contracted), False).label("contracted"),
    )
    .select_from(_POST)
    .where(
        _POST.c.staff_id == key("staff_id"),
        _POST.c.role.in_(COVERING),
        _POST.c.starts_on <= STARTS_ON,
        or_(_POST.c.ends_on.is_(None), _POST.c.ends_on >= ENDS_ON),
        or_(
            _POST.c.school_id.is_(None),
            _POST.c.school_id
            == select(_SECTION.c.school_id)
            .where(_SECTION.c.id == key("section_id"))
            .scalar_subquery(),
        ),
    )
)
"""By how many posts somebody could cover the section on all of these days, and whether all of
those are an agency's.
"""
