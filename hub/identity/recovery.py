"""Beginning anew after a second factor is lost: one person asks for it, a second one confirms.

Neither is who it is for, and both answer for the district's records as a whole (`RECOVERERS` in
`hub/policy/second_factor.py`). Both steps are on record. Who confirms takes the second factor away
and ends every session; the person sets up another when they next sign in by their password.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.errors import Refusal
from hub.identity import factors, tokens
from hub.identity.credentials import folded
from hub.limits import REASON_CHARACTERS_MAX, RECOVERY_HOURS
from hub.models.codes import ChangeKind, TokenKind
from hub.models.sign_in_codes import SignInKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    import asyncpg

    from hub.database import Database
    from hub.identity.facts import Identity
    from hub.viewer import Viewer

_WHOSE = """
SELECT f.person_id FROM second_factor f
JOIN person p ON p.id = f.person_id
LEFT JOIN credential c ON c.person_id = f.person_id
LEFT JOIN staff_member s ON s.person_id = f.person_id
WHERE coalesce(c.user_name, lower(s.email), lower(p.sourced_id)) = $1
"""
_WAITING = """
SELECT r.id, r.asked_at, r.reason, r.asked_by = $1 AS mine,
       coalesce(c.user_name, s.email, p.sourced_id, '') AS user_name,
       coalesce(ac.user_name, sa.email, a.sourced_id, '') AS asker
FROM recovery r
JOIN person p ON p.id = r.person_id
JOIN person a ON a.id = r.asked_by
LEFT JOIN credential c ON c.person_id = p.id
LEFT JOIN staff_member s ON s.person_id = p.id
LEFT JOIN credential ac ON ac.person_id = a.id
LEFT JOIN staff_member sa ON sa.person_id = a.id
WHERE r.confirmed_by IS NULL AND r.asked_at > now() - make_interval(hours => $2)
  AND r.person_id <> $1 AND a.suspended_at IS NULL
ORDER BY r.asked_at, r.id
"""
_ASK = """
INSERT INTO recovery (person_id, asked_by, asked_at, reason) VALUES ($1, $2, now(), $3)
RETURNING id
"""
_CONFIRM = """
UPDATE recovery r SET confirmed_by = $2, confirmed_at = now()
FROM person a
WHERE r.id = $1 AND r.confirmed_by IS NULL AND r.asked_by <> $2 AND r.person_id <> $2
  AND r.asked_at > now() - make_interval(hours => $3)
  AND a.id = r.asked_by AND a.suspended_at IS NULL
RETURNING r.person_id, r.reason
"""
_RECORD = """
INSERT INTO change (request_id, person_id, operation, entity, row_id, kind, before, after, reason)
VALUES ($1, $2, $3, 'recovery', $4, $5, $6::jsonb, $7::jsonb, $8)
"""
NOBODY = "Nobody of this user name has a second factor."
ONES_OWN = "Nobody does this for themselves: ask two others."
REASON = f"Say why, in at most {REASON_CHARACTERS_MAX} characters."


class MayNot(Refusal):
    """Whoever asks is not among those who let others begin anew."""

    code = "NOT_FOUND"
    status = 404

    def __init__(self) -> None:
        super().__init__("There is nothing at this address.")


@dataclass(frozen=True)
class Asked:
    """A request that waits for a second person: for whom, by whom, since when, and why."""

    id: UUID
    user_name: str
    asker: str
    asked_at: datetime
    reason: str
    mine: bool


class Recoveries:
    """Lets people begin anew, two persons together."""

    def __init__(self, database: Database, identity: Identity) -> None:
        self.database = database
        self.identity = identity

    async def waiting(self, session: str) -> list[Asked]:
        """What waits for a second person. Raises MayNot and Unauthenticated."""
        viewer = await self._recoverer(session)
        async with self.database.acquire() as connection:
            rows = await connection.fetch(_WAITING, viewer.person_id, RECOVERY_HOURS)
        return [Asked(**row) for row in rows]

    async def ask(
        self, session: str, user_name: str, reason: str, request_id: UUID
    ) -> tuple[str, str] | None:
        """Ask that somebody may begin anew; a field, `person` or `reason`, and what is wrong with
        it, or None. Raises MayNot and Unauthenticated.
        """
        viewer = await self._recoverer(session)
        if not reason or len(reason) > REASON_CHARACTERS_MAX or "\0" in reason:
            return "reason", REASON
        async with self.database.acquire() as connection, connection.transaction():
            whose = await connection.fetch(_WHOSE, folded(user_name))
            if len(whose) != 1:
                return "person", NOBODY
            person_id = whose[0]["person_id"]
            if person_id == viewer.person_id:
                return "person", ONES_OWN
            row_id = await connection.fetchval(_ASK, person_id, viewer.person_id, reason)
            after = {"person_id": str(person_id), "asked_by": str(viewer.person_id)}
            await _record(connection, viewer, request_id, row_id, None, after, reason)
        return None

    async def confirm(self, session: str, row_id: UUID, request_id: UUID) -> bool:
        """Let somebody begin anew, as the second person; whether there was anything to confirm.

        Raises MayNot and Unauthenticated.
        """
        viewer = await self._recoverer(session)
        async with self.database.acquire() as connection, connection.transaction():
            row = await connection.fetchrow(_CONFIRM, row_id, viewer.person_id, RECOVERY_HOURS)
            if row is None:
                return False
            await factors.forget(connection, row["person_id"])
            await tokens.end_all(connection, row["person_id"], SignInKind.ENDED_BY_RECOVERY)
            before, after = {"confirmed_by": None}, {"confirmed_by": str(viewer.person_id)}
            await _record(connection, viewer, request_id, row_id, before, after, row["reason"])
        return True

    async def _recoverer(self, session: str) -> Viewer:
        """Who asks, by what holds now: they may be suspended, or have another post."""
        viewer = await self.identity.viewer(session, kind=TokenKind.SESSION, again=True)
        if not viewer.recovers:
            raise MayNot
        return viewer


async def _record(
    connection: asyncpg.Connection[asyncpg.Record],
    viewer: Viewer,
    request_id: UUID,
    row_id: UUID,
    *said: Mapping[str, str | None] | str | None,
) -> None:
    """Put a step on record: what the row said before, what after, and why."""
    before, after, reason = said
    added = before is None
    await connection.execute(
        _RECORD,
        request_id,
        viewer.person_id,
        "askRecovery" if added else "confirmRecovery",
        row_id,
        (ChangeKind.ADDED if added else ChangeKind.AMENDED).value,
        None if added else json.dumps(before),
        json.dumps(after),
        reason,
    )
