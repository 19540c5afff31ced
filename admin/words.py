"""How values are written on a screen: codes in words, days and hours as people read them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from admin.answers import Gap

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDERS = {
    "NO_CONTACT": "may have no contact with the student",
    "NO_PICKUP": "may not collect the student",
    "NO_RECORDS": "may see no records",
    "NO_HEALTH_DECISION": "may not decide about the student's health",
    "NO_LOCATION": "may not learn where the student is",
    "SUPERVISED_ONLY": "may meet the student only under supervision",
}
"""What each kind of court order denies (P-18), as the end of a sentence about the adult."""
RIGHTS = {
    "PICKUP": "collect the student",
    "RECORDS": "see records",
    "GRADES": "see grades",
    "HEALTH": "see health records",
    "DECISIONS": "decide about school",
    "PORTAL": "sign in",
    "MAILINGS": "get mail from school",
}
"""What each right of a guardian lets them do, as the end of a sentence about them."""
CLOSED_BY = {
    "NO_CONTACT": {"PICKUP"},
    "NO_LOCATION": {"PICKUP"},
    "NO_PICKUP": {"PICKUP"},
    "SUPERVISED_ONLY": {"PICKUP"},
    "NO_RECORDS": {"RECORDS", "GRADES", "HEALTH", "PORTAL"},
    "NO_HEALTH_DECISION": set(),
}
"""Rights that are not told as held while an order of the kind is in force."""
URGENCY = ("LIFE_THREATENING", "SERIOUS", "NOTICE")
GRADES = {-1: "Preschool", 0: "Kindergarten"}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def code(value: Any) -> Any:
    """A code in words: `LIFE_THREATENING` is "Life threatening"; `IEP` stays as it is."""
    if isinstance(value, Gap):
        return value
    return str(value).replace("_", " ").capitalize()


def grade(value: Any) -> Any:
    """A grade level: "Grade 10"."""
    return value if isinstance(value, Gap) else GRADES.get(value, f"Grade {value}")


def school_year(value: Any) -> Any:
    """A school year by the calendar year in which it ends: 2027 is "2026-27"."""
    return value if isinstance(value, Gap) else f"{value - 1}-{value % 100:02}"


def day(value: Any) -> Any:
    """A date: "Oct 14, 2026"."""
    return value if isinstance(value, Gap) else _day(date.fromisoformat(value))


def hour(value: Any) -> Any:
    """A time of day: "1:05 pm"."""
    return value if isinstance(value, Gap) else _hour(time.fromisoformat(value))


def moment(value: Any, timezone: str) -> Any:
    """An instant, as the district's clocks show it: "Oct 14, 2026, 1:05 pm"."""
    if isinstance(value, Gap):
        return value
    local = datetime.fromisoformat(value).astimezone(ZoneInfo(timezone))
    return f"{_day(local.date())}, {_hour(local.time())}"


def person(value: Any) -> Any:
    """A person's name, given name first."""
    return value if isinstance(value, Gap) else f"{value['givenName']} {value['familyName']}"


def weekday(value: int) -> str:
    """A day of the week by ISO number."""
    return WEEKDAYS[value - 1]


def sentence(parts: Iterable[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def by(rows: Iterable[Any], path: str) -> list[Any]:
    """Rows in the order of a field (`a.b` is field b of field a), gaps last."""

    def key(row: Any) -> tuple[bool, str]:
        for name in path.split("."):
            row = row[name]
        return isinstance(row, Gap), "" if isinstance(row, Gap) else f"{row!s:>12}"

    return sorted(rows, key=key)


def of(rows: Iterable[Any], name: str, value: Any) -> list[Any]:
    """The rows of which a field has a value."""
    return [row for row in rows if row[name] == value]


def urgent_first(alerts: Iterable[Any]) -> list[Any]:
    """Health alerts, what threatens life first."""
    return sorted(alerts, key=lambda each: URGENCY.index(each["severity"]))


def in_force(orders: Any, today: str) -> list[Any]:
    """The orders that bind today or will: an order binds until someone has decided (P-20), and one
    without a document lapses (P-21)."""
    if isinstance(orders, Gap):
        return []
    return [
        each
        for each in orders
        if isinstance(each["decidedAt"], Gap)
        and (isinstance(each["lapsesOn"], Gap) or each["lapsesOn"] > today)
    ]


def binding(orders: Iterable[Any], guardian: Any) -> list[Any]:
    """The orders that bind one guardian; with a gap for guardian, those that bind nobody on record."""
    wanted = None if isinstance(guardian, Gap) else guardian["id"]
    return [
        each
        for each in orders
        if (None if isinstance(each["guardian"], Gap) else each["guardian"]["id"]) == wanted
    ]


def may(rights: Any, orders: Iterable[Any]) -> list[str]:
    """What a guardian may do: rights on record, without those that an order in force closes."""
    if isinstance(rights, Gap):
        return []
    closed = set().union(*(CLOSED_BY[each["kind"]] for each in orders))
    held = {each["kind"] for each in rights} - closed
    return [said for kind, said in RIGHTS.items() if kind in held]


def may_not(rights: Any, orders: Iterable[Any]) -> list[str]:
    """What a guardian may not do: rights that they never had, and those that an order closes."""
    allowed = may(rights, orders)
    return [said for said in RIGHTS.values() if said not in allowed]


def whose(viewer: Any) -> str:
    """The name of the viewer, whichever capacity they have."""
    known = (viewer[each] for each in ("staffMember", "guardian", "student"))
    return next((person(each) for each in known if not isinstance(each, Gap)), "Signed in")


def roles(viewer: Any) -> str:
    """What the viewer is: their posts with schools, guardian, student."""
    staff = viewer["staffMember"]
    posts = [] if isinstance(staff, Gap) or isinstance(staff["posts"], Gap) else staff["posts"]
    told = dict.fromkeys(
        code(each["role"])
        + ("" if isinstance(each["school"], Gap) else f", {each['school']['name']}")
        for each in posts
    )
    family = (kind for kind in ("guardian", "student") if not isinstance(viewer[kind], Gap))
    return " · ".join([*told, *(kind.capitalize() for kind in family)])


def _day(value: date) -> str:
    return f"{value:%b} {value.day}, {value.year}"


def _hour(value: time) -> str:
    return f"{value.hour % 12 or 12}:{value:%M} {'pm' if value.hour >= 12 else 'am'}"  # noqa: PLR2004


FILTERS = {
    each.__name__: each
    for each in (code, grade, day, hour, moment, person, weekday, sentence, by, of, school_year, urgent_first,
                 in_force, binding, may, may_not, whose, roles)
}  # fmt: skip
"""Every function that templates may use as a filter."""
