"""Canonical forms of rows and seals, digested by PostgreSQL itself: no row comes to Python.

A row's form is JSON of its columns in the order of their names, with times in UTC. Each seal names
its columns, so that one which a later migration adds is no part of what was sealed before it: a
column of a record may be added, and neither dropped nor renamed. (As jsonb, which sorts by itself,
a row takes twice the time.)

An id under which a row is told may change (`hub.rights.RENAMED`): digested is the one under which
it was written, so that a seal holds before and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.rights import RENAMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.database import Connection

COLUMNS = """
SELECT array_agg(attname::text ORDER BY attname::text COLLATE "C") FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped
  AND attname IS DISTINCT FROM $2
"""

BATCH = """
SELECT count(*)::int AS count, min(r.at) AS earliest,
       sha256(string_agg(sha256(convert_to(to_json(r)::text, 'UTF8')), ''::bytea
                         ORDER BY r.entry)) AS digest
FROM (SELECT {columns} FROM {record}) r WHERE r.entry > {after} AND r.entry <= {through}
"""

CHAIN = """
sha256(coalesce({former}, ''::bytea) || sha256(convert_to(jsonb_build_object(
    'number', s.number, 'at', s.at, 'record', s.record, 'columns', s.columns, 'after', s.after,
    'through', s.through, 'count', s.count, 'digest', encode(s.digest, 'hex'), 'total', s.total
)::text, 'UTF8')))
"""


async def columns_of(connection: Connection, record: str) -> list[str]:
    """The columns of a record's table that are sealed, in the order of their names."""
    _, beside = RENAMED.get(record, (None, None))
    found: list[str] = await connection.fetchval(COLUMNS, record, beside)
    return found


def batch(record: str, columns: Sequence[str], after: str, through: str) -> str:
    """SQL for the rows in a range of entries: their count, the earliest moment, and the digest of
    their digests in order. `columns` are names that the table has; the rest is SQL of our own.
    """
    quoted = ", ".join(_as_written(record, name) for name in columns)
    return BATCH.format(record=record, columns=quoted, after=after, through=through)


def _as_written(record: str, name: str) -> str:
    """SQL for a column of a row, by its name, as it was when the row was written."""
    quoted = '"' + name.replace('"', '""') + '"'
    told, first = RENAMED.get(record, (None, None))
    return f"coalesce({first}, {told}) AS {told}" if name == told else quoted


def chain(former: str) -> str:
    """SQL for the chain of a seal `s`: of everything it says and of `former`, the chain before."""
    return CHAIN.format(former=former)
