"""The second factor: a code of a phone's, and setting up the phone that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.responses import RedirectResponse

from admin.entered import Entered, Wrong
from admin.keys import key_for
from admin.language import marked
from admin.render import HEADERS, message, page
from admin.sessions import (
    address_of,
    from_session,
    private,
    sent,
    session_of,
    turned_away,
    way_back,
)
from admin.sign_in import SEE_OTHER, UNPROCESSABLE, going_on, told_when, too_often, with_way
from hub.endpoints.signed_in import available
from hub.identity.entrance import Shown
from hub.identity.throttle import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception
    from hub.identity.entrance import Opened, Step

CODE, ENROLL = "/admin/sign-in/code", "/admin/sign-in/enroll"
NOT_THIS = marked("The code is not right, or was used already. Enter the one that is shown now.")
NOT_YET = marked(
    "The code is not right. Scan the picture below, and enter the code that is shown then."
)


class SecondFactor:
    """The pages between a first factor and a session; no first factor, no page."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def form(self, request: Request) -> Response:
        """Ask for a code; whoever has no phone that makes one sets it up first."""
        step = await self._step(request)
        if step is None:
            return turned_away(request)
        way = way_back(request.query_params.get("to", ""))
        if not step.enrolled:
            return RedirectResponse(with_way(ENROLL, way), SEE_OTHER, HEADERS)
        return self._code(request, Entered({"to": way}), [])

    async def enter(self, request: Request) -> Response:
        """Take a code."""

        async def judge(shown: Shown, _entered: Entered) -> Opened | None:
            return await self.reception.entrance.by_code(shown)

        async def again(
            _step: Step, entered: Entered, wrong: list[Wrong], waiting: Waiting | None
        ) -> Response:
            return self._code(request, entered, wrong, waiting)

        return await self._judged(request, judge, again, NOT_THIS)

    async def enroll(self, request: Request) -> Response:
        """Show a new secret to whoever has none yet."""
        step = await self._step(request)
        if step is None:
            return turned_away(request)
        way = way_back(request.query_params.get("to", ""))
        if step.enrolled:
            return RedirectResponse(with_way(CODE, way), SEE_OTHER, HEADERS)
        return self._enroll(request, step, Entered({"to": way}), [])

    async def enrolled(self, request: Request) -> Response:
        """Keep the secret whose code is right."""

        async def judge(shown: Shown, entered: Entered) -> Opened | None:
            return await self.reception.entrance.enroll(shown, entered["secret"])

        async def again(
            step: Step, entered: Entered, wrong: list[Wrong], waiting: Waiting | None
        ) -> Response:
            return self._enroll(request, step, entered, wrong, waiting)

        return await self._judged(request, judge, again, NOT_YET)

    async def _judged(
        self,
        request: Request,
        judge: Callable[[Shown, Entered], Coroutine[None, None, Opened | None]],
        again: Callable[
            [Step, Entered, list[Wrong], Waiting | None], Coroutine[None, None, Response]
        ],
        wrong: str,
    ) -> Response:
        """Judge a code, and go on, or show the form again with what is wrong."""
        step = await self._step(request)
        if step is None:
            return turned_away(request)
        entered = await sent(request)
        if not from_session(request, self.reception.secret, entered):
            return message(403)
        shown = Shown(session_of(request), step, entered["code"], address_of(request))
        try:
            with available():
                opened = await judge(shown, entered)
        except Waiting as waiting:
            return await again(step, entered, [Wrong("", too_often(waiting))], waiting)
        if opened is None:
            return await again(step, entered, [Wrong("code", wrong)], None)
        return going_on(request, opened, entered["to"])

    async def _step(self, request: Request) -> Step | None:
        if not private(request):
            return None
        with available():
            return await self.reception.entrance.step(session_of(request))

    def _code(
        self,
        request: Request,
        entered: Entered,
        wrong: list[Wrong],
        waiting: Waiting | None = None,
    ) -> Response:
        response = page(
            "code.html",
            waiting.status if waiting else UNPROCESSABLE if wrong else 200,
            key=key_for(self.reception.secret, session_of(request), CODE),
            entered=Entered({"to": entered["to"]}),
            wrong=wrong,
        )
        return told_when(response, waiting)

    def _enroll(
        self,
        request: Request,
        step: Step,
        entered: Entered,
        wrong: list[Wrong],
        waiting: Waiting | None = None,
    ) -> Response:
        token = session_of(request)
        said, drawn, carried = self.reception.entrance.to_enroll(token, step, entered["secret"])
        response = page(
            "enroll.html",
            waiting.status if waiting else UNPROCESSABLE if wrong else 200,
            key=key_for(self.reception.secret, token, ENROLL),
            entered=Entered({"to": entered["to"]}),
            wrong=wrong,
            picture=Markup(drawn),  # noqa: S704 - an SVG of squares, which segno draws
            secret=" ".join(said[at : at + 4] for at in range(0, len(said), 4)),
            carried=carried,
        )
        return told_when(response, waiting)
