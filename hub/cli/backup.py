"""`homeroom backup` and `homeroom restore`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from hub import backup
from hub.backup import BackupRefused
from hub.cli.errors import CommandRefused
from hub.cli.opening import opened
from hub.cli.running import REFUSED
from hub.database import MIGRATION_LOCK, newest, open_database, revision
from hub.ledger import verify
from hub.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hub.backup import Backup, Compared
    from hub.database import Connection, Database
    from hub.settings import Settings

SHOWN = 16
"""Digits of a digest that are printed; all 64 are compared."""


async def back_up(settings: Settings, path: Path) -> None:
    """Write the whole database to a new file. Raises CommandRefused where that can't be."""
    _refuse_known(path)
    progress = Progress()
    async with opened(settings, progress) as database, database.owner() as owner:
        await owner.execute("SELECT pg_advisory_lock_shared($1)", MIGRATION_LOCK)
        with _told():
            kept = await backup.back_up(owner, path, await revision(owner) or "", progress)
    typer.echo(f"{path}: {kept.rows:,} rows of {len(kept.tables)} tables as of {kept.moment}.")


def _refuse_known(path: Path) -> None:
    if path.exists():
        raise CommandRefused(f"{path} is there already, and stays as it is: name a new file.")


async def restore(settings: Settings, path: Path, *, load: bool, check: bool) -> None:
    """Restore a backup into an empty database (`load`), and hold what is there against it
    (`check`); exits with 1 on a difference. Raises CommandRefused.
    """
    progress = Progress()
    with _told(), backup.opened(path) as kept:
        _refuse_version(kept)
        with progress.step("checking the backup", kept.manifest.rows or None) as step:
            await kept.check(step.advance)
        opening = open_database if load else opened
        async with opening(settings, progress) as database:
            if load:
                await _make_ready(database, progress)
            async with database.owner() as owner:
                if load:
                    await _load(owner, kept, progress)
                same = not check or await _same(owner, kept, progress)
    if not same:
        raise typer.Exit(REFUSED)


def _refuse_version(kept: Backup) -> None:
    version = kept.manifest.version
    if version != newest():
        raise CommandRefused(
            f"{kept.path} holds tables of version {version}, and this Homeroom's are of version "
            f"{newest()}: restore it with the Homeroom that wrote it, then upgrade and run "
            "`homeroom migrate`."
        )


async def _make_ready(database: Database, progress: Progress) -> None:
    """Make the tables where there are none. Raises CommandRefused for those of another version."""
    async with database.owner() as owner:
        found = await revision(owner)
        if found not in {None, newest()}:
            raise CommandRefused(
                f"The database's tables are of version {found}, and the backup's of version "
                f"{newest()}: restore into a new database, which needs no tables."
            )
        if found is None and await backup.tables_of(owner):
            raise CommandRefused(
                "The database holds tables that aren't Homeroom's: restore into a new one."
            )
    if found is None:
        await database.migrate(progress)


async def _load(owner: Connection, kept: Backup, progress: Progress) -> None:
    await owner.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
    await backup.restore(owner, kept, progress)
    said = kept.manifest
    typer.echo(f"Restored {said.rows:,} rows of {len(said.tables)} tables as of {said.moment}.")


async def _same(owner: Connection, kept: Backup, progress: Progress) -> bool:
    """Print each table, as kept and as it is here, and whether the ledger holds."""
    with progress.step("comparing the database", kept.manifest.rows or None) as step:
        tables, sequences = await backup.compared(owner, kept, step.advance)
    for line in _lines(tables):
        typer.echo(line)
    for name in sequences:
        typer.echo(f"DIFFERS  the sequence {name} stands elsewhere than in the backup.")
    with progress.step("verifying the ledger") as step:
        verdict = await verify(owner, (), step.advance)
    for finding in verdict.findings:
        typer.echo(finding)
    differing = sum(not table.same for table in tables) + len(sequences)
    typer.echo(f"Ledger: {verdict.seals:,} seals, {len(verdict.findings):,} findings.")
    well = not differing and not verdict.findings
    typer.echo(
        f"All well: the database holds what the backup holds, in {len(tables)} tables."
        if well
        else f"NOT WELL: {differing} tables or sequences differ from the backup."
    )
    return well


def _lines(tables: list[Compared]) -> Iterator[str]:
    """A line for each table: rows and the head of their SHA-256, in the backup and here."""
    widest = max(len(table.kept.name) for table in tables)
    yield f"{'':8} {'table':{widest}} {'backup':>13} {'sha256':{SHOWN}} {'here':>13} sha256"
    for table in tables:
        said = "same" if table.same else "DIFFERS"
        kept, found = (
            f"{each.rows:>13,} {each.sha256[:SHOWN]}" for each in (table.kept, table.found)
        )
        yield f"{said:8} {table.kept.name:{widest}} {kept} {found}"


@contextmanager
def _told() -> Iterator[None]:
    """Say in one sentence why a file or database can't be used."""
    try:
        yield
    except BackupRefused as error:
        raise CommandRefused(str(error)) from None
    except OSError as error:
        raise CommandRefused(
            f"The backup can't be written or read: {error.strerror or error}."
        ) from None
