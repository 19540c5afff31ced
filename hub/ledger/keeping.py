"""Keeping: the task that seals each second and publishes each minute, beside the server. It also
takes away the keys of changes that nobody tells again any more.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from hub.ledger.checkpoints import head, place_of
from hub.ledger.sealing import Sealer
from hub.limits import RETRY_HOURS, SIGN_INS_DAYS, TRIES_HOURS
from hub.repeating import over_and_over

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.database import Database

SEAL_SECONDS = 1.0
WAIT_SECONDS = 0.1
"""How soon to look again where rows wait for their writers."""
PUBLISH_SECONDS = 60.0
RETRY_SECONDS = 10.0
"""How soon to publish again after that failed, or where nothing new was sealed."""
FORGET_SECONDS = 600.0
FORGET_AT_ONCE = 5_000
"""Keys that go by one statement: a fraction of a second's work."""
FORGET = """
DELETE FROM retry WHERE id IN (
    SELECT id FROM retry WHERE kept_at < now() - make_interval(hours => $1)
    ORDER BY kept_at LIMIT $2)
"""
FORGET_TRIES = """
DELETE FROM attempt WHERE key IN (
    SELECT key FROM attempt WHERE last_at < now() - make_interval(hours => $1)
      AND (known_until IS NULL OR known_until < now())
    ORDER BY last_at LIMIT $2)
"""
FORGET_SIGN_INS = """
DELETE FROM sign_in WHERE id IN (
    SELECT id FROM sign_in WHERE at < now() - make_interval(days => $1)
    ORDER BY at LIMIT $2)
"""
LAST_SECONDS = 5.0
"""How long an orderly stop may take to seal and publish what is left."""


class Keeper:
    """Seals one database's records, and publishes checkpoints of them."""

    def __init__(self, database: Database, checkpoints: str | None = None) -> None:
        """`checkpoints`: a path or URL; None publishes nothing."""
        self._database = database
        self._sealer = Sealer()
        self._publish = None if checkpoints is None else place_of(checkpoints)
        self._published = ""

    async def seal(self) -> float:
        """Seal what can be; in how many seconds to look again."""
        async with self._database.acquire() as connection:
            await self._sealer.seal(connection)
        return WAIT_SECONDS if self._sealer.waiting else SEAL_SECONDS

    async def publish(self) -> float:
        """Publish the head, if it is another one than the last; in how many seconds to do so again.

        Raises OSError where the checkpoint can't be written or sent.
        """
        async with self._database.acquire() as connection:
            checkpoint = await head(connection)
        if self._publish is None or checkpoint is None or checkpoint.chain == self._published:
            return RETRY_SECONDS
        await asyncio.to_thread(self._publish, checkpoint)
        self._published = checkpoint.chain
        return PUBLISH_SECONDS

    async def forget(self) -> float:
        """Take away keys whose time is over, who tried to sign in from where, and who signed in
        long ago; in how many seconds to do so again.
        """
        async with self._database.acquire() as connection:
            done = {
                await connection.execute(FORGET, RETRY_HOURS, FORGET_AT_ONCE),
                await connection.execute(FORGET_TRIES, TRIES_HOURS, FORGET_AT_ONCE),
                await connection.execute(FORGET_SIGN_INS, SIGN_INS_DAYS, FORGET_AT_ONCE),
            }
        return 0.0 if f"DELETE {FORGET_AT_ONCE}" in done else FORGET_SECONDS

    async def finish(self) -> None:
        """Seal and publish what is left, when the server stops in order."""
        with suppress(Exception):
            async with asyncio.timeout(LAST_SECONDS):
                await self.seal()
                if self._publish is not None:
                    await self.publish()


@asynccontextmanager
async def kept(database: Database, checkpoints: str | None = None) -> AsyncIterator[None]:
    """Keep the ledger as long as the block runs. No failure of it reaches the block."""
    keeper = Keeper(database, checkpoints)
    loops = [
        asyncio.create_task(over_and_over(keeper.seal, "ledger.not_sealed", SEAL_SECONDS)),
        asyncio.create_task(over_and_over(keeper.forget, "keys.not_forgotten", FORGET_SECONDS)),
    ]
    if checkpoints is not None:
        publishing = over_and_over(keeper.publish, "ledger.not_published", RETRY_SECONDS)
        loops.append(asyncio.create_task(publishing))
    try:
        yield
    finally:
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await keeper.finish()
