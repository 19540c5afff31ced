"""Tokens: 256 random bits, shown once, kept as a SHA-256 digest."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from hub.limits import SESSION_IDLE_MINUTES, SESSION_USED_SECONDS
from hub.models.codes import TokenKind
from hub.models.sign_in_codes import SignInKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    import asyncpg

LIFETIMES = {
    TokenKind.BEARER: timedelta(days=30),
    TokenKind.LINK: timedelta(minutes=15),
    TokenKind.SESSION: timedelta(hours=8),
    TokenKind.FIRST_FACTOR: timedelta(minutes=15),
    TokenKind.CHOOSING: timedelta(hours=24),
}
"""How long each kind of sign-in lasts: a session is a working day, a first factor waits for the
second one, and a link by which a password is chosen is handed over."""
IDLE = {TokenKind.SESSION: timedelta(minutes=SESSION_IDLE_MINUTES)}
"""How long each lasts that nobody uses, where that is sooner."""
PREFIX = "hr_"
"""How a token begins, so that scanners for leaked secrets know it."""
_BEGIN = """
INSERT INTO sign_in (person_id, kind, session_id, known_place)
SELECT person_id, $2, id, $3 FROM token WHERE digest = $1
"""
_END = """
WITH ended AS (
    UPDATE token SET revoked_at = now()
    WHERE digest = $1 AND revoked_at IS NULL
    RETURNING id, person_id, kind, expires_at)
INSERT INTO sign_in (person_id, kind, session_id)
SELECT person_id, $2, id FROM ended WHERE kind = 'SESSION' AND expires_at > now()
"""
_END_ALL = """
WITH ended AS (
    UPDATE token SET revoked_at = now()
    WHERE person_id = $1 AND revoked_at IS NULL AND kind <> 'BEARER'
      AND id IS DISTINCT FROM $3::uuid
    RETURNING id, person_id, kind, expires_at)
INSERT INTO sign_in (person_id, kind, session_id)
SELECT person_id, $2, id FROM ended WHERE kind = 'SESSION' AND expires_at > now()
"""


def digest(token: str) -> bytes:
    """What is kept of a token; a random 256-bit secret needs no slow hash."""
    return sha256(token.encode()).digest()


async def issue(
    connection: asyncpg.Connection[asyncpg.Record],
    person_id: UUID,
    kind: TokenKind,
    *,
    strong: bool = False,
) -> str:
    """Make a token for a person and return it; only its digest is stored. `strong`: as much was
    shown of who this is as any standing asks for.
    """
    (token,) = await issue_to(connection, [person_id], kind, strong=strong)
    return token


async def issue_to(
    connection: asyncpg.Connection[asyncpg.Record],
    people: Sequence[UUID],
    kind: TokenKind,
    *,
    strong: bool = False,
) -> list[str]:
    """Make a token for each of some people, in their order."""
    tokens = [PREFIX + secrets.token_urlsafe(32) for _ in people]
    now = datetime.now(UTC)
    await connection.execute(
        "INSERT INTO token (person_id, kind, digest, issued_at, expires_at, ends_at, strong)"
        " SELECT person_id, $2, digest, $4, $5, $6, $7"
        " FROM unnest($1::uuid[], $3::bytea[]) AS made(person_id, digest)",
        people,
        kind.value,
        [digest(each) for each in tokens],
        now,
        now + IDLE.get(kind, LIFETIMES[kind]),
        now + LIFETIMES[kind],
        strong,
    )
    return tokens


async def begin(
    connection: asyncpg.Connection[asyncpg.Record],
    person_id: UUID,
    by: SignInKind,
    *,
    strong: bool,
    known: bool | None = None,
) -> str:
    """Begin a session, and put it on record; return its token. `by` is what was shown of who this
    is, `known` whether they signed in from there before, where that was asked.
    """
    async with connection.transaction():
        token = await issue(connection, person_id, TokenKind.SESSION, strong=strong)
        await connection.execute(_BEGIN, digest(token), by.value, known)
    return token


async def redeem(connection: asyncpg.Connection[asyncpg.Record], link: str) -> str | None:
    """Turn a one-time link into a browser session; None if it was used, expired or never was.

    Whoever runs a demo or sample hands them out and answers for who it is, so no second factor is
    asked for; in a live district there are none, and none is taken.
    """
    person_id = await connection.fetchval(
        "UPDATE token SET revoked_at = now() WHERE digest = $1 AND kind = 'LINK'"
        " AND revoked_at IS NULL AND expires_at > now()"
        " AND NOT EXISTS (SELECT FROM district WHERE kind = 'LIVE') RETURNING person_id",
        digest(link),
    )
    if person_id is None:
        return None
    return await begin(connection, person_id, SignInKind.LINK, strong=True)


async def spend(
    connection: asyncpg.Connection[asyncpg.Record], token: str, kind: TokenKind
) -> bool:
    """End a token of a kind that is used once; whether it held until now."""
    found = await connection.fetchval(
        "UPDATE token SET revoked_at = now() WHERE digest = $1 AND kind = $2"
        " AND revoked_at IS NULL AND expires_at > now() RETURNING id",
        digest(token),
        kind.value,
    )
    return found is not None


async def used(connection: asyncpg.Connection[asyncpg.Record], token_id: UUID) -> None:
    """Write down that a session is used: it ends so much later, and never after its last moment.

    One that has ended stays so; one that was written down less than a minute ago isn't again.
    """
    await connection.execute(
        "UPDATE token SET expires_at = least(now() + $2, ends_at)"
        " WHERE id = $1 AND kind = 'SESSION' AND revoked_at IS NULL AND expires_at > now()"
        " AND expires_at < least(now() + $2, ends_at) - make_interval(secs => $3 - 1)",
        token_id,
        IDLE[TokenKind.SESSION],
        SESSION_USED_SECONDS,
    )


async def whose(connection: asyncpg.Connection[asyncpg.Record], session: str) -> UUID | None:
    """The person whose session this is, or was until it ended."""
    found: UUID | None = await connection.fetchval(
        "SELECT person_id FROM token WHERE digest = $1 AND kind = 'SESSION'", digest(session)
    )
    return found


async def is_strong(connection: asyncpg.Connection[asyncpg.Record], token_id: UUID) -> bool:
    """Whether a session showed a second factor."""
    found: bool = await connection.fetchval("SELECT strong FROM token WHERE id = $1", token_id)
    return found


async def revoke(connection: asyncpg.Connection[asyncpg.Record], token: str) -> None:
    """End a sign-in; its next statement is refused. Of a session it is put on record."""
    await connection.execute(_END, digest(token), SignInKind.SIGNED_OUT.value)


async def end_all(
    connection: asyncpg.Connection[asyncpg.Record],
    person_id: UUID,
    why: SignInKind,
    but: UUID | None = None,
) -> None:
    """End whatever a browser of a person's has, `but` one session: sessions, and links and steps
    on the way to one. Of each session it is put on record.
    """
    await connection.execute(_END_ALL, person_id, why.value, but)
