"""How values are written on a screen: codes in words, days and hours as people read them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from admin.answers import Gap

if TYPE_CHECKING:
    from collections.abc import Iterable

HYPHENED = {"LIFE_THREATENING": "Life-threatening", "CO_TEACHER": "Co-teacher"}
GRADES = {-1: "Preschool", 0: "Kindergarten"}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOON = 12


def code(value: Any) -> Any:
    """A code in words: `IN_EFFECT` is "In effect"."""
    if isinstance(value, Gap):
        return value
    return HYPHENED.get(value, str(value).replace("_", " ").capitalize())


def grade(value: Any) -> Any:
    """A grade level: "Grade 10"."""
    return value if isinstance(value, Gap) else GRADES.get(value, f"Grade {value}")


def school_year(value: Any) -> Any:
    """A school year by the calendar year in which it ends: 2027 is "2026-27"."""
    return value if isinstance(value, Gap) else f"{value - 1}-{value % 100:02}"


def day(value: Any) -> Any:
    """A date: "Oct 14, 2026"."""
    return value if isinstance(value, Gap) else _day(date.fromisoformat(value))


def month(value: str) -> str:
    """A month of a year: 2026-10 is "Oct 2026"."""
    return f"{date.fromisoformat(f'{value}-01'):%b %Y}"


def hour(value: Any) -> Any:
    """A time of day: "1:05 pm"."""
    return value if isinstance(value, Gap) else _hour(time.fromisoformat(value))


def moment(value: Any, timezone: str) -> Any:
    """An instant, as the district's clocks show it: "Oct 14, 2026, 1:05 pm"."""
    if isinstance(value, Gap):
        return value
    local = datetime.fromisoformat(value).astimezone(ZoneInfo(timezone))
    return f"{_day(local.date())}, {_hour(local.time())}"


def weekly(meetings: Any) -> Any:
    """When a section meets: "Mon, Wed 8:30 am; Fri 9:00 am"."""
    if isinstance(meetings, Gap):
        return meetings
    hours: dict[Any, list[str]] = {}
    for meeting in meetings:
        hours.setdefault(hour(meeting["startsAt"]), []).append(WEEKDAYS[meeting["weekday"] - 1])
    return "; ".join(f"{', '.join(days)} {begins}" for begins, days in hours.items())


def person(value: Any) -> Any:
    """A person's name, given name first."""
    return value if isinstance(value, Gap) else f"{value['givenName']} {value['familyName']}"


def whose(viewer: Any) -> str:
    """The name of the viewer, whichever capacity they have."""
    known = (viewer[each] for each in ("staffMember", "guardian", "student"))
    return next((person(each) for each in known if not isinstance(each, Gap)), "Signed in")


def roles(viewer: Any) -> str:
    """What the viewer is: "Coach and teacher, Creekside High School · Guardian"."""
    staff = viewer["staffMember"]
    posts = [] if isinstance(staff, Gap) or isinstance(staff["posts"], Gap) else staff["posts"]
    places: dict[str, list[str]] = {}
    for each in posts:
        place = "" if isinstance(each["school"], Gap) else each["school"]["name"]
        places.setdefault(place, []).append(code(each["role"]).lower())
    told = (", ".join(filter(None, [sentence(named), place])) for place, named in places.items())
    family = (kind for kind in ("guardian", "student") if not isinstance(viewer[kind], Gap))
    return " · ".join(f"{each[0].upper()}{each[1:]}" for each in [*told, *family])


def posted(viewer: Any, *roles: str) -> bool:
    """Whether the viewer holds a post of one of these roles today."""
    staff = viewer["staffMember"]
    if isinstance(staff, Gap) or isinstance(staff["posts"], Gap):
        return False
    return any(each["role"] in roles for each in staff["posts"])


def sentence(parts: Iterable[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _day(value: date) -> str:
    return f"{value:%b} {value.day}, {value.year}"


def _hour(value: time) -> str:
    return f"{value.hour % NOON or NOON}:{value:%M} {'pm' if value.hour >= NOON else 'am'}"
