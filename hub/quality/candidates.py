"""Find guardians who may be on record twice (GUA-3). They are found and never merged: who is who,
a person decides, and what was decided stays so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import asyncpg

FIND = """
WITH alike (first_id, second_id, reason, place) AS (
    SELECT a.id, b.id, 'NAME_PHONE', 1 FROM guardian a
    JOIN guardian b ON b.sort_name = a.sort_name AND b.id > a.id
    WHERE regexp_replace(a.phone, '\\D', '', 'g') = regexp_replace(b.phone, '\\D', '', 'g')
    UNION ALL
    SELECT a.id, b.id, 'EMAIL', 2 FROM guardian a
    JOIN guardian b ON lower(b.email) = lower(a.email) AND b.id > a.id
    UNION ALL
    SELECT a.id, b.id, 'NAME_ADDRESS', 3 FROM guardian a
    JOIN guardian b ON b.sort_name = a.sort_name AND b.id > a.id
    WHERE EXISTS (
        SELECT FROM household_guardian mine JOIN household_guardian theirs
        ON theirs.guardian_id = b.id AND daterange(theirs.starts_on, theirs.ends_on) @> $1::date
        WHERE mine.guardian_id = a.id AND daterange(mine.starts_on, mine.ends_on) @> $1::date
        AND (mine.household_id = theirs.household_id OR EXISTS (
            SELECT FROM student_address here JOIN student_address there
            ON (lower(here.line1), here.postal_code) = (lower(there.line1), there.postal_code)
            WHERE here.household_id = mine.household_id
            AND there.household_id = theirs.household_id
            AND daterange(here.starts_on, here.ends_on) @> $1::date
            AND daterange(there.starts_on, there.ends_on) @> $1::date))
    )
), pair AS (
    SELECT DISTINCT ON (first_id, second_id) first_id, second_id, reason FROM alike
    ORDER BY first_id, second_id, place
)
INSERT INTO guardian_candidate (student_id, first_id, second_id, reason, found_on)
SELECT DISTINCT bond.student_id, pair.first_id, pair.second_id, pair.reason, $1::date
FROM pair JOIN guardianship bond ON bond.guardian_id IN (pair.first_id, pair.second_id)
WHERE daterange(bond.starts_on, bond.ends_on) @> $1::date AND bond.rejected_on IS NULL
AND NOT EXISTS (
    SELECT FROM guardian_candidate known WHERE known.outcome IS NOT NULL
    AND (known.first_id, known.second_id) = (pair.first_id, pair.second_id)
)
AND NOT EXISTS (
    SELECT FROM guardian_candidate merged WHERE merged.kept_id IS NOT NULL
    AND (merged.first_id IN (pair.first_id, pair.second_id) AND merged.first_id <> merged.kept_id
        OR merged.second_id IN (pair.first_id, pair.second_id)
        AND merged.second_id <> merged.kept_id)
)
ON CONFLICT (student_id, first_id, second_id) DO NOTHING
"""
"""Each pair by the plainest reason, once for each student of either. `$1` is the district's day.
A shared name with the same digits, the same mail, or a home in common: the trigram of a name alone
is no reason. Pairs that somebody decided are not found again, nor is whoever was given up for
another one.
"""


async def find_candidates(connection: asyncpg.Connection, today: date) -> int:
    """Find guardians who may be on record twice, and count the pairs' new rows."""
    status: str = await connection.execute(FIND, today)
    return int(status.rsplit(maxsplit=1)[-1])
