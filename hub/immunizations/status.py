"""Work out the state of a student on a day, and who is susceptible to a disease."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hub.immunizations.facts import Basis, Reason, State, Status, Verdict
from hub.immunizations.pack import CALIFORNIA
from hub.immunizations.series import in_order, requirement, requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hub.immunizations.facts import Child, Disease, Dose, Exemption, Requirement
    from hub.immunizations.pack import Pack

Key = TypeVar("Key")
FIRST_TOLD = tuple(Reason)
"""Of several verdicts on a dose, by series, the one that is told: that it counts before all."""


def status_of(doses: Iterable[Dose], child: Child, day: date, pack: Pack = CALIFORNIA) -> Status:
    """The state of a student on a day, by the doses that they had by then."""
    recorded = in_order(doses)
    received = [dose for dose in recorded if dose.given_on <= day]
    asked = requirements(received, child, pack)
    state, until = _state(received, asked, child, day, pack)
    return Status(state, until, asked, _told(recorded, asked, day))


def susceptible(
    students: Iterable[tuple[Key, Child, Iterable[Dose]]],
    disease: Disease,
    day: date,
    pack: Pack = CALIFORNIA,
) -> list[Key]:
    """Who lacks doses against one disease on a day, whatever exempts them (IMM-8)."""
    return [
        key
        for key, child, doses in students
        if _lacks(in_order(each for each in doses if each.given_on <= day), child, disease, pack)
    ]


def _lacks(given: list[Dose], child: Child, disease: Disease, pack: Pack) -> bool:
    """Whether doses against a disease are lacking: also of a series that isn't asked at the time,
    but for one of later grades.
    """
    return any(
        requirement(each, given, child, pack).lacking
        for each in pack.series
        if disease in each.against and (each.from_grade is None or each.is_asked_in(child.grade))
    )


def _state(
    received: list[Dose], asked: tuple[Requirement, ...], child: Child, day: date, pack: Pack
) -> tuple[State, date | None]:
    lacking = [each for each in asked if each.lacking]
    if not lacking:
        return State.COMPLETE, None
    exempt = next(_exempt(child, day, pack), None)
    if exempt is not None:
        return exempt
    if child.homeless_or_foster:
        return State.HOMELESS_FOSTER_IMMEDIATE, None
    if child.grace_until is not None and day < child.grace_until:
        return State.TRANSFER_GRACE, child.grace_until
    if not received:
        return State.NO_RECORD, None
    due = _due(lacking)
    return (State.OVERDUE if due is None or due <= day else State.CONDITIONAL), due


def _due(lacking: Iterable[Requirement]) -> date | None:
    """The day on which the next dose is due; None where a series was never begun, since only what
    was begun can be waited for (17 CCR 6035).
    """
    days = [each.due_on for each in lacking]
    known = [day for day in days if day is not None]
    return min(known) if len(known) == len(days) else None


def _exempt(child: Child, day: date, pack: Pack) -> Iterator[tuple[State, date | None]]:
    """What exempts on a day, for ever before for a time: these end by themselves (IMM-6)."""
    held = [each for each in child.exemptions if exempts(each, day, pack)]
    if any(each.until is None for each in held):
        yield State.PERM_EXEMPT, None
    ends = [each.until for each in held if each.until is not None]
    if ends:
        yield State.TEMP_EXEMPT, max(ends)


def exempts(exemption: Exemption, day: date, pack: Pack = CALIFORNIA) -> bool:
    """Whether an exemption holds on a day, by its basis and its days (IMM-6)."""
    if exemption.basis is Basis.BELIEF and day >= pack.no_belief_from:
        return False
    if exemption.basis is not Basis.REGISTRY and exemption.issued_on >= pack.registry_only_from:
        return False
    until = exemption.until
    return exemption.issued_on <= day and (until is None or day < until)


def _told(recorded: list[Dose], asked: Iterable[Requirement], day: date) -> tuple[Verdict, ...]:
    """One verdict on each dose, whichever series it belongs to (IMM-7)."""
    found: dict[str, Verdict] = {}
    for verdict in (verdict for each in asked for verdict in each.verdicts):
        known = found.get(verdict.dose.key, verdict)
        found[verdict.dose.key] = min(verdict, known, key=_rank)
    return tuple(
        found.get(dose.key)
        or Verdict(dose, Reason.NOT_YET if dose.given_on > day else Reason.NOT_ASKED)
        for dose in recorded
    )


def _rank(verdict: Verdict) -> int:
    return FIRST_TOLD.index(verdict.reason)
