"""Canonical forms of rows and seals, digested by PostgreSQL itself: no row comes to Python.

A row's form is its columns as jsonb, whose keys PostgreSQL sorts and whose text is one for one
value, in UTC. A column that a later migration adds is no part of what was sealed before it: each
seal names its columns, and those that it doesn't name are left out. So a column of a record may
be added, and neither dropped nor renamed.
"""

from __future__ import annotations

ROW = "sha256(convert_to((to_jsonb(r) - {others})::text, 'UTF8'))"
"""The digest of one row `r`; `others` is SQL for the columns that are left out."""

BATCH = f"""
SELECT count(*)::int AS count, min(r.at) AS earliest,
       sha256(string_agg({ROW}, ''::bytea ORDER BY r.entry)) AS digest
FROM {{record}} r WHERE r.entry > {{after}} AND r.entry <= {{through}}
"""
"""Rows in a range of entries: how many, since when, and the digest of their digests in order."""

COLUMNS = """
SELECT array_agg(attname::text ORDER BY attname::text COLLATE "C") FROM pg_attribute
WHERE attrelid = {record}::regclass AND attnum > 0 AND NOT attisdropped
"""
"""The columns of a table, by name."""

CHAIN = """
sha256(coalesce({former}, ''::bytea) || sha256(convert_to(jsonb_build_object(
    'number', s.number, 'at', s.at, 'record', s.record, 'columns', s.columns, 'after', s.after,
    'through', s.through, 'count', s.count, 'digest', encode(s.digest, 'hex'), 'total', s.total
)::text, 'UTF8')))
"""
"""The chain of a seal `s` behind the chain of the former one."""


def batch(record: str, after: str, through: str, others: str = "'{}'::text[]") -> str:
    """SQL for the digest of a range of a record's rows; every part is SQL of our own."""
    return BATCH.format(record=record, after=after, through=through, others=others)


def columns(record: str) -> str:
    """SQL for the columns of a record's table."""
    return COLUMNS.format(record=f"'{record}'")


def chain(former: str) -> str:
    """SQL for the chain of a seal `s`, where `former` is the chain before it."""
    return CHAIN.format(former=former)
