"""Derive: in which quarter of the calendar a day is, and whether a review is overdue. Pure."""

from __future__ import annotations

from datetime import date

MONTHS = 3


def quarter_of(day: date) -> date:
    """The first day of the quarter: of January, April, July or October."""
    return date(day.year, day.month - (day.month - 1) % MONTHS, 1)


def quarter_before(first: date) -> date:
    """The first day of the quarter before the one that begins on a day."""
    return quarter_of(date.fromordinal(first.toordinal() - 1))


def overdue(last: date | None, today: date) -> bool:
    """Whether a quarter is over whose review nobody did: `last` is the first day of the last one
    that was reviewed. The present one has until its last day.
    """
    return last is None or last < quarter_before(quarter_of(today))
