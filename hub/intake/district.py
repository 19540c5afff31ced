"""The district into which files may be imported: none yet, or a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.intake.errors import DistrictRefused
from hub.models.codes import DistrictKind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    import asyncpg

UNNAMED = "Sample district"
"""The name of a district whose files don't give one."""

_LOCK = 4_663_767
"""The advisory lock that lets one import run at a time."""


async def sample_district(
    connection: asyncpg.Connection, today: date | None
) -> tuple[UUID, date | None]:
    """The sample district's key and its fixed day; made where the database has none.

    A day that was given becomes the fixed day. Raises DistrictRefused for a demo or live district.
    """
    await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
    found = await connection.fetchrow("SELECT id, kind, fixed_today FROM district FOR UPDATE")
    if found is None:
        made: UUID = await connection.fetchval(
            "INSERT INTO district (name, kind, fixed_today) VALUES ($1, $2, $3) RETURNING id",
            UNNAMED,
            DistrictKind.SAMPLE,
            today,
        )
        return made, today
    if found["kind"] != DistrictKind.SAMPLE:
        raise DistrictRefused(
            f"This database holds a {found['kind'].lower()} district. Files are imported only "
            "into a sample district: choose an empty database (another --data folder)."
        )
    fixed = found["fixed_today"] if today is None else today
    if fixed != found["fixed_today"]:
        await connection.execute("UPDATE district SET fixed_today = $1", fixed)
    return found["id"], fixed
