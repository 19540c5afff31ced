"""Keep the numbers of a state's rules on immunizations, with where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hub.immunizations.facts import Disease

TEENS = 13
MONTHS = 12


@dataclass(frozen=True)
class Span:
    """So many weeks, or months of the calendar."""

    weeks: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """The day so much later; the first of the next month for a day that a month lacks."""
        years, month = divmod(day.month - 1 + self.months, MONTHS)
        later = _on(day.year + years, month + 1, day.day)
        return later + timedelta(weeks=self.weeks)


@dataclass(frozen=True)
class Series:
    """The doses of one vaccine that are asked.

    `of` are the vaccines that count towards it; those of `late` only from its `least_age`, in
    years, on (none: from birth). With a dose at so many years `fewer` doses do. `next_after` says
    how long after its first, second, ... dose a child stays out without the next one; the last
    holds for all further ones, and `next_after_in_teens` where that dose was given at 13 or later.
    `from_grade` and `not_in_grade` say of whom it is asked.
    """

    vaccine: str
    against: frozenset[Disease]
    of: frozenset[str]
    doses: int
    next_after: tuple[Span, ...]
    source: str
    late: frozenset[str] = frozenset()
    least_age: int | None = None
    fewer: tuple[tuple[int, int], ...] = ()
    next_after_in_teens: Span | None = None
    from_grade: int | None = None
    not_in_grade: int | None = None

    def is_asked_in(self, grade: int | None) -> bool:
        """Whether it is asked of students in a grade, or of whom none is recorded."""
        if self.from_grade is not None and (grade is None or grade < self.from_grade):
            return False
        return self.not_in_grade is None or grade != self.not_in_grade


@dataclass(frozen=True)
class Pack:
    """The rules of one state. `grace`: a dose so little before a least age counts;
    `grace_at_birthdays`: so does one before a birthday with which fewer doses do.
    """

    name: str
    source: str
    series: tuple[Series, ...]
    grace: timedelta
    grace_at_birthdays: bool
    registry_only_from: date
    no_belief_from: date
    accepted_until: dict[str, date] = field(default_factory=dict, hash=False)


CALIFORNIA = Pack(
    name="California",
    source="17 CCR 6025 (Table B), 6035 (Table D), 6050-6051; H&S 120335, 120370, 120372",
    series=(
        Series(
            "Polio",
            frozenset({Disease.POLIO}),
            frozenset({"Polio", "OPV", "IPV"}),
            doses=4,
            fewer=((4, 3),),
            next_after=(Span(weeks=8), Span(months=12)),
            source="17 CCR 6025 Table B, note 4; 6035 Table D",
        ),
        Series(
            "DTaP",
            frozenset({Disease.DIPHTHERIA, Disease.TETANUS, Disease.PERTUSSIS}),
            frozenset({"DTaP", "DTP", "Tdap"}),
            doses=5,
            fewer=((4, 4), (7, 3)),
            next_after=(Span(weeks=8), Span(weeks=8), Span(months=12)),
            source="17 CCR 6025 Table B, note 5; 6035 Table D",
        ),
        Series(
            "MMR",
            frozenset({Disease.MEASLES, Disease.MUMPS, Disease.RUBELLA}),
            frozenset({"MMR", "MMRV"}),
            doses=2,
            least_age=1,
            next_after=(Span(months=4),),
            source="17 CCR 6025 Table B, note 7; 6035 Table D",
        ),
        Series(
            "Varicella",
            frozenset({Disease.CHICKENPOX}),
            frozenset({"Varicella", "MMRV"}),
            doses=2,
            least_age=1,
            next_after=(Span(months=4),),
            next_after_in_teens=Span(weeks=8),
            source="17 CCR 6025 Table B; 6035 Table D",
        ),
        Series(
            "HepB",
            frozenset({Disease.HEPATITIS_B}),
            frozenset({"HepB"}),
            doses=3,
            not_in_grade=7,
            next_after=(Span(weeks=8), Span(months=12)),
            source="17 CCR 6025 Table B, note 6; 6035 Table D; H&S 120335(c)",
        ),
        Series(
            "Tdap",
            frozenset({Disease.PERTUSSIS}),
            frozenset({"Tdap"}),
            doses=1,
            late=frozenset({"DTaP", "DTP"}),
            least_age=7,
            from_grade=7,
            next_after=(Span(),),
            source="17 CCR 6025 Table B, notes 5 and 8",
        ),
    ),
    grace=timedelta(days=4),  # 17 CCR 6025 Table B, note 3
    grace_at_birthdays=True,  # read so until the state's department says otherwise (IMM-2)
    registry_only_from=date(2021, 1, 1),  # H&S 120372
    no_belief_from=date(2016, 1, 1),  # H&S 120335
    accepted_until={"OPV": date(2016, 4, 1)},  # oral doses since were not of all three types
)
"""California's. Days by which the next dose is wanted are those of "exclude if not given by"."""


def birthday(born_on: date, years: int) -> date:
    """The day on which somebody is so many years old; 1 March for 29 February in common years."""
    return _on(born_on.year + years, born_on.month, born_on.day)


def _on(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year + month // MONTHS, month % MONTHS + 1, 1)
