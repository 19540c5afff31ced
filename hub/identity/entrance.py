"""Signing in: by a password, then by a second factor where somebody's standings ask for one.

A first factor alone gives a token of a kind of its own (FIRST_FACTOR), which no door takes: it
opens the pages of the second factor. What failed is never told apart: an unknown user name, a
wrong password and a suspended person cost the same work and leave the same count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.errors import Unauthenticated, Unavailable
from hub.identity import credentials, factors, sign_ins, throttle, tokens
from hub.identity.passwords import Hashing, wrong_with
from hub.limits import PASSWORD_CHARACTERS_MAX
from hub.models.codes import DistrictKind, TokenKind
from hub.models.sign_in_codes import SignInKind
from hub.policy.second_factor import asks_for_second_factor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    import asyncpg

    from hub.database import Database
    from hub.identity.credentials import Credential
    from hub.identity.facts import Identity

_DISTRICT = "SELECT name FROM district"
_KNOWN = """
SELECT p.id FROM person p
WHERE p.sourced_id = $1 AND p.suspended_at IS NULL
  AND NOT EXISTS (SELECT FROM vendor_app a WHERE a.person_id = p.id)
"""
_FACES = """
SELECT p.sourced_id FROM person p
WHERE p.sourced_id = ANY($1::text[]) AND p.suspended_at IS NULL
  AND NOT EXISTS (SELECT FROM vendor_app a WHERE a.person_id = p.id)
