"""The database of one process: a few long-lived connections, the owner's road, migrations."""

from __future__ import annotations

import asyncio
import re
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from hub.postgres import EXTENSIONS, Address, ConnectionFacts, EmbeddedServer, PostgresError
from hub.rights import grant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

    from sqlalchemy import Connection as SyncConnection

    from hub.progress import Progress
    from hub.settings import Settings

    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record]

OLDEST_MAJOR = 18
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
CONNECT_SECONDS = 5.0
"""How long to go on trying while a server restarts."""
RETRY_SECONDS = 0.05
CLOSE_SECONDS = 2.0
OVERTIME_SECONDS = 2.0
"""How much longer than the server's own limit we wait for an answer that may never come."""
IDLE_TRANSACTION_MS = 30_000
MIGRATION_LOCK = 4_663_766
"""The advisory lock that lets one process at a time migrate; any number, but always this one."""

_COMMON = {
    "timezone": "UTC",
    "jit": "off",
    # how much of a name has to be found again: of seven letters one may be wrong, or two swapped
    "pg_trgm.word_similarity_threshold": "0.3",
}
_POWERS = ("pg_read_server_files", "pg_write_server_files", "pg_execute_server_program")
AWAY = (
    PostgresError,
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)
"""What means that a database restarts, is full, or went away in the middle of an answer."""


class DatabaseUnavailable(PostgresError):
    """No connection can be made now."""


class DatabaseUnsuitable(PostgresError):
    """The server is too old, or the application's role may do too much."""


class DatabaseBusy(PostgresError):
    """All connections were in use for as long as a request may wait."""


class MigrationRefused(PostgresError):
    """The database's tables are of a version that this Homeroom doesn't know."""


class Database:
    """One database, as its owner (migrations and bulk loads) and as the application (requests)."""

    def __init__(
        self,
        facts: ConnectionFacts,
        settings: Settings,
        *,
        revive: Callable[[], ConnectionFacts] | None = None,
    ) -> None:
        """Nothing is connected before `open`. `revive` brings an embedded server up again."""
        self.facts = facts
        self.settings = settings
        self.application_role = facts.application.role
        self._revive = revive
        self._reviving = asyncio.Lock()
        # the last one returned is the first one taken: its prepared statements are the warmest
        self._slots: asyncio.LifoQueue[Connection | None] = asyncio.LifoQueue()
        for _ in range(settings.pool_size):
            self._slots.put_nowait(None)

    @property
    def free(self) -> int:
        """Connections for requests that nobody uses."""
        return self._slots.qsize()

    async def open(self) -> None:
        """Connect once and see that the server and the role are fit.

        Raises DatabaseUnavailable or DatabaseUnsuitable.
        """
        async with self.acquire() as connection:
            version = connection.get_server_version()
            if version.major < OLDEST_MAJOR:
                raise DatabaseUnsuitable(
                    f"Homeroom needs PostgreSQL {OLDEST_MAJOR} or newer; this server is "
                    f"{version.major}.{version.minor}."
                )
            self.application_role = await _harmless_role(connection)

    async def close(self) -> None:
        """Close the connections that lie idle."""
        while not self._slots.empty():
            connection = self._slots.get_nowait()
            if connection is not None:
                with suppress(OSError, TimeoutError, asyncpg.PostgresError):
                    await connection.close(timeout=CLOSE_SECONDS)

    def acquire(self) -> AbstractAsyncContextManager[Connection]:
        """A connection as the application, for one request; nothing is reset in between.

        So change no session setting on it (SET LOCAL in a transaction is fine). Raises
        DatabaseBusy when none comes free in time, DatabaseUnavailable when none can be made.
        """
        return Acquired(self._take, self._give_back)

    async def connect(self) -> Connection:
        """A connection of one's own as the application, beside those of requests, which whoever
        takes it ends. Raises DatabaseUnavailable.
        """
        return await self._connect_application()

    @asynccontextmanager
    async def owner(self) -> AsyncIterator[Connection]:
        """A connection of its own as the owner, without a time limit. Never for a request."""
        connection = await self._connect_owner()
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def owner_through_sqlalchemy(self) -> AsyncIterator[AsyncConnection]:
        """The same as a SQLAlchemy connection, as alembic wants it."""
        engine = create_async_engine(
            "postgresql+asyncpg://", async_creator=self._connect_owner, poolclass=NullPool
        )
        async with engine.connect() as connection:
            yield connection
        await engine.dispose()

    async def migrate(self, progress: Progress) -> None:
        """Bring extensions, tables and grants up to this version; a second run changes nothing.

        Raises MigrationRefused when the database is ahead of this Homeroom.
        """
        async with self.owner() as owner:
            await owner.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
            for name in EXTENSIONS:
                await owner.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
            if await revision(owner) != newest():
                with progress.step("migrating the tables") as step:
                    await self._upgrade(lambda **_: step.advance())
            await grant(owner, self.application_role)

    async def _upgrade(self, on_version_apply: Callable[..., None]) -> None:
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        def upgrade(connection: SyncConnection) -> None:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            config.attributes["on_version_apply"] = on_version_apply
            command.upgrade(config, "head")

        try:
            async with self.owner_through_sqlalchemy() as connection:
                await connection.run_sync(upgrade)
                await connection.commit()
        except CommandError as error:
            raise MigrationRefused(f"The tables can't be migrated: {error}") from error

    async def _take(self) -> Connection:
        connection = await self._slot()
        if connection is not None and not connection.is_closed():
            return connection
        try:
            return await self._connect_application()
        except BaseException:
            self._slots.put_nowait(None)
            raise

    async def _slot(self) -> Connection | None:
        if not self._slots.empty():
            return self._slots.get_nowait()
        try:
            async with asyncio.timeout(self.settings.pool_wait_ms / 1000):
                return await self._slots.get()
        except TimeoutError:
            raise DatabaseBusy("Every database connection is in use; try again.") from None

    def _give_back(self, connection: Connection) -> None:
        """Return a connection, or an empty place if it is broken or was left in a transaction."""
        fit = not connection.is_closed() and not connection.is_in_transaction()
        if not fit:
            connection.terminate()
        self._slots.put_nowait(connection if fit else None)

    async def _connect_application(self) -> Connection:
        limit = self.settings.statement_timeout_ms
        own = {
            "plan_cache_mode": "force_generic_plan",
            "statement_timeout": str(limit),
            "idle_in_transaction_session_timeout": str(IDLE_TRANSACTION_MS),
        }
        return await self._connect(
            lambda facts: facts.application, own, command_timeout=limit / 1000 + OVERTIME_SECONDS
        )

    async def _connect_owner(self) -> Connection:
        return await self._connect(lambda facts: facts.owner, {}, command_timeout=None)

    async def _connect(
        self,
        choose: Callable[[ConnectionFacts], Address],
        own: Mapping[str, str],
        *,
        command_timeout: float | None,
    ) -> Connection:
        """Connect; a server that restarts is waited for, an embedded one that ended is revived."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                while True:
                    with suppress(OSError, asyncpg.CannotConnectNowError):
                        return await asyncpg.connect(
                            choose(self.facts).dsn,
                            statement_cache_size=self.settings.statement_cache_size,
                            max_cacheable_statement_size=0,  # 0: of whatever size
                            max_cached_statement_lifetime=0,  # 0: for as long as the connection
                            command_timeout=command_timeout,
                            server_settings={**_COMMON, **own},
                        )
                    await self._bring_back()
        except TimeoutError:
            raise DatabaseUnavailable("The database doesn't answer.") from None
        except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
            raise DatabaseUnavailable(f"The database refuses the connection: {error}") from error

    async def _bring_back(self) -> None:
        """Wait a moment; start the embedded server again if it ended with whoever started it."""
        async with self._reviving:
            if self._revive is not None:
                self.facts = (await asyncio.to_thread(self._revive)).to(self.facts.owner.database)
        await asyncio.sleep(RETRY_SECONDS)


class Acquired(AbstractAsyncContextManager["Connection"]):
    """A connection for the length of a block. Every request has one: a class costs less here than
    a generator that is driven by a context manager.
    """

    def __init__(
        self, take: Callable[[], Awaitable[Connection]], give_back: Callable[[Connection], None]
    ) -> None:
        self._take, self._give_back = take, give_back
        self._connection: Connection

    async def __aenter__(self) -> Connection:
        self._connection = await self._take()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, _error: object, _trace: object
    ) -> None:
        if kind is not None and issubclass(kind, TimeoutError):
            # it says nothing any more, and whoever took it next would wait for that in vain
            self._connection.terminate()
        self._give_back(self._connection)


def newest() -> str:
    """The revision of this version's tables: the one on which no other builds."""
    texts = [path.read_text(encoding="utf-8") for path in (MIGRATIONS / "versions").glob("*.py")]
    made, built_on = (
        {
            found[1]
            for text in texts
            if (found := re.search(rf'^{name} = "(.+)"$', text, re.MULTILINE))
        }
        for name in ("revision", "down_revision")
    )
    (head,) = made - built_on
    return head


