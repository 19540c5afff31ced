"""Seal: what has been added to a record is digested, and the digest chained to the former ones.

In which order, while others write? Rows are numbered by their INSERT (`entry`, from a sequence),
but commit in another order, or late. So a seal covers a range of entries, and only up to a mark
below which nothing can come any more:

1. the mark is how far the sequence has come;
2. whoever may have drawn a number up to it, and hasn't ended yet, holds the lock that every INSERT
   takes on its table before it draws (ROW EXCLUSIVE), and keeps it until its rows can be seen;
3. once all that held one after the mark was read are gone, each row up to the mark is there, or
   was taken back.

A writer pays for a number and an index entry, and waits for nothing. Entries are compared rather
than transactions (`pg_snapshot_xmin`) because a long import holds every transaction's horizon back
but locks no record, and because numbers survive a dump into another server, where transactions
count anew. Sealed rows aren't marked: to update each row once more would cost what writing it
did, and a role that may.

All of it is one statement under an advisory lock, so that of several processes one seals. A sealer
that is killed leaves a seal or none, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.ledger.digests import batch, chain, columns_of
from hub.rights import RECORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.database import Connection

LOCK = 4_663_767
"""The advisory lock that lets one process at a time seal; any number, but always this one."""
ENTRIES_MAX = 10_000
"""Entries under one seal: digested within a tenth of a second, far below any statement's limit."""

REACHED = "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence($1, 'entry')), 0)"
WRITING = """
SELECT array_agg(virtualtransaction) FROM pg_locks
WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
  AND relation = $1::text::regclass
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
LAST = "SELECT coalesce(max(through), 0) FROM seal WHERE record = $1"


@dataclass(frozen=True)
class Mark:
    """How far a record's numbers had come, and who may still be about to show a lower one."""

    entry: int
    writers: frozenset[str]


class Sealer:
    """Seals the records of one database; what it remembers between two calls is only a shortcut."""

    def __init__(self, records: Sequence[str] = RECORDS, *, entries_max: int = ENTRIES_MAX) -> None:
        self._records = records
        self._entries_max = entries_max
        self._marks: dict[str, Mark] = {}

    async def seal(self, connection: Connection) -> int:
        """Seal what can be sealed now, without waiting for any writer; how many rows that were.

        The connection is the application's. None are sealed while another process does.
        """
        rows = 0
        for record in self._records:
            if mark := await self._settled(connection, record):
                rows += await self._up_to(connection, record, mark.entry)
        return rows

    @property
    def waiting(self) -> bool:
        """Whether rows are there that can't be sealed yet, since others may still join them."""
        return bool(self._marks)

    async def _settled(self, connection: Connection, record: str) -> Mark | None:
        """A mark below which every row of the record can be seen; None while there is none yet."""
        mark = self._marks.get(record)
        if mark is None:
            # in this order, and in two statements: who drew a number up to the mark and is
            # still there, held the lock when the mark was read
            reached = await connection.fetchval(REACHED, record)
            mark = Mark(reached, await _writers(connection, record))
        else:
            mark = Mark(mark.entry, mark.writers & await _writers(connection, record))
        if mark.writers:
            self._marks[record] = mark
            return None
        self._marks.pop(record, None)
        return mark

    async def _up_to(self, connection: Connection, record: str, entry: int) -> int:
        """Seal a record's rows up to an entry, some at a time; how many rows that were."""
        rows = 0
        after = await connection.fetchval(LAST, record)
        if after >= entry:
            return 0
        columns = await columns_of(connection, record)
        statement = _sealing(record, columns)
        while after < entry:
            through = min(after + self._entries_max, entry)
            async with connection.transaction():
                if not await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", LOCK):
                    break
                count = await connection.fetchval(statement, record, after, through, columns)
            if count is None:
                break
            rows += count
            after = through
        return rows


async def _writers(connection: Connection, record: str) -> frozenset[str]:
    return frozenset(await connection.fetchval(WRITING, record) or ())


def _sealing(record: str, columns: Sequence[str]) -> str:
    """The statement that seals the rows of ($2, $3], and gives their number.

    It seals nothing, and gives NULL, if somebody else has sealed since `$2` was read. A range
    whose rows were all taken back is sealed too: none can come to lie in it.
    """
    return f"""
WITH head AS (SELECT number, chain, total FROM seal ORDER BY number DESC LIMIT 1),
batch AS ({batch(record, columns, "$2::bigint", "$3::bigint")}),
drafted AS (
    SELECT coalesce((SELECT number FROM head), 0) + 1 AS number, clock_timestamp() AS at,
           $1::text AS record, $4::text[] AS columns, $2::bigint AS after, $3::bigint AS through,
           batch.count, coalesce(batch.digest, ''::bytea) AS digest,
           coalesce((SELECT total FROM head), 0) + batch.count AS total
    FROM batch WHERE ({LAST}) = $2
)
INSERT INTO seal (number, at, record, columns, after, through, count, digest, total, chain)
SELECT s.*, {chain("(SELECT chain FROM head)")} FROM drafted s
RETURNING count
"""
