"""Signing a browser in, by a password or a one-time link, and out again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse

from admin.entered import Entered, Wrong
from admin.language import marked, ngettext
from admin.render import HEADERS, message, page
from admin.sessions import (
    SESSION_HOURS,
    address_of,
    cookie,
    from_here,
    from_visit,
    keep,
    private,
    sent,
    visited,
    way_back,
)
from hub.endpoints.signed_in import available
from hub.identity.entrance import Opened
from hub.identity.throttle import Waiting
from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception

AS = "/admin/sign-in/as"
"""Where a click signs in as somebody of a demo."""
PROVIDER = "/admin/sign-in/provider"
"""Where the way to the district's own sign-in begins."""
SEE_OTHER, UNPROCESSABLE = 303, 422
NOT_RIGHT = marked("The user name or the password is not right.")
"""The same for whatever is wrong: nobody learns here who has an account."""


class SignIn:
    """The pages around a session."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def form(self, request: Request) -> Response:
        """The page on which people sign in."""
        if not private(request):
            return message(426)
        to = way_back(request.query_params.get("to", ""))
        return await self._form(request, Entered({"to": to}), [])

    async def enter(self, request: Request) -> Response:
        """Sign in by a user name and a password."""
        if not private(request):
            return message(426)
        entered = await sent(request)
        if not from_visit(request, self.reception.secret, entered):
            return message(403)
        password = entered.fields.get("password", "")
        try:
            with available():
                opened = await self.reception.entrance.by_password(
                    entered["name"], password, address_of(request)
                )
        except Waiting as waiting:
            return await self._form(request, entered, [Wrong("", too_often(waiting))], waiting)
        if opened is None:
            return await self._form(request, entered, [Wrong("name", NOT_RIGHT)])
        return await self._opened(request, opened, entered["to"])

    async def enter_as(self, request: Request) -> Response:
        """Sign in as somebody of a demo by a click; in a live district there is no such page."""
        if not private(request):
            return message(426)
        entered = await sent(request)
        if not from_visit(request, self.reception.secret, entered):
            return message(403)
        faces = {each.key: each.sourced_id for each in self.reception.faces}
        with available():
            opened = await self.reception.entrance.as_face(faces.get(entered["as"], ""))
        if opened is None:
            return message(404)
        return await self._opened(request, opened, entered["to"])

    async def ask(self, request: Request) -> Response:
        """A page with a button: whatever opens links before people do doesn't use this one up."""
        if not private(request):
            return message(426)
        return page("link.html", hours=SESSION_HOURS)

    async def redeem(self, request: Request) -> Response:
        """Turn the link into a session. A session that the browser had before ends."""
        if not private(request):
            return message(426)
        if not from_here(request):
            return message(403)
        session = await self.reception.sign_in(request.path_params["token"])
        if session is None:
            return message(410)
        return await self._opened(request, Opened(session, TokenKind.SESSION), "")

    async def sign_out(self, request: Request) -> Response:
        """End the session here and in every copy of its cookie. The form has no key of a session:
        signing out works from every page that is open, also of a session before.
        """
        if not from_here(request):
            return message(403)
        await self._end(request)
        response = page(
            "message.html",
            title=marked("Signed out"),
            lines=[marked("This browser is signed out. Close it now.")],
        )
        keep(response, request, "")
        return response

    async def _opened(self, request: Request, opened: Opened, to: str) -> Response:
        """Go on to where somebody was; what the browser had before ends."""
        await self._end(request)
        return going_on(request, opened, to)

    async def _form(
        self,
        request: Request,
        entered: Entered,
        wrong: list[Wrong],
        waiting: Waiting | None = None,
    ) -> Response:
        with available():
            known = await self.reception.entrance.faces(
                [each.sourced_id for each in self.reception.faces]
            )
        way = way_back(entered["to"])
        response = visited(
            request,
            self.reception.secret,
            "sign_in.html",
            waiting.status if waiting else UNPROCESSABLE if wrong else 200,
            entered=entered,
            wrong=wrong,
            faces=[each for each in self.reception.faces if each.sourced_id in known],
            provider=None if self.reception.provider is None else with_way(PROVIDER, way),
            keys={"as_key": AS},
        )
        return told_when(response, waiting)

    async def _end(self, request: Request) -> None:
        session = request.cookies.get(cookie(request))
        if session:
            await self.reception.sign_out(session)


def going_on(request: Request, opened: Opened, to: str) -> Response:
    """Have the browser keep what was opened, and go on: to where somebody was, or to the pages of
    the second factor.
    """
    way = way_back(to)
    if opened.kind is TokenKind.FIRST_FACTOR:
        way = with_way("/admin/sign-in/code", way)
    response = RedirectResponse(way, SEE_OTHER, HEADERS)
    keep(response, request, opened.token, opened.kind)
    return response


def with_way(path: str, way: str) -> str:
    """A page on the way to a session, that knows where one wanted to go."""
    return f"{path}?to={quote(way, safe='')}"


def too_often(waiting: Waiting) -> str:
    """When somebody may try again."""
    return ngettext(
        "Too many tries. Try again in %(minutes)s minute.",
        "Too many tries. Try again in %(minutes)s minutes.",
        waiting.minutes,
        minutes=waiting.minutes,
    )


def told_when(response: Response, waiting: Waiting | None) -> Response:
    """A page that tells a program too when it may try again."""
    if waiting is not None:
        response.headers["retry-after"] = str(waiting.seconds)
    return response
