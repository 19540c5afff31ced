"""The worked examples of the rules on immunizations, by the days that they name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from hub.immunizations import (
    CALIFORNIA,
    Basis,
    Child,
    Dose,
    Exemption,
    Requirement,
    State,
    birthday,
    requirements,
    status_of,
)

_numbers = count(1)
BORN = date(2014, 6, 10)
THIRD_GRADER = Child(BORN, grade=3)
TODAY = date(2023, 9, 1)


def dose(vaccine: str, *given: date) -> list[Dose]:
    """Doses of a vaccine on some days."""
    return [Dose(f"{next(_numbers):04}", vaccine, day) for day in given]


def at(vaccine: str, *months: int, born: date = BORN) -> list[Dose]:
    """Doses of a vaccine at some months of age."""
    return dose(vaccine, *(born + timedelta(days=31 * each) for each in months))


def complete(born: date = BORN) -> list[Dose]:
    """What a child of primary school needs, and no more."""
    return [
        *at("Polio", 2, 4, 50, born=born),
        *at("DTaP", 2, 4, 6, 50, born=born),
        *at("MMR", 13, 50, born=born),
        *at("Varicella", 13, 50, born=born),
        *at("HepB", 0, 2, 6, born=born),
    ]


def without(vaccine: str, doses: list[Dose]) -> list[Dose]:
    """Some doses but those of one vaccine."""
    return [each for each in doses if each.vaccine != vaccine]


def need(vaccine: str, doses: list[Dose], child: Child = THIRD_GRADER) -> Requirement:
    """What is asked of one vaccine."""
    return next(each for each in requirements(doses, child) if each.vaccine == vaccine)


def state(doses: list[Dose], child: Child = THIRD_GRADER, day: date = TODAY) -> str:
    """The state on a day."""
    return status_of(doses, child, day).state.value


@pytest.mark.parametrize(("day", "counts"), [(date(2015, 6, 6), 1), (date(2015, 6, 5), 0)])
def test_imm1_a_dose_counts_from_four_days_before_the_least_age(day: date, counts: int) -> None:
    found = need("MMR", dose("MMR", day))
    assert (len(found.counted), len(found.not_counted)) == (counts, 1 - counts)


@pytest.mark.parametrize(("last", "lacking"), [(date(2018, 6, 6), 0), (date(2018, 6, 5), 1)])
def test_imm2_three_doses_of_polio_do_with_one_at_four_years(last: date, lacking: int) -> None:
    doses = dose("Polio", date(2014, 8, 10), date(2014, 10, 10), last)
    assert need("Polio", doses).lacking == lacking


def test_imm2_the_grace_at_the_fourth_birthday_is_a_parameter() -> None:
    doses = dose("Polio", date(2014, 8, 10), date(2014, 10, 10), date(2018, 6, 6))
    strict = replace(CALIFORNIA, grace_at_birthdays=False)
    assert requirements(doses, THIRD_GRADER, strict)[0].lacking == 1


@pytest.mark.parametrize(("day", "lacking"), [(date(2016, 3, 31), 0), (date(2016, 4, 1), 1)])
def test_imm2_oral_polio_counts_only_while_it_was_given(day: date, lacking: int) -> None:
    assert need("Polio", at("IPV", 2, 4, 6) + dose("OPV", day)).lacking == lacking


@pytest.mark.parametrize(
    ("months", "lacking"),
    [((2, 4, 6, 16, 20), 0), ((2, 4, 6, 16), 1), ((2, 4, 6, 50), 0), ((2, 4, 50), 1)],
)
def test_imm3_five_doses_of_dtap_or_four_with_one_at_four_years(
    months: tuple[int, ...], lacking: int
) -> None:
    assert need("DTaP", at("DTaP", *months)).lacking == lacking


def test_imm3_three_doses_do_with_one_at_seven_years() -> None:
    assert need("DTaP", at("DTaP", 2, 4) + at("Tdap", 90)).lacking == 0
    assert need("DTaP", at("DTaP", 2, 4) + at("Tdap", 60)).lacking == 1


def test_imm3_hepatitis_is_not_asked_on_the_way_into_grade_seven() -> None:
    doses = without("HepB", complete()) + at("Tdap", 130)
    asked = {each.vaccine for each in requirements(doses, Child(BORN, grade=7))}
    assert "HepB" not in asked
    assert need("HepB", doses).lacking == 3


@pytest.mark.parametrize(("day", "lacking"), [(date(2019, 8, 28), 0), (date(2019, 8, 27), 1)])
def test_imm4_from_grade_seven_one_tdap_at_seven_years_is_asked(day: date, lacking: int) -> None:
    child = Child(date(2012, 9, 1), grade=7)
    assert need("Tdap", dose("Tdap", day), child).lacking == lacking


def test_imm5_all_that_is_needed_is_complete_and_nothing_is_no_record() -> None:
    assert state(complete()) == "COMPLETE"
    assert state([]) == "NO_RECORD"


def test_imm5_whoever_has_begun_is_admitted_until_the_next_dose_is_due() -> None:
    doses = [*without("MMR", complete()), *dose("MMR", date(2023, 8, 1))]
    found = status_of(doses, THIRD_GRADER, TODAY)
    assert (found.state, found.until) == (State.CONDITIONAL, date(2023, 11, 29))
    assert state(doses, day=date(2023, 11, 28)) == "CONDITIONAL"
    assert state(doses, day=date(2023, 11, 29)) == "OVERDUE"


def test_imm5_a_series_that_was_not_begun_is_overdue() -> None:
    assert state(without("Varicella", complete())) == "OVERDUE"


def test_imm5_homeless_and_foster_children_are_admitted_at_once() -> None:
    child = replace(THIRD_GRADER, homeless_or_foster=True)
    assert state([], child) == "HOMELESS_FOSTER_IMMEDIATE"
    assert state(complete(), child) == "COMPLETE"


def test_imm5_records_of_a_transfer_are_waited_for_until_their_day() -> None:
    child = replace(THIRD_GRADER, grace_until=date(2023, 10, 1))
    assert state([], child, date(2023, 9, 30)) == "TRANSFER_GRACE"
    assert state([], child, date(2023, 10, 1)) == "NO_RECORD"


def exempt(basis: Basis, issued_on: date, until: date | None = None) -> Child:
    """A third-grader with an exemption."""
    return replace(THIRD_GRADER, exemptions=(Exemption(basis, issued_on, until),))


@pytest.mark.parametrize(
    ("child", "found"),
    [
        (exempt(Basis.REGISTRY, date(2021, 1, 1)), "PERM_EXEMPT"),
        (exempt(Basis.PHYSICIAN, date(2020, 12, 31)), "PERM_EXEMPT"),
        (exempt(Basis.PHYSICIAN, date(2021, 1, 1)), "NO_RECORD"),
        (exempt(Basis.BELIEF, date(2015, 9, 1)), "NO_RECORD"),
        (exempt(Basis.REGISTRY, TODAY + timedelta(days=1)), "NO_RECORD"),
        (exempt(Basis.REGISTRY, date(2023, 1, 1), TODAY + timedelta(days=1)), "TEMP_EXEMPT"),
        (exempt(Basis.REGISTRY, date(2023, 1, 1), TODAY), "NO_RECORD"),
    ],
)
def test_imm6_an_exemption_holds_by_its_basis_and_its_days(child: Child, found: str) -> None:
    assert state([], child) == found


def test_imm7_every_dose_is_told_whether_it_counts_or_not() -> None:
    doses = [*complete(), *dose("MMR", BORN), *dose("OPV", date(2016, 5, 1))]
    told = {
        each.key
        for asked in requirements(doses, THIRD_GRADER)
        for each in (*asked.counted, *asked.not_counted)
    }
    assert told == {each.key for each in doses}


def test_imm9_the_same_doses_come_to_something_else_with_the_next_grade() -> None:
    doses = complete()
    assert state(doses, Child(BORN, grade=6)) == "COMPLETE"
    assert state(doses, Child(BORN, grade=7)) == "OVERDUE"


def test_imm9_a_dose_counts_from_its_day_on() -> None:
    doses = [*without("MMR", complete()), *dose("MMR", date(2023, 8, 1), date(2023, 10, 1))]
    assert state(doses, day=date(2023, 9, 30)) == "CONDITIONAL"
    assert state(doses, day=date(2023, 10, 1)) == "COMPLETE"


def test_a_child_of_a_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    assert birthday(date(2016, 2, 29), 1) == date(2017, 3, 1)
    assert birthday(date(2016, 2, 29), 4) == date(2020, 2, 29)
