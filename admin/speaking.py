"""Finds in which language a request is answered, and keeps the one that somebody chose.

A cookie says it, else the browser's own languages do, else it is English. The choice is a form at
the foot of each page that asks for the same address again with `language` besides: it needs neither
a session nor a script, and no page has to name its own address, which may hold a link's token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.core import negotiate_locale
from starlette.requests import Request
from starlette.responses import RedirectResponse

from admin.language import ENGLISH, LANGUAGES, Spoken, catalog, speaking
from admin.render import HEADERS
from admin.sessions import cookie, remember
from hub.limits import LANGUAGE_REMEMBERED_SECONDS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

ASKS = "language"
WHAT = "-language"
SEE_OTHER = 303


class Speaking:
    """The middleware around all pages: it says in which language they are written.

    It stands outside of whatever may refuse a request, since a refusal is a page too.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Read the catalogs: nobody's first page waits for them."""
        self.app = app
        for each in LANGUAGES:
            catalog(each)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if not _is_page(scope):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        asks = request.query_params.multi_items() if scope["method"] == "GET" else []
        asked = tuple((name, value) for name, value in asks if name != ASKS)
        with speaking(Spoken(_language(request), asked)):
            await self.app(scope, receive, send)


class Choosing:
    """The middleware that keeps the language for which an address asks, and leads to that address
    without it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        chosen = ""
        if _is_page(scope) and scope["method"] == "GET":
            request = Request(scope)
            chosen = request.query_params.get(ASKS, "")
        if chosen not in LANGUAGES:
            await self.app(scope, receive, send)
            return
        to = request.url.remove_query_params(ASKS)
        there = to.path + (f"?{to.query}" if to.query else "")
        response = RedirectResponse(there, SEE_OTHER, HEADERS)
        remember(response, request, WHAT, chosen, LANGUAGE_REMEMBERED_SECONDS)
        await response(scope, receive, send)


def accepted(header: str) -> str:
    """The language of ours that a browser likes best, as its Accept-Language says."""
    liked: list[tuple[float, str]] = []
    for each in header.split(","):
        name, _, weight = each.partition(";")
        found = _weight(weight)
        if found > 0:
            liked.append((found, name.strip().lower()))
    names = [name for _, name in sorted(liked, key=lambda one: -one[0])]
    return negotiate_locale(names, LANGUAGES, sep="-") or ENGLISH


def _weight(said: str) -> float:
    """How much a language is liked: `q=0.8`; 1 where nothing is said, 0 where it is no number."""
    _, _, number = said.partition("=")
    try:
        return float(number) if said.strip() else 1.0
    except ValueError:
        return 0.0


def _language(request: Request) -> str:
    chosen = request.cookies.get(cookie(request, WHAT), "")
    return chosen if chosen in LANGUAGES else accepted(request.headers.get("accept-language", ""))


def _is_page(scope: Scope) -> bool:
    return scope["type"] == "http" and str(scope["path"]).startswith("/admin")
