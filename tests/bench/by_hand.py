"""Hand-written SQL behind one route a query: what somebody would write who needed nothing else."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from hub.clock import DistrictClock, district_clock
from hub.names import folded
from tests.bench.cells import CELLS, statement

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.requests import Request

CONNECTIONS = 6
"""As many as the hub has."""
SETTINGS = {
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
    "timezone": "UTC",
    "pg_trgm.word_similarity_threshold": "0.3",
}
"""As the hub's connections have them."""
TAKES = "-- takes: "
FORMS: dict[str, Callable[[str], Any]] = {
    "key": UUID,
    "school": UUID,
    "name": folded,
    "since": date.fromisoformat,
    **dict.fromkeys(("grade", "first", "second", "third", "fourth"), int),
}
"""How the values of a request become parameters."""


class Kept(asyncpg.Connection):
    """A pooled connection that is given back as it is: the pool's own reset is a round trip."""

    def get_reset_query(self) -> str:
        """Nothing to reset: no statement here changes a setting."""
        return ""


class Statement:
    """One statement, whose first line names its parameters in their order."""

    def __init__(self, query: str, viewer: str) -> None:
        self.sql = statement(query, viewer)
        self.takes = self.sql.partition("\n")[0].removeprefix(TAKES).split()

    def parameters(self, token: str, values: Mapping[str, str], clock: DistrictClock) -> list[Any]:
        """The values of one request, the clock's and the digest of the token."""
        given = {"token": sha256(token.encode()).digest(), **clock.read().parameters()}
        return [FORMS[name](values[name]) if name in FORMS else given[name] for name in self.takes]


class Routes:
    """The routes over one pool."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.pool: asyncpg.Pool[Any]
        self.clock: DistrictClock

    def answering(self, written: Statement) -> Callable[[Request], Any]:
        """The endpoint of a statement."""

        async def answer(request: Request) -> Response:
            token = request.headers["authorization"].removeprefix("Bearer ")
            values = written.parameters(token, request.query_params, self.clock)
            async with self.pool.acquire() as connection:
                found: str | None = await connection.fetchval(written.sql, *values)
            if found is None:
                return Response("{}", 401, media_type="application/json")
            return Response(f'{{"data":{found}}}', media_type="application/json")

        return answer

    @asynccontextmanager
    async def open(self, _app: Starlette) -> AsyncIterator[None]:
        """Open the pool and read the district's clock, for as long as the server runs."""
        connection = await asyncpg.connect(self.dsn)
        self.clock = await district_clock(connection)
        await connection.close()
        async with asyncpg.create_pool(
            self.dsn,
            min_size=CONNECTIONS,
            max_size=CONNECTIONS,
            max_inactive_connection_lifetime=0,
            connection_class=Kept,
            max_cacheable_statement_size=0,
            max_cached_statement_lifetime=0,
            server_settings=SETTINGS,
        ) as self.pool:
            yield


def by_hand(dsn: str) -> Starlette:
    """The application over one database."""
    served = Routes(dsn)
    routes = [
        Route(f"/{query}/{viewer}", served.answering(Statement(query, viewer)))
        for query, viewers in CELLS.items()
        for viewer in viewers
    ]
    return Starlette(routes=routes, lifespan=served.open)
