"""Finds in which language a request is answered, and keeps the one that somebody chose.

A cookie says it, else the browser's own languages do, else it is English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.core import negotiate_locale
from starlette.requests import Request
from starlette.responses import RedirectResponse

from admin.language import ENGLISH, LANGUAGES, Spoken, catalog, speaking
from admin.render import HEADERS, message
from admin.sessions import HOME, cookie, from_here, remember, sent, still_here
from hub.limits import LANGUAGE_REMEMBERED_SECONDS

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

CHOICE = "/admin/language"
WHAT = "-language"
ONLY_SENT = frozenset({CHOICE, "/admin/sign-out", "/admin/sign-in/as"})
"""Addresses that only take what is sent: whoever sees a page there is shown the first one."""
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
        if scope["type"] != "http" or not scope["path"].startswith("/admin"):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        with speaking(Spoken(_language(request), _here(request))):
            await self.app(scope, receive, send)


async def choose(request: Request) -> Response:
    """Keep the language that somebody chose, and show them the page where they are in it."""
    if not from_here(request):
        return message(403)
    chosen = (await sent(request))["language"]
    if chosen not in LANGUAGES:
        return message(404)
    to = still_here(request.query_params.get("to", ""))
    response = RedirectResponse(to, SEE_OTHER, HEADERS)
    remember(response, request, WHAT, chosen, LANGUAGE_REMEMBERED_SECONDS)
    return response


def accepted(header: str) -> str:
    """The language of ours that a browser likes best, as its Accept-Language says."""
    liked: list[tuple[float, str]] = []
    for each in header.split(","):
        name, _, weight = each.partition(";")
        found = _weight(weight)
        if found > 0:
            liked.append((found, name.strip()))
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


def _here(request: Request) -> str:
    """The address of the page, with what it asks; of one that was sent, without."""
    if request.url.path in ONLY_SENT:
        return HOME
    asks = request.url.query if request.method == "GET" else ""
    return still_here(request.url.path + (f"?{asks}" if asks else ""))
