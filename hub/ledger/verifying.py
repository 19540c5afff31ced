"""Verify: every seal and row is digested again, and the chain held against its checkpoints."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from hub.ledger.digests import batch, chain, columns_of
from hub.rights import OF_THE_SERVER, RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asyncpg import Record

    from hub.database import Connection
    from hub.ledger.checkpoints import Checkpoint

SEALS_AT_ONCE = 100
"""Seals whose rows one statement digests: a million rows at most, some seconds."""
CHAINED_AT_ONCE = 10_000
TOLD = 10
"""How many findings of one kind are told one by one."""
OF_EVERY_RECORD = frozenset(OF_THE_SERVER)
SKEW = "interval '5 minutes'"
"""How far a server's clock may have been set back between two rows."""

CHAINED = f"""
SELECT s.number, s.record, s.after, s.former, s.reached, s.holds
FROM (
    SELECT s.number, s.record, s.after,
           lag(s.number) OVER (ORDER BY s.number) AS former,
           (SELECT t.through FROM seal t WHERE t.record = s.record AND t.after < s.after
            ORDER BY t.after DESC LIMIT 1) AS reached,
           s.chain = {chain("lag(s.chain) OVER (ORDER BY s.number)")} AS holds
    FROM (SELECT * FROM seal WHERE number >= $1 ORDER BY number LIMIT $2) s
) s
WHERE s.number > $1 ORDER BY s.number
"""
SEALS = """
SELECT number, columns FROM seal WHERE record = $1 AND number > $2 ORDER BY number LIMIT $3
"""
OUTSIDE = """
SELECT count(*) FILTER (WHERE entry < 1 OR entry > $1) AS impossible,
       count(*) FILTER (WHERE entry BETWEEN 1 AND $1) AS unsealed
FROM {record} WHERE entry < 1 OR entry > $2
"""
REACHED = "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence($1, 'entry')), 0)"
UNFOUNDED = """
WITH RECURSIVE step AS (
    SELECT student_id, kept_id FROM student_merge
    WHERE confirmed_on IS NOT NULL AND student_id <> kept_id
), way (first_id, student_id) AS (
    SELECT * FROM step
    UNION SELECT way.first_id, step.kept_id FROM way JOIN step ON step.student_id = way.student_id
)
SELECT count(*) FROM disclosure
WHERE first_id IS NOT NULL AND (first_id, student_id) NOT IN (SELECT * FROM way)
"""
"""Disclosures told of a student for whom the one of whom they were written was not given up."""
THROUGH = "SELECT coalesce(max(through), 0) FROM seal WHERE record = $1"


@dataclass
class Verdict:
    """What a verification found: findings (each a sentence; `left_out` more), and counts."""

    seals: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    unsealed: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    checkpoints: int = 0
    left_out: int = 0

    def find(self, kind: list[str], sentence: str) -> None:
        """Keep a finding; of one kind the first few."""
        if len(kind) < TOLD:
            kind.append(sentence)
            self.findings.append(sentence)
        else:
            self.left_out += 1


async def verify(
    connection: Connection,
    checkpoints: Sequence[Checkpoint],
    advance: Callable[[int], None],
    records: Sequence[str] = RECORDS,
) -> Verdict:
    """Verify a database's ledger, as it stands now, while others go on writing.

    `advance` is told how many rows were digested since. The connection may read every record, and
    has no time limit.
    """
    verdict = Verdict()
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        await _chain(connection, verdict, records)
        for record in records:
            await _rows(connection, verdict, record, advance)
            await _outside(connection, verdict, record)
        await _renamed(connection, verdict)
        await _published(connection, verdict, checkpoints)
    return verdict


async def _chain(connection: Connection, verdict: Verdict, records: Sequence[str]) -> None:
    """Each seal follows from the former one, and begins where its record's former one ended."""
    kind: list[str] = []
    number = 0
    while True:
        seals = await connection.fetch(CHAINED, number, CHAINED_AT_ONCE)
        for seal in seals:
            for sentence in _wrong(seal["number"], seal["former"] or 0, dict(seal), records):
                verdict.find(kind, sentence)
        verdict.seals += len(seals)
        if not seals:
            return
        number = seals[-1]["number"]


def _wrong(number: int, former: int, seal: dict[str, object], records: Sequence[str]) -> list[str]:
    """What is wrong with one seal by itself, in words."""
    if number != former + 1:
        gone = range(former + 1, number)
        which = f"Seal {gone[0]} was" if len(gone) == 1 else f"Seals {gone[0]}-{gone[-1]} were"
        return [f"{which} taken out of the chain, before seal {number}."]
    if not seal["holds"]:
        return [f"Seal {number} ({seal['record']}) was edited, or doesn't follow from the former."]
    if seal["record"] not in records:
        return [f"Seal {number} is over {seal['record']}, which is no record of this version."]
    if seal["after"] != (seal["reached"] or 0):
        return [f"Seal {number} ({seal['record']}) leaves out entries below {seal['after']}."]
    return []


