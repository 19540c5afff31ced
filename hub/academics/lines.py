"""Say what a line of a transcript is to the rules, and in which numbers districts differ."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

ZERO = Fraction(0)
PASSED_UNGRADED = frozenset({"P", "CR"})
UNGRADED = PASSED_UNGRADED | {"NP", "NC", "W", "I"}
"""Marks that no average counts (CR-19, CR-1b)."""
FAILED = frozenset({"F", "NP", "NC", "W", "I"})
LETTERS = {"A": 4, "B": 3, "C": 2, "D": 1, "F": 0}
DENOMINATOR_MAX = 12
KEPT = Fraction(1, 2000)
"""Half of what the last of three decimals tells."""


class Reason(StrEnum):
    """Why a line counts as it does."""

    COUNTED = "COUNTED"
    CAPPED = "CAPPED"
    NOT_PASSED = "NOT_PASSED"
    REPEATED = "REPEATED"
    MIDDLE_SCHOOL = "MIDDLE_SCHOOL"
    CONFLICTING = "CONFLICTING"
    EXCLUDED = "EXCLUDED"
    COLLEGE_RECORD = "COLLEGE_RECORD"
    UNGRADED = "UNGRADED"
    NO_CREDIT = "NO_CREDIT"


class Repeats(StrEnum):
    """How an average treats a course that was taken again (GP-2)."""

    BEST = "BEST"
    ALL = "ALL"
    REPLACE = "REPLACE"


@dataclass(frozen=True)
class Line:
    """A line as it was posted (CR-12). `attempted` is the credit of the whole course, `earned` what
    this line brought; `group` names the courses that count as one (CR-3), which earn credit
    `completions` times. `in_average` and `in_credit` are two flags (GP-3).
    """

    key: str
    course: str
    group: str
    school_year: int
    term: str
    mark: str
    attempted: Fraction
    earned: Fraction
    posted_on: date
    completions: int = 1
    middle_school: bool = False
    honors: bool = False
    in_average: bool = True
    in_credit: bool = True
    college_record: bool = False

    @property
    def letter(self) -> str:
        """The mark without plus or minus."""
        return self.mark.rstrip("+-")

    @property
    def passed(self) -> bool:
        """D or better, or passed without a grade."""
        return self.letter not in FAILED


@dataclass(frozen=True)
class Pack:
    """The numbers in which districts and classes differ, and where they come from.

    `middle_school` are the groups that earn credit, and count in the average, in a middle school
    (CR-6, GP-4); `points` overrules letters by marks such as `A-` (GP-1).
    """

    name: str
    source: str
    middle_school: frozenset[str] = frozenset()
    attempted_includes_repeats: bool = True
    end_of_course_governs: bool = True
    repeats: Repeats = Repeats.BEST
    honors_bonus: int = 1
    bonus_from: int = 2
    points: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    places: int = 2
    truncates: bool = False

    def points_of(self, line: Line) -> Fraction | None:
        """What a line's mark is worth; None where no average counts it."""
        if line.mark in self.points:
            return self.points[line.mark]
        worth = LETTERS.get(line.letter)
        return None if worth is None else Fraction(worth)


EXAMPLE = Pack(
    name="example",
    source="Numbers in the manner of Los Angeles (domain rules CR and GP); no district approved.",
)
"""The pack of a district that has not set its own."""


def settled(lines: Iterable[Line]) -> list[Line]:
    """Lines in the order of posting, by which the first pass of a course is the one that counts."""
    return sorted(lines, key=lambda each: (each.posted_on, each.key))


def left_out(lines: Iterable[Line], pack: Pack) -> dict[str, Reason]:
    """The lines that count in no total at all, by key, whatever else there is of their course."""
    each_line = list(lines)
    conflicting = _conflicting(each_line)
    found: dict[str, Reason] = {}
    for line in each_line:
        if line.college_record:
            found[line.key] = Reason.COLLEGE_RECORD
        elif line.key in conflicting:
            found[line.key] = Reason.CONFLICTING
        elif line.middle_school and line.group not in pack.middle_school:
            found[line.key] = Reason.MIDDLE_SCHOOL
    return found


def _conflicting(lines: Iterable[Line]) -> set[str]:
    """Lines of one attempt that say both passed and failed: nobody can tell which holds, so none
    does until a person has (CR-4d). Halves of a course at two schools are two attempts, told by
    their credit: the school is not asked, since it is a slice of its own.
    """
    attempts: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in lines:
        if not line.college_record and line.letter != "W":
            attempts[line.course, line.school_year, line.term, line.attempted].append(line)
    return {
        line.key
        for attempt in attempts.values()
        if len({line.passed for line in attempt}) > 1
        for line in attempt
    }


def by_group(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by the courses that count as one, each in its order."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.group].append(line)
    return found


def room(lines: Iterable[Line]) -> Fraction:
    """How much credit a group can bring: that of its course, as often as it counts (CR-2)."""
    each_line = list(lines)
    whole = max((line.attempted for line in each_line), default=ZERO)
    return whole * max((line.completions for line in each_line), default=1)


def rational(kept: Decimal) -> Fraction:
    """A credit as it was meant: a third is kept as 3.333, and three of them are 10 (CR-10)."""
    exact = Fraction(kept)
    near = exact.limit_denominator(DENOMINATOR_MAX)
    return near if abs(near - exact) < KEPT else exact
