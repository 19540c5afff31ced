"""`homeroom policy review`: who of each school can read what is delicate (P-43), as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from hub.cli.errors import CommandRefused
from hub.cli.opening import clock_of, opened
from hub.explain.reviewing import list_of
from hub.progress import Progress
from hub.quarters import overdue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import asyncpg

    from hub.database import Connection
    from hub.settings import Settings

SCHOOLS = "SELECT id, name FROM school WHERE $1::text IS NULL OR name = $1 ORDER BY name, id"

LAST = """
SELECT r.quarter_starts_on, r.reviewed_on, r.to_change,
       s.given_name || ' ' || s.family_name AS reviewer
FROM done_review r JOIN staff_member s ON s.id = r.reviewed_by
WHERE r.school_id = $1 ORDER BY r.quarter_starts_on DESC LIMIT 1
"""


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
        for line in _told(
            row["name"],
            await list_of(connection, clock, row["id"]),
            await connection.fetchrow(LAST, row["id"]),
            names=names,
        )
    ]


def _told(
    name: str, review: dict[str, Any], done: asyncpg.Record | None, *, names: bool
) -> Iterator[str]:
    yield f"{name} on {review['day']}: {review['students']} students"
    yield f"  {_done(done, review['day'])}"
    for line in review["lines"]:
        yield f"  {line['row']} ({line['title']}): {_counted(line)}"
        for each in line["standings"]:
            contracted = ", contracted" if each["contracted"] else ""
            yield f"    {each['standing']} ({each['title']}{contracted}): {_counted(each)}"
            if names:
                yield from (f"      {one['name']}: {one['students']}" for one in each["staff"])


def _done(last: asyncpg.Record | None, today: date) -> str:
    """When the review was last done and by whom, and whether one is overdue."""
    late = (
        "overdue: " if overdue(None if last is None else last["quarter_starts_on"], today) else ""
    )
    if last is None:
        return f"{late}never reviewed"
    found = f"{last['to_change']} people to change"
    return f"{late}last reviewed on {last['reviewed_on']} by {last['reviewer']}, {found}"


def _counted(told: dict[str, Any]) -> str:
    """How many people read of how many students."""
    return f"{told['people']} can read of {told['students']} students"
