"""Tokens: 256 random bits, shown once, kept as a SHA-256 digest."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from hub.models.codes import TokenKind

if TYPE_CHECKING:
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
    token = PREFIX + secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    await connection.execute(
        "INSERT INTO token (person_id, kind, digest, issued_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5)",
        person_id,
        kind.value,
        digest(token),
        now,
        now + LIFETIMES[kind],
    )
    return token


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
