"""Requests get a sound connection or a clear refusal; the application gets rows and no more."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import asyncpg
import pytest
from pydantic import SecretStr

from hub import database as rooms
from hub.database import Database, DatabaseBusy, DatabaseUnavailable, DatabaseUnsuitable
from hub.postgres import Address, ConnectionFacts, PostgresError
from hub.postgres.postmaster import read_postmaster
from hub.settings import Settings
from tests.ground.conftest import QUIET, gone, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import Popen

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plan_cache_mode", "force_generic_plan"),
        ("jit", "off"),
        ("TimeZone", "UTC"),
        ("statement_timeout", "5s"),
        ("role", "none"),
    ],
)
async def test_a_request_connection_is_set(database: Database, name: str, value: str) -> None:
    async with database.acquire() as connection:
        assert await connection.fetchval("SELECT current_setting($1)", name) == value


async def test_a_statement_of_any_size_stays_prepared(database: Database) -> None:
    long = f"SELECT 1 /* {'long ' * 10_000} */"
    for _ in range(2):
        async with database.acquire() as connection:
            await connection.fetchval(long)
            named = "SELECT count(*) FROM pg_prepared_statements WHERE statement = $1"
            assert await connection.fetchval(named, long) == 1


async def test_a_connection_is_given_back_without_another_word(database: Database) -> None:
    async with database.acquire() as connection:
        process = connection.get_server_pid()
        await connection.execute("SELECT 'the last word'")
    async with database.owner() as owner:
        last = "SELECT query FROM pg_stat_activity WHERE pid = $1"
        assert await owner.fetchval(last, process) == "SELECT 'the last word'"
    async with database.acquire() as connection:
        assert connection.get_server_pid() == process


async def test_a_full_house_is_told_as_busy(database: Database) -> None:
    async with database.acquire(), database.acquire():
        with pytest.raises(DatabaseBusy):
            async with database.acquire():
                pass
    async with database.acquire() as connection:
        assert await connection.fetchval("SELECT 1") == 1


async def test_a_broken_connection_is_replaced(database: Database) -> None:
    async with database.acquire() as connection:
        process = connection.get_server_pid()
    async with database.owner() as owner:
        assert await owner.fetchval("SELECT pg_terminate_backend($1, 5000)", process)
    async with database.acquire() as connection:
        assert await connection.fetchval("SELECT 1") == 1


async def test_a_connection_left_in_a_transaction_is_not_handed_on(database: Database) -> None:
    async with database.acquire() as connection:
        process = connection.get_server_pid()
        await connection.execute("BEGIN")
    async with database.acquire() as connection:
        assert connection.get_server_pid() != process
        assert not connection.is_in_transaction()


async def test_a_client_that_leaves_has_its_statement_cancelled(database: Database) -> None:
    async def ask() -> None:
        async with database.acquire() as connection:
            await connection.execute("SELECT pg_sleep(60)")

    asking = asyncio.create_task(ask())
    await asyncio.sleep(0.2)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    async with database.acquire() as connection:
        sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' \
                    AND state = 'active' AND pid <> pg_backend_pid()"
        assert await connection.fetchval(sleeping) == 0


async def test_a_statement_that_takes_too_long_is_ended_by_the_server(
    facts: ConnectionFacts, settings: Settings
) -> None:
    hasty = Database(facts, settings.model_copy(update={"statement_timeout_ms": 50}))
    async with hasty.acquire() as connection:
        with pytest.raises(asyncpg.QueryCanceledError):
            await connection.execute("SELECT pg_sleep(60)")
    await hasty.close()


async def down(data: Path) -> None:
    """Wait until the server is gone and our idle connections have heard of it."""
    until(lambda: gone(data), "the server outlived its starter")
    await asyncio.sleep(0.1)


async def test_a_request_goes_on_after_the_server_crashed(data: Path) -> None:
    settings = Settings(data_dir=data, pool_size=1)
    async with rooms.open_database(settings, QUIET) as database:
        postmaster = read_postmaster(data / "cluster")
        assert postmaster is not None
        os.kill(postmaster.pid, signal.SIGKILL)
        await down(data)
        async with database.acquire() as connection:
            assert await connection.fetchval("SELECT 1") == 1


async def test_a_guest_goes_on_when_the_host_of_the_server_ends(
    data: Path, starter: Callable[..., Popen[bytes]]
) -> None:
    host = starter()
    async with rooms.open_database(Settings(data_dir=data), QUIET) as guest:
        host.kill()
        await down(data)
        async with guest.acquire() as connection, guest.owner() as owner:
            assert await connection.fetchval("SELECT 1") == 1
            assert await owner.fetchval("SELECT 1") == 1


async def test_a_given_url_starts_no_server(facts: ConnectionFacts, tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path / "unused",
        database_url=SecretStr(facts.application.dsn.replace("ql://", "ql+asyncpg://")),
        database_owner_url=SecretStr(facts.owner.dsn),
    )
    async with rooms.open_database(settings, QUIET) as database, database.owner() as owner:
        assert database.application_role == "homeroom_app"
        assert await owner.fetchval("SELECT current_user") == "homeroom_owner"
    assert not (tmp_path / "unused").exists()


async def test_requests_never_run_as_a_role_that_could_leave_the_database(
    facts: ConnectionFacts, settings: Settings
) -> None:
    reckless = Database(ConnectionFacts(facts.owner, facts.owner), settings)
    with pytest.raises(DatabaseUnsuitable, match="ordinary role"):
        await reckless.open()
    await reckless.close()


async def test_an_older_server_is_refused(
    facts: ConnectionFacts, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "OLDEST_MAJOR", 99)
    database = Database(facts, settings)
    with pytest.raises(DatabaseUnsuitable, match=r"needs PostgreSQL 99 .* is 18\."):
        await database.open()
    await database.close()


async def test_a_database_out_of_reach_is_told_without_its_password(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "CONNECT_SECONDS", 0.2)
    nowhere = Address.read("postgres://someone:hunter2@127.0.0.1:9/nothing")
    assert "hunter2" not in repr(nowhere)
    with pytest.raises(DatabaseUnavailable) as refusal:
        await Database(ConnectionFacts(nowhere, nowhere), settings).open()
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize("url", ["mysql://a:b@c/d", "nonsense", ""])
def test_a_url_of_something_else_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(PostgresError) as refusal:
        Address.read(url)
    assert not url or url not in str(refusal.value)


def test_an_address_has_a_form_for_sqlalchemy(tmp_path: Path) -> None:
    address = Address.on_socket(tmp_path, "homeroom_app", "homeroom").to("clone")
    url = address.sqlalchemy_url()
    assert (url.drivername, url.username, url.database) == (
        "postgresql+asyncpg",
        "homeroom_app",
        "clone",
    )
    assert url.query["host"] == str(tmp_path)


async def test_migrating_twice_changes_nothing_and_gives_the_application_rows_only(
    facts: ConnectionFacts, settings: Settings
) -> None:
    async with Database(facts, settings).owner() as owner:
        await owner.execute("CREATE DATABASE migrated TEMPLATE template1")
    database = Database(facts.to("migrated"), settings)
    await database.migrate(QUIET)
    async with database.owner() as owner:
        version = await owner.fetch("SELECT * FROM alembic_version")
        await owner.execute("CREATE TABLE later (id int GENERATED BY DEFAULT AS IDENTITY)")
    await database.migrate(QUIET)
    async with database.acquire() as connection:
        assert await connection.fetch("SELECT * FROM alembic_version") == version
        await connection.execute("INSERT INTO later DEFAULT VALUES")
        assert await connection.fetchval("SELECT count(*) FROM later") == 1
        for refused in ("DROP TABLE later", "TRUNCATE later", "DELETE FROM alembic_version"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(refused)
    await database.close()
