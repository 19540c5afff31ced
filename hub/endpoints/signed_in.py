"""From a token to someone who may ask: identify, ask the door, identify anew if facts moved."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hub.clock import district_clock
from hub.database import AWAY
from hub.errors import Unavailable
from hub.identity import Identity
from hub.identity.tokens import redeem, revoke
from hub.ledger.accesses import Accesses
from hub.models.codes import TokenKind
from schema.door import Door, StaleViewer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from hub.database import Database
    from hub.viewer import Viewer
    from schema.answer import Answer
    from schema.build import Built


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
        self.accesses = Accesses(database)

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

    async def admit(
        self, token: str, kind: TokenKind = TokenKind.BEARER, *, view_as: str | None = None
    ) -> SignedIn:
        """Whoever holds this token, viewing as the staff member of the public id `view_as`.

        Raises Unauthenticated, ViewAsRefused or Unavailable.
        """
        door, identity = self._opened()
        with available():
            viewer = await identity.viewer(token, kind=kind)
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

    async def sign_out(self, session: str) -> None:
        """End a session: its next request is refused."""
        _, identity = self._opened()
        with available():
            async with self.database.acquire() as connection:
                await revoke(connection, session)
        identity.forget(session, TokenKind.SESSION)

    def _opened(self) -> tuple[Door, Identity]:
        if self._rooms is None:
            raise Unavailable("The hub is starting; try again in a moment.")
        return self._rooms


@contextmanager
def available() -> Iterator[None]:
    """Raise Unavailable for whatever means that the database is away, and nothing more of it."""
    try:
        yield
    except AWAY as error:
        raise Unavailable("The database is busy; try again in a moment.") from error
