"""`homeroom migrate` and `homeroom import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from hub.cli.errors import CommandRefused
from hub.cli.opening import kind_held, opened
from hub.database import open_database
from hub.intake.errors import ImportRefused
from hub.models.codes import DistrictKind
from hub.oneroster import Wishes, import_bundle
from hub.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from hub.settings import Settings


async def migrate_tables(settings: Settings) -> None:
    """Bring the tables up to this version; raises PostgresError."""
    progress = Progress()
    async with open_database(settings, progress) as database:
        await database.migrate(progress)
    typer.echo("The tables are those of this version.")


async def import_bundle_at(settings: Settings, path: Path, wishes: Wishes) -> None:
    """Import a bundle and print its report. Raises CommandRefused where nothing was kept.

    A dry run changes nothing, its database included: that has to be there, with tables of this
    version.
    """
    progress = Progress()
    opening = opened if wishes.dry else open_database
    async with opening(settings, progress) as database:
        if not wishes.dry and await kind_held(database) in (None, DistrictKind.SAMPLE):
            await database.migrate(progress)
        async with database.owner() as owner:
            try:
                report = await import_bundle(owner, path, progress, wishes)
            except ImportRefused as error:
                raise CommandRefused(str(error)) from None
    typer.echo(report.text(), nl=False)
