"""What the tests of the doors stand on: the application over a district, and who calls it."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from io import StringIO
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import structlog
import uvicorn

from hub.app import build_app
from hub.identity import issue
from hub.logs import configure_logs
from hub.models.codes import TokenKind
from hub.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from starlette.applications import Starlette

    from hub.database import Database
    from schema.build import Built
    from tests.conftest import Hub

KEY = "a key that only tests of doors have"
GRAPHQL = "application/graphql-response+json"
HERE = "http://127.0.0.1"


@dataclass
class Doors:
    """An application over a district, who wants to come in, and their client without cookies."""

    app: Starlette
    database: Database
    http: httpx.AsyncClient
    tokens: dict[tuple[str, TokenKind], str] = field(default_factory=dict)

    async def token(self, sourced_id: str, kind: TokenKind = TokenKind.BEARER) -> str:
        """A token of a person, made once."""
        if (sourced_id, kind) not in self.tokens:
            self.tokens[sourced_id, kind] = await self.fresh_token(sourced_id, kind)
        return self.tokens[sourced_id, kind]

    async def fresh_token(self, sourced_id: str, kind: TokenKind = TokenKind.BEARER) -> str:
        """Another token of a person."""
        async with self.database.owner() as owner:
            person = await owner.fetchval("SELECT id FROM person WHERE sourced_id = $1", sourced_id)
            assert person is not None, sourced_id
            return await issue(owner, person, kind)

    async def headers(self, sourced_id: str) -> dict[str, str]:
        """The headers of a well-formed request of a person."""
        return {
            "accept": GRAPHQL,
            "authorization": f"Bearer {await self.token(sourced_id)}",
            "content-type": "application/json",
        }

    async def ask(self, who: str, query: str, **variables: Any) -> httpx.Response:
        """What a person is answered."""
        body = json.dumps({"query": query, "variables": variables})
        return await self.http.post("/graphql", content=body, headers=await self.headers(who))

    async def send(self, body: bytes, **headers: str) -> httpx.Response:
        """What a teacher is answered to any body, with headers changed."""
        sent = await self.headers("demo-teacher") | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return await self.http.post("/graphql", content=body, headers=sent)


@asynccontextmanager
async def doors_over(
    database: Database, built: Built, *, read_only: bool = False
) -> AsyncIterator[Doors]:
    """The doors of a database, open."""
    app = build_app(database, Settings(secret_key=KEY, read_only=read_only), built=built)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=HERE) as http,
    ):
        http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        yield Doors(app, database, http)


class Serving(uvicorn.Server):
    """uvicorn, which says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


@asynccontextmanager
async def listening(app: Starlette) -> AsyncIterator[int]:
    """The application behind a socket of uvicorn's: the port."""
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
    server = Serving(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        await server.listens.wait()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            await serving


@pytest.fixture(scope="session")
async def doors(demo: Hub, built: Built) -> AsyncIterator[Doors]:
    """The doors of the demo district, which nobody changes."""
    async with doors_over(demo.database, built) as opened:
        yield opened


@pytest.fixture
async def own_doors(own_demo: Hub, built: Built) -> AsyncIterator[Doors]:
    """The doors of a district that a test may change."""
    async with doors_over(own_demo.database, built) as opened:
        yield opened


def refusal(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The first error of a refusal, after checking that it has the form of every refusal."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] in (GRAPHQL, "application/json")
    body = response.json()
    assert body.keys() == {"errors"}
    for error in body["errors"]:
        assert error["extensions"]["code"] == code
        assert error["extensions"]["requestId"] == response.headers["x-request-id"]
        assert error["message"]
    first: dict[str, Any] = body["errors"][0]
    return first


@pytest.fixture
def logged() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """The log as it would be written: one object a line."""
    stream = StringIO()
    handlers, level = logging.root.handlers[:], logging.root.level
    configure_logs("info", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
