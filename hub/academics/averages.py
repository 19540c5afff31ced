"""Average marks: grade points by credit, over the lines that count in it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from hub.academics.lines import (
    UNGRADED,
    ZERO,
    Line,
    Pack,
    Reason,
    Repeats,
    by_group,
    left_out,
    room,
    settled,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

PASSED_POORLY = 1
"""The points of a D: what is at or below is replaced by a better mark (GP-2)."""


@dataclass(frozen=True)
class Graded:
    """What one line adds to the average: its points, weighed by `credit`, and why if nothing."""

    line: Line
    points: Fraction
    credit: Fraction
    reason: Reason


@dataclass(frozen=True)
class Average:
    """Points by credit (GP-1); `value` is None where no line counts, which is not 0 (GP-7)."""

    lines: tuple[Graded, ...]

    @property
    def value(self) -> Fraction | None:
        """The average itself, not rounded."""
        credit = sum((each.credit for each in self.lines), ZERO)
        points = sum((each.points * each.credit for each in self.lines), ZERO)
        return points / credit if credit else None


def average_of(lines: Iterable[Line], pack: Pack, *, weighted: bool = False) -> Average:
    """The average of some lines of one student, each of them in the order of posting. `weighted`
    adds the pack's bonus to honors courses with a C or better.
    """
    ordered = settled(lines)
    out = left_out(ordered, pack) | _ungraded(ordered, pack)
    out |= {each.key: Reason.EXCLUDED for each in ordered if not each.in_average}
    for group in by_group(each for each in ordered if each.key not in out).values():
        out |= dict.fromkeys(_repeated(group, pack), Reason.REPEATED)
    return Average(tuple(_graded(each, out.get(each.key), pack, weighted) for each in ordered))


def shown(value: Fraction | None, pack: Pack) -> Decimal | None:
    """A value as the pack prints it, truncated or rounded half up (GP-6)."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    way = ROUND_DOWN if pack.truncates else ROUND_HALF_UP
    return exact.quantize(Decimal(1).scaleb(-pack.places), rounding=way)


def _graded(line: Line, out: Reason | None, pack: Pack, weighted: bool) -> Graded:  # noqa: FBT001
    if out is not None:
        return Graded(line, ZERO, ZERO, out)
    points = _points(line, pack)
    bonus = pack.honors_bonus if weighted and line.honors and points >= pack.bonus_from else 0
    return Graded(line, points + bonus, _weight(line), Reason.COUNTED)


def _points(line: Line, pack: Pack) -> Fraction:
    points = pack.points_of(line)
    assert points is not None
    return points


def _weight(line: Line) -> Fraction:
    """The credit by which a mark weighs: a part of a course weighs as that part (CR-9)."""
    return line.earned if line.passed and line.earned else line.attempted


def _ungraded(lines: Iterable[Line], pack: Pack) -> dict[str, Reason]:
    """Lines without a grade (CR-19), and those that weigh nothing."""
    found = {}
    for line in lines:
        if line.mark in UNGRADED or pack.points_of(line) is None:
            found[line.key] = Reason.UNGRADED
        elif not _weight(line):
            found[line.key] = Reason.NO_CREDIT
    return found


def _repeated(lines: Sequence[Line], pack: Pack) -> list[str]:
    """The lines of one group that another of it stands for (GP-2): none while there are no more
    than the course can be taken for.
    """
    whole = room(lines)
    if pack.repeats is Repeats.ALL or sum((_weight(each) for each in lines), ZERO) <= whole:
        return []
    if pack.repeats is Repeats.REPLACE:
        return [each.key for at, each in enumerate(lines) if _replaced(each, lines[at + 1 :], pack)]
    kept, dropped = ZERO, []
    for line in sorted(lines, key=lambda each: -_points(each, pack)):
        if kept < whole:
            kept += _weight(line)
        else:
            dropped.append(line.key)
    return dropped


def _replaced(line: Line, later: Sequence[Line], pack: Pack) -> bool:
    """A D or F counts no more once the course was taken again with a better mark."""
    points = _points(line, pack)
    return points <= PASSED_POORLY and any(_points(each, pack) > points for each in later)
