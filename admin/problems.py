"""What is reported to be wrong: from where it is said, and what is open, by school and page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from admin.answers import Gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    Query = Mapping[str, str]
    Told = dict[str, Any]

HERE = "/admin/problem"
KEY = re.compile(r"[a-z]{3}_[0-9a-f-]{36}")
WHERE = ("about", "screen", "request")
"""What a page says of itself to the form to which it leads."""


def way(path: str, at: Mapping[str, Any], request_id: UUID) -> str:
    """The address at which something is said to be wrong with a page: its kind of address, the
    record that its own address names, and the id of its request. A page about reports names none.
    """
    named = [str(each) for each in at.values() if KEY.fullmatch(str(each))]
    about = f"about={named[-1]}&" if named and not path.startswith(HERE) else ""
    return f"{HERE}?{about}screen={_place(path)}&request={request_id}"


@cache
def _place(path: str) -> str:
    """A screen's kind of address, as a query names it."""
    return quote_plus(re.sub(r"\{\w+\}", "{id}", path))


def seen(_found: Told, query: Query) -> Told:
    """What the page before said of itself: `where`."""
    return {"where": {name: query.get(name, "") for name in WHERE}}


@dataclass
class Group:
    """What is open of one school's page: reports, how many students each thing that they are about
    has, and since when the oldest waits. `told` are those that the viewer answers for. `school` is
    empty where it is no school's: then it is the district's.
    """

    school: str
    screen: str
    desk: str
    since: str = ""
    reports: list[Any] = field(default_factory=list)
    affected: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many reports there are."""
        return len(self.reports)

    @property
    def students(self) -> int:
        """How many students they are about, each record's once."""
        return sum(self.affected.values())

    def days(self, today: str) -> int:
        """For how many days the oldest has waited."""
        return (date.fromisoformat(today) - datetime.fromisoformat(self.since).date()).days

    @property
    def told(self) -> list[Any]:
        """The reports whose words the viewer may read."""
        return [each for each in self.reports if not isinstance(each["said"], Gap)]


def grouped(rows: Iterable[Any]) -> list[Group]:
    """Open reports by school, page and desk: the most students first, then the longest waiting.

    Of what the viewer only reported, `students` is withheld: that stands on their own list.
    """
    found: dict[tuple[str, str, str], Group] = {}
    for each in rows:
        if isinstance(each["students"], Gap) and each["students"].withheld:
            continue
        school = each["school"]
        name = "" if isinstance(school, Gap) else school["name"]
        place = (name, each["screen"], each["desk"])
        group = found.setdefault(place, Group(*place))
        group.reports.append(each)
        group.since = min(filter(None, (group.since, each["reportedAt"])))
        if not isinstance(each["students"], Gap):
            group.affected[_thing(each)] = each["students"]
    return sorted(found.values(), key=lambda each: (-each.students, each.since, each.screen))


def _thing(row: Any) -> str:
    """What a report is about, as far as the viewer may know it: else itself."""
    about = (row[name] for name in ("student", "section"))
    return next((str(each["id"]) for each in about if not isinstance(each, Gap)), str(row["id"]))


def weekly(found: Told, _query: Query) -> Told:
    """What is open: `groups`, and whether there is `more` than the page holds."""
    page = found["problems"]
    groups = grouped(page["nodes"])
    return {
        "groups": groups,
        "total": sum(each.count for each in groups),
        "more": page["pageInfo"]["hasNextPage"],
        "cursor": page["pageInfo"]["endCursor"],
    }


def waiting(found: Told) -> Told:
    """What is open, for the first page: `mine`, which the viewer answers for, and how much of it
    and of everything else: `groups`.
    """
    groups = grouped(found["problems"]["nodes"])
    mine = [each for group in groups for each in group.told]
    return {"groups": groups, "mine": sorted(mine, key=lambda each: str(each["reportedAt"]))}
