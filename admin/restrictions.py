"""What an adult may and may not do for a student, in words: rights on record and court orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.answers import Gap
from admin.days import local_day
from admin.language import gettext, marked

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDERS = {
    "NO_CONTACT": marked("may have no contact with the student"),
    "NO_PICKUP": marked("may not collect the student"),
    "NO_RECORDS": marked("may see no records"),
    "NO_HEALTH_DECISION": marked("may not decide about the student's health"),
    "NO_LOCATION": marked("may not learn where the student is"),
    "SUPERVISED_ONLY": marked("may meet the student only under supervision"),
}
"""What each kind of court order denies (P-18), as the end of a sentence about the adult."""
RIGHTS = {
    "PICKUP": marked("collect the student"),
    "RECORDS": marked("see records"),
    "GRADES": marked("see grades"),
    "HEALTH": marked("see health records"),
    "DECISIONS": marked("decide about school"),
    "PORTAL": marked("sign in"),
    "MAILINGS": marked("get mail from school"),
}
"""What each right of a guardian lets them do, as the end of a sentence about them."""
CLOSED_BY: dict[str, frozenset[str]] = {
    "NO_CONTACT": frozenset({"PICKUP"}),
    "NO_LOCATION": frozenset({"PICKUP"}),
    "NO_PICKUP": frozenset({"PICKUP"}),
    "SUPERVISED_ONLY": frozenset({"PICKUP"}),
    "NO_RECORDS": frozenset({"RECORDS", "GRADES", "HEALTH", "PORTAL"}),
    "NO_HEALTH_DECISION": frozenset(),
}
"""Rights that are not told as held while an order of the kind is in force."""

PROVISIONAL = marked(
    "Everything on record of the child is withheld from them, for five school days: without a "
    "document the order lapses then, and withholds nothing."
)
ALL = marked("Everything on record of the child is withheld from them.")
OTHERS = marked(
    "They no longer read of other adults of the child, of other homes or of emergency contacts."
)
WHEREABOUTS = marked(
    "They no longer read where the child is: school and photo, addresses, schedule, attendance and "
    "bus, and what tells the school or timetable in the rest of the record."
)
CONTACTS = marked(
    "They no longer read whom to call or how anybody is reached, themselves included."
)
REST = marked("The rest of the record stays open to them, as far as their rights go.")
WITHHELD: dict[str, tuple[str, ...]] = {
    "NO_CONTACT": (WHEREABOUTS, CONTACTS, OTHERS, REST),
    "NO_LOCATION": (WHEREABOUTS, OTHERS, REST),
    "NO_RECORDS": (ALL,),
}
"""What each kind withholds from the adult whom it binds (P-18); any other, of others alone."""
SUPERVISED = marked("Staff read of the order before the child is released to anybody.")


def closing(kind: str, document: str) -> list[str]:
    """What an order of a kind closes to the adult whom it binds, sentence by sentence; without a
    document all of the record, for a while (P-21).
    """
    read = WITHHELD.get(kind, (OTHERS, REST)) if document else (PROVISIONAL,)
    denied = [gettext(said) for right, said in RIGHTS.items() if right in CLOSED_BY[kind]]
    done = [gettext("They %(what)s.", what=gettext(ORDERS[kind]))]
    done += [gettext("They may not %(what)s.", what=said) for said in denied]
    return [*dict.fromkeys([*done, *map(gettext, [*read, SUPERVISED])])]


def in_force(orders: Any, today: str) -> list[Any]:
    """The orders that bind today or will.

    An order binds until someone has decided (P-20), and one without a document lapses (P-21).
    """
    if isinstance(orders, Gap):
        return []
    return [
        each
        for each in orders
        if isinstance(each["decidedAt"], Gap)
        and (isinstance(each["lapsesOn"], Gap) or each["lapsesOn"] > today)
    ]


def stood(orders: Any, day: str, timezone: str) -> list[Any]:
    """The orders that bound on a day of the past, or will on one to come: begun by then, and
    neither decided (P-20) nor lapsed (P-21). One of which the beginning isn't told is left out.
    """
    if isinstance(orders, Gap):
        return []
    return [
        each
        for each in orders
        if not isinstance(each["startsAt"], Gap)
        and local_day(each["startsAt"], timezone) <= day
        and (isinstance(each["decidedAt"], Gap) or local_day(each["decidedAt"], timezone) > day)
        and (isinstance(each["lapsesOn"], Gap) or each["lapsesOn"] > day)
    ]


def binding(orders: Iterable[Any], guardian: Any) -> list[Any]:
    """The orders that bind one guardian."""
    if isinstance(guardian, Gap):
        return []
    bound = [each for each in orders if not isinstance(each["guardian"], Gap)]
    return [each for each in bound if each["guardian"]["id"] == guardian["id"]]


def may(rights: Any, orders: Iterable[Any]) -> list[str]:
    """What a guardian may do: rights on record, without those that an order in force closes."""
    if isinstance(rights, Gap):
        return []
    closed = {right for each in orders for right in CLOSED_BY[each["kind"]]}
    held = {each["kind"] for each in rights} - closed
    return [gettext(said) for kind, said in RIGHTS.items() if kind in held]


def may_not(rights: Any, orders: Iterable[Any]) -> list[str]:
    """What a guardian may not do: rights that they never had, and those that an order closes."""
    allowed = may(rights, orders)
    return [said for said in map(gettext, RIGHTS.values()) if said not in allowed]
