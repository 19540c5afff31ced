"""Composes the hub: a database becomes an application. Nothing else happens here."""

from __future__ import annotations

from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route

from admin.render import message
from admin.routes import routes as admin_routes
from admin.sessions import no_longer, turned_away
from admin.speaking import Choosing, Speaking
from hub.database import newest
from hub.district.personas import personas
from hub.endpoints.graphql import GraphQL, refused
from hub.endpoints.health import Health
from hub.endpoints.media import JSON, chosen
from hub.endpoints.refusals import MethodNotAllowed, NotFound
from hub.endpoints.requests import Requests
from hub.endpoints.signed_in import Reception
from hub.errors import Refusal, Unavailable, ViewAsRefused
from hub.ledger import kept
from hub.ledger.accesses import accesses_kept
from hub.metrics import Metrics, served
from hub.papers import purging
from hub.turning import turning
from schema.build import build

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from starlette.responses import Response
    from starlette.types import Scope

    from hub.database import Database
    from hub.endpoints.provider import Provider
    from hub.settings import Settings
    from schema.build import Built

UNAUTHORIZED = 401
BY_STATUS = {404: NotFound, 405: MethodNotAllowed}


def build_app(
    database: Database,
    settings: Settings,
    *,
    built: Built | None = None,
    fold: bool = True,
    sealing: bool = False,
) -> Starlette:
    """The application over an open database, which stays its caller's to close.

    On start it reads the district's clock: LookupError if the database holds no district. `built`
    saves building the schema again; `fold=False` keeps every predicate in every statement;
    `sealing` keeps the ledger beside it, and turns what begins.
    """
    reception = Reception(
        database, built or build(), settings.key(), fold=fold, read_only=settings.read_only
    )
    reception.faces = personas()
    reception.provider = _provider(settings)
    routes = every_route(reception, Health(_readiness(reception)))

    port = settings.metrics_port
    log = reception.accesses
    metrics = None if port is None else Metrics(lambda: database.free, lambda: log.waiting)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await reception.open()
        sealed = kept(database, settings.checkpoints) if sealing else nullcontext()
        turned = turning(database) if sealing else nullcontext()
        purged = purging(database) if sealing and not settings.read_only else nullcontext()
        ports = () if port is None else _ports(port, settings.workers)
        watched = nullcontext() if metrics is None else served(metrics, ports)
        # the log's last rows and its end are written before the last seal
        async with sealed, turned, purged, accesses_kept(reception.accesses):
            with watched:
                yield

    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(Speaking),
            Middleware(
                Requests,
                routes={each.endpoint: each.path for each in routes},
                refuse=refuse,
                count=None if metrics is None else metrics.answered,
            ),
            Middleware(Choosing),
        ],
        exception_handlers={Refusal: _on_refusal, HTTPException: _on_http_exception},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


def every_route(reception: Reception, health: Health) -> list[Route]:
    """Every address that the hub answers."""
    return [
        Route("/graphql", GraphQL(reception).answer, methods=["POST"]),
        Route("/healthz", health.process, methods=["GET"]),
        Route("/readyz", health.readiness, methods=["GET"]),
        *admin_routes(reception),
    ]


def refuse(scope: Scope, refusal: Refusal) -> Response:
    """A refusal in the language of its address: a page under `/admin`, else GraphQL's errors."""
    request = Request(scope)
    if scope["path"].startswith("/admin"):
        request.state.code = refusal.code
        if isinstance(refusal, ViewAsRefused):
            return no_longer(request)
        if refusal.status == UNAUTHORIZED:
            return turned_away(request)
        return message(refusal.status, refusal.code)
    return refused(refusal, request, chosen(request.headers) or JSON)


async def _on_refusal(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return refuse(request.scope, refusal)


async def _on_http_exception(request: Request, raised: Exception) -> Response:
    assert isinstance(raised, HTTPException)
    response = refuse(request.scope, BY_STATUS.get(raised.status_code, NotFound)())
    response.headers.update(raised.headers or {})
    return response


def _provider(settings: Settings) -> Provider | None:
    """The district's own sign-in, if one is set."""
    if settings.oidc_issuer is None:
        return None
    from hub.endpoints.provider import Provider, Trusted

    name, _, value = (settings.oidc_strong or "").partition("=")
    trusted = Trusted(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        scope=settings.oidc_scope,
        claim=settings.oidc_claim,
        strong=(name, value) if value else None,
    )
    return Provider(trusted, settings.key())


def _ports(first: int, workers: int) -> Sequence[int]:
    """Where one of so many workers may serve its numbers."""
    return range(first, first + workers) if first else [0]


def _readiness(reception: Reception) -> Callable[[], Awaitable[None]]:
    head = newest()

    async def ready() -> None:
        if await reception.version() != head:
            raise Unavailable("The database's tables are not of this version.")

    return ready
