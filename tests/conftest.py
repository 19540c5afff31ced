"""What every test stands on: one throw-away server a run, databases copied from templates."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from hub.clock import district_clock
from hub.database import Database
from hub.district import build as build_district
from hub.district import load as load_district
from hub.district import personas
from hub.identity import Identity, issue
from hub.models.codes import TokenKind
from hub.postgres import Address, ConnectionFacts, EmbeddedServer
from hub.progress import Progress
from hub.settings import Settings
from schema.build import build
from schema.door import Door

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from hub.viewer import Viewer
    from schema.build import Built

QUIET = Progress(quiet=True)
SEED, STUDENTS = "tests", 300
EMPTY, DEMO = "hr_empty", "hr_demo"
SECRET = b"a key that only tests have, 32 by"
LOCK = 71_004
PATIENCE_MS = 60_000
"""A statement may take long where much else runs: what is slow there is not refused here."""
KEPT = (
    "HOMEROOM_BROWSER",
    "HOMEROOM_FUZZ_EXAMPLES",
    "HOMEROOM_FUZZ_SEED",
    "HOMEROOM_ORACLE_MINUTES",
    "HOMEROOM_ORACLE_SEED",
    "HOMEROOM_MUTANTS",
    "HOMEROOM_MUTANTS_SEED",
    "HOMEROOM_TWIN_MINUTES",
)
"""Settings of the tests themselves; all others would change what is tested."""
_numbers = count()


def pytest_configure(config: pytest.Config) -> None:
    """Start the run's server in the controller, on its main thread; workers are told where."""
    for name in [n for n in os.environ if n.startswith("HOMEROOM_") and n not in KEPT]:
        del os.environ[name]
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="homeroom-tests-"))
    server = EmbeddedServer(folder, QUIET, durable=False)
    facts = server.start()
    asyncio.run(_migrate(facts))
    config.stash[_SERVER] = (server, folder)
    config.stash[_FACTS] = (facts.owner.dsn, facts.application.dsn)


_SERVER: pytest.StashKey[tuple[EmbeddedServer, Path]] = pytest.StashKey()
_FACTS: pytest.StashKey[tuple[str, str]] = pytest.StashKey()


class WorkersLearn:
    """Passes the server's addresses to xdist's workers."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["homeroom"] = node.config.stash[_FACTS]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its folder."""
    started = config.stash.get(_SERVER, None)
    if started is not None:
        started[0].stop()
        shutil.rmtree(started[1], ignore_errors=True)


def pytest_plugin_registered(manager: pytest.PytestPluginManager) -> None:
    if not manager.has_plugin("homeroom-workers"):
        manager.register(WorkersLearn(), "homeroom-workers")


async def _migrate(facts: ConnectionFacts) -> None:
    bootstrap = await asyncpg.connect(facts.owner.dsn)
    await bootstrap.execute(f"CREATE DATABASE {EMPTY} TEMPLATE template1")
    await bootstrap.close()
    await Database(facts.to(EMPTY), Settings()).migrate(QUIET)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def facts(pytestconfig: pytest.Config) -> ConnectionFacts:
    """Where the run's server is."""
    told = getattr(pytestconfig, "workerinput", {}).get("homeroom")
    owner, application = told or pytestconfig.stash[_FACTS]
    return ConnectionFacts(Address(owner), Address(application))


@asynccontextmanager
async def copied(facts: ConnectionFacts, template: str) -> AsyncIterator[Database]:
    """A database of one's own, copied from a template and dropped at the end."""
    name = f"hr_{os.getpid()}_{next(_numbers)}"
    bootstrap = await asyncpg.connect(facts.owner.dsn)
    await bootstrap.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    database = Database(facts.to(name), Settings(statement_timeout_ms=PATIENCE_MS))
    await database.open()
    try:
        yield database
    finally:
        await database.close()
        await bootstrap.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await bootstrap.close()


@pytest.fixture
async def empty(facts: ConnectionFacts) -> AsyncIterator[Database]:
    """An empty, migrated database."""
    async with copied(facts, EMPTY) as database:
        yield database


@pytest.fixture
async def owner(empty: Database) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A connection to an empty, migrated database in the role that owns its tables."""
    async with empty.owner() as connection:
        yield connection


@pytest.fixture(scope="session")
def built() -> Built:
    """The schema and its catalog, built once a process."""
    return build()


@dataclass
class Hub:
    """A hub over one database: its door, and viewers by persona or person."""

    database: Database
    door: Door
    identity: Identity
    tokens: dict[str, str] = field(default_factory=dict)

    async def viewer(self, sourced_id: str) -> Viewer:
        """The viewer with this sourced id, signed in for real."""
        if sourced_id not in self.tokens:
            async with self.database.owner() as owner:
                person = await owner.fetchval(
                    "SELECT id FROM person WHERE sourced_id = $1", sourced_id
                )
                assert person is not None, sourced_id
                self.tokens[sourced_id] = await issue(owner, person, TokenKind.BEARER)
        return await self.identity.viewer(self.tokens[sourced_id])

    async def viewing_as(self, sourced_id: str, target: str) -> Viewer:
        """The viewer with this sourced id, viewing as the staff member with that one (P-33)."""
        viewer = await self.viewer(sourced_id)
        return await self.identity.viewing_as(viewer, await self.staff_id(target))

    async def staff_id(self, sourced_id: str) -> UUID | None:
        """The key of a person as staff; None where they are none."""
        async with self.database.owner() as owner:
            key: UUID | None = await owner.fetchval(
                "SELECT s.id FROM staff_member s JOIN person p ON p.id = s.person_id"
                " WHERE p.sourced_id = $1",
                sourced_id,
            )
            return key


async def hub_over(database: Database, built: Built, *, fold: bool = True) -> Hub:
    """A hub over a database that holds a district."""
    async with database.acquire() as connection:
        clock = await district_clock(connection)
    identity = Identity(database, clock)
    door = Door(built, database, SECRET, clock.zone, fold=fold)
    door.identify = identity.within
    return Hub(database, door, identity)


async def demo_template(facts: ConnectionFacts) -> None:
    """Load the demo district into a template, once a run, whichever worker comes first."""
    bootstrap = await asyncpg.connect(facts.owner.dsn)
    await bootstrap.execute("SELECT pg_advisory_lock($1)", LOCK)
    try:
        if not await bootstrap.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DEMO):
            await bootstrap.execute(f"CREATE DATABASE {DEMO}_making TEMPLATE {EMPTY}")
            making = await asyncpg.connect(facts.to(f"{DEMO}_making").owner.dsn)
            await load_district(making, build_district(SEED, STUDENTS), QUIET)
            await making.close()
            await bootstrap.execute(f"ALTER DATABASE {DEMO}_making RENAME TO {DEMO}")
    finally:
        await bootstrap.close()


@pytest.fixture(scope="session")
async def demo(facts: ConnectionFacts, built: Built) -> AsyncIterator[Hub]:
    """A hub over the demo district, shared by a worker's tests: they only read it."""
    await demo_template(facts)
    async with copied(facts, DEMO) as database:
        yield await hub_over(database, built)


@pytest.fixture
async def own_demo(facts: ConnectionFacts, built: Built) -> AsyncIterator[Hub]:
    """A hub over a copy of the demo district that a test may change."""
    await demo_template(facts)
    async with copied(facts, DEMO) as database:
        yield await hub_over(database, built)


@pytest.fixture(scope="session")
def persona_ids() -> dict[str, str]:
    """The sourced id of each persona by its key."""
    return {each.key: each.sourced_id for each in personas()}
