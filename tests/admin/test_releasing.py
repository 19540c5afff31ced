"""Whether an adult may take a child: a doubt is told as one, and never as a yes (P-18, P-20)."""

from __future__ import annotations

from typing import Any

import pytest

from admin import releasing
from admin.answers import Reading

TODAY = "2026-10-14"
PICKUP = [{"kind": "PICKUP"}]


def tie(**said: Any) -> dict[str, Any]:
    """A mother with all rights, who was checked."""
    return {
        "relationship": "MOTHER",
        "contactPriority": 1,
        "validatedUntil": "2027-06-30",
        "rejectedOn": None,
        "guardian": {"id": "gdn_1", "givenName": "Lucia", "familyName": "Torres", "phone": "555"},
        "rights": PICKUP,
        "withheld": [],
        "states": [],
        **said,
    }


def order(kind: str, guardian: dict[str, Any] | None = None) -> dict[str, Any]:
    """An order in force."""
    return {"kind": kind, "startsAt": "2026-09-01T08:00:00+00:00", "endsOn": None,
            "decidedAt": None, "lapsesOn": None, "guardian": guardian}  # fmt: skip


MOTHER = {"id": "gdn_1", "givenName": "Lucia", "familyName": "Torres"}
OTHER = {"id": "gdn_2", "givenName": "Gabriel", "familyName": "Vega"}
AUNT = {"name": "Carmen Ruiz", "relationship": "AUNT_OR_UNCLE", "phone": None,
        "mayPickUp": True, "priority": 3, "guardian": None}  # fmt: skip
HIDDEN = {"withheld": [{"field": "rights", "reason": "NOT_GRANTED"}], "rights": None}


def adults(student: dict[str, Any]) -> list[tuple[str, str]]:
    """Each adult with what is said of them."""
    read = Reading(staff=True).read
    base: dict[str, Any] = {"courtOrders": [], "guardianships": [], "emergencyContacts": []}
    found = {"student": read({**base, **student}), "viewer": {"today": TODAY}}
    return [(str(each["name"]), each["may"]) for each in releasing.told(found, {})["adults"]]


UNSAID = [{"field": "guardian", "reason": "NOT_GRANTED"}]
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("all is well", {"guardianships": [tie()]}, "Yes"),
    ("no right", {"guardianships": [tie(rights=[])]}, "No"),
    ("rejected", {"guardianships": [tie(rejectedOn="2026-09-01")]}, "No"),
    ("never checked", {"guardianships": [tie(validatedUntil=None)]}, "Ask first"),
    ("expired", {"guardianships": [tie(validatedUntil=TODAY)]}, "Ask first"),
    ("rights withheld", {"guardianships": [tie(**HIDDEN)]}, "Ask first"),
    *(
        (kind, {"guardianships": [tie()], "courtOrders": [order(kind, MOTHER)]}, "No")
        for kind in ("NO_PICKUP", "NO_CONTACT", "NO_LOCATION", "SUPERVISED_ONLY")
    ),
    ("records only", {"guardianships": [tie()], "courtOrders": [order("NO_RECORDS", MOTHER)]},
     "Yes"),
    ("another's order", {"guardianships": [tie()], "courtOrders": [order("NO_PICKUP", OTHER)]},
     "Yes"),
    ("a stranger's order", {"guardianships": [tie()], "courtOrders": [order("NO_PICKUP")]},
     "Yes"),
    ("an order against whom is withheld",
     {"guardianships": [tie()], "courtOrders": [{**order("NO_PICKUP"), "withheld": UNSAID}]},
     "Ask first"),
    ("orders withheld", {"guardianships": [tie()], "courtOrders": None,
                         "withheld": [{"field": "courtOrders", "reason": "NOT_GRANTED"}]},
     "Ask first"),
]  # fmt: skip


@pytest.mark.parametrize(("student", "may"), [each[1:] for each in CASES],
                         ids=[each[0] for each in CASES])  # fmt: skip
def test_p18_a_guardian_may_take_a_child_only_where_nothing_stands_against_it(
    student: dict[str, Any], may: str
) -> None:
    assert adults(student) == [("Lucia Torres", may)]


def test_p20_while_any_order_is_in_force_a_contact_is_asked_about() -> None:
    assert adults({"emergencyContacts": [AUNT]}) == [("Carmen Ruiz", "Yes")]
    bound = {"emergencyContacts": [AUNT], "courtOrders": [order("NO_RECORDS", OTHER)]}
    assert adults(bound) == [("Carmen Ruiz", "Ask first")]
    assert adults({"emergencyContacts": [{**AUNT, "mayPickUp": False}]}) == [("Carmen Ruiz", "No")]


def test_p18_a_guardian_on_the_pickup_list_is_judged_once_and_as_a_guardian() -> None:
    listed = {**AUNT, "name": "Lucia Torres-Vega", "guardian": {"id": "gdn_1"}}
    orders = [order("NO_PICKUP", MOTHER)]
    student = {"guardianships": [tie()], "emergencyContacts": [listed], "courtOrders": orders}
    assert adults(student) == [("Lucia Torres", "No")]
