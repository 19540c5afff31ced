"""What a version of an IEP says, as the change that writes it anew takes it, and its parts: one is
put into the whole, and the rest stays as it stands on record.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from admin.answers import Gap, rows_of
from admin.repeated import WAS
from admin.words import posted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from admin.answers import Record
    from admin.repeated import Row

    Said = dict[str, Any]

PLAN = ("startsOn", "annualDueOn", "disability", "placement", "presentLevels")


class Unread(Exception):
    """Some of a version is withheld from who would write it anew, and would be lost."""


def writable(told: Said) -> bool:
    """Whether the viewer may write of the version: whoever may reads how often it was changed."""
    return not isinstance(told["node"]["version"], Gap)


def may_draft(told: Said) -> bool:
    """Whether the viewer may draft a version of a student's IEP."""
    return may_write(told["viewer"], told["student"]["ieps"])


def may_write(viewer: Record, plans: Any) -> bool:
    """Whether somebody may write another plan of a student's: whoever writes of those that there
    are, or a case manager who reads that there is none.
    """
    if isinstance(plans, Gap) or not posted(viewer, "CASE_MANAGER"):
        return False
    return not plans or any(not isinstance(each["version"], Gap) for each in plans)


def value(record: Record, name: str) -> Any:
    """What is on record; None where nothing is. Raises Unread where it is withheld."""
    held = record[name]
    if not isinstance(held, Gap):
        return held
    if held.withheld:
        raise Unread
    return None


def content(iep: Record) -> Said:
    """All that a version says. A part that begins with it, and a review a year after its first day,
    say no day of their own, and so follow when its first day moves. Parts are in the order of what
    they say: none is kept, and a form that is sent twice has to say the same. Raises Unread.
    """
    said: Said = {name: value(iep, name) for name in PLAN}
    begins = said["startsOn"]
    if said["annualDueOn"] == a_year_after(begins) or value(iep, "amends") is not None:
        said["annualDueOn"] = None
    said["caseManagerId"] = _id(value(iep, "caseManager"))
    goals = value(iep, "goals") or []
    services = [
        {
            "area": value(each, "area"),
            "providerId": _id(value(each, "provider")),
            "minutesWeekly": value(each, "minutesWeekly"),
            **_days(each, begins),
            "goals": _goals(goals, each["id"]),
        }
        for each in value(iep, "services") or []
        if value(each, "declinedOn") is None
    ]
    said["services"] = sorted(services, key=_in_order)
    said["goals"] = _goals(goals, None)
    supports = [
        {**{name: value(each, name) for name in ("kind", "area", "instruction")},
         **_days(each, begins)}
        for each in value(iep, "supports") or []
    ]  # fmt: skip
    said["supports"] = sorted(supports, key=_in_order)
    return said


def a_year_after(day: str) -> str:
    """The same day of the next year; 28 February for a 29th."""
    first = date.fromisoformat(day)
    try:
        return first.replace(year=first.year + 1).isoformat()
    except ValueError:
        return first.replace(year=first.year + 1, day=28).isoformat()


def going_on(said: Said, today: str) -> dict[str, list[Said]]:
    """The parts that a next version begins with: without what is over today, and with no days of
    the version that they are from.
    """
    parts: dict[str, list[Said]] = {"goals": said["goals"]}
    for name in ("services", "supports"):
        parts[name] = [
            {**each, "startsOn": None, "endsOn": None}
            for each in said[name]
            if each["endsOn"] is None or each["endsOn"] > today
        ]
    return parts


def in_effect(ieps: Any) -> Record | None:
    """The version in effect among a student's."""
    found = [each for each in rows_of(ieps) if each["status"] == "IN_EFFECT"]
    return found[0] if found else None


def waiting(ieps: Any) -> Record | None:
    """The draft or offer among a student's versions, to which nobody has said yes or no."""
    found = [each for each in rows_of(ieps) if each["status"] in ("DRAFT", "OFFERED")]
    return found[0] if found else None


def named(services: Iterable[Said]) -> list[Said]:
    """Services with the name of each within its version (`was`), as in `SPEECH.1`."""
    found: Counter[str] = Counter()
    told = []
    for each in services:
        found[each["area"]] += 1
        told.append({**each, WAS: f"{each['area']}.{found[each['area']]}"})
    return told


def goals_of(said: Said) -> list[Said]:
    """All goals of a version, each with the name of its service."""
    told = [
        {**goal, "service": each[WAS]} for each in named(said["services"]) for goal in each["goals"]
    ]
    return [*told, *({**goal, "service": None} for goal in said["goals"])]


def with_services(said: Said, rows: Sequence[Row]) -> Said:
    """The version with other services. A goal whose service is gone stays, without one."""
    goals = {each[WAS]: each["goals"] for each in named(said["services"])}
    services = [{**row.said, "goals": goals.pop(row.was, [])} for row in rows]
    loose = [goal for each in goals.values() for goal in each]
    return {**said, "services": services, "goals": [*said["goals"], *loose]}


def with_goals(said: Said, rows: Sequence[Row]) -> tuple[Said, dict[tuple[str, ...], Row]]:
    """The version with other goals, and by which path each row is sent."""
    services = [{**each, "goals": []} for each in named(said["services"])]
    by_name = {each[WAS]: (number, each["goals"]) for number, each in enumerate(services)}
    loose: list[Said] = []
    paths: dict[tuple[str, ...], Row] = {}
    for row in rows:
        number, goals = by_name.get(row.said["service"] or "", (None, loose))
        before = () if number is None else ("services", str(number))
        paths[(*before, "goals", str(len(goals)))] = row
        goals.append({"area": row.said["area"], "goal": row.said["goal"]})
    for each in services:
        del each[WAS]
    return {**said, "services": services, "goals": loose}, paths


def _goals(goals: Sequence[Record], service: str | None) -> list[Said]:
    found = [
        {"area": value(each, "area"), "goal": value(each, "goal")}
        for each in goals
        if _id(value(each, "service")) == service
    ]
    return sorted(found, key=_in_order)


def _in_order(part: Said) -> list[str]:
    """By the field of work, then by whatever else is said."""
    return [part["area"], *(str(each) for name, each in part.items() if name != "goals")]


def _id(record: Any) -> str | None:
    return None if record is None else str(record["id"])


def _days(part: Record, begins: str) -> Said:
    starts_on = value(part, "startsOn")
    return {"startsOn": None if starts_on == begins else starts_on, "endsOn": value(part, "endsOn")}
