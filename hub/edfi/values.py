"""Reading one value of Ed-Fi XML. What OneRoster spells alike is read by the same functions."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import TYPE_CHECKING

from hub.intake.values import FIRST_YEAR, LAST_YEAR, Doubtful, Unreadable, day, email, phone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub.edfi.reading import Frame

_YEARS = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_RANKED = {
    "address": ("Home", "Physical", "Temporary", "Mother Address", "Father Address", "Other"),
    "phone": ("Mobile", "Home", "Work", "Emergency 1", "Emergency 2", "Other", "Unlisted"),
    "email": ("Home/Personal", "Work", "Other"),
}
"""Which of several counts: the first kind of this order. A fax rings for nobody."""
_RANKS = {
    rank: {word: place for place, word in enumerate(words)} for rank, words in _RANKED.items()
}

__all__ = ["Doubtful", "Unreadable", "day", "email", "phone"]


def school_year(value: str) -> int:
    """The calendar year in which a school year such as 2021-2022 ends. Raises Unreadable."""
    found = _YEARS.fullmatch(value)
    if found is None or int(found[2]) != int(found[1]) + 1:
        raise Unreadable("school_year_unreadable")
    return int(found[2])


def flag(value: str) -> bool:
    """An XML boolean. Raises Unreadable."""
    try:
        return _FLAGS[value]
    except KeyError:
        raise Unreadable("flag_unreadable") from None


def birth_date(value: str) -> date:
    """A date that somebody can have been born on. Raises Unreadable."""
    found = day(value)
    if not date(FIRST_YEAR, 1, 1) <= found < date(LAST_YEAR, 1, 1):
        raise Unreadable("birth_date_unlikely")
    return found


def day_after(value: str) -> date:
    """The day after an end, which is the last day in Ed-Fi. Raises Unreadable."""
    return day(value) + timedelta(days=1)


def day_of(value: str) -> date:
    """The day of a moment such as 2021-12-01T16:00:00. Raises Unreadable."""
    return day(value.partition("T")[0])


def clock_time(value: str) -> time:
    """A time of day as 08:35:00. Raises Unreadable."""
    try:
        found = time.fromisoformat(value)
    except ValueError:
        raise Unreadable("time_unreadable") from None
    return found.replace(tzinfo=None)


def number(value: str) -> Decimal:
    """A number below 10,000. Raises Unreadable."""
    try:
        found = Decimal(value)
    except InvalidOperation:
        raise Unreadable("number_unreadable") from None
    if not found.is_finite() or not 0 <= found < 10_000:  # noqa: PLR2004 -- what the columns hold
        raise Unreadable("number_unreadable")
    return found


def best(rank: str, frames: Iterable[Frame]) -> list[Frame]:
    """Frames whose first value is a descriptor's URI, those of the best kind first; no others."""
    order = _RANKS[rank]
    placed = [
        (place, frame)
        for frame in frames
        if frame[0] and (place := order.get(frame[0].rpartition("#")[2])) is not None
    ]
    if len(placed) > 1:
        placed.sort(key=itemgetter(0))
    return [frame for _, frame in placed]
