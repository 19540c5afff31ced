"""What every request gets: an id, a deadline, one line in the log, and an end if its client leaves.

This is also the last resort: an exception that nobody expected becomes a refusal with a request id,
and the log says where it was raised, never what was in it.
"""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import structlog
from starlette.requests import ClientDisconnect

from hub.endpoints.refusals import Internal
from hub.errors import Refusal, Unavailable
from hub.limits import REQUEST_SECONDS_MAX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

WATCH_AFTER_SECONDS = 0.1
"""A request that is answered sooner needs nobody to watch whether its client is still there: under
load a watcher for each would be work that none of them needs."""
ALWAYS = ((b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store"))
"""Headers of every answer that doesn't say otherwise itself."""
OVER_HTTPS = (b"strict-transport-security", b"max-age=31536000")
"""For a year the browser comes back over https alone; over http it would not believe it."""
LEFT = 499
"""What the log says, by custom, where the client left before the answer."""

_log = structlog.get_logger()


class Requests:
    """The middleware around all routes."""

    def __init__(
        self,
        app: ASGIApp,
        routes: Mapping[object, str],
        refuse: Callable[[Scope, Refusal], Response],
        count: Callable[[str, int, float], None] | None = None,
    ) -> None:
        """`routes` are the templates of paths by endpoint; `refuse` writes a refusal; `count` is
        told the route, status and seconds of each request.
        """
        self.app = app
        self.routes = routes
        self.refuse = refuse
        self.count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = Exchange(scope, receive, send)
        try:
            async with asyncio.timeout(REQUEST_SECONDS_MAX) as deadline:
                scope["state"]["deadline"] = deadline
                await exchange.run(self.app)
        except TimeoutError:
            await self._end(exchange, Unavailable("The request took too long; ask for less."))
        except Exception:  # noqa: BLE001 - the last resort
            _log.error("request.failed", request_id=str(exchange.request_id), exc_info=True)
            await self._end(exchange, Internal())
        finally:
            self._tell(exchange)

    async def _end(self, exchange: Exchange, refusal: Refusal) -> None:
        """Answer with a refusal, if nothing of an answer is under way."""
        exchange.scope["state"]["code"] = refusal.code
        if exchange.status == 0:
            response = self.refuse(exchange.scope, refusal)
            await response(exchange.scope, exchange.receive, exchange.send)

    def _tell(self, exchange: Exchange) -> None:
        route = self.routes.get(exchange.scope.get("endpoint"), "/")
        status = LEFT if exchange.left else exchange.status
        seconds = perf_counter() - exchange.began
        if self.count is not None:
            self.count(route, status, seconds)
        said: dict[str, Any] = {
            "request_id": str(exchange.request_id),
            "method": exchange.scope["method"],
            "route": route,
            "status": status,
            "bytes": exchange.bytes,
            "duration_ms": round(seconds * 1000, 2),
        }
        code = exchange.scope["state"].get("code")
        _log.info("request.answered", **said, **({"code": code} if code else {}))


def longer(request: Request, seconds: float) -> None:
    """Give a request so many seconds more from now on, for a body that takes its time."""
    deadline: asyncio.Timeout | None = getattr(request.state, "deadline", None)
    if deadline is not None:
        now = asyncio.get_running_loop().time()
        deadline.reschedule(now + seconds + REQUEST_SECONDS_MAX)


class Exchange:
    """One request and its answer, as their messages pass."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.request_id = uuid4()
        self.began = perf_counter()
        self.status = 0
        self.bytes = 0
        self.left = False
        scope.setdefault("state", {})["request_id"] = self.request_id
        self._receive = receive
        self._send = send
        self._arrived = scope["method"] in ("GET", "HEAD")
        self._slow = False
        self._watcher: asyncio.Task[None] | None = None

    async def run(self, app: ASGIApp) -> None:
        """Run the application until it is done, or its client has left."""
        work = asyncio.current_task()
        assert work is not None
        timer = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._is_slow, work)
        try:
            await app(self.scope, self.receive, self.send)
        except ClientDisconnect:
            self.left = True
        except asyncio.CancelledError:
            if not self.left:
                raise
            work.uncancel()
        finally:
            timer.cancel()
            self._rest()

    async def receive(self) -> Message:
        """The next message from the client."""
        message = await self._receive()
        self._arrived = self._arrived or not message.get("more_body", False)
        work = asyncio.current_task()
        if self._slow and work is not None:
            self._is_slow(work)
        return message

    async def send(self, message: Message) -> None:
        """Pass a message to the client, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *self._headers(message["headers"])]
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
            if not message.get("more_body", False):
                self._rest()
        await self._send(message)

    def _headers(self, given: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
        """The headers that every answer has; `given` may say otherwise, but for the id."""
        yield b"x-request-id", str(self.request_id).encode()
        names = {name for name, _ in given}
        yield from (each for each in ALWAYS if each[0] not in names)
        if self.scope["scheme"] == "https":
            yield OVER_HTTPS

    def _is_slow(self, work: asyncio.Task[Any]) -> None:
        """Watch for the client from here on; while its body is arriving that is seen anyway."""
        self._slow = True
        if self._arrived and self._watcher is None:
            self._watcher = asyncio.create_task(self._watch(work))

    async def _watch(self, work: asyncio.Task[Any]) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.left = True
        work.cancel()

    def _rest(self) -> None:
        if self._watcher is not None:
            self._watcher.cancel()
