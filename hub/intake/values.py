"""Reading one value that every source spells alike. Nothing here repeats what it read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2199
PHONE_DIGITS = 10

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PHONE = re.compile(
    r"(?P<number>[+\d][\d\s().\-/]*|\([\d\s().\-/]*)(?:(?:x|ext\.?|extension)\s*(?P<more>\d{1,6}))?",
    re.ASCII | re.IGNORECASE,
)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")


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


def joined(*parts: str) -> str:
    """A key of several parts that no other parts make."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)
