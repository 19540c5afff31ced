"""The tables of a database, each with the statement that reads its rows in one order and form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.backup.archive import Digest

if TYPE_CHECKING:
    from collections.abc import Callable

    import asyncpg

    from hub.backup.archive import Kept

_TABLES = """
SELECT c.relname::text AS name, greatest(c.reltuples, 0)::bigint AS estimated,
       array_agg(a.attname::text ORDER BY a.attname COLLATE "C") AS columns,
       format(
           'SELECT %s FROM %I t ORDER BY %s',
           string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C"), c.relname,
           coalesce((
               SELECT string_agg(
                   quote_ident(k.attname)
                   || CASE WHEN k.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END,
                   ', ' ORDER BY n.at
               )
               FROM pg_index i
               CROSS JOIN unnest(i.indkey::smallint[]) WITH ORDINALITY n (number, at)
               JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = n.number
               WHERE i.indrelid = c.oid AND i.indisprimary
           ), 't::text COLLATE "C"')
       ) AS reading
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                         AND a.attgenerated = ''
 WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
   AND c.relname <> 'alembic_version'
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                   AND d.objid = c.oid AND d.deptype = 'e')
 GROUP BY c.oid, c.relname, c.reltuples ORDER BY c.relname COLLATE "C"
"""
"""Ordered by key and by bytes, whatever the database's collation, and read by name: two databases
with the same rows give the same text."""
_SEQUENCES = """
SELECT sequencename::text AS name, last_value FROM pg_sequences
WHERE schemaname = current_schema() ORDER BY sequencename COLLATE "C"
"""
_FORM = (
    "bytea_output = 'hex'",
    "datestyle = 'ISO, MDY'",
    "intervalstyle = 'postgres'",
    "extra_float_digits = 1",
    "timezone = 'UTC'",
    "work_mem = '128MB'",
)
"""In what form values are written, whatever a database or role prefers; and room to sort in."""


@dataclass(frozen=True)
class Table:
    """A table: its columns, the statement that reads its rows, and about how many there are."""

    name: str
    columns: tuple[str, ...]
    reading: str
    estimated: int


async def tables_of(connection: asyncpg.Connection) -> tuple[Table, ...]:
    """Every table of the database but alembic's own, by name."""
    return tuple(
        Table(row["name"], tuple(row["columns"]), row["reading"], row["estimated"])
        for row in await connection.fetch(_TABLES)
    )


async def sequences_of(connection: asyncpg.Connection) -> dict[str, int | None]:
    """How far each sequence has come, outside of any view: no row that is seen has a later one."""
    return {row["name"]: row["last_value"] for row in await connection.fetch(_SEQUENCES)}


async def settle_form(connection: asyncpg.Connection) -> None:
    """Have values written in one form, to the end of the transaction."""
    for setting in _FORM:
        await connection.execute(f"SET LOCAL {setting}")


async def read(
    connection: asyncpg.Connection,
    table: Table,
    advance: Callable[[int], None],
    write: Callable[[bytes], object] | None = None,
) -> Kept:
    """Read a table to its end, into `write`; `advance` is told of rows. What it comes to."""
    digest = Digest()

    async def take(piece: bytes) -> None:
        advance(digest.add(piece))
        if write is not None:
            write(piece)

    await connection.copy_from_query(table.reading, output=take)
    return digest.kept(table.name, table.columns)
