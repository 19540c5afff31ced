"""Reading one value as OneRoster spells it: from a column's text to what is kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hub.intake.values import (
    FIRST_YEAR,
    LAST_YEAR,
    Doubtful,
    Unreadable,
    day,
    email,
    joined,
    phone,
    text,
)
from hub.models.codes import Sex

__all__ = ["FIRST_YEAR", "Doubtful", "Unreadable", "day", "email", "joined", "phone", "text"]

_GRADES = {"KG": 0, "K": 0} | {f"{grade:02}": grade for grade in range(13)}
_GRADES |= {str(grade): grade for grade in range(13)}
_TRANSITIONAL = ("TK",)
_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_SEXES = {"female": Sex.FEMALE, "male": Sex.MALE, "f": Sex.FEMALE, "m": Sex.MALE}


def calendar_year(value: str) -> int:
    """The calendar year in which a school year ends, as four digits. Raises Unreadable."""
    if not re.fullmatch(r"\d{4}", value, re.ASCII) or not FIRST_YEAR <= int(value) <= LAST_YEAR:
        raise Unreadable("school_year_unreadable")
    return int(value)


def listed(value: str) -> tuple[str, ...]:
    """The members of a comma-separated list, each once, in their order."""
    if "," not in value and '"' not in value:
        alone = value.strip()
        return (alone,) if alone else ()
    members = (member.strip().strip('"') for member in value.split(","))
    return tuple(dict.fromkeys(member for member in members if member))


def first_listed(value: str) -> str | None:
    """The first member of a list."""
    return next(iter(listed(value)), None)


def rejoined(value: str) -> str:
    """A list, spelled evenly."""
    return ", ".join(listed(value))


def grade(value: str) -> int | Doubtful:
    """A grade, 0 for kindergarten up to 12; the highest of a list. Raises Unreadable."""
    codes = [code.upper() for code in listed(value)]
    grades = sorted({_GRADES[code] for code in codes if code in _GRADES})
    if not grades and set(codes) & set(_TRANSITIONAL):
        return Doubtful(0, "grade_read_as_kindergarten")
    if not grades:
        raise Unreadable("grade_unknown")
    return grades[0] if len(codes) == 1 else Doubtful(grades[-1], "several_grades")


def flag(value: str) -> bool:
    """True or false. Raises Unreadable."""
    try:
        return _FLAGS[value.casefold()]
    except KeyError:
        raise Unreadable("flag_unreadable") from None


def sex(value: str) -> Sex | None:
    """Female or male; nothing where the family said neither. Raises Unreadable."""
    if value.casefold() in {"unspecified", "unknown", "other"}:
        return None
    try:
        return _SEXES[value.casefold()]
    except KeyError:
        raise Unreadable("sex_unknown") from None


def moment(value: str) -> datetime | None:
    """When a row was last changed, in UTC where no zone is named; None where unreadable."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
