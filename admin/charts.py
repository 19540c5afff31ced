"""Pictures of numbers: where each bar stands, worked out here and drawn by a template as SVG.

A chart says what the table beside it says, of the rows that its viewer may read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from admin.answers import Gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

JULY, DECEMBER = 7, 12
"""A school year is counted from its first day: no term begins earlier."""
HIGH, WIDE, APART = 100, 28, 14
"""How high the highest bar is drawn, how wide each, and how far apart, in units of the picture."""
ABSENT = "ABSENT"


@dataclass(frozen=True)
class Bar:
    """A month: on how many days the student was absent, and on how many others late or gone early;
    where it is drawn, from the left, and how high each of its two parts is.
    """

    month: str
    absent: int
    late: int
    left: int
    absent_high: float
    late_high: float


@dataclass(frozen=True)
class Chart:
    """Bars beside each other; `most` is what the highest of them counts."""

    bars: tuple[Bar, ...]
    most: int

    @property
    def wide(self) -> int:
        """How wide the picture is."""
        return APART + len(self.bars) * (WIDE + APART)


def this_year(_query: Mapping[str, str], today: date) -> dict[str, Any]:
    """The first day of the school year, as a document asks for it."""
    return {"since": _july(today).isoformat()}


def attendance(found: dict[str, Any], _query: Mapping[str, str]) -> dict[str, Any]:
    """The chart of a student's attendance this year, month by month: `chart`, None without rows, or
    where a page doesn't hold all of them.
    """
    events = found["student"]["attendance"]
    if isinstance(events, Gap) or not events["nodes"] or events["pageInfo"]["hasNextPage"]:
        return {"chart": None}
    today = date.fromisoformat(found["viewer"]["today"])
    return {"chart": _drawn(_by_day(events["nodes"]), today)}


def _by_day(events: Iterable[Any]) -> dict[str, set[str]]:
    """What was entered on each day, by any section."""
    days: defaultdict[str, set[str]] = defaultdict(set)
    for each in events:
        if not isinstance(each["day"], Gap) and not isinstance(each["status"], Gap):
            days[each["day"]].add(each["status"])
    return days


def _drawn(days: Mapping[str, set[str]], today: date) -> Chart | None:
    held = {month: [0, 0] for month in months(min(days, default=""), today)}
    for day, said in days.items():
        if day[:7] in held:
            held[day[:7]][ABSENT not in said] += 1
    most = max((sum(each) for each in held.values()), default=0)
    if not most:
        return None
    return Chart(
        tuple(
            Bar(month, absent, late, APART + number * (WIDE + APART),
                HIGH * absent / most, HIGH * late / most)
            for number, (month, (absent, late)) in enumerate(held.items())
        ),
        most,
    )  # fmt: skip


def months(first: str, today: date) -> Iterator[str]:
    """The months from the first day with an entry up to today's, as in 2026-10."""
    if not first:
        return
    year, month = (int(each) for each in first.split("-")[:2])
    while (year, month) <= (today.year, today.month):
        yield f"{year}-{month:02}"
        year, month = (year + 1, 1) if month == DECEMBER else (year, month + 1)


def _july(today: date) -> date:
    return date(today.year if today.month >= JULY else today.year - 1, JULY, 1)
