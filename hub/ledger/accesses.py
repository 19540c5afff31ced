"""The log of readings: one row for each request that read of students, written beside the road.

A reader doesn't wait for it: what was read is told in memory, and written a moment later with all
else that was. So a server that is killed loses what it was told in that moment, and says so: a
*span* begins with the server and ends with an orderly stop, and whichever server finds one without
an end, whose holder is gone, records it as broken. Where writing takes longer than a second,
readers do wait: no more than a second is ever at stake.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from secrets import randbits
from time import monotonic, time_ns
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import structlog

from hub.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from hub.database import Connection, Database

GATHER_SECONDS = 0.25
"""For how long readings are gathered before they are written together."""
LATE_SECONDS = 1.0
"""How old what isn't written yet may be before readers wait for it."""
WAIT_SECONDS = 5.0
"""How long they wait before they are told that the hub is busy."""
LAST_SECONDS = 5.0
"""How long an orderly stop may take to write what is left."""
SPANS = 4_663_768
"""The class of the advisory locks by which a span's holder is known to live; any number."""

WRITE = """
INSERT INTO access (id, request_id, person_id, viewed_as, slices, students)
SELECT told.id, told.request_id, told.person_id, told.viewed_as, string_to_array(told.slices, ','),
       (SELECT array_agg(DISTINCT right(token, 36)::uuid)
          FROM unnest(string_to_array(told.seen, ',')) AS token WHERE token <> '')
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[])
       AS told(id, request_id, person_id, viewed_as, slices, seen)
 WHERE trim(told.seen, ',') <> ''
ON CONFLICT (id) DO NOTHING
"""
"""What found nobody leaves no row, and holds up nobody else's; what was kept by a server that could
not say so any more is there already.
"""
HOLD = "SELECT pg_advisory_lock($1, hashtext($2::uuid::text))"
MARK = "INSERT INTO access_span (span_id, kind) VALUES ($1, $2)"
UNENDED = """
SELECT span_id FROM access_span GROUP BY span_id HAVING bool_and(kind = 'OPENED')
"""
BREAK = """
INSERT INTO access_span (span_id, kind)
SELECT $2, 'BROKEN' WHERE pg_try_advisory_xact_lock($1, hashtext($2::uuid::text))
ON CONFLICT DO NOTHING
"""

_log = structlog.get_logger()


def time_ordered() -> UUID:
    """A key as `uuidv7()` of the database makes them (RFC 9562, 5.7): new rows lie together."""
    at, chance = time_ns() // 1_000_000, randbits(74)
    return UUID(int=at << 80 | 0x7 << 76 | chance >> 62 << 64 | 0b10 << 62 | chance & (1 << 62) - 1)


@dataclass(frozen=True)
class Reading:
    """A request that read of students: who, as whom, which rows of the matrix; `seen` are the
    statement's tokens, comma by comma, each of which ends in a student's id or is empty. `id` is
    its row's: of a reading that is written again there is one.
    """

    request_id: UUID
    person_id: UUID
    viewed_as: UUID | None
    slices: tuple[str, ...]
    seen: str
    id: UUID = field(default_factory=time_ordered)


class Accesses:
    """Keeps the log of readings of one server."""

    def __init__(self, database: Database) -> None:
        """Nothing is connected before the first reading is written."""
        self._database = database
        self._span = uuid4()
        self._told: list[tuple[float, Reading]] = []
        self._due = asyncio.Event()
        self._written = asyncio.Condition()
        self._writing = asyncio.Lock()
        self._connection: Connection | None = None

    @property
    def waiting(self) -> int:
        """How many readings are told and not written."""
        return len(self._told)

    async def tell(self, reading: Reading) -> None:
        """Have a reading written in a moment. Raises Unavailable where that fails for too long."""
        if self._told and monotonic() - self._told[0][0] > LATE_SECONDS:
            await self._caught_up()
        self._told.append((monotonic(), reading))
        self._due.set()

    async def _caught_up(self) -> None:
        try:
            async with asyncio.timeout(WAIT_SECONDS), self._written:
                await self._written.wait()
        except TimeoutError:
            raise Unavailable("The log of readings can't be written; try again.") from None

    async def run(self) -> None:
        """Begin a span, and write what is told, until cancelled."""
        failing = False
        while True:
            try:
                await self.write()
                failing = False
                await self._due.wait()
                await asyncio.sleep(GATHER_SECONDS)
            except Exception:  # noqa: BLE001 -- databases come back, and it goes on
                if not failing:
                    _log.exception("ledger.readings_not_written")
                failing = True
                self._let_go()
                await asyncio.sleep(GATHER_SECONDS)

    async def write(self) -> None:
        """Write all that has been told; what can't be written stays told."""
        async with self._writing:
            connection = await self._held()
            batch = [reading for _, reading in self._told]
            await connection.execute(WRITE, *_columns(batch))
            del self._told[: len(batch)]
            if not self._told:
                self._due.clear()
        async with self._written:
            self._written.notify_all()

    async def stop(self, writing: asyncio.Task[None]) -> None:
        """End what writes, between two writes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_SECONDS), self._writing:
                writing.cancel()
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await self.finish()

    async def finish(self) -> None:
        """Write what is left and end the span, when the server stops in order."""
        with suppress(Exception):
            async with asyncio.timeout(LAST_SECONDS):
                await self.write()
                connection = await self._held()
                await connection.execute(MARK, self._span, "CLOSED")
        self._let_go()

    async def _held(self) -> Connection:
        """The log's own connection, which holds the lock of its span."""
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._database.connect()
            await self._connection.execute(HOLD, SPANS, self._span)
            await self._opened(self._connection)
        return self._connection

    async def _opened(self, connection: Connection) -> None:
        """Say that the span is open, and which others are broken."""
        own = "SELECT EXISTS (SELECT FROM access_span WHERE span_id = $1)"
        if not await connection.fetchval(own, self._span):
            await connection.execute(MARK, self._span, "OPENED")
        for row in await connection.fetch(UNENDED):
            if row["span_id"] != self._span:
                await connection.execute(BREAK, SPANS, row["span_id"])

    def _let_go(self) -> None:
        """End the connection, and with it the lock of the span."""
        if self._connection is not None:
            self._connection.terminate()
        self._connection = None


def _columns(batch: Sequence[Reading]) -> list[list[object]]:
    return [
        [each.id for each in batch],
        [each.request_id for each in batch],
        [each.person_id for each in batch],
        [each.viewed_as for each in batch],
        [",".join(each.slices) for each in batch],
        [each.seen for each in batch],
    ]


@asynccontextmanager
async def accesses_kept(accesses: Accesses) -> AsyncIterator[None]:
    """Keep the log as long as the block runs. No failure of it reaches the block."""
    writing = asyncio.create_task(accesses.run())
    try:
        yield
    finally:
        await accesses.stop(writing)
