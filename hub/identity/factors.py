"""Second factors: codes that a phone makes from a secret and the time (RFC 6238), taken once each.

The secret is kept encrypted by the hub's key and for its person, so that a copy of the database
makes no codes, and one person's row is worth nothing in another's place. Until a code of it was
right it is kept by the page alone, encrypted for the sign-in that was shown it.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from time import time
from typing import TYPE_CHECKING

import pyotp
import segno
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.limits import CODE_SECONDS

if TYPE_CHECKING:
    from uuid import UUID

    import asyncpg

LABEL = b"homeroom second factor"
ISSUER = "Homeroom"
NONCE_BYTES = 12
BESIDE = (0, -1, 1)
"""Which steps' codes are taken: a phone's clock may be half a minute off."""

_ENROLL = """
INSERT INTO second_factor (person_id, secret, enrolled_at, last_step) VALUES ($1, $2, now(), $3)
ON CONFLICT (person_id) DO NOTHING RETURNING id
"""
_TAKE = """
UPDATE second_factor SET last_step = $3
WHERE person_id = $1 AND secret = $2 AND last_step < $3 RETURNING id
"""


def key_of(secret: bytes) -> bytes:
    """The key under which secrets are kept, drawn from the hub's own."""
    return hmac.new(secret, LABEL, sha256).digest()


def sealed(key: bytes, whose: bytes, said: str) -> bytes:
    """A secret, encrypted for whoever is meant."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, said.encode(), whose)


def unsealed(key: bytes, whose: bytes, kept: bytes) -> str | None:
    """A secret that was encrypted for somebody; None if it was by another key, or for another."""
    try:
        return AESGCM(key).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], whose).decode()
    except (InvalidTag, ValueError):
        return None


def on_page(key: bytes, token: str, said: str) -> str:
    """A secret as the page that shows it carries it, for one sign-in."""
    return urlsafe_b64encode(sealed(key, token.encode(), said)).decode()


def off_page(key: bytes, token: str, carried: str) -> str | None:
    """The secret that a page carried for this sign-in; None if it carried none."""
    try:
        return unsealed(key, token.encode(), urlsafe_b64decode(carried.encode()))
    except ValueError:
        return None


def new_secret() -> str:
    """160 random bits, as phones take them: in base 32."""
    return pyotp.random_base32()


def step_of(said: str, code: str, now: float | None = None) -> int | None:
    """The time step whose code this is, of those that are taken now; None if it is none of them."""
    codes = pyotp.TOTP(said, interval=CODE_SECONDS)
    present = int(time() if now is None else now) // CODE_SECONDS
    given = "".join(code.split()).encode()
    for beside in BESIDE:
        if hmac.compare_digest(codes.generate_otp(present + beside).encode(), given):
            return present + beside
    return None


def address_of(said: str, user_name: str) -> str:
    """What a phone reads to make the codes: an otpauth address."""
    codes = pyotp.TOTP(said, interval=CODE_SECONDS)
    return codes.provisioning_uri(name=user_name, issuer_name=ISSUER)


def picture(address: str) -> str:
    """The same as a QR code: an SVG element without script or style, of whatever size."""
    return str(segno.make(address, error="m").svg_inline(omitsize=True, border=4, light="#fff"))


async def enrolled(connection: asyncpg.Connection[asyncpg.Record], person_id: UUID) -> bool:
    """Whether a person has a second factor."""
    found: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM second_factor WHERE person_id = $1)", person_id
    )
    return found


async def enroll(
    connection: asyncpg.Connection[asyncpg.Record],
    key: bytes,
    person_id: UUID,
    said: str,
    code: str,
) -> bool:
    """Keep a secret whose code is right, for a person who has none; whether that was so."""
    step = step_of(said, code)
    if step is None:
        return False
    kept = sealed(key, person_id.bytes, said)
    return await connection.fetchval(_ENROLL, person_id, kept, step) is not None


async def take(
    connection: asyncpg.Connection[asyncpg.Record], key: bytes, person_id: UUID, code: str
) -> bool:
    """Whether a code is right and was not taken before."""
    kept = await connection.fetchval(
        "SELECT secret FROM second_factor WHERE person_id = $1", person_id
    )
    said = None if kept is None else unsealed(key, person_id.bytes, kept)
    step = None if said is None else step_of(said, code)
    if step is None:
        return False
    return await connection.fetchval(_TAKE, person_id, kept, step) is not None


async def forget(connection: asyncpg.Connection[asyncpg.Record], person_id: UUID) -> None:
    """Take a person's second factor away: they set up another when they next sign in."""
    await connection.execute("DELETE FROM second_factor WHERE person_id = $1", person_id)
