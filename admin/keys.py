"""A form's key: that it came from a page of ours, to this session, and that it is told once.

The key holds random bits, and a seal over them by a session and an address. Another site can't
make one, a page that somebody else was shown is worth nothing here, and a form that is sent twice
carries the key under which the hub tells the same change again.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from secrets import token_urlsafe

LABEL = b"homeroom form"
BITS_BYTES = 16


def key_for(secret: bytes, session: str, path: str) -> str:
    """A new key for a form at an address, in a session."""
    random = token_urlsafe(BITS_BYTES)
    return f"{random}.{_seal(secret, session, path, random)}"


def is_ours(secret: bytes, session: str, path: str, key: str) -> bool:
    """Whether a key was made for this session and address."""
    random, _, seal = key.partition(".")
    return hmac.compare_digest(seal.encode(), _seal(secret, session, path, random).encode())


def _seal(secret: bytes, session: str, path: str, random: str) -> str:
    said = b"\0".join([LABEL, session.encode(), path.encode(), random.encode()])
    return hmac.new(secret, said, sha256).hexdigest()
