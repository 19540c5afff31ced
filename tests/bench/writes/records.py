"""What a server's entries left behind: the same of both, or the benchmark fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

if TYPE_CHECKING:
    from collections.abc import Mapping

LEFT = """
SELECT entity || ' ' || kind AS what, count(*) AS rows,
       md5(string_agg(md5(said::text), ',' ORDER BY said::text)) AS digest
FROM (
    SELECT entity, kind::text AS kind,
           jsonb_build_array(
               operation, person_id, student_id,
               before - 'id' - 'submitted_at' - 'posted_at',
               after - 'id' - 'submitted_at' - 'posted_at'
           ) AS said
    FROM change
    UNION ALL
    SELECT 'outbox of ' || entity, kind::text, jsonb_build_array(student_id) FROM outbox
    UNION ALL
    SELECT 'row of attendance_event', '',
           to_jsonb(a) - 'id' FROM attendance_event a JOIN change c ON c.row_id = a.id
    UNION ALL
    SELECT 'row of mark', '', to_jsonb(m) - 'id' - 'posted_at'
    FROM mark m JOIN change c ON c.row_id = m.id
    UNION ALL
    SELECT 'row of roll_submission', '', to_jsonb(r) - 'id' - 'submitted_at'
    FROM roll_submission r JOIN change c ON c.row_id = r.id
) x
GROUP BY 1
ORDER BY 1
"""


class Unlike(Exception):
    """Two servers left other records of the same entries."""


async def left(dsn: str) -> dict[str, tuple[int, str]]:
    """Rows and a digest of them, by what they are."""
    connection = await asyncpg.connect(dsn)
    found = await connection.fetch(LEFT)
    await connection.close()
    return {row["what"].strip(): (row["rows"], row["digest"]) for row in found}


def alike(servers: Mapping[str, dict[str, tuple[int, str]]]) -> dict[str, int]:
    """How many records each has of each sort. Raises Unlike."""
    first, *others = servers.items()
    for name, each in others:
        for what in sorted({*first[1], *each}):
            if first[1].get(what) != each.get(what):
                told = f"{first[0]} {first[1].get(what)}, {name} {each.get(what)}"
                raise Unlike(f"Of {what}: {told}.")
    return {what: rows for what, (rows, _) in first[1].items()}
