"""Who is meant: personas and sourced ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.cli.errors import CommandRefused
from hub.district.personas import persona, personas

if TYPE_CHECKING:
    from uuid import UUID

    from hub.database import Connection

PERSON = """
SELECT p.id AS person_id, p.epoch, p.suspended_at IS NOT NULL AS suspended,
       s.id AS staff_id, g.id AS guardian_id, c.id AS student_id
FROM person p
LEFT JOIN staff_member s ON s.person_id = p.id
LEFT JOIN guardian g ON g.person_id = p.id
LEFT JOIN student c ON c.person_id = p.id
WHERE p.sourced_id = $1
"""


@dataclass(frozen=True)
class Person:
    """A person with the ids of their capacities; those that they lack are None."""

    person_id: UUID
    epoch: int
    suspended: bool
    staff_id: UUID | None
    guardian_id: UUID | None
    student_id: UUID | None


async def persona_named(connection: Connection, key: str) -> Person:
    """The person behind a persona's key. Raises CommandRefused, with the keys that there are."""
    known = key.replace("-", "_")
    if known not in {each.key for each in personas()}:
        raise CommandRefused(
            f"There is no persona {key}. There are: {', '.join(each.key for each in personas())}."
        )
    found = await _found(connection, persona(known).sourced_id)
    if found is None:
        raise CommandRefused(
            "The personas live in demo districts, and this isn't one: use --person SOURCED_ID."
        )
    return found


async def person_named(connection: Connection, sourced_id: str) -> Person:
    """The person with a sourced id. Raises CommandRefused."""
    found = await _found(connection, sourced_id)
    if found is None:
        raise CommandRefused(f"Nobody in this district has the sourced id {sourced_id}.")
    return found


async def anyone(connection: Connection, who: str) -> Person:
    """The person behind a sourced id or a persona's key. Raises CommandRefused."""
    found = await _found(connection, who)
    return found or await persona_named(connection, who)


async def _found(connection: Connection, sourced_id: str) -> Person | None:
    row = await connection.fetchrow(PERSON, sourced_id)
    return None if row is None else Person(**dict(row))
