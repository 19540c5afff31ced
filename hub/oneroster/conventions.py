"""Which day an end date names: OneRoster says the day after the last, many exports the last (CR-1).

A file is read as a whole, by the evidence in it; the report shows which reading and why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAY = timedelta(days=1)
FRIDAY, SATURDAY = 5, 6
DECISIVE = 20
"""How many ends have to speak for a reading for each that speaks against it."""


class Ends(StrEnum):
    """How an end date is read: as the last day, or as the day after it."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True, slots=True)
class Convention:
    """How one file's end dates were read, and the evidence."""

    file: str
    ends: Ends
    because: str
    certain: bool = True
    """False where the evidence is mixed or there is none: then somebody has to say it."""

    def half_open(self, end: date) -> date:
        """The first day on which it no longer holds."""
        return end + DAY if self.ends is Ends.INCLUSIVE else end


@dataclass(frozen=True, slots=True)
class SessionDates:
    """One academic session's dates as sent."""

    kind: str
    starts_on: date
    ends_on: date


def session_convention(
    sessions: Sequence[SessionDates], told: Ends | None = None, *, inclusive: bool = False
) -> Convention:
    """How academicSessions.csv counts ends.

    What decides is the next session of the same kind: it begins on the end itself (exclusive) or
    on the day after (inclusive). Where a break lies between them, the weekday does: terms end on
    a Friday or with a month, so an end on the day after is exclusive. `told` is somebody's word,
    which stands above all evidence; `inclusive`, the dialect's own, which stands above weekdays.
    """
    file = "academicSessions"
    starts = {(session.kind, session.starts_on) for session in sessions}
    next_starts = Counter(_by_next_start(session, starts) for session in sessions)
    calendar = Counter(_by_calendar(session) for session in sessions)
    votes = next_starts if _decides(next_starts) else calendar
    said = _said(votes, _NEXT_START if votes is next_starts else _CALENDAR)
    if told is not None:
        return Convention(file, told, f"told so; {said}")
    if inclusive and votes is calendar:
        return Convention(file, Ends.INCLUSIVE, "School Data Sync counts the last day as a day")
    if not _decides(votes):
        because = "nothing in the file tells; the specification says exclusive"
        return Convention(file, Ends.EXCLUSIVE, because, certain=not sessions)
    return _convention(file, votes, said)


def enrollment_convention(
    ends: Iterable[tuple[date, Sequence[date], int]],
    sessions: Convention,
    told: Ends | None = None,
    file: str = "enrollments",
) -> Convention:
    """How a file counts ends: each end as sent, the half-open ends of its terms, how many rows."""
    votes: Counter[Ends | None] = Counter()
    for end, terms, rows in ends:
        votes[_by_term(end, terms)] += rows
    said = _said(votes, _TERM)
    if told is not None:
        return Convention(file, told, f"told so; {said}")
    if not _decides(votes):
        because = "no end tells more than the sessions do; read as they are"
        certain = not votes.total() or (sessions.certain and not votes[Ends.INCLUSIVE])
        return Convention(file, sessions.ends, because, certain)
    return _convention(file, votes, said)


_NEXT_START = ("stand on the day before a session of their kind begins", "on the day itself")
_CALENDAR = ("fall on a Friday or the last day of a month", "on the day after one")
_TERM = ("name the last day of a term of their class", "the day after it")


def _said(votes: Counter[Ends | None], sayings: tuple[str, str]) -> str:
    inclusive, exclusive = votes[Ends.INCLUSIVE], votes[Ends.EXCLUSIVE]
    total = votes.total()
    return f"of {total:,} ends {inclusive:,} {sayings[0]}, {exclusive:,} {sayings[1]}"


def _by_next_start(session: SessionDates, starts: set[tuple[str, date]]) -> Ends | None:
    if (session.kind, session.ends_on) in starts:
        return Ends.EXCLUSIVE
    if (session.kind, session.ends_on + DAY) in starts:
        return Ends.INCLUSIVE
    return None


def _by_calendar(session: SessionDates) -> Ends | None:
    end = session.ends_on
    if end.isoweekday() == FRIDAY or (end + DAY).day == 1:
        return Ends.INCLUSIVE
    if end.isoweekday() == SATURDAY or end.day == 1:
        return Ends.EXCLUSIVE
    return None


def _by_term(end: date, terms: Sequence[date]) -> Ends | None:
    if end in terms:
        return Ends.EXCLUSIVE
    if end + DAY in terms:
        return Ends.INCLUSIVE
    return None


def _decides(votes: Counter[Ends | None]) -> bool:
    return votes[Ends.INCLUSIVE] != votes[Ends.EXCLUSIVE]


def _convention(file: str, votes: Counter[Ends | None], said: str) -> Convention:
    inclusive, exclusive = votes[Ends.INCLUSIVE], votes[Ends.EXCLUSIVE]
    ends = Ends.INCLUSIVE if inclusive > exclusive else Ends.EXCLUSIVE
    least, most = sorted((inclusive, exclusive))
    return Convention(file, ends, said, certain=most >= DECISIVE * least)
