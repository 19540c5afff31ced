"""An office behind the doors of a served hub: what is entered there goes over HTTP."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.doors.conftest import doors_over
from tests.mutations.conftest import Office
from tests.operations.golden import sourced_id_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    import asyncpg
    import httpx

    from schema.build import Built
    from tests.conftest import Hub
    from tests.doors.conftest import Doors

ELSEWHERE = """
SELECT q.sourced_id FROM post mine JOIN staff_member m ON m.id = mine.staff_id
JOIN person p ON p.id = m.person_id
JOIN post theirs ON theirs.role = mine.role AND theirs.school_id <> mine.school_id
JOIN staff_member n ON n.id = theirs.staff_id JOIN person q ON q.id = n.person_id
WHERE p.sourced_id = $1 AND mine.ends_on IS NULL AND theirs.ends_on IS NULL
AND q.sourced_id NOT LIKE 'demo-%' ORDER BY q.sourced_id LIMIT 1
"""
"""Somebody who holds the same post at another school."""


@asynccontextmanager
async def served(hub: Hub, built: Built) -> AsyncIterator[Served]:
    """An office behind the doors of a hub's database."""
    async with doors_over(hub.database, built) as doors, hub.database.owner() as kept:
        yield Served(hub, doors, kept)


@dataclass
class Served(Office):
    """A hub that is served, in which people enter things."""

    doors: Doors
    kept: asyncpg.Connection[asyncpg.Record]

    async def fetch(self, sql: str, *values: Any) -> list[Any]:
        """Rows as they are kept, over one connection: what is asked often is planned once."""
        return list(await self.kept.fetch(sql, *values))

    async def sent(
        self, who: str, document: str, given: Mapping[str, Any], key: str | None = None
    ) -> str:
        return (await self.post(who, document, given, key)).text

    async def post(
        self, who: str, document: str, given: Mapping[str, Any], key: str | None
    ) -> httpx.Response:
        """The response to what a persona enters, maybe under a key."""
        headers = await self.doors.headers(await self.person(who))
        body = json.dumps({"query": document, "variables": {"input": dict(given)}})
        if key is not None:
            headers["idempotency-key"] = key
        return await self.doors.http.post("/graphql", content=body, headers=headers)

    async def person(self, who: str) -> str:
        """The sourced id of a persona, or of somebody who is the same `elsewhere`."""
        sourced = sourced_id_of(who.removesuffix(" elsewhere"))
        if who.endswith(" elsewhere"):
            (row,) = await self.fetch(ELSEWHERE, sourced)
            sourced = row["sourced_id"]
        return sourced