async def revision(connection: Connection) -> str | None:
    """The revision of the database's tables; None where there are none."""
    if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    found: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    return found


@asynccontextmanager
async def open_database(settings: Settings, progress: Progress) -> AsyncIterator[Database]:
    """The settings' database, started first if it is the embedded one, and stopped at the end.

    Raises PostgresError: DatabaseUnavailable, DatabaseUnsuitable, or why no server could start.
    """
    with reached(settings, progress) as (facts, revive):
        database = Database(facts, settings, revive=revive)
        try:
            await database.open()
            yield database
        finally:
            await database.close()


@contextmanager
def reached(
    settings: Settings, progress: Progress
) -> Iterator[tuple[ConnectionFacts, Callable[[], ConnectionFacts] | None]]:
    """Where the database is: at the given URL, or behind a server of our own while we need it."""
    if settings.database_url is not None:
        application = settings.database_url.get_secret_value()
        owner = settings.database_owner_url or settings.database_url
        yield (
            ConnectionFacts(Address.read(owner.get_secret_value()), Address.read(application)),
            None,
        )
        return
    server = EmbeddedServer(settings.data_dir, progress)
    try:
        yield server.start(), server.start
    finally:
        server.stop()


async def _harmless_role(connection: Connection) -> str:
    """The application's role; raises DatabaseUnsuitable if it could leave the database."""
    role, powerful = await connection.fetchrow(
        "SELECT current_user, bool_or(pg_has_role(name, 'MEMBER')) FROM unnest($1::text[]) name",
        _POWERS,
    ) or ("", True)
    if powerful:
        raise DatabaseUnsuitable(
            f"Homeroom won't answer requests as {role}, a role that may read or write the server's "
            "files or run its programs. Give HOMEROOM_DATABASE_URL an ordinary role, and "
            "HOMEROOM_DATABASE_OWNER_URL the one that may create tables."
        )
    return str(role)
