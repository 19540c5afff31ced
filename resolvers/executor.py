"""Run: a statement and its parameters go to PostgreSQL, and its JSON comes back as it is.

Only this room and registered batch functions read; nothing here knows grants or GraphQL.
"""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg

from hub.database import AWAY
from hub.errors import BadInput, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from hub.database import Database
    from hub.sql import Statement


@dataclass(frozen=True)
class Answered:
    """What the statement said: whether viewer and cursors held, and the answer as JSON text."""

    fresh: bool
    found: bool
    data: str


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what a database says into refusals: no message of it goes further.

    Raises Unavailable where it is busy, away or too slow, BadInput where a value is outside of
    what its column can hold.
    """
    try:
        yield
    except (asyncpg.DataError, asyncpg.NumericValueOutOfRangeError, OverflowError) as error:
        raise BadInput("A value is outside of what its field can hold.") from error
    except asyncpg.QueryCanceledError as error:
        raise Unavailable("The operation took too long; ask for less at once.") from error
    except AWAY as error:
        raise Unavailable("The database is busy; try again in a moment.") from error


@asynccontextmanager
async def snapshot(database: Database) -> AsyncIterator[Any]:
    """A connection on which several statements see one state and change nothing."""
    with refusing():
        async with (
            database.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield connection


async def run(database: Database, statement: Statement, values: Mapping[str, Any]) -> Answered:
    """Run one planned statement. Raises what `refusing` does."""
    given = [values[name] for name in statement.parameters]
    with refusing():
        async with database.acquire() as connection:
            row = await connection.fetchrow(statement.sql, *given)
    assert row is not None
    return Answered(row["fresh"], row["found"], row["data"])
