"""Change: a record is opened in an emergency, and the opening looked into (P-12, 33)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from sqlalchemy import select

from hub.limits import OPENING_MINUTES, OPENING_REASON_CHARACTERS, OPENING_SCHOOL_DAYS
from hub.models.codes import Emergency
from hub.models.health import BreakGlass
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Wrong, refused
from resolvers.mutations.schooling import school_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resolvers.mutations.work import Work

DAY, SATURDAY = timedelta(days=1), 5


@dataclass(frozen=True)
class OpenRecord:
    """Whose health record has to be read now, and why."""

    student_id: Annotated[UUID, "Student"]
    emergency: Emergency
    reason: str


async def open_record(work: Work, given: OpenRecord) -> UUID:
    """Open a student's slices 12-14 for an hour (P-12), and nothing else. It is on record before
    anything of them is read, and the outbox tells whoever reads openings.
    """
    said = {
        "student_id": given.student_id,
        "reason_code": given.emergency,
        "reason": given.reason,
    }
    stamped = {
        "staff_id": work.viewer.staff_id,
        "opened_at": work.now,
        "expires_at": work.now + timedelta(minutes=OPENING_MINUTES),
        "escalates_on": await _escalates(work, given.student_id),
        "reviewed_at": None,
    }
    await work.add(BreakGlass, said, stamped)
    if len(given.reason.strip()) < OPENING_REASON_CHARACTERS:
        told = f"Say what is happening in {OPENING_REASON_CHARACTERS} characters or more."
        raise refused("reason", Wrong.INVALID, told)
    return given.student_id


async def _escalates(work: Work, student_id: UUID) -> date:
    """The day at whose start an opening escalates: the sixth school day from today, by the calendar
    of the student's school. Where that ends before, or there is none, weekdays count (as in P-3).
    """
    asked = school_days(OPENING_SCHOOL_DAYS + 1)
    found = await work.find(asked, student_id=student_id, day=work.today)
    return sixth([each["day"] for each in found], work.today)


def sixth(known: Sequence[date], today: date) -> date:
    """The day after five school days from today on; `known` are those of a calendar, in order."""
    days = list(known)
    day = days[-1] if days else today - DAY
    while len(days) <= OPENING_SCHOOL_DAYS:
        day += DAY
        if day.weekday() < SATURDAY:
            days.append(day)
    return days[OPENING_SCHOOL_DAYS]


@dataclass(frozen=True)
class ReviewOpening:
    """An opening that somebody has looked into."""

    id: Annotated[UUID, "BreakGlass"]
    version: int
    reason: str | None = None


async def review_opening(work: Work, given: ReviewOpening) -> UUID:
    """Say that an opening was looked into (P-12), by another person than who opened."""
    found = await work.find(OPENED, id=given.id)
    opening = await work.amend(BreakGlass, given.id, given.version, {"reviewed_at": work.now})
    if found[0]["staff_id"] == work.viewer.staff_id:
        raise refused("id", Wrong.NEEDS_SECOND_PERSON, "You opened it: another person looks at it.")
    if found[0]["reviewed_at"] is not None:
        raise refused("id", Wrong.CONFLICT, "Somebody has looked into it already.")
    return opening


_OPENING = BreakGlass.__table__
OPENED = written(
    select(_OPENING.c.staff_id, _OPENING.c.reviewed_at)
    .where(_OPENING.c.id == key("id"))
    .with_for_update()
)
