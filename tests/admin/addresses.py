"""Addresses of pages: of which kind one is, and to which others a page leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KEY = re.compile(r"[a-z]{3}_[0-9a-f-]{36}")
NO_PAGES = ("/admin/static/", "/admin/emergency-pack", "/admin/papers/")


def kind(path: str) -> str:
    """A kind of address: with a place where a key stands."""
    return KEY.sub("{id}", urlsplit(path).path)


def of_pages(hrefs: Iterable[str | None]) -> Iterator[str]:
    """The addresses of our pages among those of links."""
    for href in hrefs:
        path = urldefrag(href or "").url
        if path.startswith("/admin") and not path.startswith(NO_PAGES):
            yield path
