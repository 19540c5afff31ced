"""What is lacking of a schedule: the worked examples of SCH-1, SCH-2, SCH-5 and SCH-8, and any week
against an oracle that asks meeting by meeting.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hub.academics.schedules import (
    INCOMPLETE,
    Agreement,
    Bell,
    Consent,
    Gap,
    GapReason,
    Placed,
    Stay,
    agreement_to,
    bell_of,
    by_name,
    gaps,
    home,
    is_complete,
)

DAY = date(2026, 10, 14)
WEEKDAYS = range(1, 6)


def day_of(periods: str) -> frozenset[tuple[int, str]]:
    """A week in which the same periods are asked for on each weekday."""
    return frozenset((day, period) for day in WEEKDAYS for period in periods)


def seated(periods: str) -> list[Placed]:
    """A seat in each of some periods, in sections that meet on all weekdays."""
    return [Placed(f"in {period}", period, frozenset(WEEKDAYS)) for period in periods]


def test_sch2_a_day_of_six_periods_with_five_classes_has_a_gap_in_the_fifth() -> None:
    (gap,) = gaps(day_of("123456"), seated("12346"))
    assert (gap.rule, gap.reason, gap.period) == ("SCH-2", GapReason.NO_CLASS, "5")
    assert gap.weekdays == tuple(WEEKDAYS)
    assert not is_complete([gap])


def test_sch1_service_twice_without_consent_blocks_twice() -> None:
    """SCH-1's own example: period 4 Service in two sections."""
    serving = [
        Placed(key, "4", frozenset(WEEKDAYS), content=False) for key in ("service a", "service b")
    ]
    found = gaps(day_of("1234"), [*seated("123"), *serving])
    lacking = [each for each in found if each.rule == "SCH-1"]
    assert [each.sections for each in lacking] == [("service a",), ("service b",)]
    assert {each.reason for each in lacking} == {GapReason.NO_CONSENT}
    assert not is_complete(found)


@pytest.mark.parametrize(
    ("agreement", "reason"),
    [
        (Agreement.NONE, GapReason.NO_CONSENT),
        (Agreement.CONSENTED, GapReason.NOT_APPROVED),
        (Agreement.REFUSED, GapReason.REFUSED),
    ],
)
def test_sch1_it_takes_consent_and_approval(agreement: Agreement, reason: GapReason) -> None:
    (gap,) = gaps(day_of("4"), [Placed("aide", "4", content=False, agreement=agreement)])
    assert (gap.rule, gap.reason) == ("SCH-1", reason)


def test_sch1_what_is_approved_fills_its_period() -> None:
    agreed = Placed("aide", "4", content=False, agreement=Agreement.APPROVED)
    assert gaps(day_of("4"), [agreed]) == ()


def test_sch1_a_period_without_content_counts_where_no_bell_schedule_asks_for_it() -> None:
    found = gaps(day_of("1"), [*seated("1"), Placed("home", "7", content=False, here=False)])
    assert [each.rule for each in found] == ["SCH-1"]


def test_sch8_whoever_sits_nowhere_has_one_gap_that_says_so() -> None:
    assert gaps(day_of("123456"), []) == (Gap(GapReason.NO_CLASSES),)
    assert gaps(None, []) == (Gap(GapReason.NO_CLASSES),)


def test_sch2_where_no_bell_schedule_is_recorded_a_seat_is_all_that_can_be_asked() -> None:
    assert gaps(None, seated("1")) == ()


def test_sch2_a_day_that_asks_for_nothing_is_complete() -> None:
    assert gaps(frozenset(), []) == ()


def test_sch2_a_class_on_some_weekdays_leaves_the_others() -> None:
    half = Placed("mondays", "1", frozenset({1}))
    (gap,) = gaps(day_of("1"), [half])
    assert (gap.period, gap.weekdays) == ("1", (2, 3, 4, 5))


def test_sch2_a_class_whose_hours_are_not_recorded_meets_on_each_day() -> None:
    assert gaps(day_of("1"), [Placed("unsaid", "1")]) == ()


def test_sch2_a_class_over_two_periods_fills_both() -> None:
    """Rosters name the periods of a block in one text."""
    assert gaps(day_of("12"), [Placed("block", "1, 2")]) == ()
    (gap,) = gaps(day_of("123"), [Placed("block", "1, 2"), *seated("23")])
    assert (gap.rule, gap.period) == ("SCH-5", "2")


def test_sch2_classes_without_a_period_fill_none_and_are_not_at_once() -> None:
    found = gaps(day_of("1"), [Placed("one", ""), Placed("other", "")])
    assert [(each.rule, each.period) for each in found] == [("SCH-2", "1")]


def test_sch2_a_class_of_another_school_fills_none_of_its_periods() -> None:
    found = gaps(day_of("12"), [*seated("1"), Placed("elsewhere", "2", here=False)])
    assert [(each.rule, each.period) for each in found] == [("SCH-2", "2")]


