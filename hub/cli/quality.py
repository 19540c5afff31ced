"""`homeroom import edfi`, `homeroom assign` and `homeroom check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from hub.cli.errors import CommandRefused
from hub.cli.opening import kind_held, opened
from hub.database import open_database
from hub.edfi import import_files
from hub.intake.errors import ImportRefused
from hub.local import SheetRefused, assign_file
from hub.models.codes import DistrictKind
from hub.progress import Progress
from hub.quality import check

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from hub.settings import Settings


async def import_edfi_at(settings: Settings, path: Path, today: date | None) -> None:
    """Import a folder and print its report. Raises CommandRefused where nothing was kept."""
    progress = Progress()
    async with open_database(settings, progress) as database:
        if await kind_held(database) in (None, DistrictKind.SAMPLE):
            await database.migrate(progress)
        async with database.owner() as owner:
            try:
                report = await import_files(owner, path, progress, today=today)
            except ImportRefused as error:
                raise CommandRefused(str(error)) from None
    typer.echo(report.text(), nl=False)


async def assign_sheet(settings: Settings, path: Path) -> None:
    """Record the assignments of a sheet. Raises CommandRefused where nothing was kept."""
    async with opened(settings, Progress()) as database, database.owner() as owner:
        try:
            report = await assign_file(owner, path)
        except SheetRefused as error:
            raise CommandRefused(str(error)) from None
    typer.echo(report.text(), nl=False)


async def check_records(settings: Settings) -> None:
    """Run the checks and print how many findings are open. Raises CommandRefused."""
    progress = Progress()
    async with opened(settings, progress) as database, database.owner() as owner:
        try:
            with progress.step("Checking the records"):
                found = await check(owner)
        except LookupError as error:
            raise CommandRefused(str(error)) from None
    for (rule, entity), count in found.items():
        typer.echo(f"{count:>9,}  {rule}  {entity}")
    typer.echo(f"{sum(found.values()):>9,}  open findings of the checks")
