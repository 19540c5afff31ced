"""Tell what is lacking of a student's schedule: SCH-1, SCH-2, SCH-5 and SCH-8.

Given are the meetings that the student's bell schedule asks for in a week, and the sections in
which they sit on one day; what comes of it is gaps, each with its rule and the reason.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

Meeting = tuple[int, str]
"""An ISO weekday, and the period in which something meets."""
WEEK = frozenset(range(1, 8))


class Agreement(Enum):
    """How far a period without content is agreed to."""

    NONE = "NONE"
    CONSENTED = "CONSENTED"
    REFUSED = "REFUSED"
    APPROVED = "APPROVED"


class GapReason(Enum):
    """Why a schedule is not complete."""

    NO_CLASSES = "NO_CLASSES"
    NO_CLASS = "NO_CLASS"
    NO_CONSENT = "NO_CONSENT"
    NOT_APPROVED = "NOT_APPROVED"
    REFUSED = "REFUSED"
    TWO_AT_ONCE = "TWO_AT_ONCE"


RULES = {
    GapReason.NO_CLASSES: "SCH-8",
    GapReason.NO_CLASS: "SCH-2",
    GapReason.NO_CONSENT: "SCH-1",
    GapReason.NOT_APPROVED: "SCH-1",
    GapReason.REFUSED: "SCH-1",
    GapReason.TWO_AT_ONCE: "SCH-5",
}
"""The rule that each reason is of."""
OF_AGREEMENT = {
    Agreement.NONE: GapReason.NO_CONSENT,
    Agreement.CONSENTED: GapReason.NOT_APPROVED,
    Agreement.REFUSED: GapReason.REFUSED,
}
"""What is lacking of a period without content, by how far it is agreed to."""
INCOMPLETE = frozenset(RULES) - {GapReason.TWO_AT_ONCE}
"""What keeps a schedule from being complete: SCH-1 and SCH-2, and SCH-8, which is both. Two classes
at once are told of, and are another matter."""


@dataclass(frozen=True)
class Consent:
    """A written consent to a section without content; `approved` is None until the principal has
    decided.
    """

    section: str
    consented_on: date
    withdrawn_on: date | None = None
    approved: bool | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the family consents on a day."""
        return self.consented_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True)
class Placed:
    """A section in which the student sits on the day. `period` is as the section has it: where it
    takes several, rosters name them in one text, as in "1, 2"; where they name none it is empty.
    `weekdays` are those on which it meets; none where its hours aren't recorded: then it meets on
    each. `here`: it is taught at the school whose bell schedule the student follows, so that its
    period is one of that schedule.
    """

    section: str
    period: str
    weekdays: frozenset[int] = frozenset()
    content: bool = True
    agreement: Agreement = Agreement.NONE
    here: bool = True

    @property
    def meets(self) -> frozenset[int]:
        """The weekdays that it fills."""
        return self.weekdays or WEEK

    @property
    def periods(self) -> frozenset[str]:
        """The periods that it fills."""
        return frozenset(filter(None, (each.strip() for each in self.period.split(","))))


