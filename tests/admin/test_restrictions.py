"""What an adult may not do is said in words, and on the side of safety (P-18, P-20, P-21)."""

from __future__ import annotations

from typing import Any

import pytest

from admin import restrictions, rows
from admin.answers import Gap, Reading
from hub.models.codes import OrderKind, RightKind, Severity
from schema.withheld import Reason, State

TODAY = "2026-10-14"
ALL = [{"kind": kind.value} for kind in RightKind]


def _order(kind: str = "NO_PICKUP", **said: Any) -> Any:
    order = {"kind": kind, "decidedAt": None, "lapsesOn": None, "guardian": {"id": "gdn_1"}, **said}
    return Reading(staff=True).read(order)


def test_p18_every_kind_of_order_right_and_alert_has_words() -> None:
    assert restrictions.ORDERS.keys() == {kind.value for kind in OrderKind}
    assert restrictions.CLOSED_BY.keys() == {kind.value for kind in OrderKind}
    assert restrictions.RIGHTS.keys() == {kind.value for kind in RightKind}
    assert set(rows.URGENCY) == {kind.value for kind in Severity}


def test_p20_an_order_is_told_until_someone_has_decided() -> None:
    assert restrictions.in_force([_order(endsOn="2020-01-01")], TODAY)
    assert not restrictions.in_force([_order(decidedAt="2026-10-01T10:00:00+00:00")], TODAY)


def test_p21_an_order_without_a_document_is_told_until_it_lapses() -> None:
    assert restrictions.in_force([_order(lapsesOn="2026-10-15")], TODAY)
    assert not restrictions.in_force([_order(lapsesOn="2026-10-14")], TODAY)


def test_p20_a_decision_that_is_withheld_leaves_the_order_in_force() -> None:
    withheld = [{"field": "decidedAt", "reason": "NOT_GRANTED"}]
    assert restrictions.in_force([_order(withheld=withheld)], TODAY)


@pytest.mark.parametrize("kind", ["NO_PICKUP", "NO_CONTACT", "NO_LOCATION", "SUPERVISED_ONLY"])
def test_p18_whom_an_order_keeps_away_may_not_collect_whatever_is_on_record(kind: str) -> None:
    orders = [_order(kind)]
    assert "collect the student" not in restrictions.may(ALL, orders)
    assert "collect the student" in restrictions.may_not(ALL, orders)


def test_without_an_order_the_rights_on_record_are_told() -> None:
    assert restrictions.may_not(ALL, []) == []
    assert restrictions.may([{"kind": "PICKUP"}], []) == ["collect the student"]
    assert "see records" in restrictions.may_not([{"kind": "PICKUP"}], [])


def test_p22_an_order_is_told_beside_the_adult_whom_it_binds_alone() -> None:
    orders = [_order(), _order(guardian=None)]
    assert len(restrictions.binding(orders, {"id": "gdn_1"})) == 1
    assert not restrictions.binding(orders, {"id": "gdn_2"})
    assert not restrictions.binding(orders, Gap("WITHHELD"))


@pytest.mark.parametrize("staff", [True, False])
def test_p35_every_state_and_reason_has_words(*, staff: bool) -> None:
    said = set()
    for state in State:
        for reason in (None, *Reason):
            withheld = [{"field": "a", "reason": reason.value}] if reason else []
            states = [{"field": "a", "state": state.value}]
            record = Reading(staff=staff).read({"a": None, "withheld": withheld, "states": states})
            said.add(str(record["a"]))
    assert len(said) == (5 if staff else 4)


def test_p35_a_guardian_is_given_one_constant_reason() -> None:
    reasons = [[{"field": "a", "reason": reason.value}] for reason in Reason]
    read = Reading(staff=False).read
    assert len({str(read({"a": None, "withheld": withheld})["a"]) for withheld in reasons}) == 1


def test_a_gap_is_never_taken_for_an_empty_list() -> None:
    with pytest.raises(TypeError):
        list(Gap("WITHHELD"))
