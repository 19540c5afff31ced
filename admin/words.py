"""How values are written on a screen: codes in words, days and hours as people read them, in the
language that is spoken.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from markupsafe import Markup

from admin.answers import Gap
from admin.language import catalog, gettext, language, locale, marked
from admin.language import sentence as in_language
from hub.models.papers import KEY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable

HYPHENED = {"LIFE_THREATENING": "Life-threatening", "CO_TEACHER": "Co-teacher"}
GRADES = {-1: marked("Preschool"), 0: marked("Kindergarten")}
NOON, WORDS_KEPT = 12, 4096
KB, MB = 1024, 1024 * 1024
KINDS = {
    "stf": marked("Staff member"),
    "gdn": marked("Guardian"),
    "stu": marked("Student"),
    "app": marked("App of a vendor"),
}
"""Whom a public id names, by its prefix."""


def spoken(text: Any) -> Any:
    """A text of ours that is kept in English, in the language that is spoken; any other as it is.

    Nothing that people wrote is given to this.
    """
    return in_language(text) if type(text) is str else text


def cell(value: Any) -> Any:
    """What stands in a table's cell: a value, or the state of the gap that is in its place."""
    return value.short if isinstance(value, Gap) else value


def titles(sections: Iterable[Any]) -> Markup:
    """The titles of sections, as a cell lists them."""
    return Markup(", ").join(cell(each["title"]) for each in sections)


def code(value: Any) -> Any:
    """A code in words: `IN_EFFECT` is "In effect"."""
    return value if isinstance(value, Gap) else _coded(value, language())


@lru_cache(maxsize=WORDS_KEPT)
def _coded(value: str, spoken: str) -> str:
    """A code in a language: there are some hundreds of them."""
    return catalog(spoken).pgettext("code", in_english(value))


def in_english(value: str) -> str:
    """A code in English words, by which they are looked up in other languages."""
    return HYPHENED.get(value, str(value).replace("_", " ").capitalize())


def grade(value: Any) -> Any:
    """A grade level: "Grade 10"."""
    if isinstance(value, Gap):
        return value
    named = GRADES.get(value)
    return gettext(named) if named else gettext("Grade %(grade)s", grade=value)


def school_year(value: Any) -> Any:
    """A school year by the calendar year in which it ends: 2027 is "2026-27"."""
    return value if isinstance(value, Gap) else f"{value - 1}-{value % 100:02}"


def day(value: Any) -> Any:
    """A date: "Oct 14, 2026", or "14 oct 2026"."""
    return value if isinstance(value, Gap) else _dated(value, language())


def month(value: str) -> str:
    """A month of a year: 2026-10 is "Oct 2026", or "oct 2026"."""
    return _dated(f"{value}-01", language(), "MMM y")


def hour(value: Any) -> Any:
    """A time of day: "1:05 pm", or "1:05 p. m."."""
    return value if isinstance(value, Gap) else _hour(time.fromisoformat(value))


def moment(value: Any, timezone: str) -> Any:
    """An instant, as the district's clocks show it: "Oct 14, 2026, 1:05 pm"."""
    if isinstance(value, Gap):
        return value
    local = datetime.fromisoformat(value).astimezone(ZoneInfo(timezone))
    return f"{day(local.date().isoformat())}, {_hour(local.time())}"


def weekly(meetings: Any) -> Any:
    """When a section meets: "Mon, Wed 8:30 am; Fri 9:00 am"."""
    if isinstance(meetings, Gap):
        return meetings
    names = get_day_names("abbreviated", locale=locale(language()))
    hours: dict[Any, list[str]] = {}
    for meeting in meetings:
        hours.setdefault(hour(meeting["startsAt"]), []).append(names[meeting["weekday"] - 1])
    return "; ".join(f"{', '.join(days)} {begins}" for begins, days in hours.items())


def weekday(value: int) -> str:
    """A day of the week by its ISO number: "Monday", or "lunes"."""
    return str(get_day_names("wide", locale=locale(language()))[value - 1])


def weekdays(value: Any) -> str:
    """Days of the week by ISO number, in short: "Mon, Wed"."""
    names = get_day_names("abbreviated", locale=locale(language()))
    return ", ".join(names[each - 1] for each in value)


def person(value: Any) -> Any:
    """A person's name, given name first."""
    return value if isinstance(value, Gap) else f"{value['givenName']} {value['familyName']}"


def whose(viewer: Any) -> str:
    """The name of the viewer, whichever capacity they have."""
    known = (viewer[each] for each in ("staffMember", "guardian", "student"))
    return next((person(each) for each in known if not isinstance(each, Gap)), gettext("Signed in"))


def roles(viewer: Any) -> str:
    """What the viewer is: "Coach and teacher, Creekside High School · Guardian"."""
    staff = viewer["staffMember"]
    posts = [] if isinstance(staff, Gap) or isinstance(staff["posts"], Gap) else staff["posts"]
    places: dict[str, list[str]] = {}
    for each in posts:
        place = "" if isinstance(each["school"], Gap) else each["school"]["name"]
        places.setdefault(place, []).append(code(each["role"]).lower())
    told = (", ".join(filter(None, [sentence(named), place])) for place, named in places.items())
    family = (
        code(kind.upper()) for kind in ("guardian", "student") if not isinstance(viewer[kind], Gap)
    )
    return " · ".join(f"{each[0].upper()}{each[1:]}" for each in [*told, *family])


def kind_of(public_id: str) -> str:
    """What somebody is, by their public id."""
    return gettext(KINDS[public_id[:3]])


def posted(viewer: Any, *roles: str) -> bool:
    """Whether the viewer holds a post of one of these roles today."""
    staff = viewer["staffMember"]
    if isinstance(staff, Gap) or isinstance(staff["posts"], Gap):
        return False
    return any(each["role"] in roles for each in staff["posts"])


def sentence(parts: Iterable[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    *first, last = parts
    if not first:
        return last
    return gettext("%(first)s and %(last)s", first=", ".join(first), last=last)


@lru_cache(maxsize=WORDS_KEPT)
def _dated(value: str, spoken: str, how: str = "medium") -> str:
    """A date in a language: a page writes the same few again and again."""
    return format_date(date.fromisoformat(value), how, locale=locale(spoken))


def _hour(value: time) -> str:
    clock = f"{value.hour % NOON or NOON}:{value:%M}"
    if value.hour >= NOON:
        return gettext("%(clock)s pm", clock=clock)
    return gettext("%(clock)s am", clock=clock)


def bytes_said(size: int) -> str:
    """How large a file is, as people say it: rounded up, so that none is as large as it may be and
    yet too large.
    """
    if size < MB:
        return f"{ceil(size / KB)} KB"
    tenths = ceil(size * 10 / MB)
    return f"{tenths // 10} MB" if tenths % 10 == 0 else f"{tenths / 10:.1f} MB"


def opens(key: Any) -> bool:
    """Whether a key is one of our own store, so that its paper can be opened here."""
    return isinstance(key, str) and key.startswith(KEY_PREFIX)
