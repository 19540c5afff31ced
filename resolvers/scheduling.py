"""Work out what is lacking of a row's hidden schedule, for the computed field of a student.

What a section is and what a bell schedule asks for are facts that everybody reads (slice S0): they
are read through the door once for all students of a page. The rules are pure
(`hub.academics.schedules`).
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from hub.academics.schedules import (
    Bell,
    Consent,
    Placed,
    Stay,
    agreement_to,
    bell_of,
    gaps,
    home,
    is_complete,
)
from hub.models.schedule_codes import CourseKind, PeriodDecision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hub.academics.schedules import Gap
    from resolvers.loaders import Loaders

CLASSES = """
query Classes($ids: [ID!]) {
  sections(first: 500, where: {id: {in: $ids}}) { nodes {
    id period school { id } course { kind } meetings { weekday }
  } }
}
"""
"""What sections that run today are, of those in which students sit."""
BELLS = """
query Bells($schools: [ID!]) {
  schools(first: 500, where: {id: {in: $schools}}) { nodes {
    id bellSchedules { id name firstGrade lastGrade periods { weekday period } }
  } }
}
"""
"""The bell schedules in force at schools today."""
LISTS = "enrollments", "bellSchedules", "seats", "periodConsents"
"""The hidden lists of a student; a schedule is known where each is, and all of it."""


class Own(NamedTuple):
    """A bell schedule that is set for a student, and its school."""

    key: str
    school: str


class Class(NamedTuple):
    """What a section is: its period, school, weekdays, and whether it has content."""

    period: str
    school: str
    weekdays: frozenset[int]
    content: bool


class Worked(NamedTuple):
    """What is lacking of a schedule, and the name of the bell schedule that says so."""

    gaps: tuple[Gap, ...]
    bell: str | None


async def schedule_gaps(source: dict[str, Any], info: Any) -> dict[str, Any] | None:
    """What is lacking of a student's schedule today; None unless all of it is readable."""
    rows = {name: source[f"#{name}"] for name in LISTS}
    if not source[info.path.key] or any(_partial(each) for each in rows.values()):
        return None
    found = await _worked_out(info.context, rows)
    return {
        "complete": is_complete(found.gaps),
        "bell_schedule": found.bell,
        "gaps": [_told(each) for each in found.gaps],
    }


async def _worked_out(loaders: Loaders, rows: Mapping[str, Any]) -> Worked:
    day = loaders.viewer.clock.today
    stay = home(_stay(each) for each in rows["enrollments"] if _holds(each, day))
    own = _own(each["bellSchedule"] for each in _latest(rows["bellSchedules"], day))
    schools = sorted({each for each in (stay and stay.school, own and own.school) if each})
    found = await loaders.bells.load_many(schools)
    bell = bell_of(stay, own and own.key, dict(zip(schools, found, strict=True)))
    seats = [each["section"]["id"] for each in rows["seats"] if _holds(each, day)]
    classes = dict(zip(seats, await loaders.classes.load_many(seats), strict=True))
    consents = tuple(_consent(each) for each in rows["periodConsents"])
    school = bell.school if bell else stay and stay.school
    placed = [
        Placed(
            section=key,
            period=each.period,
            weekdays=each.weekdays,
            content=each.content,
            agreement=agreement_to(key, consents, day),
            here=each.school == school,
        )
        for key, each in classes.items()
        if each is not None  # it doesn't run today
    ]
    if bell is None:
        return Worked(gaps(None, placed), None)
    return Worked(gaps(bell.meetings, placed), bell.name)


async def classes_of(loaders: Loaders, keys: Sequence[str]) -> list[Class | None]:
    """What each of some sections is; None of those that don't run today."""
    nodes = (await _read(loaders, CLASSES, ids=list(keys)))["sections"]["nodes"]
    found = {
        each["id"]: Class(
            each["period"],
            each["school"]["id"],
            frozenset(one["weekday"] for one in each["meetings"]),
            each["course"]["kind"] == CourseKind.REGULAR.value,
        )
        for each in nodes
    }
    return [found.get(key) for key in keys]


async def bells_of(loaders: Loaders, schools: Sequence[str]) -> list[list[Bell]]:
    """The bell schedules in force at each of some schools."""
    nodes = (await _read(loaders, BELLS, schools=list(schools)))["schools"]["nodes"]
    found = {node["id"]: [_bell(each, node["id"]) for each in node["bellSchedules"]]
             for node in nodes}  # fmt: skip
    return [found.get(school, []) for school in schools]


async def _read(loaders: Loaders, text: str, **variables: Any) -> Any:
    answer = await loaders.door.execute(
        text, loaders.viewer, variables=variables, request_id=loaders.request_id
    )
    return json.loads(answer.body)["data"]


def _partial(rows: Any) -> bool:
    """Whether a hidden list, or something of one of its rows, is withheld."""
    return rows is None or any(each["withheld"] for each in rows)


def _holds(row: Mapping[str, Any], day: date) -> bool:
    ends_on = _day(row["endsOn"])
    return date.fromisoformat(row["startsOn"]) <= day and (ends_on is None or day < ends_on)


def _latest(rows: Iterable[Mapping[str, Any]], day: date) -> list[Mapping[str, Any]]:
    """The bell schedule that was set last of those that are set for the student."""
    held = [each for each in rows if _holds(each, day)]
    return sorted(held, key=lambda each: (each["startsOn"], each["bellSchedule"]["id"]))[-1:]


def _own(found: Iterable[Mapping[str, Any]]) -> Own | None:
    return next((Own(each["id"], each["school"]["id"]) for each in found), None)


def _stay(row: Mapping[str, Any]) -> Stay:
    return Stay(row["school"]["id"], row["gradeLevel"], row["isPrimary"])


def _consent(row: Mapping[str, Any]) -> Consent:
    approved = None if row["decision"] is None else row["decision"] == PeriodDecision.APPROVED.value
    consented_on = date.fromisoformat(row["consentedOn"])
    return Consent(row["section"]["id"], consented_on, _day(row["withdrawnOn"]), approved)


def _bell(row: Mapping[str, Any], school: str) -> Bell:
    meetings = frozenset((each["weekday"], each["period"]) for each in row["periods"])
    grades = row["firstGrade"], row["lastGrade"]
    return Bell(row["id"], row["name"], school, *grades, meetings)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _told(gap: Gap) -> dict[str, Any]:
    return {
        "rule": gap.rule,
        "reason": gap.reason.value,
        "period": gap.period,
        "weekdays": list(gap.weekdays),
        "sections": list(gap.sections),
    }
