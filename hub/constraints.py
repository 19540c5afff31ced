"""Sets constraints and indexes aside for a COPY, which is faster without, and remakes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import asyncpg

MEMORY = "256MB"
STATEMENT_SECONDS = 3600
"""How long one constraint over a loaded table may take."""

_RULES = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
              pg_get_constraintdef(oid)) AS make,
       contype = 'f' AS last
  FROM pg_constraint
 WHERE contype IN ('f', 'u', 'x') AND conrelid = ANY($1::text[]::regclass[])
 UNION ALL
SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid), false
  FROM pg_index
 WHERE indrelid = ANY($1::text[]::regclass[])
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
 ORDER BY last DESC, make
"""
"""What a COPY is faster without: all constraints but checks and primary keys, all other indexes.
Foreign keys come first, and so are dropped first; they are remade last."""


async def set_aside(connection: asyncpg.Connection, tables: Sequence[str]) -> tuple[str, ...]:
    """Drop them on these tables, and give the statements that remake them, in their order.

    Within the transaction that remakes them, in a role that owns the tables.
    """
    rules = await connection.fetch(_RULES, list(tables))
    for rule in rules:
        await connection.execute(rule["drop"])
    return tuple(rule["make"] for rule in reversed(rules))


async def remake(
    connection: asyncpg.Connection, statements: Sequence[str], advance: Callable[[], None]
) -> None:
    """Make them again, which checks all rows at once; `advance` is told of each.

    Raises asyncpg's errors where rows break a constraint.
    """
    await connection.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
    for statement in statements:
        await connection.execute(statement, timeout=STATEMENT_SECONDS)
        advance()
