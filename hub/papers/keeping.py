"""Keep: a file comes in under a new key, and is given for its key by the row that names it."""

from __future__ import annotations

import asyncio
import secrets
from base64 import urlsafe_b64encode
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from hub.errors import ReadOnly, Refusal
from hub.limits import (
    PAPERS_AT_ONCE,
    PAPERS_DAY_BYTES_MAX,
    PAPERS_DAY_MAX,
    PAPERS_OF_ONE_AT_ONCE,
)
from hub.models.papers import KEY_PREFIX
from hub.papers.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from hub.database import Database

_KEEP = """
INSERT INTO paper (key, person_id, kept_at, media_type, size, sha256, content)
SELECT $1, $2, now(), $3, $4::integer, $5, $6
WHERE (SELECT count(*) < $7 AND coalesce(sum(size), 0) + $4::integer <= $8 FROM paper
       WHERE person_id = $2 AND kept_at > now() - interval '1 day')
ON CONFLICT (key) DO NOTHING RETURNING key
"""
_KEPT = "SELECT key FROM paper WHERE key = $1 AND person_id = $2"
_GIVE = """
SELECT media_type, content, sha256 FROM paper WHERE key = $1 AND entity = $2 AND row_id = $3
"""


KEY_BYTES = 32


class Receiving(Refusal):
    """Somebody sends more files at the same moment than one person may."""

    code = "PAPERS_AT_ONCE"
    status = 429

    def __init__(self) -> None:
        super().__init__("Your other files are still on their way: wait for them.")


class Altered(Exception):
    """The bytes of a file aren't those that were kept."""


@dataclass(frozen=True)
class Kept:
    """A file, and its media type."""

    media_type: str
    content: bytes


class Papers:
    """The files of papers of one database."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        """`read_only` keeps no file."""
        self.database = database
        self.read_only = read_only
        self._turns = asyncio.Semaphore(PAPERS_AT_ONCE)
        self._of_one: Counter[UUID] = Counter()

    @asynccontextmanager
    async def receiving(self, person_id: UUID) -> AsyncIterator[None]:
        """Wait for a turn to take a file in, which is held in memory until it is kept.

        Raises Receiving where this person has enough under way, ReadOnly.
        """
        if self.read_only:
            raise ReadOnly
        if self._of_one[person_id] >= PAPERS_OF_ONE_AT_ONCE:
            raise Receiving
        self._of_one[person_id] += 1
        try:
            async with self._turns:
                yield
        finally:
            self._of_one[person_id] -= 1
            if not self._of_one[person_id]:
                del self._of_one[person_id]

    async def keep(self, person_id: UUID, content: bytes, drawn: bytes | None = None) -> str | None:
        """Keep a file of a kind that is kept: its key, of 32 random bytes, which may be `drawn` so
        that the same file comes once if it is sent twice. None where this person has sent as much
        as one may in a day.
        """
        kind = kind_of(content)
        assert kind is not None, "whoever takes a file in says what is wrong with it"
        key = KEY_PREFIX + _text(secrets.token_bytes(KEY_BYTES) if drawn is None else drawn)
        async with self.database.acquire() as connection:
            kept: str | None = await connection.fetchval(
                _KEEP,
                key,
                person_id,
                kind,
                len(content),
                sha256(content).digest(),
                content,
                PAPERS_DAY_MAX,
                PAPERS_DAY_BYTES_MAX,
            )
            return kept or await connection.fetchval(_KEPT, key, person_id)

    async def given(self, key: str, entity: str, row_id: UUID) -> Kept | None:
        """The file of a key that this row of a table names; None where it names none of ours.

        Raises Altered.
        """
        if not key.startswith(KEY_PREFIX):
            return None
        async with self.database.acquire() as connection:
            found = await connection.fetchrow(_GIVE, key, entity, row_id)
        if found is None:
            return None
        if sha256(found["content"]).digest() != found["sha256"]:
            raise Altered("The bytes of a paper aren't those that were kept: see the backup.")
        return Kept(found["media_type"], found["content"])


def _text(drawn: bytes) -> str:
    assert len(drawn) == KEY_BYTES, "fewer could be guessed"
    return urlsafe_b64encode(drawn).decode().rstrip("=")
