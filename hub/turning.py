"""Turn: what was entered ahead is so from its first day on, beside the server.

What holds by its dates needs nobody to turn it. A student's grade is a column, and that of the
primary enrollment which has begun.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from hub.clock import district_clock
from hub.repeating import over_and_over

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.database import Database

TURN_SECONDS = 60.0
TURN = """
WITH begun AS (
    SELECT s.id, s.person_id, e.grade_level FROM student s
    JOIN school_enrollment e ON e.student_id = s.id AND e.is_primary
     AND e.starts_on <= $1 AND (e.ends_on IS NULL OR e.ends_on > $1)
    WHERE e.grade_level <> s.grade_level
      AND EXISTS (SELECT FROM change c WHERE c.row_id = e.id AND c.kind = 'ADDED')),
moved AS (UPDATE student s SET grade_level = b.grade_level FROM begun b WHERE s.id = b.id)
UPDATE person p SET epoch = epoch + 1 FROM begun b WHERE p.id = b.person_id
"""
"""Of enrollments that somebody entered, which is on record; of what was imported the source says
the student's grade itself.
"""


async def turn(database: Database) -> float:
    """Let students be in the grade in which they have begun; in how many seconds to look again.

    Raises LookupError where there is no district.
    """
    async with database.acquire() as connection:
        today = (await district_clock(connection)).read().today
        await connection.execute(TURN, today)
    return TURN_SECONDS


@asynccontextmanager
async def turning(database: Database) -> AsyncIterator[None]:
    """Turn as long as the block runs. No failure of it reaches the block."""
    loop = asyncio.create_task(
        over_and_over(lambda: turn(database), "grades.not_turned", TURN_SECONDS)
    )
    try:
        yield
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
