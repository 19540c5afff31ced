"""The embedded server lives exactly as long as it is needed, whatever happens to its starter."""

from __future__ import annotations

import os
import signal
import time
from subprocess import DEVNULL, PIPE, Popen
from typing import TYPE_CHECKING

import asyncpg
import pytest

from hub.postgres import ClusterUnusable, EmbeddedServer, ServerFailed
from hub.postgres.account import server_account
from hub.postgres.binaries import binaries_for, wheel_binaries
from hub.postgres.postmaster import PID_FILE, read_postmaster
from tests.ground.conftest import QUIET, gone, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hub.postgres import ConnectionFacts

pytestmark = pytest.mark.anyio


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.monotonic()
    act()
    return time.monotonic() - began


async def ask(facts: ConnectionFacts, question: str) -> object:
    connection = await asyncpg.connect(facts.owner.dsn)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


@pytest.mark.parametrize("thread", ["main thread", "other thread"])
def test_a_killed_starter_takes_its_server_along(
    data: Path, starter: Callable[[str], Popen[bytes]], thread: str
) -> None:
    process = starter(thread)
    assert not gone(data)
    process.kill()
    until(lambda: gone(data), "the server outlived its starter")
    assert not (data / "cluster" / PID_FILE).exists(), "it wasn't a clean shutdown"


def test_a_second_start_is_faster_than_the_first_and_leaves_no_trace(data: Path) -> None:
    server = EmbeddedServer(data, QUIET)
    first = seconds(server.start)
    server.stop()
    assert seconds(server.start) < first
    postmaster = read_postmaster(data / "cluster")
    assert postmaster is not None
    server.stop()
    assert not postmaster.socket_folder.exists()
    assert gone(data)


async def test_a_second_process_shares_the_running_server(
    data: Path, starter: Callable[..., Popen[bytes]]
) -> None:
    starter()
    guest = EmbeddedServer(data, QUIET)
    facts = guest.start()
    assert not guest.owned
    assert await ask(facts, "SELECT 1") == 1
    guest.stop()
    assert await ask(facts, "SELECT 1") == 1, "a guest stopped its host's server"


async def test_a_guest_can_start_the_server_again_when_its_host_is_gone(
    data: Path, starter: Callable[..., Popen[bytes]]
) -> None:
    host = starter()
    guest = EmbeddedServer(data, QUIET)
    await ask(guest.start(), "CREATE TABLE kept AS SELECT 7 AS number")
    host.kill()
    until(lambda: gone(data), "the server outlived its starter")
    facts = guest.start()
    assert guest.owned
    assert await ask(facts, "SELECT number FROM kept") == 7
    guest.stop()


async def test_a_crashed_server_is_started_again_with_all_that_was_acknowledged(data: Path) -> None:
    with EmbeddedServer(data, QUIET) as server:
        await ask(server.start(), "CREATE TABLE kept AS SELECT 7 AS number")
        postmaster = read_postmaster(server.cluster_folder)
        assert postmaster is not None
        os.kill(postmaster.pid, signal.SIGKILL)
        until(lambda: not server.owned, "it didn't die")
        assert await ask(server.start(), "SELECT number FROM kept") == 7


def test_a_stale_file_that_names_a_living_stranger_is_no_hindrance(data: Path) -> None:
    with EmbeddedServer(data, QUIET):
        pass
    with Popen(["sleep", "60"], stdin=DEVNULL) as stranger:
        lines = [stranger.pid, data / "cluster", 1, 5432, "/nowhere", "", "1 1", "ready"]
        (data / "cluster" / PID_FILE).write_text("\n".join(map(str, lines)))
        with EmbeddedServer(data, QUIET) as server:
            assert server.owned
        stranger.kill()


def test_a_server_that_someone_else_started_there_is_left_alone(data: Path) -> None:
    with EmbeddedServer(data, QUIET):
        pass
    account = server_account(data / "cluster")
    program = binaries_for(account, wheel_binaries(), data).program("postgres")
    place = "/proc/self/cwd" if os.geteuid() == 0 else "."
    command = [str(program), "-D", place, "-k", ".", "-c", "listen_addresses="]
    with Popen(command, cwd=data / "cluster", stderr=PIPE, **account.drop) as foreign:
        until(lambda: read_postmaster(data / "cluster") is not None, "it didn't start")
        with pytest.raises(ServerFailed, match=f"process {foreign.pid}"):
            EmbeddedServer(data, QUIET).start()
        foreign.send_signal(signal.SIGQUIT)
        foreign.communicate()


def test_data_of_another_postgresql_is_refused_with_advice(data: Path) -> None:
    with EmbeddedServer(data, QUIET):
        pass
    (data / "cluster" / "PG_VERSION").write_text("17\n")
    with pytest.raises(ClusterUnusable, match=r"PostgreSQL 17, .*pg_dump"):
        EmbeddedServer(data, QUIET).start()


def test_a_folder_half_made_when_the_power_went_is_made_anew(data: Path) -> None:
    (data / "cluster.new" / "base").mkdir(parents=True)
    with EmbeddedServer(data, QUIET) as server:
        assert server.owned
    assert not (data / "cluster.new").exists()


def test_a_folder_that_cannot_be_made_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ClusterUnusable, match="file"):
        EmbeddedServer(tmp_path / "file" / "data", QUIET).start()


async def test_the_log_holds_no_statement_and_no_value(server: EmbeddedServer) -> None:
    facts = server.start()
    with pytest.raises(asyncpg.InvalidTextRepresentationError):
        await ask(facts, "SELECT 'Quillfeather'::uuid")
    said = server.log_file.read_text()
    assert "ready to accept connections" in said
    assert "Quillfeather" not in said
