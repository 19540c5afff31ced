"""Under load: PostgreSQL dies, or has fewer connections than there are requests."""

from __future__ import annotations

import asyncio
import os
import signal
from time import perf_counter
from typing import TYPE_CHECKING

from hub import database as rooms
from hub.database import Database, open_database
from hub.district import build as build_district
from hub.district import load as load_district
from hub.limits import REQUEST_SECONDS_MAX
from hub.postgres.postmaster import read_postmaster
from hub.settings import Settings
from tests.conftest import QUIET, SEED
from tests.doors.conftest import doors_over, refusal
from tests.ground.conftest import gone, until

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from schema.build import Built
    from tests.conftest import Hub
    from tests.doors.conftest import Doors

QUERY = "{students(first:20){nodes{id givenName enrollments{startsOn}}}}"
STUDENTS = 300
CLIENTS = 8


async def _asks(doors: Doors, statuses: list[int], until_set: asyncio.Event) -> None:
    while not until_set.is_set():
        began = perf_counter()
        response = await doors.ask("demo-registrar", QUERY)
        assert perf_counter() - began < REQUEST_SECONDS_MAX
        statuses.append(response.status_code)
        if response.status_code != 200:
            refusal(response, 503, "UNAVAILABLE")
        await asyncio.sleep(0.01)


async def _soon(statuses: list[int], more: int) -> None:
    """Wait for so many more answers with rows."""
    wanted = statuses.count(200) + more
    async with asyncio.timeout(REQUEST_SECONDS_MAX):
        while statuses.count(200) < wanted:  # noqa: ASYNC110 - answers tell nobody
            await asyncio.sleep(0.02)


async def test_postgresql_killed_under_load_is_a_503_at_worst_and_soon_over(
    tmp_path: Path, built: Built
) -> None:
    data = tmp_path / "data"
    async with open_database(Settings(data_dir=data, pool_size=4), QUIET) as database:
        await database.migrate(QUIET)
        async with database.owner() as owner:
            await load_district(owner, build_district(SEED, STUDENTS), QUIET)
        async with doors_over(database, built) as doors:
            statuses: list[int] = []
            enough = asyncio.Event()
            await doors.token("demo-registrar")
            asking = [asyncio.create_task(_asks(doors, statuses, enough)) for _ in range(CLIENTS)]
            await _soon(statuses, 3 * CLIENTS)
            postmaster = read_postmaster(data / "cluster")
            assert postmaster is not None
            os.kill(postmaster.pid, signal.SIGKILL)
            await asyncio.sleep(0.1)
            await _soon(statuses, 3 * CLIENTS)
            enough.set()
            await asyncio.gather(*asking)
    assert set(statuses) <= {200, 503}
    until(lambda: gone(data), "the server outlived its test")


async def test_more_requests_than_connections_are_answered_or_told_to_come_again(
    own_demo: Hub, built: Built
) -> None:
    narrow = Database(own_demo.database.facts, Settings(pool_size=2, pool_wait_ms=50))
    async with doors_over(narrow, built) as doors:
        await doors.ask("demo-registrar", QUERY)
        answers = await asyncio.gather(*(doors.ask("demo-registrar", QUERY) for _ in range(60)))
        for response in answers:
            if response.status_code != 200:
                refusal(response, 503, "UNAVAILABLE")
        assert 200 in {response.status_code for response in answers}
        assert (await doors.ask("demo-registrar", QUERY)).status_code == 200
    await narrow.close()


async def test_a_connection_that_says_nothing_any_more_is_given_up(
    own_demo: Hub, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stopped server process is a black hole: not even its own time limit ends a statement."""
    monkeypatch.setattr(rooms, "OVERTIME_SECONDS", 0.3)
    hasty = Settings(pool_size=1, statement_timeout_ms=1_000)
    narrow = Database(own_demo.database.facts, hasty)
    async with doors_over(narrow, built) as doors:
        assert (await doors.ask("demo-registrar", QUERY)).status_code == 200
        async with narrow.acquire() as connection:
            process = connection.get_server_pid()
        os.kill(process, signal.SIGSTOP)
        try:
            began = perf_counter()
            refusal(await doors.ask("demo-registrar", QUERY), 503, "UNAVAILABLE")
            assert perf_counter() - began < REQUEST_SECONDS_MAX / 2
            assert (await doors.ask("demo-registrar", QUERY)).status_code == 200
        finally:
            os.kill(process, signal.SIGCONT)
    await narrow.close()
