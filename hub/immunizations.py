"""Work out whether the doses that a student received let them attend, and what is lacking.

Pure functions over frozen data: the same doses come to something else on another day, since the
rules ask for age and grade (IMM-9). Days are those of California's rules (17 CCR 6025, 6035).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIRST_SECONDARY_GRADE = 7
OF_POLIO = frozenset({"Polio", "OPV", "IPV"})
OF_TETANUS = frozenset({"DTaP", "Tdap"})


class State(StrEnum):
    """What doses and exemptions come to on a day (IMM-5)."""

    COMPLETE = "COMPLETE"
    CONDITIONAL = "CONDITIONAL"
    OVERDUE = "OVERDUE"
    NO_RECORD = "NO_RECORD"
    TEMP_EXEMPT = "TEMP_EXEMPT"
    PERM_EXEMPT = "PERM_EXEMPT"
    TRANSFER_GRACE = "TRANSFER_GRACE"
    HOMELESS_FOSTER_IMMEDIATE = "HOMELESS_FOSTER_IMMEDIATE"


class Basis(StrEnum):
    """On what an exemption rests."""

    REGISTRY = "REGISTRY"
    PHYSICIAN = "PHYSICIAN"
    BELIEF = "BELIEF"


@dataclass(frozen=True)
class Dose:
    """A dose of a vaccine, by the key of the row that records it."""

    key: str
    vaccine: str
    given_on: date


@dataclass(frozen=True)
class Exemption:
    """A medical exemption from its day on; `until` is the first day without it, None for ever."""

    basis: Basis
    issued_on: date
    until: date | None = None


@dataclass(frozen=True)
class Child:
    """What the rules ask about a student beside the doses. `grace_until` is the first day on which
    a transfer's records are no longer waited for.
    """

    born_on: date
    grade: int
    exemptions: tuple[Exemption, ...] = ()
    homeless_or_foster: bool = False
    grace_until: date | None = None


@dataclass(frozen=True)
class Rules:
    """The numbers of a state. `next_after` says how long after a dose the next one is due."""

    grace: timedelta = timedelta(days=4)
    grace_at_birthdays: bool = True
    registry_only_from: date = date(2021, 1, 1)
    no_belief_from: date = date(2016, 1, 1)
    oral_polio_until: date = date(2016, 4, 1)
    next_after: timedelta = timedelta(days=365)
    next_after_by_vaccine: dict[str, timedelta] = field(default_factory=dict, hash=False)


CALIFORNIA = Rules(
    next_after_by_vaccine={
        "MMR": timedelta(days=120),
        "Varicella": timedelta(days=120),
        "HepB": timedelta(days=180),
    }
)


@dataclass(frozen=True)
class Requirement:
    """One vaccine: how many doses are needed, which count, and which don't."""

    vaccine: str
    needed: int
    counted: tuple[Dose, ...]
    not_counted: tuple[Dose, ...]

    @property
    def lacking(self) -> int:
        """How many doses are still needed."""
        return max(0, self.needed - len(self.counted))


@dataclass(frozen=True)
class Status:
    """The state on a day; `until` is the day to which an exemption or a grace goes, or on which the
    next dose is or was due (None where a series was never begun); `requirements` are what it
    rests on.
    """

    state: State
    until: date | None
    requirements: tuple[Requirement, ...]


def status_of(doses: Iterable[Dose], child: Child, day: date, rules: Rules = CALIFORNIA) -> Status:
    """The state of a student on a day, by the doses that they had by then."""
    received = [dose for dose in doses if dose.given_on <= day]
    asked = requirements(received, child, rules)
    exempt = next(_exempt(child, day, rules), None)
    if exempt is not None:
        return Status(*exempt, asked)
    if not any(each.lacking for each in asked):
        return Status(State.COMPLETE, None, asked)
    if child.homeless_or_foster:
        return Status(State.HOMELESS_FOSTER_IMMEDIATE, None, asked)
    if child.grace_until is not None and day < child.grace_until:
        return Status(State.TRANSFER_GRACE, child.grace_until, asked)
    if not received:
        return Status(State.NO_RECORD, None, asked)
    due = _due(asked, rules)
    late = due is None or due <= day
    return Status(State.OVERDUE if late else State.CONDITIONAL, due, asked)


