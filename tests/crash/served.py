"""A hub in a process of its own, which nobody asks before it is killed.

It is forked from one that has read the code and built the schema: what a crash does to records has
nothing to do with how long Python takes to begin.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

import uvicorn

from hub.app import build_app
from hub.database import open_database
from hub.logs import configure_logs
from hub.progress import Progress
from hub.settings import Settings
from schema.build import build

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    from schema.build import Built

CHECKPOINTS = "checkpoints"
"""The file in the data folder to which the ledger's head is published."""
KEY = "a key that only this trial has, long enough"
CONNECTIONS = 3
"""Each has every statement to plan anew after a crash, which is most of a round."""
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload(["tests.crash.warm"])


@cache
def built() -> Built:
    """The schema, built before the fork."""
    return build()


def serve(data: Path, listener: socket.socket) -> None:
    """Serve a data folder, with the PostgreSQL in it, until killed."""
    configure_logs("error", open(os.devnull, "w"))  # noqa: PTH123, SIM115 - nobody reads it
    asyncio.run(_serve(_settings(data), listener))


def _settings(data: Path) -> Settings:
    return Settings(
        data_dir=data,
        secret_key=KEY,
        checkpoints=str(data / CHECKPOINTS),
        pool_size=CONNECTIONS,
    )


async def _serve(settings: Settings, listener: socket.socket) -> None:
    async with open_database(settings, Progress(quiet=True)) as database:
        app = build_app(database, settings, built=built(), sealing=True)
        config = uvicorn.Config(app, lifespan="on", log_config=None, access_log=False)
        await uvicorn.Server(config).serve([listener])


@dataclass
class Server:
    """The process that serves a data folder on one port, however often it is killed."""

    data: Path
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    process: ForkServerProcess | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def start(self) -> None:
        """Start it; whoever asks meanwhile waits in the socket's queue."""
        self.process = FORKING.Process(target=serve, args=(self.data, self.listener), daemon=True)
        self.process.start()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None and self.process.pid is not None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.join()

    def close(self) -> None:
        """End it for good."""
        self.kill()
        self.listener.close()
