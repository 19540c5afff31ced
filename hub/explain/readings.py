"""Who within the district read a student's record: the log of readings, for the privacy officer.

It is no list of 34 CFR 99.32, from which officials of the school and families are exempt, and so
not the custodian's to hand out (row 33); whoever answers for the policy looks into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.limits import READINGS_DEFAULT, READINGS_MAX
from resolvers.binding import public_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.explain.answer import Asking

READINGS = """
SELECT read.id, read.at, read.slices, reader.name, target.name AS viewed_as
FROM access read
CROSS JOIN LATERAL (NAMEread.person_id) AS reader
LEFT JOIN LATERAL (NAMEread.viewed_as) AS target ON true
WHERE read.students @> ARRAY[$1::uuid] AND ($2::uuid IS NULL OR read.id < $2)
ORDER BY read.id DESC
LIMIT $3
""".replace(
    "NAME",
    """
    SELECT coalesce(a.name, s.given_name || ' ' || s.family_name,
                    g.given_name || ' ' || g.family_name,
                    c.given_name || ' ' || c.family_name) AS name
    FROM person p
    LEFT JOIN vendor_app a ON a.person_id = p.id
    LEFT JOIN staff_member s ON s.person_id = p.id
    LEFT JOIN guardian g ON g.person_id = p.id
    LEFT JOIN student c ON c.person_id = p.id
    WHERE p.id = """,
)
"""Keys of the log are ordered by time, so that a page begins behind one."""


async def readings(asking: Asking, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """A page of the readings of a student's record, the latest first; None for everybody but the
    privacy officer. Raises BadInput where an id is none.
    """
    if not asking.officer:
        return None
    student = public_id(given["student"], "stu")
    if await asking.closed(student):
        return None
    after = given.get("after")
    size = max(1, min(given.get("first") or READINGS_DEFAULT, READINGS_MAX))
    behind = None if after is None else public_id(after, "acc")
    rows = await asking.connection.fetch(READINGS, student, behind, size + 1)
    return {
        "entries": [
            {
                "at": row["at"],
                "reader": row["name"],
                "viewed_as": row["viewed_as"],
                "slices": row["slices"],
            }
            for row in rows[:size]
        ],
        "last": f"acc_{rows[size - 1]['id']}" if len(rows) > size else None,
    }
