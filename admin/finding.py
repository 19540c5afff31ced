"""Finding students: what is typed into one box, and the filters of an address, as a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from admin import scopes
from admin.answers import Gap
from admin.days import day_typed
from admin.language import gettext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    Query = Mapping[str, str]

FILTERS = ("q", "grade", "school", "asOf")
"""What an address may ask for; each is one thing that can be taken away again."""
KEPT = (*FILTERS, "order")
"""What the next page asks for again."""
GRADES = range(-1, 13)


def asked(query: Query, today: date) -> dict[str, Any]:
    """The variables of a list of students. What is typed is a birth date (2011-03-05 or
    3/5/2011), a number of theirs, if there is a digit in it, or else part of a name.
    """
    typed = query.get("q", "").strip()
    where: list[dict[str, Any]] = []
    born = day_typed(typed)
    if born is not None:
        where.append({"birthDate": {"eq": born}})
    elif has_digit(typed):
        where.append({"identifiers": {"value": {"eq": typed}}})
    if query.get("grade"):
        where.append({"gradeLevel": {"eq": _number(query["grade"])}})
    if query.get("school"):
        where.append({"enrollments": attends(query["school"], query.get("asOf") or today)})
    named = bool(typed) and not has_digit(typed)
    return {
        "search": typed if named else None,
        "where": {"and": where} if where else None,
        "asOf": query.get("asOf") or None,
        "after": query.get("after"),
    }


def attends(school: str, day: object) -> dict[str, Any]:
    """An enrollment at a school (empty: at any) that holds on a day."""
    return {
        **({"school": {"id": {"eq": school}}} if school else {}),
        "startsOn": {"lte": str(day)},
        "or": [{"endsOn": {"isNull": True}}, {"endsOn": {"gt": str(day)}}],
    }


def _number(text: str) -> object:
    """A number that was typed; what is none goes on as it is, and the door refuses it."""
    return int(text) if re.fullmatch(r"-?\d{1,2}", text) else text


def has_digit(typed: str) -> bool:
    """Whether what was typed is no name."""
    return any(each.isdecimal() for each in typed)


def told(found: dict[str, Any], query: Query) -> dict[str, Any]:
    """What the page says of the question: the filters with the address that leaves each out, the
    query of the next page, and what stands in the fields.
    """
    held = {name: query[name] for name in FILTERS if query.get(name)}
    schools = _schools(found)
    kept = {name: query[name] for name in KEPT if query.get(name)}
    chips = [
        {"said": _said(name, value, schools), "without": _address({**kept, name: ""})}
        for name, value in held.items()
    ]
    return {
        "chips": chips,
        "by_name": "q" in held and "order" not in kept and not has_digit(held["q"]),
        "order": kept.get("order", ""),
        "held": {name: held.get(name, "") for name in FILTERS},
        "grades": GRADES,
        "next": _address(kept),
        "all_graded": not any(
            isinstance(each["gradeLevel"], Gap) and each["gradeLevel"].withheld
            for each in (found.get("students") or {"nodes": ()})["nodes"]
        ),
        "students": found.get("students"),
        "schools": schools,
        "saves": scopes.saves(kept),
        **scopes.linked(found),
    }


def _schools(found: dict[str, Any]) -> dict[str, str]:
    rows = found.get("schools") or {"nodes": []}
    return {each["id"]: str(each["name"]) for each in rows["nodes"]
            if not isinstance(each["name"], Gap)}  # fmt: skip


def _said(name: str, value: str, schools: Mapping[str, str]) -> str:
    if name == "q":
        return _typed(value)
    if name == "school":
        return schools.get(value, gettext("One school"))
    if name == "grade":
        return gettext("Grade %(grade)s", grade=value)
    return gettext("As of %(day)s", day=value)


def _typed(value: str) -> str:
    if day_typed(value):
        return gettext("Born on %(day)s", day=value)
    if has_digit(value):
        return gettext("Number %(number)s", number=value)
    return gettext("Name like %(name)s", name=value)


def _address(held: Mapping[str, str]) -> str:
    kept = {name: value for name, value in held.items() if value}
    return "/admin/students" + ("?" + urlencode(kept) if kept else "")
