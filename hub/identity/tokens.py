"""Tokens: 256 random bits, shown once, kept as a SHA-256 digest."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from hub.models.codes import TokenKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    import asyncpg

LIFETIMES = {
    TokenKind.BEARER: timedelta(days=30),
    TokenKind.LINK: timedelta(minutes=15),
    TokenKind.SESSION: timedelta(hours=8),
}
"""How long each kind of sign-in lasts."""
PREFIX = "hr_"
"""How a token begins, so that scanners for leaked secrets know it."""


def digest(token: str) -> bytes:
    """What is kept of a token; a random 256-bit secret needs no slow hash."""
    return sha256(token.encode()).digest()


async def issue(
    connection: asyncpg.Connection[asyncpg.Record], person_id: UUID, kind: TokenKind
) -> str:
    """Make a token for a person and return it; only its digest is stored."""
    (token,) = await issue_to(connection, [person_id], kind)
    return token


async def issue_to(
    connection: asyncpg.Connection[asyncpg.Record], people: Sequence[UUID], kind: TokenKind
) -> list[str]:
    """Make a token for each of some people, in their order."""
    tokens = [PREFIX + secrets.token_urlsafe(32) for _ in people]
    now = datetime.now(UTC)
    await connection.execute(
        "INSERT INTO token (person_id, kind, digest, issued_at, expires_at)"
        " SELECT person_id, $2, digest, $4, $5"
        " FROM unnest($1::uuid[], $3::bytea[]) AS made(person_id, digest)",
        people,
        kind.value,
        [digest(each) for each in tokens],
        now,
        now + LIFETIMES[kind],
    )
    return tokens


async def redeem(connection: asyncpg.Connection[asyncpg.Record], link: str) -> str | None:
    """Turn a one-time link into a browser session; None if it was used, expired or never was."""
    person_id = await connection.fetchval(
        "UPDATE token SET revoked_at = now() WHERE digest = $1 AND kind = 'LINK'"
        " AND revoked_at IS NULL AND expires_at > now() RETURNING person_id",
        digest(link),
    )
    return None if person_id is None else await issue(connection, person_id, TokenKind.SESSION)


async def revoke(connection: asyncpg.Connection[asyncpg.Record], token: str) -> None:
    """End a sign-in; its next statement is refused."""
    await connection.execute(
        "UPDATE token SET revoked_at = now() WHERE digest = $1 AND revoked_at IS NULL",
        digest(token),
    )
