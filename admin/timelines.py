"""Timelines: what held from one day to another, worked out here and drawn by a template as SVG.

A timeline says what the table beside it says, of the rows that its viewer may read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from admin.answers import Gap, rows_of
from admin.language import gettext
from admin.restrictions import ORDERS
from admin.words import code, person, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    At = Callable[[date], float]
    Told = dict[str, Any]

WIDE, ROW, HEAD = 320, 30, 14
"""How wide a picture is, how high each of its rows and what stands over them, in its own units."""
AHEAD = timedelta(days=30)
"""How far a timeline goes on behind today, so that what still holds is seen to."""
YEARS = 8
"""How many years are named at most: more would run into each other."""
THIN = 2.0
"""The least width of a bar: one day of ten years would not be seen."""


@dataclass(frozen=True)
class Stretch:
    """What held from a day on until another (None: it still does), named in words; `marks` are
    further days with what they are. Drawn so far down, from so far left, so wide.
    """

    said: str
    since: str
    until: str | None
    marks: tuple[tuple[str, str], ...] = ()
    top: int = 0
    left: float = 0
    wide: float = 0
    points: tuple[float, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """Stretches below each other, and where each year begins: its number, from so far left. `now`
    is where today is.
    """

    stretches: tuple[Stretch, ...]
    years: tuple[tuple[int, float], ...]
    now: float

    @property
    def high(self) -> int:
        """How high the picture is."""
        return HEAD + ROW * len(self.stretches)


def told(found: Told, _query: Mapping[str, str]) -> Told:
    """The timelines of a student: `stays`, `orders`, `plans`, each None without a row."""
    student, today = found["student"], date.fromisoformat(found["viewer"]["today"])
    return {
        "stays": drawn([_stay(each) for each in rows_of(student["enrollments"])], today),
        "orders": drawn([_order(each) for each in rows_of(student["courtOrders"])], today),
        "plans": drawn([_plan(each) for each in rows_of(student["ieps"])], today),
    }


def drawn(stretches: Iterable[Stretch | None], today: date) -> Timeline | None:
    """A timeline of stretches, the earliest first; those of which nobody knows the first day, or
    may read it, stand in the table alone.
    """
    known = sorted((each for each in stretches if each), key=lambda each: each.since)
    if not known:
        return None
    days = [_date(day) for each in known for day in _days(each)]
    first, last = min(days), max([*days, today]) + AHEAD
    unit = WIDE / max((last - first).days, 1)

    def at(day: date) -> float:
        return round((day - first).days * unit, 1)

    return Timeline(
        tuple(_placed(each, number, at, last) for number, each in enumerate(known)),
        tuple(_years(first, last, at)),
        at(today),
    )


def _placed(each: Stretch, number: int, at: At, last: date) -> Stretch:
    left = at(_date(each.since))
    right = at(_date(each.until) if each.until else last)
    return replace(
        each,
        top=HEAD + number * ROW,
        left=left,
        wide=max(right - left, THIN),
        points=tuple(at(_date(day)) for day, _ in each.marks),
    )


def _years(first: date, last: date, at: At) -> Iterable[tuple[int, float]]:
    """Where years begin; of many only some, so that their numbers don't run into each other."""
    step = max(1, (last.year - first.year) // YEARS + 1)
    for year in range(first.year + 1, last.year + 1, step):
        yield year, at(date(year, 1, 1))


def _days(each: Stretch) -> Sequence[str]:
    ends = [each.until] if each.until else []
    return [each.since, *ends, *(day for day, _ in each.marks)]


def _date(text: str) -> date:
    return date.fromisoformat(text[:10])


def _stay(row: Any) -> Stretch | None:
    """A stay at a school."""
    if isinstance(row["startsOn"], Gap):
        return None
    name = row["school"]["name"]
    return Stretch(_worded(name), row["startsOn"], _known(row["endsOn"]))


def _order(row: Any) -> Stretch | None:
    """A court order, until somebody decided that it binds no more, or it lapsed."""
    if isinstance(row["startsAt"], Gap) or isinstance(row["kind"], Gap):
        return None
    guardian, kind = row["guardian"], str(spoken(ORDERS[row["kind"]]))
    whom = gettext("Someone else") if isinstance(guardian, Gap) else str(person(guardian))
    until = _known(row["decidedAt"]) or _known(row["lapsesOn"])
    ends = _known(row["endsOn"])
    marks = ((ends, gettext("ends by its own words")),) if ends else ()
    return Stretch(f"{whom} {kind}", row["startsAt"], until, marks)


def _plan(row: Any) -> Stretch | None:
    """A version of an IEP, from its first day on, or while it is only offered."""
    since = _known(row["startsOn"]) or _known(row["offeredOn"])
    if since is None:
        return None
    said = gettext(
        "Version %(number)s: %(status)s",
        number=row["number"],
        status=str(code(row["status"])).lower(),
    )
    until = _known(row["supersededOn"]) or _known(row["declinedOn"])
    named = (
        (row["offeredOn"], gettext("offered")),
        (row["consentedOn"], gettext("agreed to")),
        (row["annualDueOn"], gettext("review due")),
    )
    return Stretch(said, since, until, tuple((day, what) for day, what in named if _known(day)))


def _known(value: Any) -> str | None:
    return None if isinstance(value, Gap) else str(value)


def _worded(value: Any) -> str:
    return value.said if isinstance(value, Gap) else str(value)
