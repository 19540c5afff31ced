"""`homeroom token`: signing in as somebody of a demo or sample district."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from hub.cli.opening import opened, refuse_live, url_of
from hub.cli.people import person_named, persona_named
from hub.identity import issue
from hub.models.codes import TokenKind
from hub.progress import Progress

if TYPE_CHECKING:
    from hub.settings import Settings


async def print_token(
    settings: Settings, persona: str | None, sourced_id: str | None, *, link: bool
) -> None:
    """Print a new bearer token, or a one-time link, alone on the last line.

    Raises CommandRefused for an unknown person and in a live district.
    """
    kind = TokenKind.LINK if link else TokenKind.BEARER
    async with opened(settings, Progress()) as database, database.owner() as owner:
        await refuse_live(owner, "tokens are printed")
        if persona is not None:
            person = await persona_named(owner, persona)
        else:
            person = await person_named(owner, sourced_id or "")
        token = await issue(owner, person.person_id, kind)
    typer.echo(f"{url_of(settings, settings.port)}/admin/link/{token}" if link else token)
