"""Two persons let a third one set up their second factor anew, each on a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from starlette.responses import RedirectResponse

from admin.entered import Entered, Wrong
from admin.keys import key_for
from admin.language import marked
from admin.render import HEADERS, message
from admin.screen import Screen
from admin.screens import answered, shown
from admin.sessions import from_session, sent, session_of
from admin.sign_in import SEE_OTHER, UNPROCESSABLE
from hub.endpoints.signed_in import available
from hub.limits import RECOVERY_HOURS
from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception

PATH = "/admin/recoveries"
SCREEN = Screen(PATH, "sign_in/recoveries")
DONE = {
    "asked": marked("It is asked for. A second person confirms it on this page."),
    "confirmed": marked(
        "It is confirmed. The person sets up another phone when they next sign in."
    ),
}
GONE = marked("There is nothing to confirm any more, or you asked for it yourself.")


class Recoveries:
    """The page on which one asks, and another confirms."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def form(self, request: Request) -> Response:
        """What waits, and a form to ask."""
        return await self._page(request, Entered(), [])

    async def enter(self, request: Request) -> Response:
        """Ask, or confirm what somebody else asked for."""
        session = session_of(request)
        entered = await sent(request)
        if not from_session(request, self.reception.secret, entered):
            return message(403)
        number = request.state.request_id
        with available():
            if entered["confirm"]:
                done = await self.reception.recoveries.confirm(
                    session, _id(entered["confirm"]), number
                )
                wrong, word = ([] if done else [Wrong("", GONE)]), "confirmed"
            else:
                said = await self.reception.recoveries.ask(
                    session, entered["person"], entered["reason"], number
                )
                wrong, word = ([Wrong(*said)] if said else []), "asked"
        if wrong:
            return await self._page(request, entered, wrong)
        return RedirectResponse(f"{PATH}?done={word}", SEE_OTHER, HEADERS)

    async def _page(self, request: Request, entered: Entered, wrong: list[Wrong]) -> Response:
        session = session_of(request)
        signed_in = await self.reception.admit(session, TokenKind.SESSION)
        with available():
            waiting = await self.reception.recoveries.waiting(session)
        data = await answered(SCREEN, signed_in, request)
        assert data is not None
        return shown(
            SCREEN,
            signed_in,
            data,
            status=UNPROCESSABLE if wrong else 200,
            done=DONE.get(request.query_params.get("done", ""), ""),
            key=key_for(self.reception.secret, session, PATH),
            entered=entered,
            wrong=wrong,
            waiting=waiting,
            hours=RECOVERY_HOURS,
        )


def _id(said: str) -> UUID:
    """A row's id; that of nobody's row where it is none."""
    try:
        return UUID(said)
    except ValueError:
        return UUID(int=0)
