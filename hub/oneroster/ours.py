"""Our own identifiers: an export names rows by their public ids, and an import knows them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.oneroster.writing import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable

    import asyncpg

PREFIXES = {
    "district": "dis",
    "school": "sch",
    "term": "trm",
    "course": "crs",
    "section": "sec",
    "student": "stu",
    "staff_member": "stf",
    "guardian": "gdn",
    "section_enrollment": "sen",
    "section_staff": "sst",
}
"""What public ids begin with, by table."""


async def own_names(connection: asyncpg.Connection, district: str) -> Callable[[str], str] | None:
    """How the public ids of an export of `district` (its public id) are called by their source.

    None where this database doesn't hold that district: then they are names like any others.
    """
    here = await connection.fetchval("SELECT id FROM district")
    if district != f"{PREFIXES['district']}_{here}":
        return None
    names: dict[str, str] = {}
    for table, prefix in PREFIXES.items():
        found = await connection.fetch(
            "SELECT sourced_id, row_id FROM source_row WHERE source = $1 AND entity = $2 "
            "ORDER BY ended_on IS NULL, sourced_id DESC",
            SOURCE,
            table,
        )
        names.update({f"{prefix}_{row['row_id']}": row["sourced_id"] for row in found})

    def named(value: str) -> str:
        """The source's name of one public id, or of several in a list."""
        if "," in value:
            return ",".join(names.get(each.strip(), each.strip()) for each in value.split(","))
        return names.get(value, value)

    return named
