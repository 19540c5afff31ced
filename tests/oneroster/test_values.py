"""A value is read as its column promises, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from hub.models.codes import Sex
from hub.names import sort_name
from hub.oneroster import values
from hub.oneroster.values import Doubtful, Unreadable


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("(950) 336 6601", "9503366601"),
        ("950.336.6601", "9503366601"),
        ("+1 950 336-6601", "9503366601"),
        ("19503366601", "9503366601"),
        ("(336)533-1632 x218", "3365331632 x218"),
        ("3365331632ext. 7", "3365331632 x7"),
    ],
)
def test_gua2_a_phone_is_ten_digits_and_keeps_its_extension(written: str, kept: str) -> None:
    assert values.phone(written) == kept


@pytest.mark.parametrize(
    "written", ["336 6601", "23365331632", "336-533-163a", "call 3365331632", "x218", "()"]
)
def test_gua2_what_is_no_phone_of_ten_digits_is_unreadable(written: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        values.phone(written)
    assert refusal.value.code == "phone_unreadable"


@pytest.mark.parametrize("written", ["a@b.example", "a.b+c@mail.b.example"])
def test_gua2_an_address_of_mail_is_kept_as_written(written: str) -> None:
    assert values.email(written) == written


@pytest.mark.parametrize("written", ["a", "a@b", "a b@c.example", "a@b@c.example", "a@b..example"])
def test_gua2_what_is_no_address_of_mail_is_unreadable(written: str) -> None:
    with pytest.raises(Unreadable):
        values.email(written)


def test_a_day_is_read_as_year_month_day() -> None:
    assert values.day("2020-02-29") == date(2020, 2, 29)


@pytest.mark.parametrize(
    "written",
    ["20-02-29", "02/29/2020", "2020-2-9", "20200229", "2021-02-29", "2020-W09-1", "0020-01-01"],
)
def test_a_day_that_would_have_to_be_guessed_is_unreadable(written: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        values.day(written)
    assert refusal.value.code == "date_unreadable"


@pytest.mark.parametrize(
    ("written", "kept"), [("KG", 0), ("k", 0), ("00", 0), ("1", 1), ("09", 9), ("12", 12)]
)
def test_a_grade_is_kindergarten_to_twelve(written: str, kept: int) -> None:
    assert values.grade(written) == kept


def test_of_several_grades_the_highest_counts_with_a_doubt() -> None:
    assert values.grade("09,10") == Doubtful(10, "several_grades")


def test_transitional_kindergarten_is_kindergarten_with_a_doubt() -> None:
    assert values.grade("TK") == Doubtful(0, "grade_read_as_kindergarten")


@pytest.mark.parametrize("written", ["13", "PS", "Other", "9th", ","])
def test_other_grades_are_unreadable(written: str) -> None:
    with pytest.raises(Unreadable):
        values.grade(written)


def test_a_list_keeps_its_order_and_each_member_once() -> None:
    assert values.listed(' b, a,"b",, c ') == ("b", "a", "c")


@pytest.mark.parametrize(
    ("written", "kept"), [("female", Sex.FEMALE), ("Male", Sex.MALE), ("unspecified", None)]
)
def test_sex_is_kept_where_the_family_said_it(written: str, kept: Sex | None) -> None:
    assert values.sex(written) == kept


def test_persons_are_sorted_without_case_or_accents() -> None:
    assert sort_name("Zárate", "Éva") == "zarate, eva"


@pytest.mark.parametrize("read", [values.day, values.phone, values.email, values.grade, values.sex])
def test_a_reason_never_repeats_the_value(read: object) -> None:
    with pytest.raises(Unreadable) as refusal:
        read("Quill 77")  # type: ignore[operator]
    assert "Quill" not in str(refusal.value)
