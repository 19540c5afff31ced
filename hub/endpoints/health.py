"""`/healthz` and `/readyz`: whether the process runs, and whether it can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from hub.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response


class Health:
    """The two endpoints by which whoever runs the hub watches it; they tell nothing else."""

    def __init__(self, ready: Callable[[], Awaitable[None]]) -> None:
        """`ready` raises Refusal while requests can't be answered."""
        self.ready = ready

    async def process(self, _request: Request) -> Response:
        """The process is up."""
        return JSONResponse({"status": "up"})

    async def readiness(self, request: Request) -> Response:
        """The database answers and has this version's tables; 503 if not."""
        try:
            await self.ready()
        except Refusal as refusal:
            request.state.code = refusal.code
            return JSONResponse({"status": "not ready", "reason": refusal.message}, 503)
        return JSONResponse({"status": "ready"})
