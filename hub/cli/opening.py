"""Opening the database that a command is about."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from hub.cli.errors import CommandRefused
from hub.clock import DistrictClock, district_clock
from hub.database import newest, open_database, revision
from hub.models.codes import DistrictKind
from hub.postgres import EmbeddedServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.database import Connection, Database
    from hub.progress import Progress
    from hub.settings import Settings


@asynccontextmanager
async def opened(settings: Settings, progress: Progress) -> AsyncIterator[Database]:
    """The database as it is, with tables of this version; its running server is shared.

    Raises CommandRefused where there is none or its tables are of another version.
    """
    server = EmbeddedServer(settings.data_dir, progress)
    if settings.database_url is None and not server.cluster_folder.exists():
        raise CommandRefused(
            f"There is no database in {settings.data_dir}. `homeroom demo` makes one, and so does "
            "`homeroom import`; --data names another folder."
        )
    async with open_database(settings, progress) as database:
        await _check_version(database)
        yield database


async def _check_version(database: Database) -> None:
    """Raise CommandRefused unless the tables are those of this version."""
    async with database.owner() as owner:
        found = await revision(owner)
    if found != newest():
        raise CommandRefused(
            "The database's tables aren't those of this version: run `homeroom migrate` first."
        )


async def kind_held(database: Database) -> DistrictKind | None:
    """The kind of the database's district, whatever the version of its tables; None for none."""
    async with database.owner() as owner:
        if await owner.fetchval("SELECT to_regclass('district')") is None:
            return None
        kind = await owner.fetchval("SELECT kind FROM district")
    return None if kind is None else DistrictKind(kind)


async def clock_of(connection: Connection) -> DistrictClock:
    """The clock of the database's district. Raises CommandRefused where there is none."""
    try:
        return await district_clock(connection)
    except LookupError as error:
        raise CommandRefused(str(error)) from None


def url_of(settings: Settings, port: int) -> str:
    """Where a hub with these settings is reached at a port."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{port}"


async def refuse_live(connection: Connection, what: str) -> None:
    """Raise CommandRefused in a live district, where nobody acts as somebody else."""
    if (await clock_of(connection)).kind is DistrictKind.LIVE:
        raise CommandRefused(
            f"This database holds a live district: {what} only for demo and sample districts."
        )
