"""From a token to someone who may ask: identify, ask the door, identify anew if facts moved."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from hub.clock import district_clock
from hub.database import AWAY
from hub.errors import Unavailable
from hub.identity import Identity
from hub.identity.entrance import Entrance
from hub.identity.recovery import Recoveries
from hub.identity.sign_ins import SignIns
from hub.identity.tokens import redeem, revoke, used, whose
from hub.ledger.accesses import Accesses
from hub.limits import SESSION_USED_SECONDS, VIEWER_CACHE_MAX
from hub.models.codes import TokenKind
from hub.papers import Papers
from schema.door import Door, StaleViewer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from hub.database import Database
    from hub.endpoints.provider import Provider
    from hub.papers import Kept
    from hub.viewer import Viewer
    from schema.answer import Answer
    from schema.build import Built

STARTING = "The hub is starting; try again in a moment."


class Face(Protocol):
    """Somebody of a demo, as whom a click signs in."""

    @property
    def key(self) -> str:
        """By what the page names them."""

    @property
    def sourced_id(self) -> str:
        """By what the database does."""

    @property
    def name(self) -> str:
        """Given name and family name."""

    @property
    def who(self) -> str:
        """Who they are to whom."""


@dataclass
class SignedIn:
    """The holder of a valid token, for one request."""

    door: Door
    identity: Identity
    token: str
    kind: TokenKind
    viewer: Viewer
    view_as: str | None = None

    async def ask(
        self,
        text: str,
        *,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        request_id: UUID,
        key: str | None = None,
    ) -> Answer:
        """Answer a document as the viewer, whose facts are read anew once if they moved. `key` is
        that under which a change may be told again.

        Raises Refusal: Unauthenticated (StaleViewer too) where the sign-in has ended, ViewAsRefused
        where they may no longer view as whom they do.
        """
        asked = {
            "variables": variables,
            "operation_name": operation_name,
            "request_id": request_id,
            "key": key,
        }
        with available():
            try:
                return await self.door.execute(text, self.viewer, **asked)  # type: ignore[arg-type]
            except StaleViewer:
                await self.identify(again=True)
                return await self.door.execute(text, self.viewer, **asked)  # type: ignore[arg-type]

    async def identify(self, *, again: bool) -> None:
        """Learn who asks, and that they may view as whom they name (P-33)."""
        viewer = await self.identity.viewer(self.token, kind=self.kind, again=again)
        if self.view_as is not None:
            viewer = await self.identity.viewing_as(viewer, self.door.staff_id(self.view_as))
        self.viewer = viewer


class Reception:
    """Admits the holders of tokens to one database's door."""

    def __init__(
        self,
        database: Database,
        built: Built,
        secret: bytes,
        *,
        fold: bool = True,
        read_only: bool = False,
    ) -> None:
        """`secret` seals cursors; `fold=False` keeps every predicate in every statement;
        `read_only` refuses every mutation.
        """
        self.database = database
        self.built = built
        self.secret = secret
        self.fold = fold
        self.read_only = read_only
        self._rooms: tuple[Door, Identity] | None = None
        self.faces: Sequence[Face] = ()
        self.provider: Provider | None = None
        self._entrance: Entrance | None = None
        self._recoveries: Recoveries | None = None
        self._sign_ins: SignIns | None = None
        self._used: OrderedDict[UUID, float] = OrderedDict()
        self.accesses = Accesses(database)
        self.papers = Papers(database, read_only=read_only)

    async def open(self) -> None:
        """Learn the district's clock; raises LookupError if the database holds no district."""
        async with self.database.acquire() as connection:
            clock = await district_clock(connection)
        identity = Identity(self.database, clock)
        door = Door(self.built, self.database, self.secret, clock.zone, fold=self.fold)
        door.identify = identity.within
        door.tell = self.accesses.tell
        door.read_only = self.read_only
        self._rooms = door, identity
        self._entrance = Entrance(self.database, identity, self.secret)
        self._recoveries = Recoveries(self.database, identity)
        self._sign_ins = SignIns(self.database, identity)

    @property
    def entrance(self) -> Entrance:
        """Where people sign in. Raises Unavailable before it is open."""
        if self._entrance is None:
            raise Unavailable(STARTING)
        return self._entrance

    @property
    def recoveries(self) -> Recoveries:
        """Where two persons let a third one begin anew. Raises Unavailable before it is open."""
        if self._recoveries is None:
            raise Unavailable(STARTING)
        return self._recoveries

    @property
    def sign_ins(self) -> SignIns:
        """Where people read who signed in when. Raises Unavailable before it is open."""
        if self._sign_ins is None:
            raise Unavailable(STARTING)
        return self._sign_ins

    async def admit(
        self, token: str, kind: TokenKind = TokenKind.BEARER, *, view_as: str | None = None
    ) -> SignedIn:
        """Whoever holds this token, viewing as the staff member of the public id `view_as`.

        Raises Unauthenticated, ViewAsRefused or Unavailable.
        """
        door, identity = self._opened()
        with available():
            viewer = await identity.viewer(token, kind=kind)
            if kind is TokenKind.SESSION:
                await self._is_used(viewer.token_id)
            signed_in = SignedIn(door, identity, token, kind, viewer, view_as)
            if view_as is not None:
                await signed_in.identify(again=False)
            return signed_in

    async def version(self) -> str | None:
        """The version of the database's tables, as migrations name it; raises Unavailable."""
        with available():
            async with self.database.acquire() as connection:
                found: str | None = await connection.fetchval(
                    "SELECT version_num FROM alembic_version"
                )
                return found

    async def sign_in(self, link: str) -> str | None:
        """The session that a one-time link opens; None if it was used, expired or never was."""
        with available():
            async with self.database.acquire() as connection:
                return await redeem(connection, link)

    async def whose(self, session: str) -> UUID | None:
        """The person whose session this is, or was until it ended."""
        with available():
            async with self.database.acquire() as connection:
                return await whose(connection, session)

    async def sign_out(self, session: str) -> None:
        """End a session: its next request is refused."""
        _, identity = self._opened()
        with available():
            async with self.database.acquire() as connection:
                await revoke(connection, session)
        identity.forget(session, TokenKind.SESSION)

    async def _is_used(self, token_id: UUID) -> None:
        """Write down that a session is used, at most once a minute."""
        now = monotonic()
        if now - self._used.get(token_id, -inf) < SESSION_USED_SECONDS:
            return
        self._used[token_id] = now
        self._used.move_to_end(token_id)
        while len(self._used) > VIEWER_CACHE_MAX:
            self._used.popitem(last=False)
        async with self.database.acquire() as connection:
            await used(connection, token_id)

    async def keep(self, person_id: UUID, content: bytes, drawn: bytes) -> str | None:
        """Keep a file of a paper: its key, as it was drawn; None where its sender has sent enough
        for a day.
        """
        with available():
            return await self.papers.keep(person_id, content, drawn)

    async def paper(self, key: str, entity: str, row_id: UUID) -> Kept | None:
        """The file of a key that the door has told of this row; None where it is none of ours."""
        with available():
            return await self.papers.given(key, entity, row_id)

    def _opened(self) -> tuple[Door, Identity]:
        if self._rooms is None:
            raise Unavailable(STARTING)
        return self._rooms


@contextmanager
def available() -> Iterator[None]:
    """Raise Unavailable for whatever means that the database is away, and nothing more of it."""
    try:
        yield
    except AWAY as error:
        raise Unavailable("The database is busy; try again in a moment.") from error
