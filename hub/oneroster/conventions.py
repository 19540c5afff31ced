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
    """False where the evidence is mixed or there is none."""

    def half_open(self, end: date) -> date:
        """The first day on which it no longer holds."""
        return end + DAY if self.ends is Ends.INCLUSIVE else end


@dataclass(frozen=True, slots=True)
class SessionDates:
    """One academic session's dates as sent."""

    kind: str
    starts_on: date
    ends_on: date


def session_convention(sessions: Sequence[SessionDates]) -> Convention:
    """How academicSessions.csv counts ends.

    What decides is the next session of the same kind: it begins on the end itself (exclusive) or
    on the day after (inclusive). Where a break lies between them, the weekday does: terms end on
    a Friday or with a month, so an end on the day after is exclusive.
    """
    starts = {(session.kind, session.starts_on) for session in sessions}
    next_starts = Counter(_by_next_start(session, starts) for session in sessions)
    votes = next_starts if _decides(next_starts) else Counter(_by_calendar(s) for s in sessions)
    sayings = (
        ("stand on the day before a session of their kind begins", "on the day itself")
        if votes is next_starts
        else ("fall on a Friday or the last day of a month", "on the day after one")
    )
    if not _decides(votes):
        because = "nothing in the file tells; the specification says exclusive"
        return Convention("academicSessions", Ends.EXCLUSIVE, because, certain=False)
    return _convention("academicSessions", votes, sayings)


def enrollment_convention(
    ends: Iterable[tuple[date, Sequence[date]]], sessions: Convention
) -> Convention:
    """How enrollments.csv counts ends: each end as sent, with the half-open ends of its terms."""
    votes = Counter(_by_term(end, terms) for end, terms in ends)
    if not _decides(votes):
        because = "no end tells more than the sessions do; read as they are"
        certain = sessions.certain and not votes[Ends.INCLUSIVE]
        return Convention("enrollments", sessions.ends, because, certain)
    sayings = ("name the last day of a term of their class", "the day after it")
    return _convention("enrollments", votes, sayings)


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


def _convention(file: str, votes: Counter[Ends | None], sayings: tuple[str, str]) -> Convention:
    inclusive, exclusive = votes[Ends.INCLUSIVE], votes[Ends.EXCLUSIVE]
    total = inclusive + exclusive + votes[None]
    because = f"of {total:,} ends {inclusive:,} {sayings[0]}, {exclusive:,} {sayings[1]}"
    ends = Ends.INCLUSIVE if inclusive > exclusive else Ends.EXCLUSIVE
    return Convention(file, ends, because, certain=not (inclusive and exclusive))
