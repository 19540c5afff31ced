"""What holds of every history of doses: more is never worse, and a day alone makes it later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as draw

from hub.immunizations import (
    CALIFORNIA,
    Basis,
    Child,
    Dose,
    Exemption,
    State,
    Status,
    requirements,
    status_of,
)

BORN = date(2012, 2, 29)
NAMES = sorted({name for each in CALIFORNIA.series for name in each.of | each.late} | {"HPV"})
WORSE = {
    State.COMPLETE: 0,
    State.PERM_EXEMPT: 1,
    State.TEMP_EXEMPT: 1,
    State.HOMELESS_FOSTER_IMMEDIATE: 2,
    State.TRANSFER_GRACE: 2,
    State.CONDITIONAL: 3,
    State.OVERDUE: 4,
    State.NO_RECORD: 5,
}
days = draw.integers(-10, 18 * 365).map(lambda each: BORN + timedelta(days=each))
grades = draw.one_of(draw.none(), draw.integers(0, 12))
histories = draw.lists(draw.tuples(draw.sampled_from(NAMES), days), max_size=20).map(
    lambda found: [Dose(f"{at:02}", *each) for at, each in enumerate(found)]
)
exemptions = draw.lists(
    draw.builds(Exemption, draw.sampled_from(Basis), days, draw.one_of(draw.none(), days)),
    max_size=2,
).map(tuple)
children = draw.builds(
    Child,
    draw.just(BORN),
    grades,
    draw.one_of(draw.just(()), exemptions),
    draw.booleans(),
    draw.one_of(draw.none(), days),
)
alike = settings(max_examples=150, deadline=None, derandomize=True)


@alike
@given(histories, children, days, draw.sampled_from(NAMES), days)
def test_imm5_one_more_dose_that_counts_makes_nothing_worse(
    doses: list[Dose], child: Child, day: date, vaccine: str, given_on: date
) -> None:
    before = status_of(doses, child, day)
    after = status_of([*doses, Dose("one more", vaccine, given_on)], child, day)
    assume(any(each.dose.key == "one more" and each.counts for each in after.verdicts))
    assert WORSE[after.state] <= WORSE[before.state]
    for had, has in zip(before.requirements, after.requirements, strict=True):
        assert has.lacking <= had.lacking
        assert has.needed <= had.needed
        if had.lacking and has.lacking and had.due_on is not None:
            assert has.due_on is not None
            assert has.due_on >= had.due_on


@alike
@given(histories, children, days, draw.randoms())
def test_imm9_the_same_facts_come_to_the_same_in_any_order(
    doses: list[Dose], child: Child, day: date, random: object
) -> None:
    mixed = list(doses)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert status_of(mixed, child, day) == status_of(doses, child, day)


@alike
@given(histories, children, days, days)
def test_imm9_another_day_changes_what_was_given_by_then_and_what_ends_and_nothing_else(
    doses: list[Dose], child: Child, one: date, other: date
) -> None:
    first, last = sorted((one, other))
    by_then = [each for each in doses if each.given_on <= first]
    before, after = status_of(by_then, child, first), status_of(by_then, child, last)
    assert before.requirements == after.requirements == requirements(by_then, child)
    assert status_of(doses, child, first).requirements == before.requirements
    plain = replace(child, exemptions=(), grace_until=None)
    days = status_of(by_then, plain, first), status_of(by_then, plain, last)
    assert _only_grew_late(*days)


def _only_grew_late(before: Status, after: Status) -> bool:
    """Time alone makes somebody late at the day that was told, and does nothing else."""
    if before.state is State.CONDITIONAL and after.state is State.OVERDUE:
        return before.until == after.until
    return (before.state, before.until) == (after.state, after.until)


@alike
@given(histories, children, grades, days)
def test_imm9_another_grade_changes_what_is_asked_and_no_verdict_of_a_series(
    doses: list[Dose], child: Child, grade: int | None, day: date
) -> None:
    here = {each.vaccine: each for each in status_of(doses, child, day).requirements}
    there = status_of(doses, replace(child, grade=grade), day).requirements
    for each in there:
        assert here.get(each.vaccine, each) == each


@alike
@given(histories, children, days)
def test_imm7_every_dose_has_one_verdict(doses: list[Dose], child: Child, day: date) -> None:
    found = status_of(doses, child, day)
    assert sorted(each.dose.key for each in found.verdicts) == sorted(each.key for each in doses)
    for each in found.requirements:
        keys = [verdict.dose.key for verdict in each.verdicts]
        assert len(keys) == len(set(keys))
        assert all(
            dose.key in {told.dose.key for told in found.verdicts if told.counts}
            for dose in each.counted
        )
        assert bool(each.lacking) == (each.due is not None)


@alike
@given(histories, children, days)
def test_imm5_whoever_is_admitted_for_a_time_has_begun_all_and_nothing_is_due(
    doses: list[Dose], child: Child, day: date
) -> None:
    found = status_of(doses, child, day)
    if found.state is State.CONDITIONAL:
        lacking = [each for each in found.requirements if each.lacking]
        assert all(each.counted and each.due_on and each.due_on > day for each in lacking)
        assert found.until == min(each.due_on for each in lacking if each.due_on)
