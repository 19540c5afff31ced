"""The button that takes back what one entered a moment ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from admin.forms import Given, enter
from admin.render import HEADERS, message
from admin.screens import admitted, answered, shown
from admin.sessions import from_here, sent, session_of, way_back
from admin.taking_back import ENTERED, PATH, SCREEN, held

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from admin.entered import Wrong
    from hub.endpoints.signed_in import Reception

SEE_OTHER, UNPROCESSABLE = 303, 422

__all__ = ["PATH", "Undone"]


class Undone:
    """Takes back what a page of ours offered."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def enter(self, request: Request) -> Response:
        """Undo each entry by itself; where one can't be, the page says why, and of how many."""
        if not from_here(request):
            return message(403)
        entered = await sent(request)
        told, key = entered[ENTERED], entered["key"]
        if not held(self.reception.secret, session_of(request), told, key):
            return message(403)
        signed_in = await admitted(self.reception, request)
        wrong: list[Wrong] = []
        ids = told.split(".")
        for each in ids:
            undo = Given("undo", {"id": each}, name=each)
            wrong += (await enter(signed_in, request, f"{key}:{each}", undo))[:1]
        way = way_back(entered["to"])
        if not wrong:
            return RedirectResponse(f"{way}?done=undone", SEE_OTHER, HEADERS)
        data = await answered(SCREEN, signed_in, request)
        assert data is not None
        return shown(
            SCREEN,
            signed_in,
            data,
            status=UNPROCESSABLE,
            reasons=list(dict.fromkeys(each.said for each in wrong)),
            refused=len(wrong),
            number=len(ids),
            way=way,
        )
