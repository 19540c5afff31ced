"""`homeroom serve --workers`: several processes behind one port are one hub."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import httpx
import pytest

from tests.bench.processor import children
from tests.cli.conftest import settings_over, started

if TYPE_CHECKING:
    import subprocess
    from collections.abc import AsyncIterator, Callable, Iterator

    from tests.conftest import Hub

WORKERS = 2
ASKED = "{ students(first: 1) { nodes { healthAlerts { instruction } } } }"
PATIENCE_SECONDS = 60
ASKS = 12


@dataclass
class Several:
    """A running `homeroom serve --workers 2`."""

    process: subprocess.Popen[str]
    url: str

    @property
    def workers(self) -> list[int]:
        """The processes that answer: what else the supervisor started has another command line."""
        return [pid for pid in children(self.process.pid) if b"spawn_main" in command(pid)]

    async def status(self, token: str) -> int:
        """What a question is answered with, over a connection of its own."""
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as http:
            headers = {"Authorization": f"Bearer {token}"}
            return (
                await http.post(f"{self.url}/graphql", json={"query": ASKED}, headers=headers)
            ).status_code

    async def statuses(self, token: str, times: int = ASKS) -> set[int]:
        """What the same question is answered with again and again, at once."""
        found = []

        async def ask() -> None:
            found.append(await self.status(token))

        async with anyio.create_task_group() as group:
            for _ in range(times):
                group.start_soon(ask)
        return set(found)


def command(pid: int) -> bytes:
    """A process's command line; empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def until(true: Callable[[], bool], otherwise: str) -> None:
    """Wait for something to be so."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < ends, otherwise
        time.sleep(0.05)


async def spans(hub: Hub, kind: str, number: int) -> None:
    """Wait until so many spans of the log of readings say something."""
    asked = "SELECT count(*) FROM access_span WHERE kind = $1"
    async with hub.database.owner() as owner:
        with anyio.fail_after(PATIENCE_SECONDS):
            while await owner.fetchval(asked, kind) != number:  # noqa: ASYNC110 -- others write
                await anyio.sleep(0.1)


@pytest.fixture
async def several(own_demo: Hub, tmp_path: Path) -> AsyncIterator[Several]:
    """Two workers over a district of their own."""
    with serving(own_demo, tmp_path) as running:
        yield running


@contextmanager
def serving(hub: Hub, folder: Path) -> Iterator[Several]:
    """Workers over a hub's database, killed with the block."""
    settings = settings_over(hub.database)
    assert settings.database_url is not None
    assert settings.database_owner_url is not None
    process = started(
        *("serve", "--port", "0", "--workers", str(WORKERS), "--data", str(folder)),
        HOMEROOM_DATABASE_URL=settings.database_url.get_secret_value(),
        HOMEROOM_DATABASE_OWNER_URL=settings.database_owner_url.get_secret_value(),
        HOMEROOM_POOL_WAIT_MS="15000",
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with closing(process.stdout), closing(process.stderr):
        line = process.stdout.readline()
        assert "Serving" in line, process.communicate()[1]
        try:
            yield Several(process, line.split(" at ")[1].split(". ")[0])
        finally:
            process.kill()
            process.wait()


async def test_workers_are_one_hub_whichever_of_them_dies(several: Several, own_demo: Hub) -> None:
    first, second = several.workers
    await spans(own_demo, "OPENED", WORKERS)
    await own_demo.viewer("demo-teacher")
    token = own_demo.tokens["demo-teacher"]
    assert await several.statuses(token) == {200}
    os.kill(first, signal.SIGKILL)
    until(lambda: first not in several.workers, "it was not buried")
    until(lambda: len(several.workers) == WORKERS, "it was not replaced")
    assert second in several.workers
    assert await several.statuses(token) == {200}
    await spans(own_demo, "BROKEN", 1)

    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE token SET revoked_at = now()")
    assert await several.statuses(token) == {401}, "P-9: ended at once, whoever was asked before"
    workers = several.workers
    several.process.send_signal(signal.SIGTERM)
    assert several.process.wait(PATIENCE_SECONDS) == 0
    until(lambda: not any(map(command, workers)), "a worker outlived its supervisor")
    await spans(own_demo, "CLOSED", WORKERS)


async def test_workers_end_in_order_where_whoever_started_them_is_killed(
    several: Several, own_demo: Hub
) -> None:
    workers = several.workers
    await spans(own_demo, "OPENED", WORKERS)
    await own_demo.viewer("demo-teacher")
    assert await several.statuses(own_demo.tokens["demo-teacher"]) == {200}
    several.process.send_signal(signal.SIGKILL)
    until(lambda: not any(map(command, workers)), "a worker outlived its supervisor")
    async with own_demo.database.owner() as owner:
        assert await owner.fetchval("SELECT count(*) FROM access") == ASKS, "each is on record"
    await spans(own_demo, "CLOSED", WORKERS)
