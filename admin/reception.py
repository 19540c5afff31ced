"""What the window needs of the ground: the room above hands it over as an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from hub.models.codes import TokenKind
    from hub.viewer import Viewer
    from schema.answer import Answer


class SignedIn(Protocol):
    """The holder of a valid session, for one request."""

    viewer: Viewer

    async def ask(
        self, text: str, *, variables: Mapping[str, Any] | None = None, request_id: UUID
    ) -> Answer:
        """Answer a document as the viewer; raises Refusal."""


class Reception(Protocol):
    """Admits sessions to the door, and makes and ends them."""

    async def admit(self, token: str, kind: TokenKind) -> SignedIn:
        """Whoever holds this token; raises Unauthenticated or Unavailable."""

    async def sign_in(self, link: str) -> str | None:
        """The session that a one-time link opens; None if it was used, expired or never was."""

    async def sign_out(self, session: str) -> None:
        """End a session."""
