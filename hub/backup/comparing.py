"""Compare: what a backup says of each table, and what the database holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.backup.restoring import refuse_others
from hub.backup.tables import read, sequences_of, settle_form, tables_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import asyncpg

    from hub.backup.archive import Backup, Kept


@dataclass(frozen=True)
class Compared:
    """A table as it was kept and as it was found."""

    kept: Kept
    found: Kept

    @property
    def same(self) -> bool:
        """Whether not a byte of a row differs."""
        return self.kept == self.found


async def compared(
    connection: asyncpg.Connection, backup: Backup, advance: Callable[[int], None]
) -> tuple[list[Compared], list[str]]:
    """Each table, read again in one view, and the names of sequences that stand elsewhere.

    The connection may read every table, and has no time limit. Raises BackupRefused where the
    database has other tables.
    """
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        await settle_form(connection)
        here = await tables_of(connection)
        refuse_others(backup, here)
        tables = [
            Compared(kept, await read(connection, table, advance))
            for kept, table in zip(backup.manifest.tables, here, strict=True)
        ]
        found = await sequences_of(connection)
    kept = backup.manifest.sequences
    return tables, [name for name in sorted(kept | found) if kept.get(name) != found.get(name)]
