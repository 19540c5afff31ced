"""Work out what is lacking of a row's hidden schedule, for the computed field of a student.

What a section is and what a bell schedule asks for stand below the rows that lead to them, so that
all of it is one statement. The rules are pure (`hub.academics.schedules`).
"""

from __future__ import annotations

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
    from collections.abc import Iterable, Iterator, Mapping

    from hub.academics.schedules import Agreement, Gap

    Row = Mapping[str, Any]

LISTS = "enrollments", "bellSchedules", "seats", "periodConsents"
"""The hidden lists of a student; a schedule is known where each is, and all of it."""


class Worked(NamedTuple):
    """What is lacking of a schedule, and the name of the bell schedule that says so."""

    gaps: tuple[Gap, ...]
    bell: str | None


async def schedule_gaps(source: dict[str, Any], info: Any) -> dict[str, Any] | None:
    """What is lacking of a student's schedule today; None unless all of it is readable."""
    rows = {name: source[f"#{name}"] for name in LISTS}
    if not source[info.path.key] or any(_partial(each) for each in rows.values()):
        return None
    found = _worked_out(rows, info.context.viewer.clock.today)
    return {
        "complete": is_complete(found.gaps),
        "bell_schedule": found.bell,
        "gaps": [_told(each) for each in found.gaps],
    }


def _worked_out(rows: Mapping[str, Any], day: date) -> Worked:
    stays, seats = (list(_held(rows[name], day)) for name in ("enrollments", "seats"))
    stay = home(_stay(each) for each in stays)
    own = [each["bellSchedule"] for each in _latest(_held(rows["bellSchedules"], day))]
    bell = bell_of(stay, own[0]["id"] if own else None, _bells(stays, own, day))
    school = next((each.school for each in (bell, stay) if each), None)
    consents = [_consent(each) for each in rows["periodConsents"]]
    # two seats in one section are one place
    sections = {each["section"]["id"]: each["section"] for each in seats}
    placed = [
        _placed(each, agreement_to(key, consents, day), school)
        for key, each in sections.items()
        if _holds(each, day)
    ]
    if bell is None:
        return Worked(gaps(None, placed), None)
    return Worked(gaps(bell.meetings, placed), bell.name)


def _bells(stays: Iterable[Row], own: Iterable[Row], day: date) -> dict[str, list[Bell]]:
    """The bell schedules in force of a student's schools, by school, and the student's own."""
    found: dict[str, list[Bell]] = {}
    for row in own:
        found[row["school"]["id"]] = [_bell(row, row["school"]["id"]) for row in _held([row], day)]
    for row in stays:
        key = row["school"]["id"]
        found[key] = found.get(key, []) + [
            _bell(each, key)
            for each in _held(row["school"]["bellSchedules"], day)
            if each["firstGrade"] is not None  # else it is nobody's but for whom it is set
        ]
    return found


def _placed(section: Row, agreement: Agreement, school: str | None) -> Placed:
    """A section in which a student sits, who follows a bell schedule of a school."""
    return Placed(
        section=section["id"],
        period=section["period"],
        weekdays=frozenset(each["weekday"] for each in section["meetings"]),
        content=section["course"]["kind"] == CourseKind.REGULAR.value,
        agreement=agreement,
        here=section["school"]["id"] == school,
    )


def _partial(rows: Any) -> bool:
    """Whether a hidden list, or something of one of its rows, is withheld."""
    return rows is None or any(each["withheld"] for each in rows)


def _held(rows: Iterable[Row], day: date) -> Iterator[Row]:
    """The rows that hold on a day."""
    return (each for each in rows if _holds(each, day))


def _holds(row: Row, day: date) -> bool:
    ends_on = _day(row["endsOn"])
    return date.fromisoformat(row["startsOn"]) <= day and (ends_on is None or day < ends_on)


def _latest(rows: Iterable[Row]) -> list[Row]:
    """The bell schedule that was set last of those that are set for the student."""
    return sorted(rows, key=lambda each: (each["startsOn"], each["bellSchedule"]["id"]))[-1:]


def _stay(row: Row) -> Stay:
    return Stay(row["school"]["id"], row["gradeLevel"], row["isPrimary"])


def _consent(row: Row) -> Consent:
    approved = None if row["decision"] is None else row["decision"] == PeriodDecision.APPROVED.value
    consented_on = date.fromisoformat(row["consentedOn"])
    return Consent(row["section"]["id"], consented_on, _day(row["withdrawnOn"]), approved)


def _bell(row: Row, school: str) -> Bell:
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
