"""User names and passwords as they are kept; who may sign in by one, and how it is set."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.identity.tokens import digest, issue
from hub.limits import USER_NAME_CHARACTERS_MAX
from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from uuid import UUID

    import asyncpg

_NAMED = """
SELECT c.person_id, c.user_name, c.hash, p.suspended_at IS NULL AS may
FROM credential c JOIN person p ON p.id = c.person_id
"""
_BY_NAME = _NAMED + " WHERE c.user_name = $1"
_BY_PERSON = _NAMED + " WHERE c.person_id = $1"
_BY_LINK = (
    _NAMED
    + """
JOIN token t ON t.person_id = c.person_id
WHERE t.digest = $1 AND t.kind = 'CHOOSING' AND t.revoked_at IS NULL AND t.expires_at > now()
  AND p.suspended_at IS NULL
"""
)
_NAME = """
INSERT INTO credential (person_id, user_name) VALUES ($1, $2)
ON CONFLICT (person_id) DO UPDATE SET user_name = excluded.user_name
"""
_PROPOSED = """
SELECT coalesce(
    (SELECT user_name FROM credential WHERE person_id = $1),
    (SELECT email FROM staff_member WHERE person_id = $1),
    (SELECT sourced_id FROM person WHERE id = $1))
"""


@dataclass(frozen=True)
class Credential:
    """What is known of a user name: whose it is, the password's hash, and that they may sign in."""

    person_id: UUID
    user_name: str
    hash: str | None
    may: bool


def folded(user_name: str) -> str:
    """A user name as it is kept: one in any case and from any keyboard."""
    plain = unicodedata.normalize("NFKC", user_name).replace("\0", "")
    return plain.strip().casefold().lower()


async def named(
    connection: asyncpg.Connection[asyncpg.Record], user_name: str
) -> Credential | None:
    """The credential of a user name."""
    row = await connection.fetchrow(_BY_NAME, folded(user_name)[: USER_NAME_CHARACTERS_MAX + 1])
    return None if row is None else Credential(**row)


async def of_person(
    connection: asyncpg.Connection[asyncpg.Record], person_id: UUID
) -> Credential | None:
    """The credential of a person."""
    row = await connection.fetchrow(_BY_PERSON, person_id)
    return None if row is None else Credential(**row)


async def behind(connection: asyncpg.Connection[asyncpg.Record], link: str) -> Credential | None:
    """Whose password a link lets choose; None if it was used, expired or never was."""
    row = await connection.fetchrow(_BY_LINK, digest(link))
    return None if row is None else Credential(**row)


async def proposed(connection: asyncpg.Connection[asyncpg.Record], person_id: UUID) -> str | None:
    """The user name that a person has, or would be given: their e-mail address as staff, else the
    id under which they are known to the district's other systems.
    """
    found: str | None = await connection.fetchval(_PROPOSED, person_id)
    return None if found is None else folded(found)


async def name(
    connection: asyncpg.Connection[asyncpg.Record], person_id: UUID, user_name: str
) -> str:
    """Give a person a user name, and return the link by which they choose their password. What
    they had holds until they do. Raises asyncpg.UniqueViolationError where it is somebody else's.
    """
    async with connection.transaction():
        await connection.execute(_NAME, person_id, user_name)
        return await issue(connection, person_id, TokenKind.CHOOSING)


async def keep(connection: asyncpg.Connection[asyncpg.Record], person_id: UUID, made: str) -> None:
    """Keep the hash of a password that its owner has set."""
    await connection.execute(
        "UPDATE credential SET hash = $2, set_at = now() WHERE person_id = $1", person_id, made
    )


async def renew(
    connection: asyncpg.Connection[asyncpg.Record], person_id: UUID, old: str, made: str
) -> None:
    """Keep the same password under another hash, unless somebody has set another one meanwhile."""
    await connection.execute(
        "UPDATE credential SET hash = $3 WHERE person_id = $1 AND hash = $2", person_id, old, made
    )
