"""`homeroom migrate` and `homeroom import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from hub.database import open_database
from hub.oneroster import import_bundle
from hub.progress import Progress

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from hub.settings import Settings


async def migrate_tables(settings: Settings) -> None:
    """Bring the tables up to this version; raises PostgresError."""
    progress = Progress()
    async with open_database(settings, progress) as database:
        await database.migrate(progress)
    typer.echo("The tables are those of this version.")


async def import_bundle_at(settings: Settings, path: Path, today: date | None) -> None:
    """Import a bundle and print its report; raises ImportRefused where nothing was kept."""
    progress = Progress()
    async with open_database(settings, progress) as database:
        await database.migrate(progress)
        async with database.owner() as owner:
            report = await import_bundle(owner, path, progress, today=today)
    typer.echo(report.text(), nl=False)
