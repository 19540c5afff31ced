"""Who signed in when: one's own sign-ins, and for the privacy officer everybody's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from starlette.responses import RedirectResponse

from admin.days import NO_DAY, day_typed
from admin.entered import Entered, Wrong
from admin.keys import key_for
from admin.language import marked
from admin.render import HEADERS, message
from admin.screen import Screen
from admin.screens import answered, shown
from admin.sessions import from_session, sent, session_of
from admin.sign_in import SEE_OTHER, UNPROCESSABLE
from hub.endpoints.signed_in import available
from hub.identity.sign_ins import Page
from hub.limits import KNOWN_PLACE_DAYS, SIGN_INS_DAYS
from hub.models.codes import TokenKind
from hub.models.sign_in_codes import SignInKind

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception

OWN_SIGN_INS = "/admin/sign-ins"
EVERYBODYS = "/admin/sign-ins/everybody"
OWN, ALL = Screen(OWN_SIGN_INS, "sign_ins/own"), Screen(EVERYBODYS, "sign_ins/everybody")
ENDED = marked("Every other session of yours is ended.")
WHAT = {
    SignInKind.ONE_FACTOR: marked("Signed in with the password"),
    SignInKind.TWO_FACTORS: marked("Signed in with a second factor"),
    SignInKind.PROVIDER: marked("Signed in through the district's own sign-in"),
    SignInKind.LINK: marked("Signed in with a link that whoever runs Homeroom gave out"),
    SignInKind.FACE: marked("Signed in by a click, as a demo allows"),
    SignInKind.SIGNED_OUT: marked("Signed out"),
    SignInKind.ENDED_ELSEWHERE: marked("Session ended from another one"),
    SignInKind.ENDED_BY_CHANGE: marked("Session ended because the password changed"),
    SignInKind.ENDED_BY_RECOVERY: marked("Session ended because the second factor was lost"),
    SignInKind.REFUSED_FIRST: marked("Refused at the user name and password"),
    SignInKind.REFUSED_SECOND: marked("Refused at the code, after the first factor was right"),
}
"""What each row says."""


class SignIns:
    """The pages on which people see who signed in when."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def own(self, request: Request) -> Response:
        """One's own, with what to do about one that was somebody else's."""
        session = session_of(request)
        signed_in = await self.reception.admit(session, TokenKind.SESSION)
        with available():
            kept = await self.reception.sign_ins.own(session, _behind(request))
        data = await answered(OWN, signed_in, request)
        assert data is not None
        return shown(
            OWN,
            signed_in,
            data,
            key=key_for(self.reception.secret, session, OWN_SIGN_INS),
            done=ENDED if request.query_params.get("done") == "ended" else "",
            kept=kept,
            what=WHAT,
            days=SIGN_INS_DAYS,
            known_days=KNOWN_PLACE_DAYS,
            oversees=signed_in.viewer.oversees,
        )

    async def end_others(self, request: Request) -> Response:
        """End every other session of whoever asks."""
        session = session_of(request)
        entered = await sent(request)
        if not from_session(request, self.reception.secret, entered):
            return message(403)
        with available():
            await self.reception.entrance.end_others(session)
        return RedirectResponse(f"{OWN_SIGN_INS}?done=ended", SEE_OTHER, HEADERS)

    async def everybodys(self, request: Request) -> Response:
        """Those of a day, or of one person, for the privacy officer; for others no such page."""
        session, asked = session_of(request), Entered(dict(request.query_params))
        signed_in = await self.reception.admit(session, TokenKind.SESSION)
        today = datetime.now(UTC).astimezone(signed_in.identity.clock.zone).date()
        on, wrong = _day(asked["on"], today)
        with available():
            kept: Page | str
            if asked["person"]:
                kept = await self.reception.sign_ins.of_person(
                    session, asked["person"], _behind(request)
                )
            else:
                kept = await self.reception.sign_ins.of_day(session, on, _behind(request))
        if isinstance(kept, str):
            wrong, kept = [Wrong("person", kept)], Page([])
        data = await answered(ALL, signed_in, request)
        assert data is not None
        return shown(
            ALL,
            signed_in,
            data,
            status=UNPROCESSABLE if wrong else 200,
            kept=kept,
            what=WHAT,
            days=SIGN_INS_DAYS,
            on=on.isoformat(),
            entered=asked,
            wrong=wrong,
        )


def _day(said: str, today: date) -> tuple[date, list[Wrong]]:
    """The day that is asked for, or today, with what is wrong about it."""
    typed = day_typed(said)
    found = today if typed is None else date.fromisoformat(typed)
    if said and (typed is None or not date.min < found < date.max):
        return today, [Wrong("on", NO_DAY)]
    return found, []


def _behind(request: Request) -> UUID | None:
    """Behind which row a page begins; the first page where that is no key."""
    try:
        return UUID(request.query_params.get("after", ""))
    except ValueError:
        return None