def requirements(
    doses: Iterable[Dose], child: Child, rules: Rules = CALIFORNIA
) -> tuple[Requirement, ...]:
    """What a student of this age and grade needs, and which of the doses count towards it."""
    by_vaccine: dict[str, list[Dose]] = defaultdict(list)
    for dose in sorted(doses, key=lambda each: (each.given_on, each.key)):
        by_vaccine[dose.vaccine].append(dose)
    polio = [dose for name in sorted(OF_POLIO) for dose in by_vaccine[name]]
    tetanus = [dose for name in sorted(OF_TETANUS) for dose in by_vaccine[name]]
    found = [
        _polio(polio, child, rules),
        _tetanus(tetanus, child, rules),
        _at_age("MMR", 2, by_vaccine["MMR"], _from(child, 1, rules)),
        _at_age("Varicella", 2, by_vaccine["Varicella"], _from(child, 1, rules)),
    ]
    if child.grade != FIRST_SECONDARY_GRADE:
        found.append(_at_age("HepB", 3, by_vaccine["HepB"], child.born_on))
    if child.grade >= FIRST_SECONDARY_GRADE:
        found.append(_at_age("Tdap", 1, by_vaccine["Tdap"], _from(child, 7, rules)))
    return tuple(found)


def _at_age(vaccine: str, needed: int, doses: list[Dose], first: date) -> Requirement:
    """Doses count from a day on (IMM-1, IMM-3, IMM-4)."""
    counted = tuple(dose for dose in doses if dose.given_on >= first)
    return Requirement(vaccine, needed, counted, tuple(d for d in doses if d.given_on < first))


def _polio(doses: list[Dose], child: Child, rules: Rules) -> Requirement:
    """Four, or three with one at four years; oral ones only while they were given (IMM-2)."""
    counted = [d for d in doses if d.vaccine != "OPV" or d.given_on < rules.oral_polio_until]
    late = any(dose.given_on >= _birthday(child, 4, rules) for dose in counted)
    left = tuple(dose for dose in doses if dose not in counted)
    return Requirement("Polio", 3 if late else 4, tuple(counted), left)


def _tetanus(doses: list[Dose], child: Child, rules: Rules) -> Requirement:
    """Five, four with one at four years, three with one at seven (IMM-3)."""
    needed = 5
    for years, count in ((4, 4), (7, 3)):
        if any(dose.given_on >= _birthday(child, years, rules) for dose in doses):
            needed = count
    return Requirement("DTaP", needed, tuple(doses), ())


def _from(child: Child, years: int, rules: Rules) -> date:
    """The first day on which a dose of a least age counts: four days before it (IMM-1)."""
    return birthday(child.born_on, years) - rules.grace


def _birthday(child: Child, years: int, rules: Rules) -> date:
    """The day from which a dose is one "at four years", with the grace where the rules have it."""
    return birthday(child.born_on, years) - (
        rules.grace if rules.grace_at_birthdays else timedelta()
    )


def birthday(born_on: date, years: int) -> date:
    """The day on which somebody is so many years old; 1 March for 29 February in common years."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def _exempt(child: Child, day: date, rules: Rules) -> Iterator[tuple[State, date | None]]:
    """Exemptions that hold on a day: temporary ones end by themselves (IMM-6)."""
    for each in child.exemptions:
        late = each.issued_on >= rules.registry_only_from and each.basis is not Basis.REGISTRY
        belief = each.basis is Basis.BELIEF and day >= rules.no_belief_from
        if late or belief or not each.issued_on <= day:
            continue
        if each.until is None:
            yield State.PERM_EXEMPT, None
        elif day < each.until:
            yield State.TEMP_EXEMPT, each.until


def _due(asked: Iterable[Requirement], rules: Rules) -> date | None:
    """The day on which the next dose is due; None where a series was never begun, since only what
    was begun can be waited for (17 CCR 6035).
    """
    lacking = [each for each in asked if each.lacking]
    if any(not each.counted for each in lacking):
        return None
    return min(
        max(dose.given_on for dose in each.counted)
        + rules.next_after_by_vaccine.get(each.vaccine, rules.next_after)
        for each in lacking
    )
