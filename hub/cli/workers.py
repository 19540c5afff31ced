"""Supervise several processes behind one port: each is a whole hub over the one database.

They share nothing but the listening socket and the database: what one knows of a viewer, each
statement checks for itself, of several sealers one seals at a time, and each keeps its own span of
the log of readings. uvicorn's supervisor starts them, and another in the place of one that died.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import signal
import threading
from contextlib import ExitStack
from functools import partial
from multiprocessing import connection, parent_process
from typing import TYPE_CHECKING, Any

import typer
import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from hub.app import build_app
from hub.cli.errors import CommandRefused
from hub.database import Database, reached
from hub.logs import configure_logs
from hub.progress import Progress

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from starlette.applications import Starlette

    from hub.settings import Settings

START_SECONDS = 60.0
"""How long workers may take to begin: the database runs already, so it's the schema's time."""
DRAIN_SECONDS = 5
"""How long requests under way may go on after somebody said stop."""
SILENT_SECONDS = 30
"""How long a worker may say nothing before it counts as hung and is killed: on a busy machine the
thread that answers waits for the one that works.
"""
OPTIONS: dict[str, Any] = {
    "lifespan": "on",
    "log_config": None,
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": DRAIN_SECONDS,
}


class Workers(Multiprocess):
    """uvicorn's supervisor, which says when all its workers answer."""

    def __init__(
        self, config: uvicorn.Config, listener: socket.socket, ready: Callable[[], None]
    ) -> None:
        """It hears the signals from here on; made in the main thread, as they want it."""
        super().__init__(config, [listener])
        self._ready = ready

    def init_processes(self) -> None:
        """Start them all, then wait for each."""
        super().init_processes()
        if all(each.wait_until_ready(START_SECONDS) for each in self.processes):
            self._ready()

    @property
    def failed(self) -> bool:
        """Whether one could not even begin."""
        return any(each.exitcode == STARTUP_FAILURE for each in self.processes)


async def supervised(
    settings: Settings, listener: socket.socket, progress: Progress, ready: Callable[[], None]
) -> None:
    """Serve by `settings.workers` processes until a signal says stop, and they have ended.

    Raises CommandRefused where they can't begin.
    """
    with ExitStack() as starting:
        starting.enter_context(progress.step(f"starting {settings.workers} workers"))

        def begun() -> None:
            starting.close()
            ready()

        config = uvicorn.Config(
            partial(worker, settings),
            factory=True,
            workers=settings.workers,
            timeout_worker_healthcheck=SILENT_SECONDS,
            **OPTIONS,
        )
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
        workers = Workers(config, listener, begun)
        await asyncio.to_thread(workers.run)
    if workers.failed:
        raise CommandRefused("A worker could not begin; the log above says where it failed.")
    typer.echo("Stopped.", err=True)


def worker(settings: Settings) -> Starlette:
    """The hub of one worker, in its own process, which ends with its supervisor."""
    configure_logs(settings.log_level)
    threading.Thread(target=_end_with_supervisor, daemon=True).start()
    over = ExitStack()
    atexit.register(over.close)
    facts, revive = over.enter_context(reached(settings, Progress()))
    return build_app(Database(facts, settings, revive=revive), settings, sealing=True)


def _end_with_supervisor() -> None:
    """Stop in order once whoever would start, stop and replace this process is gone."""
    supervisor = parent_process()
    assert supervisor is not None
    connection.wait([supervisor.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
