"""Change: a school sets its bell schedules, and a student follows another one (SCH-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import Date, SmallInteger, bindparam, or_, select

from hub.limits import BELL_NAME_CHARACTERS_MAX, BELL_PERIODS_MAX, PERIOD_CHARACTERS_MAX
from hub.models.enrollment import SchoolEnrollment
from hub.models.orgs import School
from hub.models.schedules import BellPeriod, BellSchedule, StudentBellSchedule
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.drafting import all_well
from resolvers.mutations.errors import Refused, Wrong, refused
from resolvers.mutations.work import Outcome, Rehearsed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hub.models import Base
    from hub.sql import Statement
    from resolvers.mutations.work import Work

    Found = Mapping[str, Any]

GRADES = range(13)
"""Kindergarten is 0."""
WEEKDAYS = range(1, 8)
LONG_NAME = f"A name has at most {BELL_NAME_CHARACTERS_MAX} characters."
BOTH = "Say the first grade and the last one, or neither."
NO_GRADE = "A grade is a number from 0, which is kindergarten, to 12."
BACKWARDS = "The last grade can't lie before the first one."
NOTHING = "Say which periods it asks for."
TOO_MANY = f"A week has at most {BELL_PERIODS_MAX} periods."
NO_WEEKDAY = "A weekday is a number from 1, which is Monday, to 7."
LONG_PERIOD = f"A period's name has at most {PERIOD_CHARACTERS_MAX} characters, and no comma."
TWICE = "A period stands once on a weekday."
ENDS_FIRST = "It ends on a day after the first one."
NOT_BEGUN = "It can't end before it begins."
ONLY_SOONER = "It ends no later than it would have: set another one for the days after it."
NOT_THEIRS = "It is no bell schedule of a school where the student is enrolled on that day."
NOT_IN_FORCE = "That bell schedule doesn't hold on that day."


@dataclass(frozen=True)
class BellMeeting:
    """One period on one weekday."""

    weekday: int
    period: str


@dataclass(frozen=True, kw_only=True)
class SetBellSchedule:
    """What a school asks of its students in a week, from a day on: of those of some grades, or of
    none but those for whom it is set by name.
    """

    school_id: Annotated[UUID, "School"]
    name: str
    periods: tuple[BellMeeting, ...]
    first_grade: int | None = None
    last_grade: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    reason: str | None = None
    dry_run: bool = False


async def set_bell_schedule(work: Work, given: SetBellSchedule) -> Outcome:
    """Set a school's bell schedule (SCH-2). What it replaces ends on its first day. Whether they
    may write is asked first, so that nobody else is told what stands against it.
    """
    first_day = given.starts_on or work.today
    _well_said(given)
    _in_order(first_day, given.ends_on)
    said = {
        "school_id": given.school_id,
        "name": given.name.strip(),
        "first_grade": given.first_grade,
        "last_grade": given.last_grade,
        "starts_on": first_day,
        "ends_on": given.ends_on,
    }
    (error,) = await work.judge_each(BellSchedule, [said], paths=[""])
    if error is not None:
        raise Refused(error)
    await work.find(LOCK, id=given.school_id)
    replaced = await _replaced(work, given, first_day)
    await _end_each(work, BellSchedule, replaced, first_day)
    made = await work.add(BellSchedule, said)
    await _fill(work, made, given.periods)
    outcome = Outcome(made, counts={"ended": len(replaced)})
    if given.dry_run:
        raise Rehearsed(outcome)
    return outcome


def _well_said(given: SetBellSchedule) -> None:
    """What is wrong with it by itself, whatever else stands. Raises Refused."""
    if len(given.name) > BELL_NAME_CHARACTERS_MAX:
        raise refused("name", Wrong.INVALID, LONG_NAME)
    first, last = given.first_grade, given.last_grade
    if (first is None) != (last is None):
        raise refused("firstGrade" if first is None else "lastGrade", Wrong.INVALID, BOTH)
    if first is not None and first not in GRADES:
        raise refused("firstGrade", Wrong.INVALID, NO_GRADE)
    if last is not None and last not in GRADES:
        raise refused("lastGrade", Wrong.INVALID, NO_GRADE)
    if first is not None and last is not None and last < first:
        raise refused("lastGrade", Wrong.INVALID, BACKWARDS)
    _a_week(given.periods)


def _a_week(periods: Sequence[BellMeeting]) -> None:
    """Some periods, each once on a weekday, by a name that a section can have. Raises Refused."""
    if not periods:
        raise refused("periods", Wrong.INVALID, NOTHING)
    if len(periods) > BELL_PERIODS_MAX:
        raise refused("periods", Wrong.INVALID, TOO_MANY)
    met: set[tuple[int, str]] = set()
    for at, each in enumerate(periods):
        path, name = f"periods.{at}", each.period.strip()
        if each.weekday not in WEEKDAYS:
            raise refused(f"{path}.weekday", Wrong.INVALID, NO_WEEKDAY)
        # a section that fills two periods names both with a comma between: a period has none
        if len(name) > PERIOD_CHARACTERS_MAX or "," in name:
            raise refused(f"{path}.period", Wrong.INVALID, LONG_PERIOD)
        if (each.weekday, name) in met:
            raise refused(path, Wrong.INVALID, TWICE)
        met.add((each.weekday, name))


def _in_order(first_day: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on <= first_day:
        raise refused("endsOn", Wrong.INVALID, ENDS_FIRST)


async def _replaced(work: Work, given: SetBellSchedule, first_day: date) -> list[Found]:
    """The bell schedules that this one ends: those of its grades that hold on its first day.
    Raises Refused where one of other grades as well does, or one is to begin later.
    """
    first, last = given.first_grade, given.last_grade
    if first is None or last is None:
        return []
    asked = {"first_grade": first, "last_grade": last, "ends_on": given.ends_on or date.max}
    found = await work.find(OF_THE_GRADES, school_id=given.school_id, day=first_day, **asked)
    for each in found:
        lowest, highest = each["first_grade"], each["last_grade"]
        grades = f"{lowest}-{highest}"
        if each["starts_on"] > first_day:
            message = (
                f"Another one, of grades {grades}, begins on {each['starts_on']}: let this one "
                "end by that day, or end that one first."
            )
            raise refused("startsOn", Wrong.CONFLICT, message)
        if lowest < first or highest > last:
            message = (
                f"The one that holds then is of grades {grades}: set this one for all of them, or "
                "end that one first."
            )
            raise refused("firstGrade", Wrong.CONFLICT, message)
    return found


async def _fill(work: Work, bell_id: UUID, periods: Sequence[BellMeeting]) -> None:
    said = [
        {"bell_schedule_id": bell_id, "weekday": each.weekday, "period": each.period.strip()}
        for each in periods
    ]
    paths = [f"periods.{at}" for at in range(len(said))]
    all_well(await work.add_each(BellPeriod, said, [{} for _ in said], paths=paths))


async def _end_each(work: Work, model: type[Base], found: Sequence[Found], day: date) -> None:
    """End what a change replaces: it follows from that, and is on record all the same."""
    rows: list[tuple[UUID, int | None, Found]] = [(each["id"], None, {}) for each in found]
    all_well(await work.amend_each(model, rows, stamped={"ends_on": day}, paths=[""] * len(rows)))


@dataclass(frozen=True)
class EndBellSchedule:
    """A bell schedule holds until a day, and none is set in its place."""

    id: Annotated[UUID, "BellSchedule"]
    ends_on: date | None = None
    reason: str | None = None


async def end_bell_schedule(work: Work, given: EndBellSchedule) -> UUID:
    """End a school's bell schedule (SCH-2): today, unless a day is said."""
    return await _ended(work, BellSchedule, await work.find(BELL, id=given.id), given)


