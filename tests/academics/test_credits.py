"""The worked examples of the rules on credits, with totals added up by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.academics.credits import credit_of
from hub.academics.lines import EXAMPLE, Line, rational
from hub.academics.progress import Seat, credit_in_progress, in_progress
from tests.academics.lines import earned, line, pack, reasons, sums

LEGACY = pack(name="legacy", middle_school=frozenset({"ALG1"}))
"""A pack that grants credit for Algebra 1 in middle school."""


def seat(key: str, starts_on: date, ends_on: date | None, **more: object) -> Seat:
    """A seat in a class of five credits that ends in December."""
    return Seat(key, starts_on, ends_on, date(2014, 12, 20), Fraction(5), **more)  # type: ignore[arg-type]


DROPPED = (
    seat("Geometry A", date(2014, 8, 12), date(2014, 8, 29)),
    seat("Algebra 2A", date(2014, 8, 29), None),
)


@pytest.mark.parametrize(
    ("day", "classes"),
    [
        (date(2014, 8, 11), []),
        (date(2014, 8, 28), ["Geometry A"]),
        (date(2014, 8, 29), ["Algebra 2A"]),
        (date(2014, 10, 15), ["Algebra 2A"]),
        (date(2014, 12, 19), ["Algebra 2A"]),
        (date(2014, 12, 20), []),
    ],
)
def test_cr1_a_dropped_class_is_not_in_progress(day: date, classes: list[str]) -> None:
    assert [each.key for each in in_progress(DROPPED, day)] == classes


def test_cr1_a_class_with_a_final_mark_is_not_in_progress() -> None:
    marked = seat("Geometry A", date(2014, 8, 12), None, posted=True)
    assert in_progress([marked], date(2014, 10, 1)) == ()


def test_cr1b_a_drop_after_the_deadline_attempts_and_earns_nothing() -> None:
    found = credit_of([line("GEOM-A", "W")], EXAMPLE)
    assert (sums(found), reasons(found)) == ((0, 0), ["NOT_PASSED"])


def test_cr2_a_course_passed_twice_earns_once() -> None:
    twice = credit_of([line("ALG1B", "C", year=2013), line("ALG1B", "B", year=2014)], EXAMPLE)
    assert twice.earned == 5
    assert reasons(twice) == ["COUNTED", "REPEATED"]


def test_cr2_a_repeatable_course_earns_as_often_as_it_may_be_taken() -> None:
    band = [line("JAZZ", "A", year=year, completions=4) for year in range(2011, 2016)]
    assert earned(*band[:4]) == 20
    fifth = credit_of(band, EXAMPLE)
    assert fifth.earned == 20
    assert reasons(fifth) == ["COUNTED"] * 4 + ["REPEATED"]


def test_cr3_courses_are_one_by_their_group_and_never_by_title() -> None:
    names = ("Alg 1B", "ALGEBRA 1B HON", "310302S")
    lines = [line(name, "B", year=2012 + at, group="ALG1B") for at, name in enumerate(names)]
    assert earned(*lines) == 5
    assert earned(line("Seminar", "A"), line("Seminar", "A", group="SEM-2")) == 10


def test_cr4_failed_and_then_passed_earns_once() -> None:
    lines = [line("ENG9A", "F", year=2013), line("ENG9A", "C", year=2014)]
    every = credit_of(lines, EXAMPLE)
    assert sums(every) == (10, 5)
    once = credit_of(lines, pack(attempted_includes_repeats=False))
    assert sums(once) == (5, 5)
    assert reasons(every) == ["NOT_PASSED", "COUNTED"]


def test_cr4b_a_better_mark_earns_no_second_credit() -> None:
    assert earned(line("ENG9A", "D", year=2013), line("ENG9A", "C", year=2014)) == 5


def test_cr4c_what_was_earned_stays_when_a_repeat_is_failed() -> None:
    assert earned(line("ENG9A", "C", year=2013), line("ENG9A", "F", year=2014)) == 5


def test_cr4d_a_line_that_says_passed_and_one_that_says_failed_count_neither() -> None:
    both = [line("ENG9A", "P"), line("ENG9A", "NP"), line("ART1-A", "A")]
    found = credit_of(both, EXAMPLE)
    assert sums(found) == (5, 5)
    assert sorted(reasons(found)) == ["CONFLICTING", "CONFLICTING", "COUNTED"]


def year_long(first: str, last: str | None) -> list[Line]:
    """Algebra 1 over a year: no credit with the first mark, ten with the last."""
    lines = [line("ALG1", first, 0, term="Fall", posted_on=date(2014, 1, 20))]
    return lines + ([line("ALG1", last, 10)] if last else [])


def test_cr5_credit_comes_with_the_mark_at_the_end_of_the_course() -> None:
    assert earned(*year_long("B", None)) == 0
    assert earned(*year_long("B", "B")) == 10
    found = credit_of(year_long("B", "B"), EXAMPLE)
    assert reasons(found) == ["NO_CREDIT", "COUNTED"]


def test_cr5_a_failed_first_half_costs_its_half_where_the_end_does_not_govern() -> None:
    assert earned(*year_long("F", "C")) == 10
    assert earned(*year_long("F", "C"), numbers=pack(end_of_course_governs=False)) == 5


def test_cr6_algebra_in_middle_school_counts_by_the_pack_of_the_class() -> None:
    algebra = line("ALG1.M", "B", 10, group="ALG1", middle_school=True)
    assert earned(algebra, numbers=LEGACY) == 10
    current = credit_of([algebra], EXAMPLE)
    assert sums(current) == (0, 0)
    assert reasons(current) == ["MIDDLE_SCHOOL"]
    assert earned(algebra, numbers=LEGACY) == 10, "another class's pack changes nothing"


def test_cr6_algebra_that_earned_nothing_in_middle_school_earns_when_taken_again() -> None:
    algebra = line("ALG1.M", "B", 10, 2014, group="ALG1", middle_school=True)
    again = line("ALG1", "C", 10, 2015)
    assert earned(algebra, again) == 10
    assert earned(algebra, again, numbers=LEGACY) == 10


def test_cr7_a_summer_course_before_grade_9_earns_at_a_high_school_only() -> None:
    assert earned(line("HEALTH", "B", term="Summer")) == 5
    assert earned(line("HEALTH", "B", term="Summer", middle_school=True)) == 0


def test_cr8_what_is_in_progress_is_never_among_what_is_earned() -> None:
    lines = [line(f"C{number}", "B") for number in range(11)]
    seats = [seat(f"S{number}", date(2014, 8, 12), None) for number in range(6)]
    assert earned(*lines) == 55
    assert credit_in_progress(seats, date(2014, 10, 1)) == 30


def test_cr9_parts_of_a_course_add_up_to_the_course_and_no_further() -> None:
    half = Fraction(5, 2)
    parts = [line("ENG9A", "B", earned=half, term=term) for term in ("Fall", "Late fall")]
    assert earned(*parts) == 5
    too_much = credit_of([parts[0], line("ENG9A", "B", year=2015)], EXAMPLE)
    assert too_much.earned == 5
    assert reasons(too_much) == ["COUNTED", "CAPPED"]


def test_cr10_three_thirds_of_ten_are_ten() -> None:
    third = rational(Decimal("3.333"))
    assert third == Fraction(10, 3)
    assert earned(*(line(f"Q{number}", "A", third) for number in range(3))) == 10
    assert rational(Decimal("2.500")) == Fraction(5, 2)
    assert rational(Decimal("0.011")) == Fraction(11, 1000)


def test_cr19_passed_without_a_grade_earns() -> None:
    assert earned(line("PE9-A", "P"), line("ART1-A", "CR"), line("ENG9A", "NP")) == 10


def test_cr20_a_colleges_own_record_is_not_counted_beside_the_schools() -> None:
    both = [line("COLL-101", "B"), line("COLL-101", "B", college_record=True)]
    found = credit_of(both, EXAMPLE)
    assert found.earned == 5
    assert reasons(found) == ["COUNTED", "COLLEGE_RECORD"]


def test_gp3_a_course_may_be_left_out_of_credits_alone() -> None:
    found = credit_of([line("TA", "A", in_credit=False)], EXAMPLE)
    assert (sums(found), reasons(found)) == ((0, 0), ["EXCLUDED"])


LINES = st.lists(
    st.builds(
        line,
        st.sampled_from(("ENG9A", "ALG1", "JAZZ")),
        st.sampled_from(("A", "B-", "D", "F", "P", "NP", "W")),
        st.sampled_from((0, Fraction(5, 2), 5, 10)),
        st.integers(2012, 2015),
        completions=st.sampled_from((1, 4)),
        middle_school=st.booleans(),
        in_credit=st.booleans(),
        college_record=st.booleans(),
    ),
    max_size=12,
)


@given(LINES, st.randoms(use_true_random=False))
def test_cr21_the_totals_are_the_sums_of_their_lines_in_whatever_order(
    lines: list[Line], random: object
) -> None:
    found = credit_of(lines, EXAMPLE)
    assert {each.line.key for each in found.lines} == {each.key for each in lines}
    assert len(found.lines) == len(lines)
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert credit_of(shuffled, EXAMPLE) == found
    for each in found.lines:
        assert 0 <= each.earned <= max(each.line.earned, Fraction(0))
        assert (each.earned > 0) <= (each.reason.value in {"COUNTED", "CAPPED"})


@given(LINES, st.data())
def test_cr4c_another_line_never_takes_away_what_was_earned(
    lines: list[Line], data: st.DataObject
) -> None:
    """But for a line that contradicts another of the same attempt (CR-4d)."""
    later = data.draw(st.builds(line, st.just("ENG9A"), st.sampled_from(("A", "F", "P"))))
    later = line("ENG9A", later.mark, year=2016)
    assert earned(*lines, later) >= earned(*lines)
