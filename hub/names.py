"""Put in order: how a person's name becomes the key by which lists are sorted and searched."""

from __future__ import annotations

import unicodedata


def sort_name(family_name: str, given_name: str) -> str:
    """The key by which a person is sorted: family name first, without case or accents."""
    return folded(f"{family_name}, {given_name}")


def folded(text: str) -> str:
    """A text without case or accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
