"""A hub in a process of its own, which nobody asks before it is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

import uvicorn

from hub.app import build_app
from hub.database import open_database
from hub.logs import configure_logs
from hub.progress import Progress
from hub.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

CHECKPOINTS = "checkpoints"
"""The file in the data folder to which the ledger's head is published."""
KEY = "a key that only this trial has, long enough"


def serve(data: Path, listener: socket.socket) -> None:
    """Serve a data folder, with the PostgreSQL in it, until killed."""
    configure_logs("error", open(os.devnull, "w"))  # noqa: PTH123, SIM115 - nobody reads it
    asyncio.run(_serve(_settings(data), listener))


def _settings(data: Path) -> Settings:
    return Settings(data_dir=data, secret_key=KEY, checkpoints=str(data / CHECKPOINTS))


async def _serve(settings: Settings, listener: socket.socket) -> None:
    async with open_database(settings, Progress(quiet=True)) as database:
        app = build_app(database, settings, sealing=True)
        config = uvicorn.Config(app, lifespan="on", log_config=None, access_log=False)
        await uvicorn.Server(config).serve([listener])


@dataclass
class Server:
    """The process that serves a data folder on one port, however often it is killed."""

    data: Path
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    process: SpawnProcess | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def start(self) -> None:
        """Start it; whoever asks meanwhile waits in the socket's queue."""
        self.process = get_context("spawn").Process(
            target=serve, args=(self.data, self.listener), daemon=True
        )
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
