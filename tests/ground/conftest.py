"""What the tests of the ground stand on: throw-away servers of their own."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING

import pytest

from hub.database import Database
from hub.postgres import EmbeddedServer
from hub.postgres.lock import server_lock
from hub.progress import Progress
from hub.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from hub.postgres import ConnectionFacts

QUIET = Progress(quiet=True)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="dropping rights needs root")

_STARTER = """
import sys, threading
from pathlib import Path
from hub.postgres import EmbeddedServer
from hub.progress import Progress

def start():
    facts = EmbeddedServer(Path(sys.argv[1]), Progress(quiet=True)).start()
    print(facts.owner.dsn, flush=True)

if sys.argv[2] == "main thread":
    start()
else:
    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
sys.stdin.read()
"""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A server for tests that don't stop it."""
    with EmbeddedServer(tmp_path_factory.mktemp("ground"), QUIET, durable=False) as running:
        yield running


@pytest.fixture
def facts(server: EmbeddedServer) -> ConnectionFacts:
    return server.start()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, pool_size=2, pool_wait_ms=100)


@pytest.fixture
async def database(facts: ConnectionFacts, settings: Settings) -> AsyncIterator[Database]:
    """The package's database with two connections for requests."""
    opened = Database(facts, settings)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder for one test; no server may be left over it."""
    yield tmp_path / "data"
    until(lambda: gone(tmp_path / "data"), "the server outlived its test")
    with suppress(FileNotFoundError):  # what the killed ones left
        Path((tmp_path / "data" / "socket").read_text()).rmdir()


@pytest.fixture
def starter(data: Path) -> Iterator[Callable[[str], Popen[bytes]]]:
    """Start another Python that starts a server over `data` and waits; killed at the end."""
    started: list[Popen[bytes]] = []

    def start(thread: str = "main thread") -> Popen[bytes]:
        command = [sys.executable, "-c", _STARTER, str(data), thread]
        process = Popen(command, stdin=PIPE, stdout=PIPE)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"postgresql://")
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def gone(data: Path) -> bool:
    """Whether no process of a server lives over `data`."""
    if not data.exists():
        return True
    with server_lock(data / "server.lock") as lock:
        return lock is not None


def until(holds: Callable[[], bool], otherwise: str, seconds: float = 20) -> None:
    """Wait until `holds`, or fail."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)
