"""May this adult take this child: what rights, orders and checks say of each adult, in one word.

Nobody is said to collect a child where something that would forbid it is withheld or unclear
(P-18, P-20): then the answer is to ask the office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.answers import Gap, rows_of
from admin.language import gettext, marked
from admin.restrictions import CLOSED_BY, ORDERS, binding, in_force
from admin.rows import by
from admin.words import person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

YES, NO, ASK = marked("Yes"), marked("No"), marked("Ask first")
FORBIDDEN = marked("Court order: %(what)s.")
UNNAMED = marked("A court order stands against somebody who is not named here: ask who this is.")
HIDDEN = marked("What may stand against it is withheld from you: ask whoever may read it.")
UNCHECKED = marked("The district has not checked who this adult is: ask the registrar.")
EXPIRED = marked("The check of this adult has expired: ask for an identity document.")
REJECTED = marked("The district found that this adult is no guardian of the child.")
NO_RIGHT = marked("No right to collect the child is on record.")
ORDERED = marked("A court order about this child is in force: ask the office first.")
MAY = marked("May collect the child.")


def asked(query: Mapping[str, str], _today: date) -> dict[str, Any]:
    """The variables of the list of children: nobody is listed before a name is typed."""
    typed = query.get("q", "").strip()
    return {"search": typed or None, "named": bool(typed)}


def typed(_found: dict[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
    """What stands in the field: `typed`."""
    return {"typed": query.get("q", "").strip()}


def told(found: dict[str, Any], _query: Mapping[str, str]) -> dict[str, Any]:
    """Every adult on record for the child, whoever may not take them first: `adults`."""
    return {"adults": sorted(_adults(found), key=lambda each: (NO, ASK, YES).index(each["may"]))}


def in_order(found: dict[str, Any], _query: Mapping[str, str]) -> dict[str, Any]:
    """The same adults in the order in which to call them, guardians first: `called_in_order`.

    For paper, which is read when things have changed: while an order is in force nobody is said to
    collect the child (P-18).
    """
    adults = _adults(found)
    if in_force(found["student"]["courtOrders"], found["viewer"]["today"]):
        adults = [{**each, "may": ASK, "why": ORDERED} if each["may"] == YES else each
                  for each in adults]  # fmt: skip
    return {"called_in_order": adults}


def _adults(found: dict[str, Any]) -> list[dict[str, Any]]:
    student = found["student"]
    orders = in_force(student["courtOrders"], found["viewer"]["today"])
    doubt = HIDDEN if _hidden(student["courtOrders"]) else ""
    if any(_hidden(each["guardian"]) for each in orders):
        doubt = UNNAMED
    today = found["viewer"]["today"]
    adults = [
        _guardian(tie, binding(orders, tie["guardian"]), doubt, today)
        for tie in by(rows_of(student["guardianships"]), "contactPriority")
        if not isinstance(tie["guardian"], Gap)
    ]
    guardians = {tie["guardian"]["id"] for tie in rows_of(student["guardianships"])}
    named = {each["name"] for each in adults}
    return adults + [
        _contact(each, doubt or (ORDERED if orders else ""))
        for each in by(rows_of(student["emergencyContacts"]), "priority")
        if str(each["name"]) not in named and each["guardian"]["id"] not in guardians
    ]


def _guardian(tie: Any, bound: list[Any], doubt: str, today: str) -> dict[str, Any]:
    may, why = _judged(tie, bound, doubt, today)
    adult = tie["guardian"]
    return _adult(person(adult), tie["relationship"], adult["phone"], may, why)


def _judged(tie: Any, bound: list[Any], doubt: str, today: str) -> tuple[str, str]:
    forbidding = [each for each in bound if "PICKUP" in CLOSED_BY.get(each["kind"], {"PICKUP"})]
    until = tie["validatedUntil"]
    if forbidding:
        denied = ORDERS[forbidding[0]["kind"]]
        return NO, gettext(FORBIDDEN, what=gettext(denied))
    if isinstance(tie["rejectedOn"], str):
        return NO, REJECTED
    if isinstance(tie["rights"], Gap):
        return ASK, HIDDEN
    if not any(each["kind"] == "PICKUP" for each in tie["rights"]):
        return NO, NO_RIGHT
    if doubt:
        return ASK, doubt
    if isinstance(until, Gap):
        return ASK, HIDDEN if until.withheld else UNCHECKED
    return (YES, MAY) if until > today else (ASK, EXPIRED)


def _contact(contact: Any, doubt: str) -> dict[str, Any]:
    """Whoever else is on the pickup list."""
    may = contact["mayPickUp"]
    phone = contact["phone"]
    if isinstance(may, Gap):
        said = (ASK, HIDDEN)
    elif not may:
        said = (NO, NO_RIGHT)
    else:
        said = (ASK, doubt) if doubt else (YES, MAY)
    return _adult(contact["name"], contact["relationship"], phone, *said)


def _adult(name: Any, relationship: Any, phone: Any, may: str, why: str) -> dict[str, Any]:
    return {"name": name if isinstance(name, Gap) else str(name), "relationship": relationship,
            "phone": phone, "may": may, "why": why}  # fmt: skip


def _hidden(value: Any) -> bool:
    """Whether the policy keeps it. An order against somebody who is no guardian names none, and
    leaves the guardians what they are; whoever else is on the pickup list may be that person.
    """
    return isinstance(value, Gap) and value.withheld
