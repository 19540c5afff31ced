"""Hand-written SQL behind two routes: what somebody would write who needed nothing else."""

from __future__ import annotations

from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from hub.clock import DistrictClock, district_clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

HERE = Path(__file__).parent
RECORD = (HERE / "record.sql").read_text()
ROSTER = (HERE / "roster.sql").read_text()
CONNECTIONS = 6
"""As many as the hub has."""
SETTINGS = {"plan_cache_mode": "force_generic_plan", "jit": "off", "timezone": "UTC"}
"""As the hub's connections have them."""


class Kept(asyncpg.Connection):
    """A pooled connection that is given back as it is: the pool's own reset is a round trip."""

    def get_reset_query(self) -> str:
        """Nothing to reset: no statement here changes a setting."""
        return ""


class Routes:
    """The two routes over one pool."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.pool: asyncpg.Pool[Any]
        self.clock: DistrictClock

    async def record(self, request: Request) -> Response:
        """One student's whole record, for a guardian."""
        clock = self.clock.read().parameters()
        values = clock["today"], clock["now"], clock["adult_born_by"]
        return self._answer(await self._row(RECORD, request, *values))

    async def roster(self, request: Request) -> Response:
        """The roster of a class, for its teacher."""
        clock = self.clock.read()
        return self._answer(await self._row(ROSTER, request, clock.today, clock.now))

    async def _row(self, sql: str, request: Request, *values: Any) -> str | None:
        token = sha256(request.headers["authorization"].removeprefix("Bearer ").encode()).digest()
        key = UUID(request.path_params["key"])
        async with self.pool.acquire() as connection:
            found: str | None = await connection.fetchval(sql, token, key, *values)
            return found

    def _answer(self, data: str | None) -> Response:
        if data is None:
            return Response("{}", 401, media_type="application/json")
        return Response(f'{{"data":{data}}}', media_type="application/json")

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
            server_settings=SETTINGS,
        ) as self.pool:
            yield


def by_hand(dsn: str) -> Starlette:
    """The application over one database."""
    served = Routes(dsn)
    routes = [
        Route("/students/{key}", served.record),
        Route("/sections/{key}/roster", served.roster),
    ]
    return Starlette(routes=routes, lifespan=served.open)
