"""A hub in a process of its own, which nobody asks before it is killed."""

from __future__ import annotations

import os
import signal
import socket
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

import uvicorn

from hub.app import build_app
from hub.database import Database
from hub.logs import configure_logs
from hub.postgres import Address, ConnectionFacts
from hub.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

KEY = "a key that only this trial has, long enough"
START_SECONDS = 60


def serve(dsn: str, listener: socket.socket) -> None:
    """Serve until killed."""
    configure_logs("error", open(os.devnull, "w"))  # noqa: PTH123, SIM115 - nobody reads it
    address = Address(dsn)
    settings = Settings(secret_key=KEY)
    app = build_app(Database(ConnectionFacts(address, address), settings), settings)
    config = uvicorn.Config(app, loop="uvloop", lifespan="on", log_config=None, access_log=False)
    uvicorn.Server(config).run([listener])


@dataclass
class Server:
    """The process that serves a database on one port, however often it is killed."""

    dsn: str
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    process: SpawnProcess | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def start(self) -> None:
        """Start it; whoever asks meanwhile waits in the socket's queue."""
        self.process = get_context("spawn").Process(
            target=serve, args=(self.dsn, self.listener), daemon=True
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