@dataclass(frozen=True)
class Gap:
    """What is lacking: in which period, None where it is all of them, on which weekdays, and the
    sections that are meant.
    """

    reason: GapReason
    period: str | None = None
    weekdays: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The id of its rule."""
        return RULES[self.reason]


def agreement_to(section: str, consents: Iterable[Consent], day: date) -> Agreement:
    """How far somebody's consents go for a section on a day. One that was approved is enough; one
    that was refused is heard before one that nobody has decided.
    """
    held = {each.approved for each in consents if each.section == section and each.holds_on(day)}
    if True in held:
        return Agreement.APPROVED
    if False in held:
        return Agreement.REFUSED
    return Agreement.CONSENTED if held else Agreement.NONE


def gaps(required: frozenset[Meeting] | None, seats: Iterable[Placed]) -> tuple[Gap, ...]:
    """What is lacking, period by period. `required` is None where no bell schedule says what the
    student needs: then a seat anywhere is all that can be asked.
    """
    placed = tuple(seats)
    if not placed and (required is None or required):
        return (Gap(GapReason.NO_CLASSES),)
    found = [
        *_without_content(placed),
        *_twice(placed),
        *_unfilled(required or frozenset(), placed),
    ]
    return tuple(sorted(found, key=_in_order))


def is_complete(found: Iterable[Gap]) -> bool:
    """Whether a schedule is complete but for what else is told of it (SCH-1, SCH-2)."""
    return not any(each.reason in INCOMPLETE for each in found)


def _without_content(seats: tuple[Placed, ...]) -> Iterator[Gap]:
    """SCH-1: a period without content that isn't consented to and approved, wherever it is."""
    for each in seats:
        if not each.content and each.agreement is not Agreement.APPROVED:
            days = tuple(sorted(each.weekdays))
            yield Gap(OF_AGREEMENT[each.agreement], each.period, days, (each.section,))


def _unfilled(required: frozenset[Meeting], seats: tuple[Placed, ...]) -> Iterator[Gap]:
    """SCH-2: the meetings in which the student has no section. One without content is a section,
    and SCH-1 asks for the rest.
    """
    filled = {
        (day, period)
        for each in seats
        if each.here
        for day in each.meets
        for period in each.periods
    }
    days: dict[str, list[int]] = defaultdict(list)
    for day, period in sorted(required - filled):
        days[period].append(day)
    for period, lacking in days.items():
        yield Gap(GapReason.NO_CLASS, period, tuple(lacking))


def _twice(seats: tuple[Placed, ...]) -> Iterator[Gap]:
    """SCH-5: two sections of one school in one period of a day."""
    for one, other in combinations([each for each in seats if each.here], 2):
        both = one.meets & other.meets
        days = tuple(sorted(both)) if one.weekdays or other.weekdays else ()
        named = tuple(sorted((one.section, other.section)))
        for period in one.periods & other.periods if both else ():
            yield Gap(GapReason.TWO_AT_ONCE, period, days, named)


def _in_order(gap: Gap) -> tuple[object, ...]:
    """By period, and within one as the rules are numbered."""
    return by_name(gap.period or ""), gap.rule, gap.sections, gap.weekdays


def by_name(period: str) -> tuple[bool, int, str]:
    """How periods are put in order: numbers as numbers, names behind them."""
    return not period.isdecimal(), int(period) if period.isdecimal() else 0, period


@dataclass(frozen=True)
class Bell:
    """A bell schedule in force: whose it is by grade, both ends included, and what it asks for."""

    key: str
    name: str
    school: str
    first_grade: int | None
    last_grade: int | None
    meetings: frozenset[Meeting]

    def is_of(self, grade: int | None) -> bool:
        """Whether it is that of a grade: none where it is only for whom it is set."""
        first, last = self.first_grade, self.last_grade
        return (
            grade is not None and first is not None and last is not None and first <= grade <= last
        )


@dataclass(frozen=True)
class Stay:
    """That a student is enrolled at a school today, in a grade."""

    school: str
    grade: int | None
    primary: bool


def home(stays: Iterable[Stay]) -> Stay | None:
    """The school that answers for a student's schedule: the primary one, else the first by id."""
    return min(stays, key=lambda each: (not each.primary, each.school), default=None)


def bell_of(stay: Stay | None, own: str | None, bells: Mapping[str, Iterable[Bell]]) -> Bell | None:
    """The bell schedule that a student follows: their own (its key), else that of their grade.
    `bells` are those in force by school.
    """
    every = {each.key: each for found in bells.values() for each in found}
    if own is not None and own in every:
        return every[own]
    if stay is None:
        return None
    here = sorted(bells.get(stay.school, ()), key=lambda each: each.key)
    return next((each for each in here if each.is_of(stay.grade)), None)