@dataclass(frozen=True)
class FollowBellSchedule:
    """A student follows a bell schedule of their school as their own."""

    student_id: Annotated[UUID, "Student"]
    bell_schedule_id: Annotated[UUID, "BellSchedule"]
    starts_on: date | None = None
    ends_on: date | None = None
    reason: str | None = None


async def follow_bell_schedule(work: Work, given: FollowBellSchedule) -> UUID:
    """Let a student follow another bell schedule than their grade does (SCH-2). What was set for
    them before ends on the day on which this begins.
    """
    first_day = given.starts_on or work.today
    _in_order(first_day, given.ends_on)
    said = {
        "student_id": given.student_id,
        "bell_schedule_id": given.bell_schedule_id,
        "starts_on": first_day,
        "ends_on": given.ends_on,
    }
    made = await work.add(StudentBellSchedule, said)
    asked = {"student_id": given.student_id, "day": first_day}
    found = await work.find(OF_THEIR_SCHOOL, bell_schedule_id=given.bell_schedule_id, **asked)
    if not found:
        raise refused("bellScheduleId", Wrong.CONFLICT, NOT_THEIRS)
    if not found[0]["in_force"]:
        raise refused("startsOn", Wrong.CONFLICT, NOT_IN_FORCE)
    former = [each for each in await work.find(OWN, **asked) if each["id"] != made]
    await _end_each(work, StudentBellSchedule, former, first_day)
    return made


