"""Says in which language a page is written, and looks its words up.

The key of a text is the text in English (gettext); the catalogs in `translations` say it in the
other languages. The language of a request is a context variable that its door sets: filters,
macros and the sentences of a gap are reached by no argument that could carry it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator

CATALOGS = Path(__file__).parent / "translations"
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "es": "Español"}
"""The languages in which pages are written, each by its own name."""
COUNTRY = "US"
"""Dates are written as those who speak a language write them here."""


HUB = "hub"
"""The context of what the hub itself says against a change or of a disclosure, in English; `{0}`
is a value in it.
"""


@dataclass(frozen=True)
class Spoken:
    """How a request is answered: in which language, and what its address asks besides."""

    language: str = ENGLISH
    asked: tuple[tuple[str, str], ...] = ()


NOBODY_ASKED = Spoken()
_spoken: ContextVar[Spoken] = ContextVar("spoken", default=NOBODY_ASKED)


@contextmanager
def speaking(spoken: Spoken) -> Iterator[None]:
    """Let everything below be said in a language."""
    former = _spoken.set(spoken)
    try:
        yield
    finally:
        _spoken.reset(former)


def language() -> str:
    """The language that is spoken: `en` or `es`."""
    return _spoken.get().language


def asked() -> tuple[tuple[str, str], ...]:
    """What the page's address asks, so that it is asked again in another language."""
    return _spoken.get().asked


def others() -> dict[str, str]:
    """The other languages, by their own names."""
    return {each: name for each, name in LANGUAGES.items() if each != language()}


@cache
def locale(spoken: str) -> Locale:
    """How dates are written in a language."""
    return Locale(spoken, COUNTRY)


@cache
def _whole(spoken: str) -> Catalog:
    """All catalogs of a language as one."""
    whole = Catalog(locale=spoken)
    for path in sorted((CATALOGS / spoken).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=spoken, abort_invalid=True):
                if message.id:
                    whole[message.id] = message
    return whole


@cache
def catalog(spoken: str) -> NullTranslations:
    """What a language says; English is what the keys say."""
    if spoken == ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _whole(spoken))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _with_values(spoken: str) -> list[tuple[re.Pattern[str], str]]:
    """What the hub says with values in it: how such a sentence looks, and its key."""
    keys = [str(each.id) for each in _whole(spoken) if each.context == HUB and "{0}" in each.id]
    return [(re.compile(re.sub(r"\\{\d\\}", "(.+)", re.escape(key))), key) for key in keys]


def marked(key: str) -> str:
    """A text that is kept in English and looked up when it is said: the key, as it is."""
    return key


def gettext(key: str, /, **values: object) -> str:
    """A text in the language that is spoken, with values in its places: `%(name)s`."""
    said = catalog(language()).gettext(key)
    return said % values if values else said


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """A text about one or about many."""
    said = catalog(language()).ngettext(one, many, number)
    return said % values if values else said


def sentence(said: str) -> str:
    """A whole sentence of ours, or of the hub's, that was said in English; as it is, where nobody
    has said it in another language.
    """
    if language() == ENGLISH or not said:
        return said
    known = catalog(language())
    found = known.gettext(said)
    found = known.pgettext(HUB, said) if found == said else found
    if found != said:
        return found
    for looks, key in _with_values(language()):
        values = looks.fullmatch(said)
        if values:
            return known.pgettext(HUB, key).format(*values.groups())
    return said
