"""Shows a school's bell schedules: those that hold or are to come, and the grid that sets one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.answers import Gap, nodes_of, rows_of
from hub.academics.schedules import by_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from admin.answers import Record

    Told = dict[str, Any]
    Query = Mapping[str, str]

WEEK = range(1, 6)
"""Monday to Friday, which every grid has; the other days where they are used."""
LEAD = frozenset({"PRINCIPAL", "REGISTRAR"})


def listed(answer: Told, _query: Query) -> Told:
    """Of each bell schedule the periods of each weekday (`weeks`), and whether the viewer's posts
    are of those who set them here (`sets`): what they may, the door says.
    """
    held = _held(answer)
    return {
        "held": held,
        "weeks": {each["id"]: _week(each) for each in held},
        "sets": _sets(answer),
    }


def gridded(answer: Told, query: Query) -> Told:
    """The grid's lines, a period each, its weekdays, and what stands in it at first (`begun`):
    nothing, or the bell schedule of this school that the address names (`of`).
    """
    held = _held(answer)
    begun = next((each for each in held if each["id"] == query.get("of")), None)
    used = {
        each["weekday"]
        for bell in held
        for each in rows_of(bell["periods"])
        if not isinstance(each["weekday"], Gap)
    }
    meetings = (m for each in nodes_of(answer["weekend"]) for m in rows_of(each["meetings"]))
    used |= {each["weekday"] for each in meetings}
    ticked = {} if begun is None else {day: set(names) for day, names in _week(begun)}
    names = [
        *_named(nodes_of(answer["sections"])),
        *(name for day in ticked.values() for name in day),
    ]
    return {
        "held": held,
        "begun": begun,
        "ticked": ticked,
        "lines": sorted(dict.fromkeys(names), key=by_name),
        "days": sorted({*WEEK, *used}),
        "sets": _sets(answer),
    }


def _held(answer: Told) -> list[Record]:
    """The school's bell schedules that aren't over; not those that were replaced before a day."""
    today = answer["viewer"]["today"]
    lasting = [
        each
        for each in rows_of(answer["school"]["bellSchedules"])
        if isinstance(each["endsOn"], Gap) or each["endsOn"] > max(today, each["startsOn"])
    ]
    return sorted(
        lasting, key=lambda each: (each["startsOn"], str(each["firstGrade"]), each["name"])
    )


def _week(bell: Record) -> list[tuple[int, list[str]]]:
    """The periods of each weekday, both in order."""
    days: dict[int, list[str]] = {}
    for each in rows_of(bell["periods"]):
        days.setdefault(each["weekday"], []).append(each["period"])
    return [(day, sorted(days[day], key=by_name)) for day in sorted(days)]


def _named(sections: Iterable[Record]) -> Iterator[str]:
    """The periods that sections name; one that fills two names both, with a comma between."""
    for each in sections:
        if not isinstance(each["period"], Gap):
            yield from filter(None, (name.strip() for name in each["period"].split(",")))


def _sets(answer: Told) -> bool:
    staff = answer["viewer"]["staffMember"]
    posts = [] if isinstance(staff, Gap) else rows_of(staff["posts"])
    here = answer["school"]["id"]
    return any(
        each["role"] in LEAD and (isinstance(each["school"], Gap) or each["school"]["id"] == here)
        for each in posts
    )
