"""One server in a process of its own: uvicorn with uvloop and httptools, one worker."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from hub.app import build_app
from hub.database import Database
from hub.logs import configure_logs
from hub.postgres import Address, ConnectionFacts
from hub.settings import Settings
from tests.bench.by_hand import by_hand
from tests.bench.compared import BY_HAND, IDIOMATIC, OPEN_HUB
from tests.bench.idiomatic.app import idiomatic
from tests.bench.open_hub import open_policy
from tests.bench.writes.by_hand import entered_by_hand

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event
    from socket import socket

    from starlette.applications import Starlette

KEY = "a key that only the benchmark has"
ENTERED_BY_HAND = "entered by hand"


def application(kind: str, dsn: str) -> Starlette:
    """The application of one kind over a database."""
    if kind == BY_HAND:
        return by_hand(dsn)
    if kind == ENTERED_BY_HAND:
        return entered_by_hand(dsn)
    if kind == IDIOMATIC:
        return idiomatic(dsn)
    if kind == OPEN_HUB:
        open_policy()
    configure_logs("info", open(os.devnull, "w"))  # noqa: PTH123, SIM115 - logging is paid for
    address = Address(dsn)
    settings = Settings(secret_key=KEY)
    return build_app(Database(ConnectionFacts(address, address), settings), settings)


def serve(kind: str, dsn: str, listener: socket, ready: Event) -> None:
    """Serve until the parent ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    config = uvicorn.Config(
        application(kind, dsn),
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
    )
    with suppress(asyncio.CancelledError):
        uvicorn_until_ended(config, listener, ready)


def uvicorn_until_ended(config: uvicorn.Config, listener: socket, ready: Event) -> None:
    """Run one uvicorn, and say when it listens."""

    class Saying(uvicorn.Server):
        async def startup(self, sockets: list[socket] | None = None) -> None:
            await super().startup(sockets)
            ready.set()

    Saying(config).run([listener])
