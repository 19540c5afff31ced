"""Records to seal: written as the application does, in a district of one's own."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg

from hub.ledger import Sealer, verify

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from hub.database import Connection, Database
    from hub.ledger import Checkpoint, Verdict

DISCLOSE = """
INSERT INTO disclosure (request_id, person_id, student_id, slices, bases, party)
SELECT gen_random_uuid(), (SELECT id FROM person LIMIT 1), (SELECT id FROM student LIMIT 1),
       '{18}', '{IDEA-TEAM}', 'Reader ' || number FROM generate_series(1, $1) number
"""
VIEW = """
INSERT INTO view_as (request_id, viewer_id, target_id)
SELECT gen_random_uuid(), id, id FROM staff_member LIMIT 1
"""


async def disclose(database: Database, rows: int = 1) -> None:
    """Add rows to the disclosure record, as the application's role."""
    async with database.acquire() as connection:
        await connection.execute(DISCLOSE, rows)


async def sealed(database: Database, rows: int = 1) -> None:
    """Add rows, and seal them: the demo's own rows with the first ones."""
    await disclose(database, rows)
    async with database.acquire() as connection:
        await Sealer().seal(connection)


async def verified(database: Database, checkpoints: Sequence[Checkpoint] = ()) -> Verdict:
    """What a verification finds now."""
    async with database.owner() as owner:
        return await verify(owner, checkpoints, lambda _: None)


async def total(database: Database) -> int:
    """Rows under seals."""
    async with database.owner() as owner:
        found: int = await owner.fetchval("SELECT coalesce(max(total), 0) FROM seal")
        return found


@asynccontextmanager
async def another(database: Database) -> AsyncIterator[Connection]:
    """A connection of the application's role beside the pool, as another process has it."""
    connection = await asyncpg.connect(
        database.facts.application.dsn, server_settings={"timezone": "UTC"}
    )
    try:
        yield connection
    finally:
        await connection.close()
