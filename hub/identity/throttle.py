"""How often somebody may try: counted in the database, so that all workers count together.

A try is counted before it is judged, so that many at once are as many. Three counts hold, each
with its own limit: of an account from one address, of an account from anywhere, and of an address.
Each sinks with time, so nobody is kept out for ever; and who signed in from an address before
doesn't wait there for what strangers try elsewhere. An account that doesn't exist counts alike.
"""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from hub.errors import Refusal
from hub.limits import (
    KNOWN_PLACE_DAYS,
    TRIES_ACCOUNT,
    TRIES_ADDRESS,
    TRIES_HERE,
    TRIES_WAIT_SECONDS,
    TRIES_WAIT_SECONDS_MAX,
)

if TYPE_CHECKING:
    import asyncpg

LABEL = b"homeroom attempt"
NETWORK_V6 = 64
"""The bits of an IPv6 address that one subscriber has: the rest they choose freely."""

_SUNK = "greatest(0, kept.level - extract(epoch FROM now() - kept.last_at) / $3::float8) + 1"
_TRY = """
INSERT INTO attempt AS kept (key, level, last_at, free_at)
VALUES ($1, 1, now(), now())
ON CONFLICT (key) DO UPDATE SET
    level = (:sunk),
    last_at = now(),
    free_at = now() + make_interval(secs => CASE WHEN (:sunk) <= $2::float8 THEN 0
        ELSE least($5::float8, $4::float8 * power(2, least((:sunk) - $2 - 1, 20))) END)
WHERE kept.free_at <= now()
RETURNING level
""".replace(":sunk", _SUNK)
_LEFT = """
SELECT max(extract(epoch FROM free_at - now())) FROM attempt WHERE key = ANY($1::bytea[])
"""
_KNOWN = "SELECT EXISTS (SELECT FROM attempt WHERE key = $1 AND known_until > now())"
_WELL = """
UPDATE attempt SET level = CASE WHEN key = $2 THEN greatest(0, level - 1) ELSE 0 END,
    free_at = now(),
    known_until = CASE WHEN key = $3 THEN now() + make_interval(days => $4) ELSE known_until END
WHERE key = ANY($1::bytea[])
"""
_BACK = "UPDATE attempt SET level = greatest(0, level - 1), free_at = now() WHERE key = ANY($1)"


class Waiting(Refusal):
    """Whoever tries has tried too often, and waits."""

    code = "TOO_MANY_TRIES"
    status = 429

    def __init__(self, seconds: float) -> None:
        super().__init__("Too many tries; try again later.")
        self.minutes = max(1, -int(-seconds // 60))
        self.seconds = max(1, -int(-seconds // 1))


@dataclass(frozen=True)
class Counted:
    """The counts of one try: the account from this address, the account, and the address."""

    here: bytes
    account: bytes
    address: bytes


def counted(secret: bytes, kind: str, account: str, address: str) -> Counted:
    """What a try counts to, as digests that say neither who nor from where; `kind` is of what is
    tried (a password, a code).
    """
    network = _network(address)

    def of(*said: str) -> bytes:
        return hmac.new(secret, b"\0".join([LABEL, *map(str.encode, said)]), sha256).digest()

    return Counted(of(kind, "here", account, network), of(kind, account), of("from", network))


async def count(connection: asyncpg.Connection[asyncpg.Record], tried: Counted) -> bool:
    """Count a try before it is judged; whether the account was signed in to from there before.

    Raises Waiting, with nothing counted, where one waits.
    """
    counts = [(tried.here, TRIES_HERE), (tried.address, TRIES_ADDRESS)]
    known: bool = await connection.fetchval(_KNOWN, tried.here)
    if not known:
        counts.append((tried.account, TRIES_ACCOUNT))
    try:
        async with connection.transaction():
            for key, limit in sorted(counts):  # in one order, so that no two wait for each other
                await _count_one(connection, key, limit)
    except Waiting:
        left = await connection.fetchval(_LEFT, [key for key, _ in counts])
        raise Waiting(left or 0) from None
    return known


async def _count_one(
    connection: asyncpg.Connection[asyncpg.Record], key: bytes, limit: tuple[int, int]
) -> None:
    waits = (*limit, TRIES_WAIT_SECONDS, TRIES_WAIT_SECONDS_MAX)
    if await connection.fetchval(_TRY, key, *waits) is None:
        raise Waiting(0)


async def went_well(connection: asyncpg.Connection[asyncpg.Record], tried: Counted) -> None:
    """Forget an account's tries: its owner came in, and this is a place of theirs from now on. The
    address keeps what others tried from it.
    """
    keys = [tried.here, tried.account, tried.address]
    await connection.execute(_WELL, keys, tried.address, tried.here, KNOWN_PLACE_DAYS)


async def not_judged(connection: asyncpg.Connection[asyncpg.Record], tried: Counted) -> None:
    """Take a try back that nobody could judge."""
    await connection.execute(_BACK, [tried.here, tried.account, tried.address])


def _network(address: str) -> str:
    """The network that stands for who is behind an address; itself where it is no IP address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:  # noqa: PLR2004 - the other kind is 6
        return str(found)
    return str(ipaddress.ip_network((found, NETWORK_V6), strict=False))
