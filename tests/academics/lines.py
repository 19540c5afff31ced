"""Lines and packs as the worked examples of the rules have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

from hub.academics.credits import Credits, credit_of
from hub.academics.lines import EXAMPLE, Line, Pack

_numbers = count(1)
JUNE = (6, 12)


def line(
    course: str, mark: str, credit: float | Fraction = 5, year: int = 2014, **more: Any
) -> Line:
    """A line, posted in June of its year: passed for the whole credit, or failed."""
    attempted = Fraction(credit)
    passed = mark.rstrip("+-") not in {"F", "NP", "W"}
    given: dict[str, Any] = {
        "key": f"{next(_numbers):04}",
        "group": course,
        "school_year": year,
        "term": "Spring",
        "attempted": attempted,
        "earned": attempted if passed else Fraction(0),
        "posted_on": date(year, *JUNE),
    }
    return Line(course=course, mark=mark, **(given | more))


def pack(**more: Any) -> Pack:
    """The example's numbers, but for some."""
    return replace(EXAMPLE, **more)


def earned(*lines: Line, numbers: Pack = EXAMPLE) -> Fraction:
    """Credits earned by some lines."""
    return credit_of(lines, numbers).earned


def sums(found: Credits) -> tuple[float, float]:
    """Credits attempted and earned."""
    return float(found.attempted), float(found.earned)


def reasons(found: Credits) -> list[str]:
    """Why each line counts as it does, in the order of posting."""
    return [each.reason.value for each in found.lines]
