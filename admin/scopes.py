"""Saved scopes: a question of the list of students, in words and as the address that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from admin.answers import Gap
from admin.language import gettext, marked
from admin.words import grade, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    Told = dict[str, Any]
    Query = Mapping[str, str]

PARTS = ("grade", "school", "order")
"""What of an address of the list can be saved. A typed name may be a child's, and a day passes."""
ORDERS = {
    "name": marked("by name"),
    "-name": marked("by name, from the last on"),
    "grade": marked("by grade"),
    "-grade": marked("by grade, the highest first"),
}
"""The orders of an address, in words."""
CODES = {
    "name": "NAME",
    "-name": "NAME_DESCENDING",
    "grade": "GRADE",
    "-grade": "GRADE_DESCENDING",
}
"""The same as they are on record."""
WORDS = {code: word for word, code in CODES.items()}


def saves(query: Query) -> str:
    """Where the question of an address is saved; empty, where nothing of it can be."""
    kept = {name: query[name] for name in PARTS if query.get(name)}
    return f"/admin/scopes?{urlencode(kept)}" if kept else ""


def linked(found: Told) -> Told:
    """Each saved question with its name and where it is asked: `scopes`."""
    rows = found.get("myScopes") or {"nodes": ()}
    return {"scopes": [_linked(each) for each in rows["nodes"]]}


def told(found: Told, query: Query) -> Told:
    """The same with what each asks in words; `asking` is the question of the address, part by part,
    and `said` the same in words.
    """
    schools = {
        each["id"]: str(each["name"])
        for each in found["schools"]["nodes"]
        if not isinstance(each["name"], Gap)
    }
    asking = {name: query.get(name, "") for name in PARTS}
    asking["order"] = asking["order"] if asking["order"] in ORDERS else ""
    return {
        "asking": asking,
        "said": _said(asking, schools),
        "scopes": [
            {**_linked(each), "id": each["id"], "said": _said(_parts(each), schools)}
            for each in found["myScopes"]["nodes"]
        ],
    }


def _linked(row: Any) -> Told:
    kept = {name: value for name, value in _parts(row).items() if value}
    return {"name": row["name"], "to": "/admin/students" + ("?" + urlencode(kept) if kept else "")}


def _parts(row: Any) -> dict[str, str]:
    """What an address says for a question that is on record."""
    level, school, order = row["gradeLevel"], row["school"], row["sortedBy"]
    return {
        "grade": "" if isinstance(level, Gap) else str(level),
        "school": "" if isinstance(school, Gap) else str(school["id"]),
        "order": "" if isinstance(order, Gap) else WORDS[order],
    }


def _said(parts: Mapping[str, str], schools: Mapping[str, str]) -> str:
    """A question in words: "Grade 9, Creekside High School, by name"."""
    words = []
    if parts["grade"].removeprefix("-").isdecimal():
        words.append(str(grade(int(parts["grade"]))))
    if parts["school"]:
        words.append(schools.get(parts["school"], gettext("One school")))
    if parts["order"]:
        words.append(str(spoken(ORDERS[parts["order"]])))
    return ", ".join(words) or gettext("Everybody")
