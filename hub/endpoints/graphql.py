"""`POST /graphql`: GraphQL over HTTP for whoever has a bearer token.

The order is fixed: who asks, in which media types, then the body. Anonymous learns nothing, not
even whether what was sent is GraphQL.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from starlette.responses import Response

from hub.endpoints import refusals
from hub.endpoints.bodies import asked, taken
from hub.endpoints.media import (
    JSON,
    NotAcceptable,
    bearer,
    check_body_type,
    chosen,
    key_of,
    viewed_as,
)
from hub.errors import LimitExceeded, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from starlette.requests import Request

    from hub.endpoints.bodies import Asked
    from hub.endpoints.signed_in import Reception, SignedIn

VARY = {"vary": "Accept, Authorization, Homeroom-View-As"}
BAD_REQUEST = 400


class GraphQL:
    """The endpoint of one reception."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def answer(self, request: Request) -> Response:
        """Answer one request; whatever happens is told as GraphQL tells it."""
        media = chosen(request.headers)
        try:
            signed_in, identified = await self._admitted(request)
            if media is None:
                raise NotAcceptable("Accept application/graphql-response+json or application/json.")
            check_body_type(request.headers)
            key = key_of(request.headers)
            sent = asked(await taken(request))
        except Refusal as refusal:
            return refused(refusal, request, media or JSON)
        return await _executed(request, signed_in, (sent, key), media, identified)

    async def _admitted(self, request: Request) -> tuple[SignedIn, float]:
        started = perf_counter()
        signed_in = await self.reception.admit(
            bearer(request.headers), view_as=viewed_as(request.headers)
        )
        return signed_in, (perf_counter() - started) * 1000


async def _executed(
    request: Request,
    signed_in: SignedIn,
    given: tuple[Asked, str | None],
    media: str,
    identified: float,
) -> Response:
    """Execute what was asked, under its key; a refusal of it is a 200 to who takes
    application/json only.
    """
    sent, key = given
    try:
        answer = await signed_in.ask(
            sent.query,
            variables=sent.variables,
            operation_name=sent.operation_name,
            request_id=request.state.request_id,
            key=key,
        )
    except RecursionError:
        too_deep = LimitExceeded("The operation is nested too deeply.", limit="depth")
        return refused(too_deep, request, media, executed=True)
    except Refusal as refusal:
        return refused(refusal, request, media, executed=True)
    timings = {"identify": identified, **answer.timings}
    headers = {**VARY, "server-timing": server_timing(timings)}
    return Response(answer.body.encode(), media_type=media, headers=headers)


def refused(refusal: Refusal, request: Request, media: str, *, executed: bool = False) -> Response:
    """The answer that tells a refusal; `executed` says that the request was well formed."""
    request_id: UUID = request.state.request_id
    request.state.code = refusal.code
    status = 200 if executed and media == JSON and refusal.status == BAD_REQUEST else refusal.status
    headers = {**VARY, **refusals.headers(refusal)}
    return Response(refusals.errors(refusal, request_id), status, headers, media)


def server_timing(timings: Mapping[str, float]) -> str:
    """The milliseconds of each room, as the Server-Timing header has them."""
    return ", ".join(f"{room};dur={spent:.2f}" for room, spent in timings.items())
