"""`homeroom password`: a link by which somebody chooses their password. Nobody chooses another's,
and no password stands on a command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg
import typer

from hub.cli.errors import CommandRefused
from hub.cli.opening import opened, url_of
from hub.cli.people import anyone
from hub.identity import credentials
from hub.limits import USER_NAME_CHARACTERS_MAX
from hub.progress import Progress

if TYPE_CHECKING:
    from hub.settings import Settings

IS_APP = "SELECT EXISTS (SELECT FROM vendor_app WHERE person_id = $1)"


async def print_link(settings: Settings, who: str, user_name: str | None) -> None:
    """Print the link alone on the last line, and before it under which name they sign in.

    Raises CommandRefused for an unknown person, a vendor's app, and a name that can't be had.
    """
    async with opened(settings, Progress()) as database, database.owner() as owner:
        person = await anyone(owner, who)
        if await owner.fetchval(IS_APP, person.person_id):
            raise CommandRefused("A vendor's app signs in by its token, and not by a password.")
        said = user_name or await credentials.proposed(owner, person.person_id) or ""
        name = credentials.folded(said)
        if not name or len(name) > USER_NAME_CHARACTERS_MAX:
            raise CommandRefused(
                f"A user name has 1 to {USER_NAME_CHARACTERS_MAX} characters: use --user-name."
            )
        try:
            link = await credentials.name(owner, person.person_id, name)
        except asyncpg.UniqueViolationError:
            raise CommandRefused(
                "Somebody else signs in under that name: choose another with --user-name."
            ) from None
    typer.echo(f"They sign in as {name}. The link is for them alone, holds for a day, works once:")
    typer.echo(f"{url_of(settings, settings.port)}/admin/password/{link}")
