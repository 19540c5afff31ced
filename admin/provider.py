"""The way to the district's own sign-in and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from admin.language import marked
from admin.render import HEADERS, message, page
from admin.sessions import cookie, forget, private, remember, way_back
from admin.sign_in import PROVIDER, SEE_OTHER, going_on
from hub.endpoints.signed_in import available
from hub.limits import PROVIDER_REMEMBERED_SECONDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.provider import Provider
    from hub.endpoints.signed_in import Reception

GO, BACK = PROVIDER, f"{PROVIDER}/back"
WHAT = "-provider"
NOBODY = (
    marked("The district's sign-in did not lead to anybody who may sign in here."),
    marked("Try once more. If it stays so, ask whoever runs Homeroom in your district."),
)
"""The same for whatever stood against it: nobody learns here who is known."""


class AtProvider:
    """The pages around the district's own sign-in; there are none where none is set."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def go(self, request: Request) -> Response:
        """Send the browser to the district's sign-in."""
        provider = self._provider(request)
        if provider is None:
            return message(404)
        back = f"{request.url.scheme}://{request.headers.get('host', '')}{BACK}"
        to = way_back(request.query_params.get("to", ""))
        address, kept = await provider.send(request, back, to)
        response = RedirectResponse(address, SEE_OTHER, HEADERS)
        remember(response, request, WHAT, kept, PROVIDER_REMEMBERED_SECONDS)
        return response

    async def back(self, request: Request) -> Response:
        """Sign in whom the district's sign-in names; no account is made of it."""
        provider = self._provider(request)
        if provider is None:
            return message(404)
        kept = request.cookies.get(cookie(request, WHAT), "")
        told, to = await provider.took(request, kept)
        opened = None
        if told is not None:
            with available():
                opened = await self.reception.entrance.by_provider(
                    told.sourced_id, strong=told.strong
                )
        if opened is None:
            response = page("message.html", 403, title=marked("Not signed in"), lines=NOBODY)
        else:
            before = request.cookies.get(cookie(request))
            if before:
                await self.reception.sign_out(before)
            response = going_on(request, opened, to)
        forget(response, request, WHAT)
        return response

    def _provider(self, request: Request) -> Provider | None:
        return self.reception.provider if private(request) else None
