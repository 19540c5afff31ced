"""Reading one value: from a column's text to what is kept. Nothing here repeats what it read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hub.models.codes import Sex

FIRST_YEAR, LAST_YEAR = 1900, 2199
PHONE_DIGITS = 10

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PHONE = re.compile(
    r"(?P<number>[+\d][\d\s().\-/]*|\([\d\s().\-/]*)(?:(?:x|ext\.?|extension)\s*(?P<more>\d{1,6}))?",
    re.ASCII | re.IGNORECASE,
)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
_GRADES = {"KG": 0, "K": 0} | {f"{grade:02}": grade for grade in range(13)}
_GRADES |= {str(grade): grade for grade in range(13)}
_TRANSITIONAL = ("TK",)
_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_SEXES = {"female": Sex.FEMALE, "male": Sex.MALE, "f": Sex.FEMALE, "m": Sex.MALE}


class Unreadable(ValueError):
    """A value that isn't what its column promises; `code` is the reason, never the value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A value that was read with a doubt."""

    value: object
    code: str


def text(value: str) -> str:
    """The text itself."""
    return value


def day(value: str) -> date:
    """A date as YYYY-MM-DD. Raises Unreadable: a two-digit year is nobody's to guess."""
    found = _DAY.fullmatch(value)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise Unreadable("date_unreadable")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Unreadable("date_unreadable") from None


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


def phone(value: str) -> str:
    """Ten digits, with " x" and the extension where there is one (GUA-2). Raises Unreadable."""
    found = _PHONE.fullmatch(value)
    digits = re.sub(r"\D", "", found["number"]) if found else ""
    if len(digits) == PHONE_DIGITS + 1 and digits.startswith("1"):
        digits = digits[1:]
    if found is None or len(digits) != PHONE_DIGITS:
        raise Unreadable("phone_unreadable")
    return f"{digits} x{found['more']}" if found["more"] else digits


def email(value: str) -> str:
    """An address of the shape name@host.domain (GUA-2). Raises Unreadable."""
    if not _EMAIL.fullmatch(value):
        raise Unreadable("email_unreadable")
    return value


def moment(value: str) -> datetime | None:
    """When a row was last changed, in UTC where no zone is named; None where unreadable."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def joined(*parts: str) -> str:
    """A key of several parts that no other parts make."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)


def sort_name(family_name: str, given_name: str) -> str:
    """The key by which a person is sorted: family name first, without case or accents."""
    plain = unicodedata.normalize("NFKD", f"{family_name}, {given_name}")
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
