"""Purge: files that somebody sent in and no row ever named go after some days."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from hub.limits import PAPER_DAYS
from hub.repeating import over_and_over

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.database import Database

PURGE_SECONDS = 3_600.0
_PURGE = """
DELETE FROM paper WHERE named_at IS NULL AND kept_at < now() - make_interval(days => $1)
"""
"""A change that names a file holds its row's lock until it has ended: whoever comes second sees
what the first one did, so neither is a named file purged nor a purged one named.
"""


async def purge(database: Database) -> float:
    """Let files go that nothing has named; in how many seconds to look again."""
    async with database.acquire() as connection:
        await connection.execute(_PURGE, PAPER_DAYS)
    return PURGE_SECONDS


@asynccontextmanager
async def purging(database: Database) -> AsyncIterator[None]:
    """Purge as long as the block runs. No failure of it reaches the block."""
    loop = asyncio.create_task(
        over_and_over(lambda: purge(database), "papers.not_purged", PURGE_SECONDS)
    )
    try:
        yield
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
