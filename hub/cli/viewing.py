"""As whom a command asks: by one's own token, or in a demo or sample as any of its people."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.cli.opening import clock_of, refuse_live
from hub.cli.people import person_named, persona_named
from hub.cli.rosters.asking import Asking
from hub.identity import Identity, issue
from hub.identity.tokens import revoke
from hub.models.codes import TokenKind
from schema.door import Door

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.clock import DistrictClock
    from hub.database import Connection, Database
    from schema.build import Built


@dataclass(frozen=True)
class AsWhom:
    """One of the three: a persona's key, a person's sourced id, or a bearer token of one's own."""

    persona: str | None = None
    person: str | None = None
    token: str | None = None


@asynccontextmanager
async def asking(
    database: Database, built: Built, who: AsWhom
) -> AsyncIterator[tuple[Asking, DistrictClock]]:
    """A viewer's questions through the door, and the district's clock. What was issued for them
    ends with them. Raises CommandRefused.
    """
    async with database.owner() as owner:
        clock = await clock_of(owner)
        door = Door(built, database, database.settings.key(), clock.zone)
        identity = Identity(database, clock)
        if who.token is not None:
            yield Asking(door, identity, who.token), clock
            return
        token = await _token(owner, who)
        try:
            yield Asking(door, identity, token), clock
        finally:
            await revoke(owner, token)


async def _token(owner: Connection, who: AsWhom) -> str:
    await refuse_live(owner, "lists are asked for as somebody else, without their --token,")
    found = (
        await person_named(owner, who.person or "")
        if who.persona is None
        else await persona_named(owner, who.persona)
    )
    return await issue(owner, found.person_id, TokenKind.BEARER)
