"""Says what became of a student's rows: the entries of a page, with values as people read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from admin.answers import Gap
from admin.columns import COLUMNS, TYPES
from admin.language import gettext
from admin.words import code, day, grade, moment, opens, school_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    Told = dict[str, Any]

CODED = frozenset(
    {
        *("area", "basis", "kind", "level", "outcome", "preferredNameAudience", "reason"),
        *("relationship", "severity", "sex", "standing", "state", "status"),
    }
)
"""Fields that hold a code of a list, on most types that have them."""
TEXTS = frozenset({("MedicationAdministration", "outcome"), ("StudentAddress", "state")})
"""Those of them that are texts there."""
NO_CODE = re.compile(r"[^A-Z0-9_]")
KEY = re.compile(r"paper_[\w-]{43}(?=: |\Z)")
"""A key of ours at the beginning of a reason: which document showed that rights begin or end."""
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:")


def told(found: Told, query: Mapping[str, str]) -> Told:
    """The page's `entries`, newest first, None where none of it is the viewer's; and behind which
    one the `earlier` page begins, if there is one; behind which one this `page` does.
    """
    history = found["history"]
    if history is None or isinstance(history, Gap):
        return {"entries": None, "earlier": "", "page": ""}
    zone = found["district"]["timezone"]
    last = _or_none(history["last"])
    entries = [_entry(each, zone) for each in history["changes"]]
    return {"entries": entries, "earlier": last or "", "page": query.get("after", "")}


def _entry(change: Any, zone: str) -> Told:
    texts = {name: _or_none(change[name]) for name in ("about", "by", "reason")}
    paper = key_in(texts["reason"])
    if paper:
        texts["reason"] = texts["reason"].removeprefix(paper).removeprefix(": ") or None
    fields = [_field(change["type"], each, zone) for each in change["fields"]]
    said = {name: change[name] for name in ("id", "at", "kind")}
    what = TYPES[change["type"]]
    return {**said, **texts, "paper": bool(paper), "what": gettext(what), "fields": fields}


def key_in(reason: str | None) -> str:
    """The key of our store with which a reason begins; empty where it begins with none."""
    found = KEY.match(reason or "")
    return found[0] if found else ""


def _field(kind: str, field: Any, zone: str) -> Told:
    name = field["name"]
    sides = {side: _value((kind, name), _or_none(field[side]), zone)
             for side in ("before", "after")}  # fmt: skip
    called = COLUMNS[name]
    return {"name": gettext(called), "withheld": field["isWithheld"], **sides}


def _value(place: tuple[str, str], text: str | None, zone: str) -> str | None:
    """A value of a type's field as pages write it; None where it said nothing."""
    name = place[1]
    if text is None:
        return None
    if opens(text):
        return gettext("a paper")
    if text in ("true", "false"):
        return gettext("Yes") if text == "true" else gettext("No")
    if name == "gradeLevel":
        return str(grade(int(text)))
    if name == "schoolYear":
        return str(school_year(int(text)))
    if name in CODED and place not in TEXTS and not NO_CODE.search(text):
        return str(code(text))
    return _dated(text, zone)


def _dated(text: str, zone: str) -> str:
    """A day or moment as pages write it; any other text as it is."""
    if DAY.match(text):
        return str(day(text))
    return str(moment(text, zone)) if MOMENT.match(text) else text


def _or_none(value: Any) -> Any:
    return None if isinstance(value, Gap) else value
