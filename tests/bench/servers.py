"""The servers that are compared, each in a process of its own, and what they use."""

from __future__ import annotations

import multiprocessing
import socket
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg

from tests.bench.compared import BY_HAND, HUB, IDIOMATIC, OPEN_HUB
from tests.bench.load import HOST
from tests.bench.processor import cpu, memory_mb
from tests.bench.served import serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OURS = (HUB, OPEN_HUB, BY_HAND, IDIOMATIC)
"""Servers in Python, in the order in which each round goes through them."""
START_SECONDS = 120
SPAWN = multiprocessing.get_context("spawn")
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE application_name = $1"


class Silent(Exception):
    """A server didn't come up in time."""


@dataclass(frozen=True)
class Server:
    """A running server: its kind, port and process id."""

    kind: str
    port: int
    pid: int

    def cpu(self) -> float:
        """The seconds of CPU that it has used."""
        return cpu(self.pid)


@dataclass(frozen=True)
class Memory:
    """The most megabytes that a server's process held, and now all its connections' processes."""

    server_mb: float
    postgres_mb: float


@contextmanager
def serving(dsn: str, kinds: Sequence[str]) -> Iterator[dict[str, Server]]:
    """Servers of these kinds, ended with the block."""
    with ExitStack() as stack:
        yield {kind: stack.enter_context(running(kind, dsn)) for kind in kinds}


async def memory(dsn: str, servers: Mapping[str, Server]) -> dict[str, Memory]:
    """What each server holds, after all rounds."""
    connection = await asyncpg.connect(dsn)
    found = {}
    for kind, server in servers.items():
        backends = await connection.fetch(BACKENDS, kind)
        held = sum(memory_mb(row["pid"]) for row in backends)
        found[kind] = Memory(memory_mb(server.pid), held)
    await connection.close()
    return found


def named(dsn: str, kind: str) -> str:
    """The address under whose connections PostgreSQL shows the server's name."""
    return f"{dsn}{'&' if '?' in dsn else '?'}application_name={kind.replace(' ', '%20')}"


@contextmanager
def running(kind: str, dsn: str) -> Iterator[Server]:
    """A server of a kind over a database, ended with the block."""
    ready = SPAWN.Event()
    with socket.create_server((HOST, 0), backlog=256) as listener:
        arguments = (kind, named(dsn, kind), listener, ready)
        process = SPAWN.Process(target=serve, args=arguments, daemon=True)
        process.start()
        port = listener.getsockname()[1]
        try:
            if not ready.wait(START_SECONDS):
                raise Silent(f"The server {kind} did not listen within {START_SECONDS} s.")
            assert process.pid is not None
            yield Server(kind, port, process.pid)
        finally:
            process.terminate()
            process.join(10)
