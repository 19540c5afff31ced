"""`homeroom policy review`: who of each school can read what is delicate (P-43), as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from hub.cli.errors import CommandRefused
from hub.cli.opening import clock_of, opened
from hub.explain.reviewing import list_of
from hub.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.database import Connection
    from hub.settings import Settings

SCHOOLS = "SELECT id, name FROM school WHERE $1::text IS NULL OR name = $1 ORDER BY name, id"


async def review(settings: Settings, school: str | None, *, names: bool) -> None:
    """Print the list of one school, by its name, or of all. Raises CommandRefused."""
    async with opened(settings, Progress()) as database, database.owner() as owner:
        for line in await reviewed(owner, school, names=names):
            typer.echo(line)


async def reviewed(connection: Connection, school: str | None, *, names: bool) -> list[str]:
    """The list, line by line; with `names`, of the people behind each count."""
    clock = (await clock_of(connection)).read()
    schools = await connection.fetch(SCHOOLS, school)
    if not schools:
        raise CommandRefused(f"No school has the name {school}.")
    return [
        line
        for row in schools
        for line in _told(row["name"], await list_of(connection, clock, row["id"]), names=names)
    ]


def _told(name: str, review: dict[str, Any], *, names: bool) -> Iterator[str]:
    yield f"{name} on {review['day']}: {review['students']} students"
    for line in review["lines"]:
        yield f"  {line['row']} ({line['title']}): {_counted(line)}"
        for each in line["standings"]:
            contracted = ", contracted" if each["contracted"] else ""
            yield f"    {each['standing']} ({each['title']}{contracted}): {_counted(each)}"
            if names:
                yield from (f"      {one['name']}: {one['students']}" for one in each["staff"])


def _counted(told: dict[str, Any]) -> str:
    """How many people read of how many students."""
    return f"{told['people']} can read of {told['students']} students"
