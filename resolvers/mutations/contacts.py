"""Read how somebody is reached: a phone of ten digits, the shape of an e-mail address (GUA-2)."""

from __future__ import annotations

import re

from resolvers.mutations.errors import Wrong, refused

_PHONE = re.compile(
    r"\s*\+?1?[\s.-]*((?:[\s().-]*\d){10})\s*(?:x|ext\.?|#)?\s*(\d{1,6})?\s*", re.IGNORECASE
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def phone_of(said: str, *, kept: bool = False) -> str:
    """Ten digits, with an extension if there is one. Raises Refused, also of a number that is
    `kept` since before anybody looked.
    """
    found = _PHONE.fullmatch(said)
    if found is None:
        message = "A phone number has ten digits, and maybe x and more."
        on_record = "The number on record has no ten digits: change it first (`changeContact`)."
        raise refused("phone", Wrong.INVALID, on_record if kept else message)
    digits = re.sub(r"\D", "", found[1])
    return f"{digits} x{found[2]}" if found[2] else digits


def email_of(said: str) -> str:
    """An address as it was written, if it has the shape of one. Raises Refused."""
    if not _EMAIL.fullmatch(said):
        raise refused("email", Wrong.INVALID, "That is no e-mail address.")
    return said
