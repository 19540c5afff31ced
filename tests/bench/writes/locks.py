"""How many of those who work in PostgreSQL wait for one another, seen while a load is on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import asyncpg

if TYPE_CHECKING:
    from collections.abc import Awaitable

Result = TypeVar("Result")

EVERY_SECONDS = 0.02
WAITING = """
SELECT count(*) AS working, count(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting
FROM pg_stat_activity
WHERE datname = $1 AND state <> 'idle' AND pid <> pg_backend_pid()
  AND backend_type = 'client backend'
"""


@dataclass
class Seen:
    """Backends at work, and those of them that waited for another's lock, over all looks."""

    working: int = 0
    waiting: int = 0

    @property
    def share(self) -> float:
        """The part of those at work that waited."""
        return self.waiting / self.working if self.working else 0.0


async def watched(dsn: str, database: str, load: Awaitable[Result]) -> tuple[Result, Seen]:
    """Put a load on, and look again and again meanwhile."""
    seen = Seen()
    watching = asyncio.create_task(_watch(dsn, database, seen))
    try:
        return await load, seen
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def _watch(dsn: str, database: str, seen: Seen) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        while True:
            row = await connection.fetchrow(WAITING, database)
            assert row is not None
            seen.working += row["working"]
            seen.waiting += row["waiting"]
            await asyncio.sleep(EVERY_SECONDS)
    finally:
        await connection.close()
