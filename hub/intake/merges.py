"""Who is kept for guardians and students who were given up: what a source says of them goes to
that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    import asyncpg


def _to_the_end(steps: str) -> str:
    """Whoever was given up, and who is kept in the end, of single steps from one to the other."""
    return f"""
WITH RECURSIVE step (given_up_id, kept_id) AS ({steps}), way AS (
    SELECT * FROM step
    UNION SELECT way.given_up_id, step.kept_id FROM way JOIN step ON step.given_up_id = way.kept_id
)
SELECT given_up_id, kept_id FROM way
WHERE NOT EXISTS (SELECT FROM step WHERE step.given_up_id = way.kept_id)
"""  # noqa: S608 -- statements of our own


KEPT_FOR = _to_the_end(
    "SELECT DISTINCT CASE kept_id WHEN first_id THEN second_id ELSE first_id END, kept_id "
    "FROM guardian_candidate WHERE kept_id IS NOT NULL"
)
"""Each guardian who was given up, and who is kept in the end."""
STUDENTS_KEPT_FOR = _to_the_end(
    "SELECT student_id, kept_id FROM student_merge "
    "WHERE confirmed_on IS NOT NULL AND student_id <> kept_id"
)
"""Each student who was given up, and who is kept in the end."""


async def given_up(connection: asyncpg.Connection) -> frozenset[UUID]:
    """The persons who were given up: no source lets them sign in again."""
    found = await connection.fetch(
        f"SELECT person_id FROM ({KEPT_FOR}) merged JOIN guardian ON guardian.id = given_up_id "  # noqa: S608 -- the same
        f"UNION SELECT person_id FROM ({STUDENTS_KEPT_FOR}) one JOIN student "
        "ON student.id = given_up_id"
    )
    return frozenset(row["person_id"] for row in found)


async def kept_for(connection: asyncpg.Connection) -> dict[UUID, tuple[UUID, UUID]]:
    """Who is kept for each guardian who was given up: as guardian, and as a person."""
    found = await connection.fetch(
        f"SELECT given_up_id, kept_id, person_id FROM ({KEPT_FOR}) merged "  # noqa: S608 -- no value stands in it
        "JOIN guardian ON guardian.id = kept_id"
    )
    return {row["given_up_id"]: (row["kept_id"], row["person_id"]) for row in found}


async def students_kept_for(connection: asyncpg.Connection) -> dict[UUID, UUID]:
    """Who is kept for each student who was given up."""
    found = await connection.fetch(STUDENTS_KEPT_FOR)
    return {row["given_up_id"]: row["kept_id"] for row in found}


async def still_named(
    connection: asyncpg.Connection, source: str, gone: Collection[str]
) -> frozenset[UUID]:
    """The persons who are kept for somebody whom a source names on, as it takes others back."""
    found = await connection.fetch(
        f"SELECT kept.person_id FROM ({KEPT_FOR}) merged "  # noqa: S608 -- the same
        "JOIN guardian kept ON kept.id = kept_id JOIN guardian other ON other.id = given_up_id "
        "JOIN source_row tie ON tie.row_id = other.person_id AND tie.entity = 'person' "
        "AND tie.source = $1 AND tie.ended_on IS NULL AND tie.sourced_id <> ALL($2::text[])",
        source,
        list(gone),
    )
    return frozenset(row["person_id"] for row in found)
