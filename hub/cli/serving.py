"""`homeroom serve`: the hub behind a port, until somebody stops it."""

from __future__ import annotations

import asyncio
import errno
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
import uvicorn

from hub.app import build_app
from hub.cli.errors import CommandRefused
from hub.cli.opening import clock_of, opened, url_of
from hub.cli.workers import OPTIONS, supervised
from hub.logs import configure_logs
from hub.progress import Progress
from schema.build import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.applications import Starlette

    from hub.database import Database
    from hub.settings import Settings


class Serving(uvicorn.Server):
    """uvicorn, which says when it listens and leaves the signals to `hub.cli.running`."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Hear no signal: whoever runs the command cancels it."""
        yield


async def serve_district(settings: Settings) -> None:
    """Serve what the database holds. Raises CommandRefused for no district or a taken port."""
    with listening(settings) as (listener, url):
        progress = Progress()
        async with opened(settings, progress) as database:
            async with database.acquire() as connection:
                kind = (await clock_of(connection)).kind

            def ready() -> None:
                entering = " Nothing is entered: HOMEROOM_READ_ONLY." if settings.read_only else ""
                typer.echo(
                    f"Serving a {kind.lower()} district at {url}.{entering} Ctrl-C stops it."
                )

            if settings.workers > 1:
                await supervised(settings, listener, progress, ready)
            else:
                await serve(application(database, settings, progress), settings, listener, ready)


def application(database: Database, settings: Settings, progress: Progress) -> Starlette:
    """The hub over an open database."""
    with progress.step("building the schema"):
        built = build()
    return build_app(database, settings, built=built, sealing=True)


async def serve(
    app: Starlette, settings: Settings, listener: socket.socket, ready: Callable[[], None]
) -> None:
    """Serve until this task is cancelled, which ends requests under way in order; then return."""
    configure_logs(settings.log_level)
    server = Serving(uvicorn.Config(app, **OPTIONS), ready)
    serving = asyncio.create_task(server.serve([listener]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        typer.echo("Stopping ...", err=True)
        server.should_exit = True
        await serving
        task = asyncio.current_task()
        assert task is not None
        task.uncancel()


@contextmanager
def listening(settings: Settings) -> Iterator[tuple[socket.socket, str]]:
    """The settings' port, taken before any work is done, and the URL that it gives.

    Raises CommandRefused.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with _port_refused(settings):
            listener.bind((settings.host, settings.port))
            # at once: a port that is only bound can still be taken by somebody else, and uvloop
            # doesn't tell. Whoever asks before the hub is ready waits for it.
            listener.listen()
        yield listener, url_of(settings, listener.getsockname()[1])


@contextmanager
def _port_refused(settings: Settings) -> Iterator[None]:
    """Say in plain words why the port can't be had."""
    try:
        yield
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        if error.errno == errno.EADDRINUSE:
            raise CommandRefused(
                f"{where} is in use, perhaps by another Homeroom. Stop what runs there, or choose "
                "another port with --port."
            ) from None
        raise CommandRefused(f"{where} can't be listened to: {error.strerror}.") from None
