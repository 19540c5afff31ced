"""Viewing as a colleague: pages show what both may read, and enter nothing (P-33).

As whom somebody views is a cookie beside their session: the door decides anew at each page whether
they may, so that it opens nothing by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse

from admin.entered import Wrong
from admin.keys import key_for
from admin.language import marked
from admin.render import HEADERS, message
from admin.screen import Screen
from admin.screens import answered, shown
from admin.sessions import (
    HOME,
    VIEWING,
    forget,
    from_here,
    from_session,
    remember,
    sent,
    session_of,
)
from hub.errors import ViewAsRefused
from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception

PATH = "/admin/view-as"
STOP = "/admin/view-as/stop"
SEE_OTHER, UNPROCESSABLE = 303, 422
REFUSED = marked("You may not view as this colleague.")


def _asked(query: Mapping[str, str], _today: date) -> dict[str, Any]:
    return {"search": query.get("q", "").strip() or None}


SCREEN = Screen(PATH, "viewing/choose", asks=_asked)


class Viewing:
    """The pages by which somebody begins to view as a colleague, and ends it."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def form(self, request: Request) -> Response:
        """The page on which a colleague is looked for."""
        return await self._page(request, [])

    async def choose(self, request: Request) -> Response:
        """Begin to view as somebody, if that is allowed."""
        entered = await sent(request)
        if not from_session(request, self.reception.secret, entered):
            return message(403)
        session = session_of(request)
        try:
            await self.reception.admit(session, TokenKind.SESSION, view_as=entered["as"])
        except ViewAsRefused:
            return await self._page(request, [Wrong("", REFUSED)])
        response = RedirectResponse(HOME, SEE_OTHER, HEADERS)
        remember(response, request, VIEWING, entered["as"])
        return response

    async def stop(self, request: Request) -> Response:
        """View as nobody any more."""
        if not from_here(request):
            return message(403)
        response = RedirectResponse(HOME, SEE_OTHER, HEADERS)
        forget(response, request, VIEWING)
        return response

    async def _page(self, request: Request, wrong: list[Wrong]) -> Response:
        """As the viewer alone, also while they view as somebody."""
        session = session_of(request)
        signed_in = await self.reception.admit(session, TokenKind.SESSION)
        data = await answered(SCREEN, signed_in, request)
        if data is None:
            return message(404)
        return shown(
            SCREEN,
            signed_in,
            data,
            status=UNPROCESSABLE if wrong else 200,
            key=key_for(self.reception.secret, session, PATH),
            typed=request.query_params.get("q", "").strip(),
            wrong=wrong,
        )