def _digested(record: str, columns: Sequence[str]) -> str:
    """SQL for some seals of a record ($2) over these columns, each with what its rows come to."""
    return f"""
SELECT s.number, s.count, found.count AS there, found.digest IS NOT DISTINCT FROM
       nullif(s.digest, '') AS same, found.earliest < s.before - {SKEW} AS early, found.earliest
FROM (
    SELECT s.*, (SELECT t.at FROM seal t WHERE t.record = s.record AND t.after < s.after
                 ORDER BY t.after DESC LIMIT 1) AS before
    FROM seal s WHERE s.record = $1 AND s.number = ANY($2::bigint[])
) s CROSS JOIN LATERAL ({batch(record, columns, "s.after", "s.through")}) found
ORDER BY s.number
"""


async def _rows(
    connection: Connection, verdict: Verdict, record: str, advance: Callable[[int], None]
) -> None:
    """The rows under each seal of a record are those that were sealed."""
    kind: list[str] = []
    there = frozenset(await columns_of(connection, record))
    verdict.rows[record] = number = 0
    while seals := await connection.fetch(SEALS, record, number, SEALS_AT_ONCE):
        number = seals[-1]["number"]
        for columns, found in groupby(seals, key=itemgetter("columns")):
            numbers = [seal["number"] for seal in found]
            if there.issuperset(columns) and OF_EVERY_RECORD.issubset(columns):
                statement = _digested(record, columns)
                for seal in await connection.fetch(statement, record, numbers):
                    _compared(verdict, kind, record, seal)
                    advance(seal["there"])
                continue
            for each in numbers:
                verdict.find(kind, f"In {record}, columns that seal {each} covers are gone.")


def _compared(verdict: Verdict, kind: list[str], record: str, seal: Record) -> None:
    """Find a seal whose rows are others than it says, or dated before the former one."""
    if not seal["same"] or seal["count"] != seal["there"]:
        verdict.find(kind, _changed(record, seal["number"], seal["there"] - seal["count"]))
    elif seal["early"]:
        verdict.find(kind, _early(record, seal["number"], str(seal["earliest"])))
    verdict.rows[record] += seal["there"]


def _changed(record: str, number: int, more: int) -> str:
    if not more:
        return f"In {record}, a row that seal {number} covers was edited."
    count = "a row was" if abs(more) == 1 else f"{abs(more):,} rows were"
    done = "added to" if more > 0 else "deleted from"
    return f"In {record}, {count} {done} what seal {number} covers."


def _early(record: str, number: int, at: str) -> str:
    return (
        f"In {record}, a row that seal {number} covers is dated {at}, before the former seal of "
        "it: it was back-dated when it was written."
    )


async def _outside(connection: Connection, verdict: Verdict, record: str) -> None:
    """Rows under no seal are new ones, with numbers that were handed out."""
    reached = await connection.fetchval(REACHED, record)
    through = await connection.fetchval(THROUGH, record)
    found = await connection.fetchrow(OUTSIDE.format(record=record), reached, through)
    assert found is not None
    if found["impossible"]:
        verdict.findings.append(
            f"In {record}, rows bear numbers that were never handed out: "
            f"{found['impossible']:,}, written beside the hub."
        )
    verdict.unsealed[record] = found["unsealed"]


async def _renamed(connection: Connection, verdict: Verdict) -> None:
    """A row is told under another id than it was written under only by a merge (SYN-3)."""
    if unfounded := await connection.fetchval(UNFOUNDED):
        verdict.findings.append(
            f"In disclosure, rows are told of another student than they were written of, without "
            f"a merge of the two: {unfounded:,}."
        )


async def _published(
    connection: Connection, verdict: Verdict, checkpoints: Sequence[Checkpoint]
) -> None:
    """Each checkpoint names a seal that is there, and as it was."""
    numbers = sorted({each.seal for each in checkpoints})
    rows = await connection.fetch(
        "SELECT number, encode(chain, 'hex') AS chain FROM seal WHERE number = ANY($1)", numbers
    )
    chains = {row["number"]: row["chain"] for row in rows}
    last = await connection.fetchval("SELECT coalesce(max(number), 0) FROM seal")
    verdict.checkpoints = len(checkpoints)
    beyond = [each for each in checkpoints if each.seal > last]
    if beyond:
        far = max(beyond, key=lambda each: each.seal)
        verdict.findings.append(
            f"The chain ends at seal {last}, before the checkpoint of {far.at}, which names seal "
            f"{far.seal} with {far.rows:,} rows: it was cut off, or the database was put back."
        )
    kind: list[str] = []
    for each in checkpoints:
        if each.seal in chains and each.chain != chains[each.seal]:
            verdict.find(kind, f"Seal {each.seal} is not the one that was published on {each.at}.")
