"""One empty database for all of this folder's tests; each undoes what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import EMPTY, copied

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from hub.database import Database
    from hub.postgres import ConnectionFacts


@pytest.fixture(scope="session")
async def shared(facts: ConnectionFacts) -> AsyncIterator[Database]:
    """An empty, migrated database that nobody commits anything to."""
    async with copied(facts, EMPTY) as database:
        yield database


@pytest.fixture
async def owner(shared: Database) -> AsyncIterator[asyncpg.Connection]:
    """The owner's connection within a transaction that is rolled back after the test."""
    async with shared.owner() as connection:
        attempt = connection.transaction()
        await attempt.start()
        yield connection
        await attempt.rollback()
