"""Run: a statement and its parameters go to PostgreSQL, and its JSON comes back as it is.

Only this room and registered batch functions read; nothing here knows grants or GraphQL.
"""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg

from hub.database import AWAY
from hub.errors import BadInput, Clash, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from hub.database import Database
    from hub.sql import Statement


@dataclass(frozen=True)
class Answered:
    """What the statement said: whether viewer and cursors held, and the answer as JSON text; with
    the tokens of whose record it is, where readings of it are kept, and those of the roots that
    have readings of their own, as a JSON object by key.
    """

    fresh: bool
    found: bool
    data: str
    seen: str | None
    beside: str | None = None


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what a database says into refusals: no message of it goes further.

    Raises Unavailable where it is busy, away or too slow, BadInput where a value is outside of
    what its column can hold, Clash where a change meets what is there already.
    """
    try:
        yield
    except (asyncpg.DataError, asyncpg.NumericValueOutOfRangeError, OverflowError) as error:
        raise BadInput("A value is outside of what its field can hold.") from error
    except asyncpg.IntegrityConstraintViolationError as error:
        raise Clash(error.constraint_name or "") from error
    except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError) as error:
        raise Unavailable("Somebody else changed the same at this moment; try again.") from error
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
    with refusing():
        async with database.acquire() as connection:
            return await Running(connection).answer(statement, values)


@dataclass(frozen=True)
class Running:
    """A connection on which statements are run, one after the other."""

    connection: Any

    async def rows(
        self, statement: Statement, values: Mapping[str, Any]
    ) -> list[Mapping[str, Any]]:
        """The rows of a statement."""
        given = [values[name] for name in statement.parameters]
        found: list[Mapping[str, Any]] = await self.connection.fetch(statement.sql, *given)
        return found

    async def answer(self, statement: Statement, values: Mapping[str, Any]) -> Answered:
        """What a planned statement says."""
        given = [values[name] for name in statement.parameters]
        row = await self.connection.fetchrow(statement.sql, *given)
        kept = row.get("seen"), row.get("beside")
        return Answered(row["fresh"], row["found"], row["data"], *kept)


@asynccontextmanager
async def transaction(database: Database) -> AsyncIterator[Running]:
    """What is run within happens as a whole, and is durable once this ends; if anything is raised,
    nothing happened. Raises what `refusing` does.
    """
    with refusing():
        async with database.acquire() as connection, connection.transaction():
            yield Running(connection)
