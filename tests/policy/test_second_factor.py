"""Who shows a second factor follows from what their standings read, typed here by hand."""

from __future__ import annotations

import pytest

from hub.policy import RELATIONS, Shape
from hub.policy.relations import Kind
from hub.policy.second_factor import RECOVERERS, asks_for_second_factor
from tests.policy.specification import matrix

ROWS = frozenset("8a 8b 12 13 14 18 19 20 21 22 23 24 33".split())
OWN = frozenset({"20.reported"})
FAMILY = frozenset({"GD", "ST", "ST16", "ES"})
APPS = frozenset({"VA", "VA.directory"})
EVERYBODY = frozenset({"STAFF", "EV", "SCH", "AU"})


def _reads(standing: str) -> bool:
    """Whether a standing reads something of these rows by the matrix as it was typed."""
    return any(
        cells.get(standing, "-") not in ("-", "")
        for row, cells in matrix().items()
        if row.partition(".")[0] in ROWS and row not in OWN
    )


STANDINGS = [
    each
    for each in next(iter(matrix().values()))
    if each in RELATIONS and each not in FAMILY | APPS | EVERYBODY
]


@pytest.mark.parametrize("standing", STANDINGS)
def test_staff_show_a_second_factor_where_the_matrix_lets_them_read_what_is_sensitive(
    standing: str,
) -> None:
    asked = asks_for_second_factor(Shape(frozenset({standing, "STAFF", "EV"}), trained=True))
    # a monitor's or nurse's own relation reads nothing: what a letter lists has another
    if standing not in ("MO", "AN", "IT"):
        assert asked is (_reads(standing) or standing in RECOVERERS), standing


def test_there_are_staff_of_both_kinds() -> None:
    asked = {
        each for each in STANDINGS if asks_for_second_factor(Shape(frozenset({each}), trained=True))
    }
    assert {"NU", "CM", "TR", "PR", "TT", "PO", "DS"} <= asked
    assert {"FS", "TP", "LI", "SU"} <= set(STANDINGS) - asked


@pytest.mark.parametrize("standing", sorted(FAMILY | {"EV", "STAFF", "AU", "AU:wrote", "VA"}))
def test_families_and_whoever_reads_only_what_they_wrote_need_none(standing: str) -> None:
    assert not asks_for_second_factor(Shape(frozenset({standing}), trained=True))


def test_a_letter_that_lists_something_sensitive_asks_for_one() -> None:
    assert asks_for_second_factor(Shape(frozenset({"MO", "MO:12"}), trained=True))
    assert not asks_for_second_factor(Shape(frozenset({"MO", "MO:1a"}), trained=True))


def test_whoever_lets_others_begin_anew_shows_one_and_is_of_the_district() -> None:
    for each in RECOVERERS:
        assert asks_for_second_factor(Shape(frozenset({each}), trained=True))
        assert RELATIONS[each].kind is Kind.STAFF
        assert RELATIONS[each].anchor.columns == ()
