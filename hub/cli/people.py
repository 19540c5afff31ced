"""Who is meant: personas and sourced ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.cli.errors import CommandRefused
from hub.district.personas import persona, personas
from hub.explain.question import PERSON, Person

if TYPE_CHECKING:
    from hub.database import Connection


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
    row = await connection.fetchrow(f"{PERSON} p.sourced_id = $1", sourced_id)
    return None if row is None else Person(**dict(row))
