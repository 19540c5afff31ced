"""The emergency pack: who is in a class or school, what to do for them, whom to call and whom not
to release them to, as a tagged PDF to be printed before it is needed (OPS-4).

Its content is asked through the door, as the viewer: it holds what their screens hold.
"""

from __future__ import annotations

import json
from asyncio import to_thread
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import typst

from admin import restrictions, words
from admin.answers import Gap, Reading
from admin.language import gettext, language, marked
from admin.render import HERE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from datetime import date

    Asks = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]

TEMPLATE = HERE / "screens" / "pack" / "pack.typ"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, so that a screen reader can follow tables and headings."""
STUDENTS_MAX = 5_000
"""A larger school prints its pack class by class."""
URGENT = frozenset({"LIFE_THREATENING", "SERIOUS"})
RELEASE = marked("Release only as the office says")
PRINTED = {
    "student": marked("Student"),
    "alerts": marked("What to do"),
    "adults": marked("Whom to call"),
    "release": marked("Release"),
    "nobody": marked("Nobody is listed here."),
}
"""The words of the template itself."""


class TooLarge(Exception):
    """More students than a pack holds."""


@dataclass(frozen=True)
class Group:
    """Students under one heading."""

    title: str
    students: list[dict[str, Any]]


async def pack(asks: Asks, school: str | None, today: date) -> bytes | None:
    """The pack of a school, if one is named; else of the viewer's classes, and for whoever has
    none of the school of their post. None where there is nothing for them. Raises TooLarge.
    """
    if school is None:
        data = await asks("pack/classes", {})
        if data["mySections"]["nodes"]:
            return await _of_classes(data)
        school = next(_schools(data["viewer"]["staffMember"]), None)
    return None if school is None else await _of_school(asks, school, today)


def _schools(staff: dict[str, Any] | None) -> Iterator[str]:
    for post in (staff or {}).get("posts") or ():
        if post["school"]:
            yield post["school"]["id"]


async def _of_classes(data: dict[str, Any]) -> bytes:
    groups = [
        Group(
            gettext(
                "%(title)s, period %(period)s, room %(room)s",
                title=each["title"],
                period=each["period"],
                room=each["room"] or gettext("none"),
            ),
            [node["student"] for node in (each["roster"] or {"nodes": []})["nodes"]],
        )
        for each in sorted(data["mySections"]["nodes"], key=_time)
    ]
    return await _printed(data, gettext("Emergency pack: my classes"), groups)


def _time(section: dict[str, Any]) -> tuple[str, str]:
    return section["period"] or "", section["title"] or ""


async def _of_school(asks: Asks, school: str, today: date) -> bytes | None:
    """Everybody who goes there today and whom the viewer may see, by grade."""
    asked = {"school": school, "today": today.isoformat()}
    data = await asks("pack/school", asked)
    page = data["students"]
    found = list(page["nodes"])
    while page["pageInfo"]["hasNextPage"]:
        if len(found) >= STUDENTS_MAX:
            raise TooLarge
        after = {**asked, "after": page["pageInfo"]["endCursor"]}
        page = (await asks("pack/school", after))["students"]
        found += page["nodes"]
    if data["school"] is None or not found:
        return None
    grades: dict[Any, list[dict[str, Any]]] = {}
    for each in found:
        grades.setdefault(each["gradeLevel"], []).append(each)
    groups = [
        Group(gettext("No grade") if grade is None else words.grade(grade), grades[grade])
        for grade in sorted(grades, key=lambda one: (one is None, one))
    ]
    title = gettext("Emergency pack: %(school)s", school=data["school"]["name"])
    return await _printed(data, title, groups)


async def _printed(data: dict[str, Any], title: str, groups: list[Group]) -> bytes:
    """The PDF of some groups, made in a thread: it takes a second for a school."""
    staff = data["viewer"]["staffMember"]
    today = data["viewer"]["today"]
    reading = Reading(staff=staff is not None)
    who = words.person(staff) if staff else gettext("a guardian")
    day = words.day(today)
    said = {
        "language": language(),
        "words": {each: gettext(text) for each, text in PRINTED.items()},
        "title": title,
        "district": data["district"]["name"],
        "about": gettext("As %(who)s may see it on %(day)s.", who=who, day=day),
        "printed": gettext(
            "Printed on %(day)s for %(who)s. Keep it locked away; shred it when the next one is "
            "there.",
            day=day,
            who=who,
        ),
        "groups": [
            {
                "title": f"{each.title} ({len(each.students)})",
                "students": [
                    _student(reading.read(one), today)
                    for one in sorted(each.students, key=lambda one: one["sortName"] or "")
                ],
            }
            for each in groups
        ],
    }
    return await to_thread(_compiled, json.dumps(said))


def _compiled(pack: str) -> bytes:
    made = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        sys_inputs={"pack": pack},
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )
    assert isinstance(made, bytes)
    return made


def _student(student: Any, today: str) -> dict[str, Any]:
    """One line of the pack, in plain words."""
    grade = student["gradeLevel"]
    return {
        "name": f"{_plain(student['familyName'])}, {_plain(student['givenName'])}",
        "grade": _plain(grade) if isinstance(grade, Gap) else words.grade(grade),
        "alerts": list(_alerts(student["healthAlerts"])),
        "adults": list(_adults(student, today)),
        "release": list(_release(student, today)),
    }


def _alerts(alerts: Any) -> Iterator[dict[str, Any]]:
    if isinstance(alerts, Gap):
        yield {"said": _plain(alerts), "urgent": False, "severity": ""}
        return
    for each in alerts:
        severity = each["severity"]
        yield {
            "said": _plain(each["instruction"]),
            "urgent": severity in URGENT,
            "severity": "" if isinstance(severity, Gap) else words.code(severity),
        }


def _adults(student: Any, today: str) -> Iterator[str]:
    """Guardians in their order, then whoever else is to be called; each once. While an order is in
    force, or might be, nobody is said to collect the student: that is the office's to say (P-18).
    """
    bonds, contacts = student["guardianships"], student["emergencyContacts"]
    if isinstance(bonds, Gap) and isinstance(contacts, Gap):
        yield _plain(bonds)
    guardians = [each["guardian"] for each in _sorted(bonds, "contactPriority")]
    others = _sorted(contacts, "priority")
    phones = {_name(each): each["phone"] for each in guardians if not isinstance(each, Gap)}
    for each in others:
        name = _plain(each["name"])
        if isinstance(phones.get(name), Gap | None):
            phones[name] = each["phone"]
    orders = student["courtOrders"]
    free = not isinstance(orders, Gap) and not restrictions.in_force(orders, today)
    collecting = {_plain(each["name"]) for each in others if free and each["mayPickUp"] is True}
    for name, phone in phones.items():
        called = name if isinstance(phone, Gap) else f"{name}: {phone}"
        yield gettext("%(who)s, may collect", who=called) if name in collecting else called


def _sorted(rows: Any, by: str) -> list[Any]:
    return [] if isinstance(rows, Gap) else sorted(rows, key=lambda each: _first(each[by]))


def _name(adult: Any) -> str:
    return f"{_plain(adult['givenName'])} {_plain(adult['familyName'])}"


def _release(student: Any, today: str) -> Iterator[str]:
    """Court orders in force, as far as the viewer may know of them (row 8b)."""
    for each in restrictions.in_force(student["courtOrders"], today):
        kind, adult = each["kind"], each["guardian"]
        if isinstance(kind, Gap) or isinstance(adult, Gap):
            yield f"{gettext(RELEASE)}."
        else:
            yield f"{gettext(RELEASE)}: {_name(adult)} {gettext(restrictions.ORDERS[kind])}."


def _first(priority: Any) -> int:
    return priority if isinstance(priority, int) else 99


def _plain(value: Any) -> str:
    """A value as text; a gap in the words that a screen has for it."""
    return value.why if isinstance(value, Gap) else str(value)