@dataclass(frozen=True)
class LeaveBellSchedule:
    """A student follows that of their grade again, from a day on."""

    id: Annotated[UUID, "StudentBellSchedule"]
    ends_on: date | None = None
    reason: str | None = None


async def leave_bell_schedule(work: Work, given: LeaveBellSchedule) -> UUID:
    """End a student's own bell schedule (SCH-2): today, unless a day is said."""
    return await _ended(work, StudentBellSchedule, await work.find(FOLLOWED, id=given.id), given)


async def _ended(
    work: Work,
    model: type[Base],
    found: Sequence[Found],
    given: EndBellSchedule | LeaveBellSchedule,
) -> UUID:
    """End a row on a day, no later than it would have and not before it begins."""
    day = given.ends_on or work.today
    early = bool(found) and day < found[0]["starts_on"]
    # the table refuses such a day before anybody is told why: whether they may write comes first
    await work.amend(model, given.id, None, {"ends_on": found[0]["starts_on"] if early else day})
    if early:
        raise refused("endsOn", Wrong.INVALID, NOT_BEGUN)
    if found and found[0]["ends_on"] is not None and found[0]["ends_on"] < day:
        raise refused("endsOn", Wrong.CONFLICT, ONLY_SOONER)
    return given.id


_BELL, _OWN = BellSchedule.__table__, StudentBellSchedule.__table__
_SCHOOL, _STAY = School.__table__, SchoolEnrollment.__table__
_DAY, _END = bindparam("day", type_=Date()), bindparam("ends_on", type_=Date())


def _grade(name: str) -> Any:
    return bindparam(name, type_=SmallInteger())


def _lasts(fact: Any) -> Any:
    return or_(fact.c.ends_on.is_(None), fact.c.ends_on > _DAY)


def _holds(fact: Any) -> Any:
    return (fact.c.starts_on <= _DAY) & _lasts(fact)


def _ever(fact: Any) -> Any:
    """It holds on some day: what was replaced on its first day never did."""
    return or_(fact.c.ends_on.is_(None), fact.c.ends_on > fact.c.starts_on)


def _dated(fact: Any) -> Statement:
    dates = select(fact.c.starts_on, fact.c.ends_on)
    return written(dates.where(fact.c.id == key("id")).with_for_update())


LOCK = written(
    select(_SCHOOL.c.id).where(_SCHOOL.c.id == key("id")).with_for_update(key_share=True)
)
"""Nobody else sets the school's bell schedules until this change has ended."""
OF_THE_GRADES = written(
    select(_BELL.c.id, _BELL.c.first_grade, _BELL.c.last_grade, _BELL.c.starts_on)
    .where(
        _BELL.c.school_id == key("school_id"),
        _BELL.c.first_grade <= _grade("last_grade"),
        _BELL.c.last_grade >= _grade("first_grade"),
        _BELL.c.starts_on < _END,
        _lasts(_BELL),
        _ever(_BELL),
    )
    .order_by(_BELL.c.starts_on, _BELL.c.first_grade)
)
"""A school's bell schedules of any of these grades on any of these days."""
BELL = _dated(_BELL)
FOLLOWED = _dated(_OWN)
OF_THEIR_SCHOOL = written(
    select(_holds(_BELL).label("in_force"))
    .join_from(_BELL, _STAY, _STAY.c.school_id == _BELL.c.school_id)
    .where(
        _BELL.c.id == key("bell_schedule_id"),
        _STAY.c.student_id == key("student_id"),
        _holds(_STAY),
    )
)
"""Whether the bell schedule holds on a day, if the student is enrolled at its school then."""
OWN = written(
    select(_OWN.c.id).where(_OWN.c.student_id == key("student_id"), _holds(_OWN)).with_for_update()
)
"""What a student follows of their own on a day."""
