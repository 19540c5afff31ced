"""Say what the rules on immunizations take and give: doses, exemptions, verdicts and states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


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


class Reason(StrEnum):
    """Why a dose counts, or doesn't."""

    COUNTS = "COUNTS"
    TOO_EARLY = "TOO_EARLY"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    SAME_DAY = "SAME_DAY"
    NOT_ASKED = "NOT_ASKED"
    NOT_YET = "NOT_YET"


class Due(StrEnum):
    """Why a dose is due: nothing was given, nothing that counts, or the series goes on."""

    BEGIN = "BEGIN"
    REPEAT = "REPEAT"
    CONTINUE = "CONTINUE"


class Disease(StrEnum):
    """Against what vaccines are asked."""

    CHICKENPOX = "CHICKENPOX"
    DIPHTHERIA = "DIPHTHERIA"
    HEPATITIS_B = "HEPATITIS_B"
    MEASLES = "MEASLES"
    MUMPS = "MUMPS"
    PERTUSSIS = "PERTUSSIS"
    POLIO = "POLIO"
    RUBELLA = "RUBELLA"
    TETANUS = "TETANUS"


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
    """What the rules ask about a student beside the doses. `grade` is None where none is recorded;
    `grace_until` is the first day on which a transfer's records are no longer waited for.
    """

    born_on: date
    grade: int | None
    exemptions: tuple[Exemption, ...] = ()
    homeless_or_foster: bool = False
    grace_until: date | None = None


@dataclass(frozen=True)
class Verdict:
    """What becomes of a dose. `counts_from`: the first day on which one given too early would have
    counted; `instead`: the key of the dose of the same day that counts.
    """

    dose: Dose
    reason: Reason
    counts_from: date | None = None
    instead: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is one of the doses that are needed."""
        return self.reason is Reason.COUNTS


@dataclass(frozen=True)
class Requirement:
    """One vaccine: how many doses are needed, what becomes of each that was given, and why and by
    which day the next is due (`due_on` is None where none that counts was given: it is due now).
    """

    vaccine: str
    needed: int
    verdicts: tuple[Verdict, ...]
    due: Due | None = None
    due_on: date | None = None

    @property
    def counted(self) -> tuple[Dose, ...]:
        """The doses that count, in the order in which they were given."""
        return tuple(each.dose for each in self.verdicts if each.counts)

    @property
    def not_counted(self) -> tuple[Dose, ...]:
        """The doses that don't."""
        return tuple(each.dose for each in self.verdicts if not each.counts)

    @property
    def lacking(self) -> int:
        """How many doses are still needed."""
        return max(0, self.needed - len(self.counted))


@dataclass(frozen=True)
class Status:
    """The state on a day; `until` is the day to which an exemption or a grace goes, or on which the
    next dose is or was due (None where a series was never begun); `requirements` are what it
    rests on, and `verdicts` say of each dose once what becomes of it (IMM-7).
    """

    state: State
    until: date | None
    requirements: tuple[Requirement, ...]
    verdicts: tuple[Verdict, ...]
