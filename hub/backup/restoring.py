"""Restore: a backup's rows into an empty database, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from hub.backup.archive import BackupRefused
from hub.backup.tables import settle_form, tables_of
from hub.constraints import remake, set_aside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.backup.archive import Backup
    from hub.backup.tables import Table
    from hub.progress import Progress

_SET = """
SELECT setval(format('%I', sequencename)::regclass, coalesce($2, start_value), $2 IS NOT NULL)
FROM pg_sequences WHERE schemaname = current_schema() AND sequencename = $1
"""
PATIENCE_SECONDS = 10
"""How long to wait for whoever uses a table."""
TOLD = 3
"""How many tables that hold rows are named."""


async def restore(connection: asyncpg.Connection, backup: Backup, progress: Progress) -> None:
    """Load a backup that was checked, in one transaction: a failure leaves the database empty.

    Needs a role that owns the tables. Raises BackupRefused where the database has rows or other
    tables than the backup, and asyncpg's errors.
    """
    async with connection.transaction():
        await settle_form(connection)
        tables = await tables_of(connection)
        refuse_others(backup, tables)
        await _refuse_rows(connection, tables)
        rules = await set_aside(connection, [table.name for table in tables])
        await _load(connection, backup, progress)
        with progress.step("indexing and checking the tables", len(rules)) as step:
            await remake(connection, rules, step.advance)
        for name, value in backup.manifest.sequences.items():
            await connection.execute(_SET, name, value)
        with progress.step("analyzing the tables"):
            await connection.execute("ANALYZE")


def refuse_others(backup: Backup, tables: Sequence[Table]) -> None:
    """Raise BackupRefused unless the database has the backup's tables and columns."""
    theirs = {table.name: table.columns for table in backup.manifest.tables}
    if theirs != {table.name: table.columns for table in tables}:
        raise BackupRefused(
            "The database's tables aren't those of the backup, though both bear one version: "
            "somebody changed them by hand. Take a new database."
        )


async def _refuse_rows(connection: asyncpg.Connection, tables: Sequence[Table]) -> None:
    """Raise BackupRefused if any table has a row; nobody else gets at them until the end."""
    await _lock(connection, tables)
    filled = [
        table.name
        for table in tables
        if await connection.fetchval(f'SELECT EXISTS (SELECT FROM "{table.name}")')
    ]
    if filled:
        named = ", ".join(filled[:TOLD]) + (" and others" if len(filled) > TOLD else "")
        raise BackupRefused(
            f"The database isn't empty (there are rows in {named}), and nothing was changed. A "
            "backup is restored into an empty database: make a new one for HOMEROOM_DATABASE_URL, "
            "or name a new folder with --data. --verify-only compares without restoring."
        )


async def _lock(connection: asyncpg.Connection, tables: Sequence[Table]) -> None:
    """Have the tables to oneself. Raises BackupRefused where somebody goes on using one."""
    await connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'")
    try:
        for table in tables:
            await connection.execute(f'LOCK TABLE "{table.name}" IN ACCESS EXCLUSIVE MODE')
    except asyncpg.LockNotAvailableError:
        raise BackupRefused(
            "Somebody else is using the database, and nothing was changed: stop the hub, and "
            "whatever else is connected to it."
        ) from None


async def _load(connection: asyncpg.Connection, backup: Backup, progress: Progress) -> None:
    with progress.step("restoring", backup.manifest.rows or None) as step:
        for table in backup.manifest.tables:
            await connection.copy_to_table(
                table.name, source=backup.pieces(table), columns=table.columns
            )
            step.advance(table.rows)