def test_sch5_two_at_once_are_told_of_and_no_lack() -> None:
    found = gaps(day_of("1"), [*seated("1"), Placed("again", "1", frozenset({3}))])
    assert [(each.rule, each.weekdays) for each in found] == [("SCH-5", (3,))]
    assert is_complete(found)


def test_sch1_a_consent_holds_from_its_day_until_it_is_withdrawn() -> None:
    consent = Consent("aide", date(2026, 10, 1), date(2026, 10, 20), approved=True)
    told = {day: agreement_to("aide", [consent], date(2026, 10, day)) for day in (1, 19, 20)} | {
        0: agreement_to("aide", [consent], date(2026, 9, 30))
    }
    assert told == {
        0: Agreement.NONE,
        1: Agreement.APPROVED,
        19: Agreement.APPROVED,
        20: Agreement.NONE,
    }
    assert agreement_to("other", [consent], date(2026, 10, 1)) is Agreement.NONE


def test_sch1_of_several_consents_the_approved_one_holds_and_a_refusal_is_heard() -> None:
    given_ = [Consent("aide", DAY), Consent("aide", DAY, approved=False)]
    assert agreement_to("aide", given_[:1], DAY) is Agreement.CONSENTED
    assert agreement_to("aide", given_, DAY) is Agreement.REFUSED
    assert agreement_to("aide", [*given_, Consent("aide", DAY, approved=True)], DAY) is (
        Agreement.APPROVED
    )


SCHOOL, OTHER = "sch_1", "sch_2"
USUAL = Bell("bel_1", "Regular", SCHOOL, 9, 12, day_of("123456"))
SHORT = Bell("bel_2", "Reduced", SCHOOL, None, None, day_of("123"))


def test_sch2_the_bell_schedule_is_ones_own_and_else_that_of_school_and_grade() -> None:
    bells = {SCHOOL: [USUAL, SHORT]}
    assert bell_of(Stay(SCHOOL, 9, primary=True), None, bells) is USUAL
    assert bell_of(Stay(SCHOOL, 12, primary=True), None, bells) is USUAL
    assert bell_of(Stay(SCHOOL, 9, primary=True), SHORT.key, bells) is SHORT
    for stay in (
        Stay(SCHOOL, 8, primary=True),
        Stay(SCHOOL, 13, primary=True),
        Stay(SCHOOL, None, primary=True),
        Stay(OTHER, 9, primary=True),
        None,
    ):
        assert bell_of(stay, None, bells) is None


def test_sch8_of_several_schools_the_primary_one_answers() -> None:
    here, there = Stay(SCHOOL, 9, primary=False), Stay(OTHER, 9, primary=True)
    assert home([here, there]) is there
    assert home([Stay(OTHER, 9, primary=False), here]) is here
    assert home([]) is None


def test_periods_are_in_the_order_of_a_day() -> None:
    assert sorted(["10", "2", "A", "1"], key=by_name) == ["1", "2", "10", "A"]


PERIODS = some.sampled_from("1234")
MEETINGS = some.frozensets(some.tuples(some.sampled_from(WEEKDAYS), PERIODS))
SEATS = some.lists(
    some.builds(
        Placed,
        some.uuids().map(str),
        some.sampled_from(("1", "2", "3", "4", "1, 2", "3,4", "")),
        some.frozensets(some.sampled_from(WEEKDAYS)),
        some.booleans(),
        some.sampled_from(Agreement),
        some.booleans(),
    ),
    max_size=6,
)


def _there(seat: Placed, day: int, period: str) -> bool:
    """Whether somebody sits there at a meeting."""
    named = seat.period.replace(" ", "").split(",")
    return seat.here and period in named and (not seat.weekdays or day in seat.weekdays)


@given(MEETINGS, SEATS)
def test_sch2_each_meeting_is_filled_or_told_of(
    required: frozenset[tuple[int, str]], seats: list[Placed]
) -> None:
    told = {
        (day, each.period)
        for each in gaps(required, seats)
        if each.reason is GapReason.NO_CLASS
        for day in each.weekdays
    }
    lacking = {it for it in required if not any(_there(seat, *it) for seat in seats)}
    assert told == (lacking if seats else set())


@given(some.one_of(some.none(), MEETINGS), SEATS)
def test_sch1_and_sch8_by_asking_each_seat(
    required: frozenset[tuple[int, str]] | None, seats: list[Placed]
) -> None:
    found = gaps(required, seats)
    blocked = {
        each.section for each in seats if not (each.content or each.agreement.value == "APPROVED")
    }
    assert {key for each in found if each.rule == "SCH-1" for key in each.sections} == blocked
    nowhere = not seats and required != frozenset()
    assert (Gap(GapReason.NO_CLASSES) in found) == nowhere
    assert is_complete(found) == (not any(each.reason in INCOMPLETE for each in found))


@given(MEETINGS, SEATS, some.randoms())
def test_the_order_of_seats_changes_nothing(
    required: frozenset[tuple[int, str]], seats: list[Placed], dice: object
) -> None:
    mixed = list(seats)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert gaps(required, mixed) == gaps(required, seats)
