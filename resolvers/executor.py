"""Run: a statement and its parameters go to PostgreSQL, and its JSON comes back as it is.

Only this room and registered batch functions read; nothing here knows grants or GraphQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg

from hub.database import DatabaseBusy, DatabaseUnavailable
from hub.errors import BadInput, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.database import Database
    from hub.sql import Statement


AWAY = (
    DatabaseBusy,
    DatabaseUnavailable,
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)
"""What a database says that restarts, is full, or went away in the middle of an answer."""


@dataclass(frozen=True)
class Answered:
    """What the statement said: whether viewer and cursors held, and the answer as JSON text."""

    fresh: bool
    found: bool
    data: str


async def run(database: Database, statement: Statement, values: Mapping[str, Any]) -> Answered:
    """Run one planned statement.

    Raises Unavailable where the database is busy, away or too slow, BadInput where a value is
    outside of what its column can hold. No message of the database goes further.
    """
    try:
        async with database.acquire() as connection:
            row = await connection.fetchrow(
                statement.sql, *(values[name] for name in statement.parameters)
            )
    except (asyncpg.DataError, asyncpg.NumericValueOutOfRangeError, OverflowError) as error:
        raise BadInput("A value is outside of what its field can hold.") from error
    except asyncpg.QueryCanceledError as error:
        raise Unavailable("The operation took too long; ask for less at once.") from error
    except AWAY as error:
        raise Unavailable("The database is busy; try again in a moment.") from error
    assert row is not None
    return Answered(row["fresh"], row["found"], row["data"])
