"""Change: consents to periods without content are recorded, and the principal decides (SCH-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import Date, bindparam, or_, select

from hub.models.schedule_codes import CourseKind, PeriodDecision
from hub.models.schedules import PeriodConsent
from hub.models.sections import Course, Section, SectionEnrollment
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Wrong, refused

if TYPE_CHECKING:
    from resolvers.mutations.work import Work

NOT_SEATED = "The student has no seat in that section."
HAS_CONTENT = "The section has content: no consent is needed."
LATER = "A consent can't be of a day that is still to come."
STANDS = "A consent to this section is on record already."
DECIDED = "Somebody has decided already."
WITHDRAWN = "The consent is withdrawn: there is nothing to approve."
BEFORE = "It can't end before it was given."


@dataclass(frozen=True)
class RecordPeriodConsent:
    """A family's written consent to a section without content: who signed, when, and where the
    paper is.
    """

    student_id: Annotated[UUID, "Student"]
    section_id: Annotated[UUID, "Section"]
    signed_by: str
    paper: str
    consented_on: date | None = None
    reason: str | None = None


async def record_period_consent(work: Work, given: RecordPeriodConsent) -> UUID:
    """Record a written consent (SCH-1). It fills no period until the principal approves it."""
    said: dict[str, Any] = {
        "student_id": given.student_id,
        "section_id": given.section_id,
        "consented_on": given.consented_on or work.today,
        "signed_by": given.signed_by,
        "paper": given.paper,
    }
    made = await work.add(PeriodConsent, said)
    if said["consented_on"] > work.today:
        raise refused("consentedOn", Wrong.INVALID, LATER)
    asked = {"student_id": given.student_id, "section_id": given.section_id, "day": work.today}
    seats = await work.find(SEATED, **asked)
    if not seats:
        raise refused("sectionId", Wrong.CONFLICT, NOT_SEATED)
    if seats[0]["kind"] == CourseKind.REGULAR:
        raise refused("sectionId", Wrong.CONFLICT, HAS_CONTENT)
    if len(await work.find(STANDING, **asked)) > 1:
        raise refused("sectionId", Wrong.CONFLICT, STANDS)
    return made


@dataclass(frozen=True)
class DecidePeriod:
    """What the principal decides of a period without content."""

    id: Annotated[UUID, "PeriodConsent"]
    version: int
    decision: PeriodDecision
    reason: str | None = None


async def decide_period(work: Work, given: DecidePeriod) -> UUID:
    """Approve or refuse a period without content (SCH-1), once for each consent."""
    found = await work.find(DECISION, id=given.id)
    stamped = {"decided_on": work.today, "decided_by": work.viewer.staff_id}
    said = {"decision": given.decision}
    await work.amend(PeriodConsent, given.id, given.version, said, stamped)
    if found and found[0]["decision"] is not None:
        raise refused("id", Wrong.CONFLICT, DECIDED)
    if found and found[0]["withdrawn_on"] is not None:
        raise refused("id", Wrong.CONFLICT, WITHDRAWN)
    return given.id


@dataclass(frozen=True)
class WithdrawPeriodConsent:
    """A family takes a consent back; from `withdrawn_on` on it no longer holds."""

    id: Annotated[UUID, "PeriodConsent"]
    version: int
    withdrawn_on: date | None = None
    reason: str | None = None


async def withdraw_period_consent(work: Work, given: WithdrawPeriodConsent) -> UUID:
    """End a consent (SCH-1): today, unless a day is said."""
    found = await work.find(DECISION, id=given.id)
    day = given.withdrawn_on or work.today
    early = bool(found) and day < found[0]["consented_on"]
    # the table refuses such a day before anybody is told why: whether they may write comes first
    said = {"withdrawn_on": found[0]["consented_on"] if early else day}
    await work.amend(PeriodConsent, given.id, given.version, said)
    if early:
        raise refused("withdrawnOn", Wrong.INVALID, BEFORE)
    return given.id


_CONSENT, _SEAT = PeriodConsent.__table__, SectionEnrollment.__table__
_SECTION, _COURSE = Section.__table__, Course.__table__
_DAY = bindparam("day", type_=Date())
SEATED = written(
    select(_COURSE.c.kind)
    .join_from(_SEAT, _SECTION, _SECTION.c.id == _SEAT.c.section_id)
    .join(_COURSE, _COURSE.c.id == _SECTION.c.course_id)
    .where(
        _SEAT.c.section_id == key("section_id"),
        _SEAT.c.student_id == key("student_id"),
        or_(_SEAT.c.ends_on.is_(None), _SEAT.c.ends_on > _DAY),
    )
)
"""The kind of the course in whose section the student has a seat now or later."""
STANDING = written(
    select(_CONSENT.c.id).where(
        _CONSENT.c.section_id == key("section_id"),
        _CONSENT.c.student_id == key("student_id"),
        _CONSENT.c.decision.is_distinct_from(PeriodDecision.REFUSED),
        or_(_CONSENT.c.withdrawn_on.is_(None), _CONSENT.c.withdrawn_on > _DAY),
    )
)
"""The student's consents to the section that hold, and that nobody refused."""
DECISION = written(
    select(_CONSENT.c.decision, _CONSENT.c.withdrawn_on, _CONSENT.c.consented_on)
    .where(_CONSENT.c.id == key("id"))
    .with_for_update()
)
"""What was decided of a consent so far, which nobody else changes meanwhile."""
