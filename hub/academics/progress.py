"""Tell which classes are in progress, and for how many credits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.academics.lines import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction


@dataclass(frozen=True)
class Seat:
    """A seat in a class on the days [starts_on, ends_on), or up to `class_ends_on` where it has no
    end of its own; `posted` says that its final mark is.
    """

    key: str
    starts_on: date
    ends_on: date | None
    class_ends_on: date | None
    credit: Fraction
    posted: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether the class is in progress on a day (CR-1): not after a drop, nor once marked."""
        ends_on = self.ends_on or self.class_ends_on
        return self.starts_on <= day and (ends_on is None or day < ends_on) and not self.posted


def in_progress(seats: Iterable[Seat], day: date) -> tuple[Seat, ...]:
    """The seats that are in progress on a day."""
    return tuple(seat for seat in seats if seat.holds_on(day))


def credit_in_progress(seats: Iterable[Seat], day: date) -> Fraction:
    """Credits that would be earned if all of these were passed; never to be added to those that
    are (CR-8).
    """
    return sum((seat.credit for seat in in_progress(seats, day)), ZERO)
