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
    Disease,
    Dose,
    Due,
    Exemption,
    Reason,
    Requirement,
    State,
    Verdict,
    birthday,
    requirements,
    status_of,
    susceptible,
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
    assert (found.state, found.until) == (State.CONDITIONAL, date(2023, 12, 1))
    assert state(doses, day=date(2023, 11, 30)) == "CONDITIONAL"
    assert state(doses, day=date(2023, 12, 1)) == "OVERDUE"


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


def verdict(vaccine: str, doses: list[Dose], child: Child = THIRD_GRADER) -> Verdict:
    """What becomes of the last of some doses of one vaccine."""
    return need(vaccine, doses, child).verdicts[-1]


def test_imm7_every_dose_is_told_whether_it_counts_or_not() -> None:
    doses = [
        *complete(),
        *dose("MMR", BORN),
        *dose("OPV", date(2016, 5, 1)),
        *dose("HPV", date(2023, 8, 1)),
        *dose("MMR", TODAY + timedelta(days=1)),
    ]
    told = {each.dose.key: each.reason for each in status_of(doses, THIRD_GRADER, TODAY).verdicts}
    assert told == {each.key: Reason.COUNTS for each in doses[:-4]} | {
        doses[-4].key: Reason.TOO_EARLY,
        doses[-3].key: Reason.NOT_ACCEPTED,
        doses[-2].key: Reason.NOT_ASKED,
        doses[-1].key: Reason.NOT_YET,
    }


def test_imm7_of_doses_that_sources_give_for_one_day_one_counts_and_none_is_lost() -> None:
    card, registry = dose("MMR", date(2018, 7, 1), date(2018, 7, 1))
    found = need("MMR", [registry, card])
    assert (found.counted, found.lacking) == ((card,), 1)
    assert found.verdicts[1] == Verdict(registry, Reason.SAME_DAY, instead=card.key)


def test_imm7_a_dose_that_counts_for_one_series_is_told_as_counting() -> None:
    child = Child(BORN, grade=7)
    early = dose("Tdap", date(2020, 1, 1))  # at five years: of DTaP, and too early for Tdap
    doses = at("DTaP", 2, 4, 6) + early
    assert verdict("Tdap", doses, child).reason is Reason.TOO_EARLY
    assert status_of(doses, child, TODAY).verdicts[-1].counts


def test_imm1_a_dose_too_early_is_told_with_the_first_day_that_would_have_counted() -> None:
    found = verdict("MMR", dose("MMR", date(2015, 6, 5)))
    assert (found.reason, found.counts_from) == (Reason.TOO_EARLY, date(2015, 6, 6))
    assert verdict("HepB", dose("HepB", BORN - timedelta(days=1))).counts_from == BORN


def test_imm3_what_counts_against_measles_and_varicella_counts_for_both() -> None:
    doses = dose("MMRV", date(2015, 7, 1), date(2018, 7, 1))
    assert need("MMR", doses).lacking == need("Varicella", doses).lacking == 0


def test_imm4_a_dose_of_dtap_at_seven_years_does_for_tdap_and_an_early_one_is_none_of_it() -> None:
    child = Child(BORN, grade=7)
    assert need("Tdap", at("DTaP", 2, 4), child).due is Due.BEGIN
    assert need("Tdap", at("DTaP", 2, 90), child).lacking == 0


@pytest.mark.parametrize(
    ("vaccine", "given", "due_on"),
    [
        ("Polio", [date(2023, 8, 1)], date(2023, 9, 26)),
        ("DTaP", [date(2017, 8, 1), date(2017, 9, 26)], date(2017, 11, 21)),
        ("DTaP", [date(2017, 2, 1), date(2017, 3, 1), date(2017, 4, 1)], date(2018, 4, 1)),
        ("MMR", [date(2022, 10, 31)], date(2023, 3, 1)),
        ("HepB", [date(2022, 8, 1), date(2022, 9, 1)], date(2023, 9, 1)),
    ],
)
def test_imm5_the_next_dose_is_due_by_the_series_and_by_how_far_it_is(
    vaccine: str, given: list[date], due_on: date
) -> None:
    found = need(vaccine, dose(vaccine, *given))
    assert (found.due, found.due_on) == (Due.CONTINUE, due_on)


def test_imm5_in_teens_the_second_dose_of_varicella_is_due_sooner() -> None:
    given = dose("Varicella", date(2027, 7, 1))
    assert need("Varicella", given, Child(BORN, grade=7)).due_on == date(2027, 8, 26)


def test_imm5_a_series_of_which_no_dose_counts_is_due_at_once_and_says_why() -> None:
    assert need("MMR", []).due is Due.BEGIN
    found = need("MMR", dose("MMR", BORN))
    assert (found.due, found.due_on, found.lacking) == (Due.REPEAT, None, 2)


def test_imm5_nobody_is_admitted_for_a_time_while_one_dose_is_due() -> None:
    begun = [*without("MMR", complete()), *dose("MMR", date(2023, 8, 1))]
    late = without("HepB", begun) + at("HepB", 0)
    assert state(begun) == "CONDITIONAL"
    assert state(late) == "OVERDUE"
    assert status_of(late, THIRD_GRADER, TODAY).until == BORN + timedelta(weeks=8)


def test_imm6_all_doses_are_more_than_an_exemption_and_one_for_ever_more_than_one_for_a_time() -> (
    None
):
    for_a_time = Exemption(Basis.REGISTRY, date(2023, 1, 1), date(2024, 1, 1))
    for_ever = Exemption(Basis.REGISTRY, date(2023, 1, 1))
    child = replace(THIRD_GRADER, exemptions=(for_a_time, for_ever))
    assert state(complete(), child) == "COMPLETE"
    assert state([], child) == "PERM_EXEMPT"


def test_imm8_who_is_susceptible_to_one_disease_is_told_whatever_exempts_them() -> None:
    exempted = exempt(Basis.REGISTRY, date(2023, 1, 1))
    once = without("MMR", complete()) + at("MMR", 13)
    students = [
        ("protected", THIRD_GRADER, complete()),
        ("exempt", exempted, []),
        ("once", THIRD_GRADER, once),
        ("no hepatitis", Child(BORN, grade=7), without("HepB", complete())),
    ]
    assert susceptible(students, Disease.MEASLES, TODAY) == ["exempt", "once"]
    assert susceptible(students, Disease.HEPATITIS_B, TODAY) == ["exempt", "no hepatitis"]
    assert susceptible(students, Disease.MEASLES, BORN + timedelta(days=500)) == [
        "protected", "exempt", "once", "no hepatitis",
    ]  # fmt: skip


def test_imm8_from_grade_seven_whooping_cough_asks_for_tdap_too() -> None:
    students = [(grade, Child(BORN, grade), complete()) for grade in (3, 7)]
    assert susceptible(students, Disease.PERTUSSIS, TODAY) == [7]


def test_imm9_where_no_grade_is_recorded_nothing_is_asked_of_grades() -> None:
    child = Child(BORN, grade=None)
    assert state(complete(), child) == "COMPLETE"
    assert state(without("HepB", complete()), child) == "OVERDUE"


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
