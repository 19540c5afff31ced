"""Take: the whole database, as it stood at one moment, into a file."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from hub.backup.archive import MANIFEST, Manifest, entry_of, written
from hub.backup.tables import read, sequences_of, settle_form, tables_of

if TYPE_CHECKING:
    from pathlib import Path
    from zipfile import ZipFile

    import asyncpg

    from hub.backup.archive import Kept
    from hub.backup.tables import Table
    from hub.progress import Progress, Step


async def back_up(
    connection: asyncpg.Connection, path: Path, version: str, progress: Progress
) -> Manifest:
    """Write a backup of tables of this version, while others go on reading and writing.

    The connection may read every table, and has no time limit; whoever calls sees to it that
    nobody migrates meanwhile. Raises OSError where the file can't be written.
    """
    with written(path) as archive:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await settle_form(connection)
            # the first statement that reads decides what all of them see
            moment = await connection.fetchval("SELECT clock_timestamp()")
            tables = await tables_of(connection)
            rows = sum(table.estimated for table in tables)
            with progress.step("backing up", rows or None) as step:
                kept = [await _taken(connection, table, archive, step) for table in tables]
            sequences = await sequences_of(connection)
        said = moment.astimezone(UTC).isoformat()
        manifest = Manifest(version, said, tuple(kept), sequences)
        archive.writestr(MANIFEST, manifest.text())
    return manifest


async def _taken(
    connection: asyncpg.Connection, table: Table, archive: ZipFile, step: Step
) -> Kept:
    with archive.open(entry_of(table.name), "w", force_zip64=True) as file:
        return await read(connection, table, step.advance, file.write)
