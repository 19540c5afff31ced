"""The idiomatic application: Strawberry's own ASGI view over an engine of SQLAlchemy's."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import asyncpg
import strawberry
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from hub.clock import DistrictClock, district_clock
from tests.bench.idiomatic.loading import Loaders, signed_in
from tests.bench.idiomatic.types import Query

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

CONNECTIONS = 6
"""As many as the hub has."""


class View(GraphQL[Any, Any]):
    """Strawberry's view, which gives each request its viewer and its loaders."""

    def __init__(self, dsn: str) -> None:
        schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
        super().__init__(schema, graphql_ide=None)
        self.dsn = dsn
        self.engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=self.connect,
            pool_size=CONNECTIONS,
            max_overflow=0,
        )
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self.clock: DistrictClock

    async def connect(self) -> Any:
        """A connection for the engine."""
        return await asyncpg.connect(self.dsn, server_settings={"jit": "off", "timezone": "UTC"})

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> dict[str, Any]:
        """What resolvers find in `info.context`."""
        del response
        token = request.headers["authorization"].removeprefix("Bearer ")
        me = await signed_in(self.sessions, token)
        if me is None:
            raise HTTPException(401)
        return {"loaders": Loaders(self.sessions, me, self.clock.read())}

    @asynccontextmanager
    async def open(self, _app: Starlette) -> AsyncIterator[None]:
        """Read the district's clock, and dispose of the engine at the end."""
        connection = await self.connect()
        self.clock = await district_clock(connection)
        await connection.close()
        yield
        await self.engine.dispose()


def idiomatic(dsn: str) -> Starlette:
    """The application over one database."""
    view = View(dsn)
    return Starlette(routes=[Route("/graphql", view)], lifespan=view.open)
