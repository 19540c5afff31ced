"""Who signed in when: each person reads it of themselves, and the privacy officer of everybody.

It is read beside the schema, as credentials and recoveries are: no slice and no type holds it, so
no app of a vendor can be granted it. It names people by the name with which they sign in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hub.errors import Refusal
from hub.identity.credentials import folded
from hub.limits import SIGN_INS_PAGE
from hub.models.codes import TokenKind
from hub.models.sign_in_codes import SignInKind

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    import asyncpg

    from hub.database import Database
    from hub.identity.facts import Identity
    from hub.viewer import Viewer

_REFUSED = "INSERT INTO sign_in (person_id, kind, known_place) VALUES ($1, $2, $3)"
_USER_NAME = "coalesce(c.user_name, lower(s.email), lower(p.sourced_id), '')"
_KEPT = f"""
SELECT kept.id, kept.at, kept.kind, kept.known_place, {_USER_NAME} AS user_name,
       t.revoked_at IS NULL AND t.expires_at > now() AS open,
       coalesce(t.id = $1, false) AS this
FROM sign_in kept
JOIN person p ON p.id = kept.person_id
LEFT JOIN credential c ON c.person_id = p.id
LEFT JOIN staff_member s ON s.person_id = p.id
LEFT JOIN token t ON t.id = kept.session_id
WHERE ($2::uuid IS NULL OR kept.id < $2)
"""  # noqa: S608 - nothing but a constant stands in it
_LATEST = "ORDER BY kept.id DESC LIMIT $3"
_OF_PERSON = f"{_KEPT} AND kept.person_id = $4 {_LATEST}"
_OF_DAY = f"""{_KEPT} AND kept.at >= $4::date::timestamp AT TIME ZONE $5
AND kept.at < ($4::date + 1)::timestamp AT TIME ZONE $5 {_LATEST}
"""
_NAMED = f"""
SELECT p.id FROM person p
LEFT JOIN credential c ON c.person_id = p.id
LEFT JOIN staff_member s ON s.person_id = p.id
WHERE {_USER_NAME} = $1
"""  # noqa: S608 - as above
_OF_NOBODY = """
SELECT count(*) FROM sign_in
WHERE person_id IS NULL AND at >= $1::date::timestamp AT TIME ZONE $2
  AND at < ($1::date + 1)::timestamp AT TIME ZONE $2
"""
BEGUN = frozenset(
    {
        SignInKind.ONE_FACTOR,
        SignInKind.TWO_FACTORS,
        SignInKind.PROVIDER,
        SignInKind.LINK,
        SignInKind.FACE,
    }
)
"""What begins a session."""
UNKNOWN = "Nobody of this user name is on record."


class MayNotOversee(Refusal):
    """Whoever asks is not who reads when others signed in."""

    code = "NOT_FOUND"
    status = 404

    def __init__(self) -> None:
        super().__init__("There is nothing at this address.")


@dataclass(frozen=True)
class Kept:
    """One row: when and what, of whom by their user name, whether from a place where they signed in
    before (null where that is not asked), and of what began a session whether it is open, and
    whether it is the session that asks.
    """

    id: UUID
    at: datetime
    kind: SignInKind
    known_place: bool | None
    user_name: str
    open: bool
    this: bool


@dataclass(frozen=True)
class Page:
    """Rows, the latest first, and behind which one the next page begins, if there is one."""

    rows: list[Kept]
    earlier: UUID | None = None
    nobodys: int = 0
    """How many tries of accounts that there aren't were refused on the day that was asked for."""


class SignIns:
    """Reads who signed in when."""

    def __init__(self, database: Database, identity: Identity) -> None:
        self.database = database
        self.identity = identity

    async def own(self, session: str, behind: UUID | None) -> Page:
        """A page of one's own. Raises Unauthenticated."""
        viewer = await self.identity.viewer(session, kind=TokenKind.SESSION, again=True)
        async with self.database.acquire() as connection:
            return await self._page(connection, viewer, behind, _OF_PERSON, viewer.person_id)

    async def of_person(self, session: str, user_name: str, behind: UUID | None) -> Page | str:
        """A page of whoever has a user name, or what is wrong with that.

        Raises MayNotOversee and Unauthenticated.
        """
        viewer = await self._overseer(session)
        async with self.database.acquire() as connection:
            found = await connection.fetch(_NAMED, folded(user_name))
            if len(found) != 1:
                return UNKNOWN
            return await self._page(connection, viewer, behind, _OF_PERSON, found[0]["id"])

    async def of_day(self, session: str, on: date, behind: UUID | None) -> Page:
        """A page of a day of the district's calendar. Raises MayNotOversee and Unauthenticated."""
        viewer = await self._overseer(session)
        zone = str(self.identity.clock.zone)
        async with self.database.acquire() as connection:
            found = await self._page(connection, viewer, behind, _OF_DAY, on, zone)
            nobodys = await connection.fetchval(_OF_NOBODY, on, zone)
            return replace(found, nobodys=nobodys)

    async def _overseer(self, session: str) -> Viewer:
        """Who asks, by what holds now: they may be suspended, or have another post."""
        viewer = await self.identity.viewer(session, kind=TokenKind.SESSION, again=True)
        if not viewer.oversees:
            raise MayNotOversee
        return viewer

    async def _page(
        self,
        connection: asyncpg.Connection[asyncpg.Record],
        viewer: Viewer,
        behind: UUID | None,
        statement: str,
        *which: object,
    ) -> Page:
        asked = (viewer.token_id, behind, SIGN_INS_PAGE + 1, *which)
        found = await connection.fetch(statement, *asked)
        rows = [_read(each) for each in found[:SIGN_INS_PAGE]]
        return Page(rows, rows[-1].id if len(found) > SIGN_INS_PAGE else None)


async def refused(
    connection: asyncpg.Connection[asyncpg.Record],
    person_id: UUID | None,
    kind: SignInKind,
    *,
    known: bool,
) -> None:
    """Put a refused try on record; of nobody, where there is no such account."""
    await connection.execute(_REFUSED, person_id, kind.value, known)


def _read(row: asyncpg.Record) -> Kept:
    kind = SignInKind(row["kind"])
    told = {**row, "kind": kind, "open": kind in BEGUN and bool(row["open"])}
    return Kept(**told)
