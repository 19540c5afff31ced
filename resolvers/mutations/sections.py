"""Change: seats in sections. A section's seats are counted under a lock on the section, so that
adding at the same time never fills it beyond its limit (SCH-9).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, func, or_, select

from hub.models.enrollment import SchoolEnrollment
from hub.models.orgs import SchoolYear, Term
from hub.models.sections import Section, SectionEnrollment
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key
from resolvers.mutations.errors import Refused, Wrong, refused, with_all_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

    Found = Mapping[str, Any]


@dataclass(frozen=True)
class AddToSection:
    """A student takes a seat, from a day on."""

    student_id: Annotated[UUID, "Student"]
    section_id: Annotated[UUID, "Section"]
    starts_on: date | None = None
    reason: str | None = None


async def add_to_section(work: Work, given: AddToSection) -> UUID:
    """Give a student a seat (row 27): from today on, or from the section's first day."""
    section = await _locked(work, given.section_id)
    starts_on = given.starts_on or max(work.today, section["starts_on"])
    return await _seated(work, given.student_id, section, starts_on)


@dataclass(frozen=True)
class DropFromSection:
    """A student leaves a seat; `ends_on` is the first day on which they no longer have it."""

    id: Annotated[UUID, "SectionEnrollment"]
    version: int
    ends_on: date | None = None
    reason: str | None = None


async def drop_from_section(work: Work, given: DropFromSection) -> UUID:
    """End a seat (row 27, CR-1): today, unless a day is said."""
    said = {"ends_on": given.ends_on or work.today}
    return await work.amend(SectionEnrollment, given.id, given.version, said)


@dataclass(frozen=True)
class MoveBetweenSections:
    """A student leaves a seat and takes another one on the same day."""

    id: Annotated[UUID, "SectionEnrollment"]
    version: int
    section_id: Annotated[UUID, "Section"]
    on: date | None = None
    reason: str | None = None


async def move_between_sections(work: Work, given: MoveBetweenSections) -> UUID:
    """Change a student's section (row 27): both seats or neither, today unless a day is said."""
    on = given.on or work.today
    section = await _locked(work, given.section_id)
    starts_on = max(on, section["starts_on"])
    (seat,) = await work.find(WHOSE, id=given.id) or [{"student_id": NOBODY}]
    said = {"student_id": seat["student_id"], "section_id": section["id"]}
    said |= {"starts_on": starts_on, "ends_on": None}
    (closed,) = await work.judge_each(SectionEnrollment, [said], paths=[""])
    try:
        await work.amend(SectionEnrollment, given.id, given.version, {"ends_on": on})
    except Refused as refusal:
        raise with_all_fields(refusal, closed) from refusal
    return await _seated(work, seat["student_id"], section, starts_on)


async def _locked(work: Work, section_id: UUID) -> Found:
    """The section's facts, with nobody else counting its seats until this change has ended."""
    await work.find(LOCK, id=section_id)
    found = await work.find(SECTION, id=section_id)
    if not found:
        raise refused("sectionId", Wrong.NOT_FOUND, "There is no such section.")
    return found[0]


async def _seated(work: Work, student_id: UUID, section: Found, starts_on: date) -> UUID:
    """Write the seat, and judge it: only whoever may write it is told what stands against it.

    The stay at the school is held first: of one that is about to end the seat ends with it.
    """
    asked = {"student_id": student_id, "section_id": section["id"], "day": starts_on}
    stays = [row["ends_on"] for row in await work.find(ENROLLED, **asked)]
    said = {
        "student_id": student_id,
        "section_id": section["id"],
        "starts_on": starts_on,
        "ends_on": None if None in stays else max(stays, default=None),
    }
    seat = await work.add(SectionEnrollment, said, {"school_year": section["year"]})
    if section["ends_on"] is not None and starts_on >= section["ends_on"]:
        raise refused("startsOn", Wrong.INVALID, "The section has ended by then.")
    if starts_on < section["starts_on"]:
        raise refused("startsOn", Wrong.INVALID, "The section has not begun by then.")
    if not stays:
        raise refused("studentId", Wrong.CONFLICT, "The student is not enrolled at that school.")
    if len(await work.find(SAME_TIME, **asked)) > 1:
        raise refused(
            "sectionId", Wrong.CONFLICT, "The student has a class at that time already (SCH-5)."
        )
    (taken,) = await work.find(TAKEN, **asked)
    if section["seat_limit"] is not None and taken["seats"] > section["seat_limit"]:
        raise refused("sectionId", Wrong.FULL, "All seats of the section are taken.")
    return seat


_SECTION, _TERM, _YEAR = Section.__table__, Term.__table__, SchoolYear.__table__
_SEAT, _SCHOOL = SectionEnrollment.__table__, SchoolEnrollment.__table__
_DAY = bindparam("day", type_=Date())
_STAYS = or_(_SEAT.c.ends_on.is_(None), _SEAT.c.ends_on > _DAY)
LOCK = written(select(_SECTION.c.id).where(_SECTION.c.id == key("id")).with_for_update())
SECTION = written(
    select(
        _SECTION.c.id,
        _SECTION.c.starts_on,
        _SECTION.c.ends_on,
        _SECTION.c.seat_limit,
        _YEAR.c.year,
    )
    .join_from(_SECTION, _TERM, _TERM.c.id == _SECTION.c.term_id)
    .join(_YEAR, _YEAR.c.id == _TERM.c.school_year_id)
    .where(_SECTION.c.id == key("id"))
)
ENROLLED = written(
    select(_SCHOOL.c.ends_on)
    .join_from(_SCHOOL, _SECTION, _SECTION.c.school_id == _SCHOOL.c.school_id)
    .where(
        _SECTION.c.id == key("section_id"),
        _SCHOOL.c.student_id == key("student_id"),
        _SCHOOL.c.starts_on <= _DAY,
        or_(_SCHOOL.c.ends_on.is_(None), _SCHOOL.c.ends_on > _DAY),
    )
    .with_for_update(read=True, of=_SCHOOL)
)
"""Until when the student is enrolled at the section's school, if they are that day. Whoever
withdraws them meanwhile waits, and then ends this seat, too; or was first, and this says when."""
_OTHER = Section.__table__.alias("other")
SAME_TIME = written(
    select(_SEAT.c.id)
    .join_from(_SEAT, _OTHER, _OTHER.c.id == _SEAT.c.section_id)
    .join(
        _SECTION,
        and_(_SECTION.c.term_id == _OTHER.c.term_id, _SECTION.c.period == _OTHER.c.period),
    )
    .where(_SECTION.c.id == key("section_id"), _SEAT.c.student_id == key("student_id"), _STAYS)
)
"""The student's seats at the section's time of day, its own among them (SCH-5)."""
WHOSE = written(select(_SEAT.c.student_id).where(_SEAT.c.id == key("id")))
TAKEN = written(
    select(func.count().label("seats")).where(_SEAT.c.section_id == key("section_id"), _STAYS)
)
"""How many seats are taken on the day or later."""
