"""Count credits, attempted and earned, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.academics.lines import ZERO, Line, Pack, Reason, by_group, left_out, room, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction


@dataclass(frozen=True)
class Counted:
    """What one line adds to the totals, and why not more."""

    line: Line
    attempted: Fraction
    earned: Fraction
    reason: Reason


@dataclass(frozen=True)
class Credits:
    """The totals, which are the sums of their lines (CR-21)."""

    lines: tuple[Counted, ...]

    @property
    def attempted(self) -> Fraction:
        """Credits that the counted lines could have earned."""
        return sum((each.attempted for each in self.lines), ZERO)

    @property
    def earned(self) -> Fraction:
        """Credits that the counted lines have earned; what is in progress is never in it (CR-8)."""
        return sum((each.earned for each in self.lines), ZERO)


def credit_of(lines: Iterable[Line], pack: Pack) -> Credits:
    """What some lines of one student come to, each of them in the order of posting."""
    ordered = settled(lines)
    out = left_out(ordered, pack)
    out |= {each.key: Reason.EXCLUDED for each in ordered if not each.in_credit}
    counted = {
        key: Counted(each, ZERO, ZERO, out[key]) for each in ordered if (key := each.key) in out
    }
    for group in by_group(each for each in ordered if each.key not in out).values():
        counted |= {each.line.key: each for each in _of_group(group, pack)}
    return Credits(tuple(counted[each.key] for each in ordered))


def _of_group(lines: Sequence[Line], pack: Pack) -> list[Counted]:
    """The lines of courses that count as one: earlier passes first, up to what there is room for.

    What is earned stays, whatever comes after it (CR-4c).
    """
    whole = room(lines)
    to_earn, to_attempt = whole, whole
    found = []
    for line in lines:
        worth = _worth(line, lines, pack)
        earned = min(worth, to_earn)
        tried = _tried(line)
        attempted = tried if pack.attempted_includes_repeats else min(tried, to_attempt)
        to_earn, to_attempt = to_earn - earned, to_attempt - attempted
        found.append(Counted(line, attempted, earned, _reason(line, worth, earned)))
    return found


def _tried(line: Line) -> Fraction:
    """A class that was left in time is no attempt (CR-1b)."""
    return ZERO if line.letter == "W" else line.attempted


def _worth(line: Line, lines: Sequence[Line], pack: Pack) -> Fraction:
    """What a line has earned by itself. Where the end of a course doesn't govern, each half earns
    its own half (CR-5): a line without credit in the same year and course is its first half.
    """
    if not line.passed:
        return ZERO
    halves = [
        each
        for each in lines
        if (each.course, each.school_year) == (line.course, line.school_year)
        and not each.attempted
        and line.attempted
    ]
    half_failed = any(not each.passed for each in halves)
    return line.earned / 2 if half_failed and not pack.end_of_course_governs else line.earned


def _reason(line: Line, worth: Fraction, earned: Fraction) -> Reason:
    if not line.passed:
        return Reason.NOT_PASSED
    if not line.attempted:
        return Reason.NO_CREDIT
    if earned == worth:
        return Reason.COUNTED
    return Reason.CAPPED if earned else Reason.REPEATED
