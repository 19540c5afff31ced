"""Recording findings: new ones open, those that were found again stay, the others are resolved."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import asyncpg

    from hub.models.codes import FindingSeverity

EDFI, ONEROSTER, CHECKS = "edfi", "oneroster", "check"
"""Who finds: an importer, or the checks."""

_COLUMNS = ("rule", "severity", "entity", "row_key", "field", "file", "line")


@dataclass(frozen=True, slots=True)
class Found:
    """One doubt: the rule, the table or record, its row if it became one, and where it stood."""

    rule: str
    severity: FindingSeverity
    entity: str
    row_key: str | None = None
    field: str | None = None
    file: str | None = None
    line: int | None = None


async def record_rows(
    connection: asyncpg.Connection, source: str, found: Iterable[Found], within: str = "true"
) -> None:
    """Record what an importer found in this run; what it found before and not now is resolved.

    Within the importer's transaction, once for each import. `within` is SQL over `finding`: which
    ones a run can resolve that reads a part of what is known.
    """
    await connection.execute(
        "CREATE TEMPORARY TABLE found_rows (rule text, severity text, entity text, row_key text, "
        "field text, file text, line integer)"
    )
    await connection.copy_records_to_table(
        "found_rows", records=map(astuple, found), columns=_COLUMNS
    )
    await record(connection, source, "SELECT * FROM found_rows", within)
    await connection.execute("DROP TABLE found_rows")


async def record(
    connection: asyncpg.Connection, source: str, found: str, within: str = "true"
) -> None:
    """Record what a statement of ours selects, in the order of `Found`'s fields.

    A row needs its key, or a file and a line. Dismissed findings stay dismissed.
    """
    await connection.execute(
        "CREATE TEMPORARY TABLE found AS SELECT DISTINCT ON (rule, entity, place) * FROM ("
        "SELECT *, concat_ws('/', coalesce(row_key, file || '#' || line::text), field) AS place "
        f"FROM ({found}) AS told ({', '.join(_COLUMNS)}) "
        "WHERE row_key IS NOT NULL OR (file IS NOT NULL AND line IS NOT NULL)) AS placed"
    )
    await connection.execute("ANALYZE found")
    await connection.execute(
        "INSERT INTO finding (source, rule, severity, entity, place, row_key, field, file, line, "
        "first_seen_at, last_seen_at) SELECT $1, rule, severity, entity, place, row_key, field, "
        "file, line, now(), now() FROM found "
        "ON CONFLICT (source, rule, entity, place) DO UPDATE SET state = CASE finding.state "
        "WHEN 'DISMISSED' THEN 'DISMISSED' ELSE 'OPEN' END, file = excluded.file, "
        "line = excluded.line, last_seen_at = now() WHERE finding.state = 'RESOLVED' "
        "OR (finding.file, finding.line) IS DISTINCT FROM (excluded.file, excluded.line)",
        source,
    )
    await connection.execute(
        "UPDATE finding SET state = 'RESOLVED', last_seen_at = now() WHERE source = $1 "
        f"AND state = 'OPEN' AND ({within}) "
        "AND NOT EXISTS (SELECT FROM found f WHERE (f.rule, f.entity, f.place) "
        "= (finding.rule, finding.entity, finding.place))",
        source,
    )
    await connection.execute("DROP TABLE found")
