"""Changes by hand: one route and one statement each, which judges, writes and keeps its records."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from tests.bench.by_hand import Routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

STATEMENTS = ("roll", "marks")


class Entering(Routes):
    """The routes over one pool."""

    def entering(self, name: str) -> Callable[[Request], object]:
        """The endpoint of a statement."""
        sql = (Path(__file__).parent / f"{name}.sql").read_text()

        async def enter(request: Request) -> Response:
            token = request.headers["authorization"].removeprefix("Bearer ")
            given = json.loads(await request.body())
            clock = self.clock.read()
            async with self.pool.acquire() as connection:
                found = await connection.fetchrow(
                    sql,
                    sha256(token.encode()).digest(),
                    UUID(given["section"]),
                    json.dumps(given["said"]),
                    clock.today,
                    uuid4(),
                    clock.now,
                )
            if found is None or found["id"] is None:
                return Response("{}", 403, media_type="application/json")
            body = f'{{"data":{{"id":"{found["id"]}","refused":{found["refused"]}}}}}'
            return Response(body, media_type="application/json")

        return enter


def entered_by_hand(dsn: str) -> Starlette:
    """The application over one database."""
    served = Entering(dsn)
    routes = [Route(f"/{name}", served.entering(name), methods=["POST"]) for name in STATEMENTS]
    return Starlette(routes=routes, lifespan=served.open)
