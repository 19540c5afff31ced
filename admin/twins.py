"""Two students who may be one child: each pair once, and whom somebody looks for beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin import finding
from admin.answers import Gap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    Query = Mapping[str, str]
    Told = dict[str, Any]


def waiting(found: Told) -> Told:
    """Pairs that nobody has confirmed: `waiting`, and whether there are `more`."""
    return {
        "waiting": _once(found["waiting"]["nodes"]),
        "more": found["waiting"]["pageInfo"]["hasNextPage"],
    }


def listed(found: Told, _query: Query) -> Told:
    """Pairs that wait, and those that were confirmed: `waiting`, `more` and `merged`."""
    merged = found["merged"]["nodes"]
    return {**waiting(found), "cursor": found["waiting"]["pageInfo"]["endCursor"],
            "merged": _once(merged)}  # fmt: skip


def _once(rows: list[Any]) -> list[Any]:
    """Each pair once: it is on record for both of the two, and the row of who is kept stands for
    it. Whoever may not read of that one is shown the other row.
    """
    return [
        row
        for row in rows
        if isinstance(row["kept"], Gap) or row["student"]["id"] == row["kept"]["id"]
    ]


def asked(query: Query, today: date) -> Told:
    """The variables of the other student: nobody is listed before something is typed."""
    typed = query.get("q", "").strip()
    variables = finding.asked({"q": typed}, today)
    return {
        "search": variables["search"],
        "where": variables["where"],
        "named": any(each.isalnum() for each in typed),
    }


def beside(found: Told, query: Query) -> Told:
    """What stands in the field, and who else is found: `typed` and `others`, none: not asked."""
    page = found.get("students")
    others = None
    if page is not None:
        own = found["student"]["id"]
        others = [each for each in page["nodes"] if each["id"] != own]
    return {"typed": query.get("q", "").strip(), "others": others}
