"""Which rows a screen shows together, and in which order."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from admin.answers import Gap, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

ENTERED = ("day", "status", "reason", "note")
"""What an attendance entry says."""
URGENCY = ("LIFE_THREATENING", "SERIOUS", "NOTICE")


def by(rows: Iterable[Any], path: str) -> list[Any]:
    """Rows in the order of a field (`a.b` is field b of field a), gaps last."""

    def key(row: Any) -> tuple[bool, int, str]:
        for name in path.split("."):
            row = row[name]
        text = "" if isinstance(row, Gap) else str(row)
        return isinstance(row, Gap), int(text) if text.isdecimal() else 0, text

    return sorted(rows, key=key)


def until(rows: Any, name: str, day: str) -> Any:
    """The rows of which a field is a day and has come by another one, both in ISO form; a list that
    is a gap stays one.
    """
    if isinstance(rows, Gap):
        return rows
    return [row for row in rows if not isinstance(row[name], Gap) and row[name] <= day]


def after(rows: Any, name: str, day: str) -> Any:
    """The rows of which a field is no day, or one that comes later than another one."""
    if isinstance(rows, Gap):
        return rows
    return [row for row in rows if isinstance(row[name], Gap) or row[name] > day]


def of(rows: Iterable[Any], name: str, value: Any) -> list[Any]:
    """The rows of which a field has a value."""
    return [row for row in rows if row[name] == value]


def together(rows: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Rows by the value of a field, in the order in which each value comes first."""
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return list(found.items())


def days(events: Iterable[Any]) -> list[Record]:
    """Attendance entries of one day that say the same, as one with all their sections."""
    told = itemgetter(*ENTERED)
    found: dict[tuple[Any, ...], list[Any]] = {}
    for event in events:
        found.setdefault(told(event), []).append(event["section"])
    return [
        Record({**dict(zip(ENTERED, said, strict=True)), "sections": sections})
        for said, sections in found.items()
    ]


def urgent_first(alerts: Iterable[Any]) -> list[Any]:
    """Health alerts, what threatens life first; one whose severity is a gap before all."""
    return sorted(alerts, key=lambda each: _urgency(each["severity"]))


def _urgency(severity: Any) -> int:
    return URGENCY.index(severity) if severity in URGENCY else -1
