"""Judge the doses of each series: which count, how many are lacking, and when the next is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub.immunizations.facts import Due, Reason, Requirement, Verdict
from hub.immunizations.pack import CALIFORNIA, TEENS, birthday

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from hub.immunizations.facts import Child, Dose
    from hub.immunizations.pack import Pack, Series


def requirements(
    doses: Iterable[Dose], child: Child, pack: Pack = CALIFORNIA
) -> tuple[Requirement, ...]:
    """What a student of this age and grade needs, and what becomes of each dose of it."""
    given = in_order(doses)
    asked = (each for each in pack.series if each.is_asked_in(child.grade))
    return tuple(requirement(each, given, child, pack) for each in asked)


def in_order(doses: Iterable[Dose]) -> list[Dose]:
    """Doses by the day on which they were given, those of one day by their keys."""
    return sorted(doses, key=lambda each: (each.given_on, each.key))


def requirement(series: Series, given: Iterable[Dose], child: Child, pack: Pack) -> Requirement:
    """One series, of doses in order."""
    verdicts = _judged(series, given, child, pack)
    counted = [each.dose for each in verdicts if each.counts]
    needed = _needed(series, counted, child, pack)
    if len(counted) >= needed:
        return Requirement(series.vaccine, needed, verdicts)
    if not counted:
        due = Due.REPEAT if verdicts else Due.BEGIN
        return Requirement(series.vaccine, needed, verdicts, due)
    due_on = _next_on(series, counted, child)
    return Requirement(series.vaccine, needed, verdicts, Due.CONTINUE, due_on)


def _judged(series: Series, given: Iterable[Dose], child: Child, pack: Pack) -> tuple[Verdict, ...]:
    """What becomes of each dose that belongs to a series; of those of one day one counts."""
    first = _counts_from(series, child, pack)
    counted: dict[date, str] = {}
    found = []
    for dose in given:
        if dose.vaccine not in series.of and (
            dose.vaccine not in series.late or dose.given_on < first
        ):
            continue
        verdict = _verdict(dose, first, counted.get(dose.given_on), pack)
        if verdict.counts:
            counted[dose.given_on] = dose.key
        found.append(verdict)
    return tuple(found)


def _verdict(dose: Dose, first: date, instead: str | None, pack: Pack) -> Verdict:
    until = pack.accepted_until.get(dose.vaccine)
    if dose.given_on < first:
        return Verdict(dose, Reason.TOO_EARLY, counts_from=first)
    if until is not None and dose.given_on >= until:
        return Verdict(dose, Reason.NOT_ACCEPTED)
    if instead is not None:
        return Verdict(dose, Reason.SAME_DAY, instead=instead)
    return Verdict(dose, Reason.COUNTS)


def _counts_from(series: Series, child: Child, pack: Pack) -> date:
    """The first day on which a dose counts: some days before its least age, or birth (IMM-1)."""
    if series.least_age is None:
        return child.born_on
    return birthday(child.born_on, series.least_age) - pack.grace


def _needed(series: Series, counted: Sequence[Dose], child: Child, pack: Pack) -> int:
    """How many doses do, by the latest that counts (IMM-2, IMM-3)."""
    grace = pack.grace if pack.grace_at_birthdays else timedelta()
    enough = [
        count
        for years, count in series.fewer
        if counted and counted[-1].given_on >= birthday(child.born_on, years) - grace
    ]
    return min([series.doses, *enough])


def _next_on(series: Series, counted: Sequence[Dose], child: Child) -> date:
    """The day by which the dose after these is wanted (17 CCR 6035)."""
    last = counted[-1].given_on
    teens = series.next_after_in_teens
    if teens is not None and last >= birthday(child.born_on, TEENS):
        return teens.after(last)
    return series.next_after[min(len(counted), len(series.next_after)) - 1].after(last)
