"""What PostgreSQL's own catalogs say about the tables of one of its schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg

    Connection = asyncpg.Connection[asyncpg.Record]

_COLUMNS = """
SELECT c.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
       CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(d.adbin, d.adrelid))
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r' AND a.attnum > 0
  AND NOT a.attisdropped AND c.relname <> 'alembic_version'
"""
_CONSTRAINTS = """
SELECT c.relname || '.' || o.conname, o.contype::text || ' ' || pg_get_constraintdef(o.oid)
FROM pg_constraint o
JOIN pg_class c ON c.oid = o.conrelid
WHERE o.connamespace = $1::text::regnamespace AND c.relname <> 'alembic_version'
"""
_INDEXES = """
SELECT t.relname || '.' || c.relname, replace(pg_get_indexdef(c.oid), $1 || '.', '')
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
WHERE c.relnamespace = $1::text::regnamespace AND t.relname <> 'alembic_version'
"""
_LEADING = """
SELECT t.relname, array_agg(coalesce(a.attname, '()') ORDER BY k.place)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
WHERE c.relnamespace = 'public'::regnamespace AND i.indpred IS NULL
GROUP BY t.relname, c.oid
"""
_GIST = """
SELECT c.relname FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am m ON m.oid = c.relam AND m.amname = 'gist'
WHERE c.relnamespace = 'public'::regnamespace AND (i.indpred IS NULL) = $1
"""
_FOREIGN = """
SELECT c.relname, a.attname
FROM pg_constraint o
JOIN pg_class c ON c.oid = o.conrelid
JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = ANY (o.conkey)
WHERE o.contype = 'f' AND o.connamespace = 'public'::regnamespace
"""


@dataclass(frozen=True)
class Tables:
    """Columns, constraints and indexes by `table.name`, each as PostgreSQL writes it."""

    columns: dict[str, str]
    constraints: dict[str, str]
    indexes: dict[str, str]


async def tables(owner: Connection, schema: str) -> Tables:
    """The tables of a schema, alembic's own left out."""
    await owner.execute(f"SET search_path = {schema}, public")  # so that it names no schema
    columns, constraints, indexes = [
        {str(row[0]): str(row[1]) for row in await owner.fetch(query, schema)}
        for query in (_COLUMNS, _CONSTRAINTS, _INDEXES)
    ]
    await owner.execute("RESET search_path")
    return Tables(columns, constraints, indexes)


async def indexed(owner: Connection) -> set[tuple[str, tuple[str, ...]]]:
    """The columns of each whole B-tree index by table, and every beginning of them."""
    found = await owner.fetch(_LEADING)
    return {(table, tuple(all_[:end])) for table, all_ in found for end in range(1, len(all_) + 1)}


async def foreign_keys(owner: Connection) -> set[tuple[str, str]]:
    """Each column that is a foreign key, as (table, column)."""
    return {(table, column) for table, column in await owner.fetch(_FOREIGN)}


async def gist_indexes(owner: Connection, *, whole: bool) -> set[str]:
    """The names of the GiST indexes over all rows of their tables, or of those with a condition."""
    return {str(row[0]) for row in await owner.fetch(_GIST, whole)}
