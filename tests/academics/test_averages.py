"""The worked examples of the rules on averages, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from hub.academics.averages import average_of, shown
from hub.academics.lines import EXAMPLE, Line, Pack, Repeats
from tests.academics.lines import earned, line, pack


def value(*lines: Line, numbers: Pack = EXAMPLE, weighted: bool = False) -> Decimal | None:
    """The average of some lines, as it is printed."""
    return shown(average_of(lines, numbers, weighted=weighted).value, numbers)


def test_gp1_points_are_weighed_by_credit_and_passes_are_left_out() -> None:
    lines = [line("A1", "A"), line("B1", "B"), line("C1", "C", 2.5), line("P1", "P")]
    assert value(*lines) == Decimal("3.20")


def test_gp1_plus_and_minus_count_only_where_the_pack_says_so() -> None:
    assert value(line("A1", "A-")) == Decimal("4.00")
    by_pack = pack(points={"A-": Fraction(37, 10)})
    assert value(line("A1", "A-"), line("B1", "B+"), numbers=by_pack) == Decimal("3.35")


REPEATED = (line("ENG9A", "F", year=2013), line("ENG9A", "B", year=2014), line("ART", "A"))


@pytest.mark.parametrize(
    ("repeats", "average"),
    [(Repeats.BEST, "3.50"), (Repeats.ALL, "2.33"), (Repeats.REPLACE, "3.50")],
)
def test_gp2_a_repeat_counts_as_the_pack_says(repeats: Repeats, average: str) -> None:
    assert value(*REPEATED, numbers=pack(repeats=repeats)) == Decimal(average)


def test_gp2_a_c_is_averaged_with_the_better_mark_where_only_d_and_f_are_replaced() -> None:
    lines = [line("ENG9A", "C", year=2013), line("ENG9A", "A", year=2014)]
    numbers = pack(repeats=Repeats.REPLACE)
    assert value(*lines, numbers=numbers) == Decimal("3.00")
    assert earned(*lines, numbers=numbers) == 5
    assert value(*lines) == Decimal("4.00")


def test_gp2_a_course_that_may_be_taken_again_is_no_repeat() -> None:
    band = [line("BAND", mark, year=2012 + at, completions=4) for at, mark in enumerate("ABCF")]
    assert value(*band) == Decimal("2.25")


def test_gp2_the_line_that_is_replaced_stays_on_display() -> None:
    found = average_of(REPEATED, EXAMPLE)
    assert [(each.line.mark, each.reason.value) for each in found.lines] == [
        ("F", "REPEATED"),
        ("B", "COUNTED"),
        ("A", "COUNTED"),
    ]


def test_gp3_a_course_may_earn_credit_and_stay_out_of_the_average() -> None:
    aide = line("TA", "A", in_average=False)
    assert value(aide, line("ENG9A", "C")) == Decimal("2.00")
    assert earned(aide, line("ENG9A", "C")) == 10


def test_gp4_a_middle_schools_course_is_in_no_average_unless_the_pack_says_so() -> None:
    algebra = line("ALG1", "B", 10, middle_school=True)
    assert value(algebra) is None
    assert value(algebra, numbers=pack(middle_school=frozenset({"ALG1"}))) == Decimal("3.00")


def test_gp5_honors_weigh_a_point_more_and_never_on_a_d() -> None:
    lines = [line("GEOM.H", "B", honors=True), line("CHEM.H", "D", honors=True), line("ART", "C")]
    assert value(*lines) == Decimal("2.00")
    assert value(*lines, weighted=True) == Decimal("2.33")


def test_gp6_a_value_is_exact_until_it_is_printed() -> None:
    lines = [line(f"A{at}", "A") for at in range(2)] + [line("B1", "B")]
    assert average_of(lines, EXAMPLE).value == Fraction(11, 3)
    assert value(*lines) == Decimal("3.67")
    assert value(*lines, numbers=pack(truncates=True)) == Decimal("3.66")


@pytest.mark.parametrize("marks", ["", "P", "PW"])
def test_gp7_no_average_is_not_a_zero(marks: str) -> None:
    lines = [line(f"C{at}", mark) for at, mark in enumerate(marks)]
    assert value(*lines) is None
    assert value(*lines, line("ENG9A", "F")) == Decimal("0.00")


def test_cr9_a_part_of_a_course_weighs_as_that_part() -> None:
    part = line("ENG9A", "A", earned=Fraction(5, 2))
    assert value(part, line("ART", "B")) == Decimal("3.33")


def test_cr19_what_is_not_graded_is_not_averaged() -> None:
    found = average_of([line("PE9", "P"), line("ART", "W"), line("SEM", "CR")], EXAMPLE)
    assert {each.reason.value for each in found.lines} == {"UNGRADED"}


def test_cr4d_contradicting_lines_are_not_averaged() -> None:
    assert value(line("ENG9A", "A"), line("ENG9A", "F"), line("ART", "C")) == Decimal("2.00")
