"""Passwords: choosing one by the link that one was given, and changing one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.entered import Entered, Wrong
from admin.keys import key_for
from admin.language import gettext, marked
from admin.render import message, page
from admin.screen import Screen
from admin.screens import answered, shown
from admin.sessions import (
    address_of,
    from_session,
    from_visit,
    keep,
    private,
    sent,
    session_of,
    visited,
)
from admin.sign_in import UNPROCESSABLE, told_when, too_often
from hub.endpoints.signed_in import available
from hub.errors import Unauthenticated
from hub.identity.entrance import Opened
from hub.identity.throttle import Waiting
from hub.limits import PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN
from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception

OWN = "/admin/password"
TWICE = marked("The two passwords are not the same.")
HINT = marked(
    "%(least)s to %(most)s characters, of whatever kind: four words that have nothing to do with "
    "one another are easy to keep. You may paste it."
)
SCREEN = Screen(OWN, "sign_in/password")


class Passwords:
    """The pages on which people set their own passwords; nobody sets another's."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def form(self, request: Request) -> Response:
        """The page behind a link: it looks the same whether the link holds or not."""
        if not private(request):
            return message(426)
        return self._choosing(request, [])

    async def choose(self, request: Request) -> Response:
        """Set the password of whom the link is for."""
        if not private(request):
            return message(426)
        entered = await sent(request)
        if not from_visit(request, self.reception.secret, entered):
            return message(403)
        password, wrong = _twice(entered)
        if wrong:
            return self._choosing(request, wrong)
        try:
            with available():
                said = await self.reception.entrance.choose(request.path_params["token"], password)
        except Unauthenticated:
            return message(410)
        if said is not None:
            return self._choosing(request, [Wrong("password", said)])
        return page("chosen.html")

    async def own(self, request: Request) -> Response:
        """The page on which one changes one's own."""
        return await self._changing(request, [])

    async def change(self, request: Request) -> Response:
        """Change one's own: every other session ends, and this one is another."""
        session = session_of(request)
        entered = await sent(request)
        if not from_session(request, self.reception.secret, entered):
            return message(403)
        password, wrong = _twice(entered)
        if wrong:
            return await self._changing(request, wrong)
        present = entered.fields.get("present", "")
        try:
            with available():
                done = await self.reception.entrance.change(
                    session, present, password, address_of(request)
                )
        except Waiting as waiting:
            wrong = [Wrong("", too_often(waiting))]
            return told_when(await self._changing(request, wrong, waiting.status), waiting)
        if not isinstance(done, Opened):
            return await self._changing(request, [Wrong(*done)])
        response = page("chosen.html", changed=True)
        keep(response, request, done.token)
        return response

    def _choosing(self, request: Request, wrong: list[Wrong]) -> Response:
        status = UNPROCESSABLE if wrong else 200
        return visited(
            request,
            self.reception.secret,
            "choose.html",
            status,
            entered=Entered(),
            wrong=wrong,
            hint=_hint(),
        )

    async def _changing(
        self, request: Request, wrong: list[Wrong], status: int = UNPROCESSABLE
    ) -> Response:
        session = session_of(request)
        signed_in = await self.reception.admit(session, TokenKind.SESSION)
        data = await answered(SCREEN, signed_in, request)
        assert data is not None
        key = key_for(self.reception.secret, session, OWN)
        status = status if wrong else 200
        return shown(SCREEN, signed_in, data, status=status, key=key, wrong=wrong, hint=_hint())


def _hint() -> str:
    """What a password may be."""
    return gettext(HINT, least=PASSWORD_CHARACTERS_MIN, most=PASSWORD_CHARACTERS_MAX)


def _twice(entered: Entered) -> tuple[str, list[Wrong]]:
    """The password that was entered twice, as it was typed; or what is wrong."""
    password = entered.fields.get("password", "")
    same = password == entered.fields.get("again", "")
    return password, [] if same else [Wrong("again", TWICE)]