"""
_FACE = _KNOWN + "  AND NOT EXISTS (SELECT FROM district WHERE kind = 'LIVE')"
NOT_THIS = "The present password is not right."


@dataclass(frozen=True)
class Opened:
    """What a sign-in has come to: a session, or the token of a first factor."""

    token: str
    kind: TokenKind


@dataclass(frozen=True)
class Step:
    """Whoever has shown a first factor: who they are, and whether they have a second one."""

    person_id: UUID
    user_name: str
    enrolled: bool


@dataclass(frozen=True)
class Shown:
    """A code that somebody shows after a first factor, and from which address."""

    token: str
    step: Step
    code: str
    address: str


class Entrance:
    """Signs people in to one database's district."""

    def __init__(self, database: Database, identity: Identity, secret: bytes) -> None:
        self.database = database
        self.identity = identity
        self.secret = secret
        self.hashing = Hashing()
        self._key = factors.key_of(secret)

    async def by_password(self, user_name: str, password: str, address: str) -> Opened | None:
        """Whoever has this user name and password; None for whatever is wrong.

        Raises Waiting for whoever tried too often, and Unavailable where too many sign in.
        """
        credential, known = await self._judged(user_name, password, address)
        if credential is None or not credential.may:
            return None
        return await self.by_first_factor(credential.person_id, SignInKind.ONE_FACTOR, known=known)

    async def by_first_factor(
        self, person_id: UUID, by: SignInKind, *, known: bool | None = None
    ) -> Opened | None:
        """What a first factor opens: a session, unless the person has or needs a second one. `by`
        and `known` are put on record with the session.
        """
        async with self.database.acquire() as connection:
            token = await tokens.issue(connection, person_id, TokenKind.FIRST_FACTOR)
            has = await factors.enrolled(connection, person_id)
        try:
            viewer = await self.identity.viewer(token, kind=TokenKind.FIRST_FACTOR)
        except Unauthenticated:
            return None
        self.identity.forget(token, TokenKind.FIRST_FACTOR)
        if has or asks_for_second_factor(viewer.shape):
            return Opened(token, TokenKind.FIRST_FACTOR)
        return await self._session(token, person_id, by, strong=False, known=known)

    async def by_provider(self, sourced_id: str, *, strong: bool) -> Opened | None:
        """Whoever the district's own sign-in names; `strong`: it saw a second factor. None where
        nobody of that sourced id may sign in here.
        """
        async with self.database.acquire() as connection:
            person_id = await connection.fetchval(_KNOWN, sourced_id)
            if person_id is None:
                return None
            if strong:
                token = await tokens.begin(connection, person_id, SignInKind.PROVIDER, strong=True)
                return Opened(token, TokenKind.SESSION)
        return await self.by_first_factor(person_id, SignInKind.PROVIDER)

    async def step(self, token: str) -> Step | None:
        """Whose first factor a token shows; None where it shows none, or its time is over."""
        try:
            viewer = await self.identity.viewer(token, kind=TokenKind.FIRST_FACTOR, again=True)
        except Unauthenticated:
            return None
        self.identity.forget(token, TokenKind.FIRST_FACTOR)
        async with self.database.acquire() as connection:
            named = await credentials.proposed(connection, viewer.person_id)
            has = await factors.enrolled(connection, viewer.person_id)
        return Step(viewer.person_id, named or "", has)

    def to_enroll(self, token: str, step: Step, carried: str = "") -> tuple[str, str, str]:
        """A secret for whoever sets up a second factor: in base 32, as a picture, and as the page
        carries it. What a page `carried` is shown again.
        """
        said = factors.off_page(self._key, token, carried) or factors.new_secret()
        drawn = factors.picture(factors.address_of(said, step.user_name))
        return said, drawn, factors.on_page(self._key, token, said)

    async def enroll(self, shown: Shown, carried: str) -> Opened | None:
        """The session of whoever's phone makes the right codes from now on; None if it doesn't.

        Raises Waiting.
        """
        said = factors.off_page(self._key, shown.token, carried)
        person_id = shown.step.person_id
        tried = throttle.counted(self.secret, "code", str(person_id), shown.address)
        async with self.database.acquire() as connection:
            known = await throttle.count(connection, tried)
            if said is None or not await factors.enroll(
                connection, self._key, person_id, said, shown.code
            ):
                return None
            await throttle.went_well(connection, tried)
        return await self._session(
            shown.token, person_id, SignInKind.TWO_FACTORS, strong=True, known=known
        )

    async def by_code(self, shown: Shown) -> Opened | None:
        """The session of whoever shows a code of their second factor; None for a wrong or used one.

        Raises Waiting. Only who has shown the first factor comes so far: no stranger counts here.
        """
        person_id = shown.step.person_id
        tried = throttle.counted(self.secret, "code", str(person_id), shown.address)
        async with self.database.acquire() as connection:
            known = await throttle.count(connection, tried)
            if not await factors.take(connection, self._key, person_id, shown.code):
                await sign_ins.refused(
                    connection, person_id, SignInKind.REFUSED_SECOND, known=known
                )
                return None
            await throttle.went_well(connection, tried)
        return await self._session(
            shown.token, person_id, SignInKind.TWO_FACTORS, strong=True, known=known
        )

    async def choose(self, link: str, password: str) -> str | None:
        """Set the password of whom a link is for; what is wrong with it, or None when it is set.

        Raises Unauthenticated for a link that was used, expired or never was. Every session ends.
        """
        async with self.database.acquire() as connection:
            credential = await credentials.behind(connection, link)
            if credential is None:
                raise Unauthenticated("The link is used up.")
            wrong = wrong_with(password, *await self._names(connection, credential))
        if wrong is None and not await self._set(credential, password, link):
            raise Unauthenticated("The link is used up.")
        return wrong

    async def change(
        self, session: str, present: str, password: str, address: str
    ) -> tuple[str, str] | Opened:
        """Set one's own password anew: a new session, all others end; or a field, `present` or
        `password`, and what is wrong with it. Raises Unauthenticated and Waiting.
        """
        viewer = await self.identity.viewer(session, kind=TokenKind.SESSION, again=True)
        async with self.database.acquire() as connection:
            credential = await credentials.of_person(connection, viewer.person_id)
            names = [] if credential is None else await self._names(connection, credential)
            strong = await tokens.is_strong(connection, viewer.token_id)
        if credential is None:
            return "present", NOT_THIS
        wrong = wrong_with(password, *names)
        if wrong is not None:
            return "password", wrong
        judged, known = await self._judged(credential.user_name, present, address)
        if judged is None:
            return "present", NOT_THIS
        await self._set(credential, password)
        async with self.database.acquire() as connection:
            token = await tokens.begin(
                connection, viewer.person_id, SignInKind.ONE_FACTOR, strong=strong, known=known
            )
        return Opened(token, TokenKind.SESSION)

    async def faces(self, sourced_ids: Sequence[str]) -> frozenset[str]:
        """Who of these can be signed in as by a click: nobody in a live district."""
        if self.identity.clock.kind is DistrictKind.LIVE:
            return frozenset()
        async with self.database.acquire() as connection:
            rows = await connection.fetch(_FACES, list(sourced_ids))
        return frozenset(row["sourced_id"] for row in rows)

    async def as_face(self, sourced_id: str) -> Opened | None:
        """The session of somebody of a demo or sample district; None in a live one."""
        async with self.database.acquire() as connection:
            person_id = await connection.fetchval(_FACE, sourced_id)
            if person_id is None:
                return None
            token = await tokens.begin(connection, person_id, SignInKind.FACE, strong=True)
        return Opened(token, TokenKind.SESSION)

    async def end_others(self, session: str) -> None:
        """End every session of a person but this one. Raises Unauthenticated."""
        viewer = await self.identity.viewer(session, kind=TokenKind.SESSION, again=True)
        async with self.database.acquire() as connection:
            await tokens.end_all(
                connection, viewer.person_id, SignInKind.ENDED_ELSEWHERE, viewer.token_id
            )

    async def _judged(
        self, user_name: str, password: str, address: str
    ) -> tuple[Credential | None, bool]:
        """The credential whose password this is, and whether it was signed in to from there before.
        A try is counted before it is judged, and one that is refused is put on record, of whomever.
        """
        tried = throttle.counted(self.secret, "password", credentials.folded(user_name), address)
        async with self.database.acquire() as connection:
            known = await throttle.count(connection, tried)
            credential = await credentials.named(connection, user_name)
        kept = None if credential is None else credential.hash
        try:
            holds = len(password) <= PASSWORD_CHARACTERS_MAX and await self.hashing.holds(
                kept, password
            )
        except Unavailable:
            async with self.database.acquire() as connection:
                await throttle.not_judged(connection, tried)
            raise
        right = credential is not None and kept is not None and holds
        if credential is not None and kept is not None and right and credential.may:
            await self._came_in(credential, kept, password, tried)
        else:
            whose = None if credential is None else credential.person_id
            async with self.database.acquire() as connection:
                await sign_ins.refused(connection, whose, SignInKind.REFUSED_FIRST, known=known)
        return (credential if right else None), known

    async def _came_in(
        self, credential: Credential, kept: str, password: str, tried: throttle.Counted
    ) -> None:
        """Forget the tries, and keep the password by today's parameters."""
        made = await self.hashing.of(password) if self.hashing.is_old(kept) else None
        async with self.database.acquire() as connection:
            await throttle.went_well(connection, tried)
            if made is not None:
                await credentials.renew(connection, credential.person_id, kept, made)

    async def _set(self, credential: Credential, password: str, link: str | None = None) -> bool:
        """Keep a password, and end every session; by a `link`, unless it was used meanwhile."""
        made = await self.hashing.of(password)
        async with self.database.acquire() as connection, connection.transaction():
            if link is not None and not await tokens.spend(connection, link, TokenKind.CHOOSING):
                return False
            await credentials.keep(connection, credential.person_id, made)
            await tokens.end_all(connection, credential.person_id, SignInKind.ENDED_BY_CHANGE)
        return True

    async def _session(
        self, first: str, person_id: UUID, by: SignInKind, *, strong: bool, known: bool | None
    ) -> Opened:
        """A session in the place of a first factor's token."""
        async with self.database.acquire() as connection, connection.transaction():
            await tokens.revoke(connection, first)
            token = await tokens.begin(connection, person_id, by, strong=strong, known=known)
        return Opened(token, TokenKind.SESSION)

    @staticmethod
    async def _names(
        connection: asyncpg.Connection[asyncpg.Record], credential: Credential
    ) -> list[str]:
        """What a password may not be: the user name, its part before an @, the district's name."""
        district = await connection.fetchval(_DISTRICT)
        return [credential.user_name, credential.user_name.partition("@")[0], district]
