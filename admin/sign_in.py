"""Signing a browser in by a one-time link, and out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from admin.render import HEADERS, message, page
from hub.errors import Unauthenticated
from hub.identity.tokens import LIFETIMES
from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
SESSION_SECONDS = int(LIFETIMES[TokenKind.SESSION].total_seconds())
SEE_OTHER = 303


class SignIn:
    """The pages around a session."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def ask(self, request: Request) -> Response:
        """A page with a button: whatever opens links before people do doesn't use this one up."""
        if not _private(request):
            return message(426)
        return page("link.html", hours=SESSION_SECONDS // 3600)

    async def redeem(self, request: Request) -> Response:
        """Turn the link into a session. A session that the browser had before ends."""
        if not _private(request):
            return message(426)
        if not from_here(request):
            return message(403)
        session = await self.reception.sign_in(request.path_params["token"])
        if session is None:
            return message(410)
        await self._end(request)
        response = RedirectResponse("/admin", SEE_OTHER, HEADERS)
        _keep(response, request, session, SESSION_SECONDS)
        return response

    async def sign_out(self, request: Request) -> Response:
        """End the session here and in every copy of its cookie."""
        if not from_here(request):
            return message(403)
        await self._end(request)
        response = page(
            "message.html", title="Signed out", lines=["This browser is signed out. Close it now."]
        )
        _keep(response, request, "", 0)
        return response

    async def _end(self, request: Request) -> None:
        session = request.cookies.get(cookie(request))
        if session:
            await self.reception.sign_out(session)


def session_of(request: Request) -> str:
    """The session that a browser sends; raises Unauthenticated if it sends none."""
    session = request.cookies.get(cookie(request))
    if not session:
        raise Unauthenticated("There is no session.")
    return session


def cookie(request: Request) -> str:
    """The cookie's name. Over https the browser itself binds it to this host alone."""
    return "__Host-homeroom" if request.url.scheme == "https" else "homeroom"


def from_here(request: Request) -> bool:
    """Whether a form was sent from a page of ours, as the browser says and no script can forge."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return request.headers.get("origin") == here


def _private(request: Request) -> bool:
    """Whether nobody on the way can read the session: https, or this very machine."""
    return request.url.scheme == "https" or request.url.hostname in LOOPBACK


def _keep(response: Response, request: Request, session: str, seconds: int) -> None:
    response.set_cookie(
        cookie(request),
        session,
        max_age=seconds,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
