"""The machine of GUA-1 to GUA-5: its steps, what it refuses, and what the clock does to it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.validation import Facts, Lack, State, Step, after, lack, lapses_after, state_of

DAY = date(2026, 11, 22)
ORDER = (State.IMPORTED, State.MATCHED, State.CONTACT_VERIFIED, State.IDENTITY_VERIFIED)
WAY = (Step.MATCH, Step.VERIFY_CONTACT, Step.VERIFY_IDENTITY, Step.VALIDATE)
BY_THE_CLOCK = {(State.VALIDATED, State.EXPIRED)}
BY_STEPS = {
    Step.MATCH: {(State.IMPORTED, State.MATCHED), (State.REJECTED, State.MATCHED)},
    Step.VERIFY_CONTACT: {
        (State.MATCHED, State.CONTACT_VERIFIED),
        (State.MATCHED, State.IDENTITY_VERIFIED),
        *((state, state) for state in State if state not in (State.IMPORTED, State.MATCHED)),
    },
    Step.VERIFY_IDENTITY: {
        (State.CONTACT_VERIFIED, State.IDENTITY_VERIFIED),
        *((state, state) for state in (State.IDENTITY_VERIFIED, State.VALIDATED, State.EXPIRED)),
    },
    Step.VALIDATE: {
        (State.IDENTITY_VERIFIED, State.VALIDATED),
        (State.EXPIRED, State.VALIDATED),
    },
    Step.REJECT: {(state, State.REJECTED) for state in State},
    Step.CHANGE_CONTACT: {
        (State.CONTACT_VERIFIED, State.MATCHED),
        (State.IDENTITY_VERIFIED, State.MATCHED),
        *((state, state) for state in State if state not in ORDER[2:]),
    },
}
"""From which state to which each step leads, typed from domain rule 3.9."""
walks = st.lists(st.tuples(st.sampled_from(Step), st.integers(0, 400)), max_size=20)
any_day = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2029, 1, 1)))
any_facts = st.builds(Facts, **{each.name: any_day for each in fields(Facts)})


def checked(day: date = DAY) -> Facts:
    """A guardianship that was checked in full on one day."""
    facts = Facts()
    for step in WAY:
        assert lack(step, facts, day) is None
        facts = after(step, facts, day)
    return facts


def test_gua1_each_step_leads_to_the_next_state_and_none_is_left_out() -> None:
    facts = Facts()
    for before, step in zip(ORDER, WAY, strict=True):
        assert state_of(facts, DAY) is before
        for later in WAY[WAY.index(step) + 1 :]:
            assert lack(later, facts, DAY) is not None
        facts = after(step, facts, DAY)
    assert state_of(facts, DAY) is State.VALIDATED


@pytest.mark.parametrize(
    ("day", "lapses"),
    [
        (date(2026, 11, 22), date(2027, 7, 1)),
        (date(2027, 6, 30), date(2027, 7, 1)),
        (date(2027, 7, 1), date(2028, 7, 1)),
        (date(2027, 1, 1), date(2027, 7, 1)),
        (date(2028, 2, 29), date(2028, 7, 1)),
    ],
)
def test_gua4_a_validation_holds_through_30_june_and_not_on_1_july(day: date, lapses: date) -> None:
    facts = checked(day)
    assert facts.validated_until == lapses == lapses_after(day)
    assert state_of(facts, lapses - timedelta(1)) is State.VALIDATED
    assert state_of(facts, lapses) is State.EXPIRED


def test_gua4_an_expired_one_is_renewed_once_the_adult_was_reached_anew() -> None:
    facts, autumn = checked(), date(2027, 8, 20)
    assert lack(Step.VALIDATE, facts, DAY) is Lack.VALIDATED_ALREADY
    assert lack(Step.VALIDATE, facts, autumn) is Lack.CONTACT_NOT_VERIFIED_ANEW
    facts = after(Step.VERIFY_CONTACT, facts, autumn)
    assert state_of(facts, autumn) is State.EXPIRED
    assert lack(Step.VALIDATE, facts, autumn) is None
    renewed = after(Step.VALIDATE, facts, autumn)
    assert renewed.validated_until == date(2028, 7, 1)
    assert renewed.identity_verified_on == DAY, "nobody shows their passport twice"


def test_gua2_another_number_has_to_be_reached_and_the_document_is_not_asked_for_again() -> None:
    facts = Facts(matched_on=DAY, contact_verified_on=DAY, identity_verified_on=DAY)
    changed = after(Step.CHANGE_CONTACT, facts, DAY)
    assert state_of(changed, DAY) is State.MATCHED
    assert lack(Step.VALIDATE, changed, DAY) is Lack.CONTACT_NOT_VERIFIED
    assert state_of(after(Step.VERIFY_CONTACT, changed, DAY), DAY) is State.IDENTITY_VERIFIED
    assert state_of(after(Step.CHANGE_CONTACT, checked(), DAY), DAY) is State.VALIDATED


def test_a_rejected_one_begins_from_the_beginning() -> None:
    rejected = after(Step.REJECT, checked(), DAY)
    assert state_of(rejected, DAY) is State.REJECTED
    refused = {step: lack(step, rejected, DAY) for step in (*WAY[1:], Step.REJECT)}
    assert set(refused.values()) == {Lack.REJECTED}
    assert after(Step.MATCH, rejected, DAY) == Facts(matched_on=DAY)


@given(walks)
def test_no_walk_leaves_the_machine(walk: list[tuple[Step, int]]) -> None:
    """Whatever is tried on whatever days: states change by a step that leads there, or by the
    clock from validated to expired.
    """
    facts, day = Facts(), DAY
    for step, days in walk:
        before, day = state_of(facts, day), day + timedelta(days)
        now = state_of(facts, day)
        assert now is before or (before, now) in BY_THE_CLOCK
        if lack(step, facts, day) is None:
            facts = after(step, facts, day)
            assert (now, state_of(facts, day)) in BY_STEPS[step]
        reached = state_of(facts, day)
        if reached is State.VALIDATED:
            assert None not in (facts.matched_on, facts.identity_verified_on)
            assert facts.validated_until is not None
            assert (facts.validated_until - day).days <= 366
            assert (facts.validated_until.month, facts.validated_until.day) == (7, 1)


@given(any_facts, st.dates(date(2024, 1, 1), date(2029, 1, 1)), st.sampled_from(Step))
def test_every_row_has_a_state_and_a_refusal_depends_on_it_alone_or_names_what_is_lacking(
    facts: Facts, day: date, step: Step
) -> None:
    state, lacking = state_of(facts, day), lack(step, facts, day)
    assert lacking is None or isinstance(lacking, Lack)
    if facts.rejected_on is not None and facts.rejected_on <= day:
        assert state is State.REJECTED
    elif facts.validated_until is not None:
        assert state is (State.VALIDATED if day < facts.validated_until else State.EXPIRED)
    else:
        assert state in ORDER
    if state is State.REJECTED and step is not Step.CHANGE_CONTACT:
        assert (lacking is None) == (step is Step.MATCH)
