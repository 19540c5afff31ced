"""Rights: what the application's role may do with tables. To records it may only add; the one thing
that it may change there is under which id a row is told (`RENAMED`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import asyncpg

_GRANTS = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    (
        "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} "
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}"
    ),
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON {schema}.alembic_version FROM {role}",
    "REVOKE UPDATE, DELETE ON {schema}.seal FROM {role}",
)
RECORDS = ("disclosure", "view_as", "change", "access", "access_span")
"""The tables of records, which the application can add to, and which the ledger seals."""
OF_THE_SERVER = ("entry", "at")
"""What a row of these says of itself, and no writer: its number and its moment."""
RENAMED = {"disclosure": ("student_id", "first_id")}
"""The one thing that may change in a record: under which id it is told, and beside it the id under
which it was written, where the two differ (SYN-3). What is sealed is what was written.
"""
_WRITABLE = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL($2)
"""
_APPEND_ONLY = (
    # without the right to the table, and with one to its columns: no row can say when it came
    "REVOKE INSERT, UPDATE, DELETE ON {schema}.{record} FROM {role}",
    "GRANT INSERT ({columns}) ON {schema}.{record} TO {role}",
)
_RENAME = "GRANT UPDATE ({columns}) ON {schema}.{record} TO {role}"


async def grant(owner: asyncpg.Connection[asyncpg.Record], role: str) -> None:
    """Give the application rows and nothing else; alembic's own table it may only read."""
    find = "SELECT current_user AS owner, quote_ident(current_schema()) AS schema, "
    names = await owner.fetchrow(f"{find} quote_ident($1) AS role", role)
    if names is None or names["owner"] == role:
        return
    async with owner.transaction():
        for each in _GRANTS:
            await owner.execute(each.format(**names))
        for record in RECORDS:
            await _to_add_to(owner, record, dict(names))


async def _to_add_to(
    owner: asyncpg.Connection[asyncpg.Record], record: str, names: Mapping[str, str]
) -> None:
    """Let the application add rows to a record, and change what may change in them."""
    later = RENAMED.get(record, ())
    columns = await owner.fetchval(_WRITABLE, record, (*OF_THE_SERVER, *later[1:]))
    for each in _APPEND_ONLY:
        await owner.execute(each.format(record=record, columns=columns, **names))
    if later:
        told = ", ".join(later)
        await owner.execute(_RENAME.format(record=record, columns=told, **names))
