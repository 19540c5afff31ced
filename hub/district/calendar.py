"""Three school years with terms, holidays and school days, and the local clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub.models.codes import TermKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from hub.district.keys import Keys

SCHOOL_DAYS = 180
QUARTER_WEEKS = 8
MARKS_POSTED_AFTER_DAYS = 2
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class Term:
    """A marking term, [starts_on, ends_on)."""

    id: UUID
    name: str
    kind: TermKind
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Year:
    """A school year, [starts_on, ends_on), with its school days and its terms by short name."""

    id: UUID
    year: int
    starts_on: date
    ends_on: date
    days: tuple[date, ...]
    terms: dict[str, Term]

    @property
    def whole(self) -> Term:
        """The term of courses that run through the year."""
        return self.terms["year"]

    @property
    def semesters(self) -> tuple[Term, Term]:
        """Both semesters."""
        return self.terms["s1"], self.terms["s2"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The three school years, the last of which holds `today`; `now` is 10:00 on that day.

    `days` are the present year's school days up to and with today.
    """

    today: date
    now: datetime
    years: tuple[Year, Year, Year]
    days: tuple[date, ...]

    @property
    def current(self) -> Year:
        """The present school year."""
        return self.years[-1]


def calendar(today: date, keys: Keys) -> Calendar:
    """Return the calendar around `today`.

    Raises ValueError unless `today` is a school day of the first semester after the marks of
    the first quarter and three weeks before its end: the named people's standings need that.
    """
    ending = today.year + (today.month >= 7)  # noqa: PLR2004 - a school year begins in July
    year_ids, term_ids = keys.random_ids("school_year"), keys.random_ids("term")
    first, second, third = (_year(ending - back, next(year_ids), term_ids) for back in (2, 1, 0))
    earliest = third.terms["q1"].ends_on + MARKS_POSTED_AFTER_DAYS * DAY
    latest = third.terms["s1"].ends_on - 3 * WEEK
    if today not in third.days or not earliest < today < latest:
        raise ValueError(
            f"{today} can't be the district's day: choose a school day between "
            f"{earliest + DAY} and {latest - DAY} of that school year."
        )
    days = tuple(day for day in third.days if day <= today)
    return Calendar(today, local(today, time(10)), (first, second, third), days)


def local(day: date, at: time) -> datetime:
    """Return the moment of a local time in Los Angeles, in UTC."""
    summer = _nth(day.year, 3, SUNDAY, 2) <= day < _nth(day.year, 11, SUNDAY, 1)
    return datetime.combine(day, at, UTC) + timedelta(hours=7 if summer else 8)


def weekdays_after(day: date, count: int) -> date:
    """Return the day that lies `count` weekdays (Monday to Friday) after `day`."""
    while count:
        day += DAY
        count -= day.weekday() < SATURDAY
    return day


def years_before(day: date, years: int) -> date:
    """Return the same day of an earlier year; 28 February stands in for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _year(ending: int, key: UUID, term_ids: Iterator[UUID]) -> Year:
    """The school year that ends in the calendar year `ending`."""
    start = ending - 1
    first = _on_or_after(date(start, 8, 12), MONDAY)
    winter = _nth(start, 12, FRIDAY, 3) + DAY
    spring = _on_or_after(date(ending, 1, 8), MONDAY)
    autumn_days = _days(first, winter)
    spring_days = _days(spring, date(ending, 7, 1))[: SCHOOL_DAYS - len(autumn_days)]
    last = spring_days[-1] + DAY
    turns = first + QUARTER_WEEKS * WEEK - 2 * DAY, spring + QUARTER_WEEKS * WEEK - 2 * DAY
    spans = {
        "year": ("Year", TermKind.YEAR, first, last),
        "s1": ("Semester 1", TermKind.SEMESTER, first, winter),
        "s2": ("Semester 2", TermKind.SEMESTER, spring, last),
        "q1": ("Quarter 1", TermKind.QUARTER, first, turns[0]),
        "q2": ("Quarter 2", TermKind.QUARTER, turns[0], winter),
        "q3": ("Quarter 3", TermKind.QUARTER, spring, turns[1]),
        "q4": ("Quarter 4", TermKind.QUARTER, turns[1], last),
    }
    terms = {short: Term(next(term_ids), *span) for short, span in spans.items()}
    bounds = date(start, 7, 1), date(ending, 7, 1)
    return Year(key, ending, *bounds, autumn_days + spring_days, terms)


def _days(start: date, end: date) -> tuple[date, ...]:
    """The school days in [start, end)."""
    closed = _holidays(start.year)
    span = (start + offset * DAY for offset in range((end - start).days))
    return tuple(day for day in span if day.weekday() < SATURDAY and day not in closed)


def _holidays(year: int) -> frozenset[date]:
    """Days of a calendar year on which no school teaches, apart from the long breaks."""
    thanksgiving = _nth(year, 11, THURSDAY, 4)
    easter_week = _on_or_after(date(year, 3, 25), MONDAY)
    return frozenset(
        {
            _nth(year, 1, MONDAY, 3),
            _nth(year, 2, MONDAY, 3),
            _on_or_after(date(year, 5, 25), MONDAY),
            _nth(year, 9, MONDAY, 1),
            date(year, 11, 11),
            *(thanksgiving - (3 - offset) * DAY for offset in range(5)),
            *(easter_week + offset * DAY for offset in range(5)),
        }
    )


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    """The `count`-th such weekday of a month."""
    return _on_or_after(date(year, month, 1), weekday) + (count - 1) * WEEK


def _on_or_after(day: date, weekday: int) -> date:
    return day + ((weekday - day.weekday()) % 7) * DAY
