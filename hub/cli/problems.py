"""`homeroom problems`: the weekly list of what is open, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.answers import Reading
from admin.problems import grouped
from admin.screen import Screen, document
from admin.words import code
from hub.cli.listing import columns, printed
from hub.cli.viewing import asking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from admin.problems import Group
    from hub.cli.viewing import AsWhom
    from hub.database import Database
    from hub.settings import Settings
    from schema.build import Built

OPEN = Screen("", "problems/command")
HEAD = ("students", "reports", "days", "who answers", "school", "page")
NO_STUDENTS = "-"


async def list_problems(settings: Settings, who: AsWhom) -> None:
    """Print what is open. Raises CommandRefused, and Refusal as the door does."""
    await printed(settings, lambda database, built: listed(database, built, who))


async def listed(database: Database, built: Built, who: AsWhom) -> list[str]:
    """The list as its viewer reads it through the door, line by line."""
    async with asking(database, built, who) as (viewer, clock):
        reading = Reading(staff=True)
        rows = [reading.read(row) async for row in viewer.pages(document(OPEN))]
        return list(_told(grouped(rows), clock.read().today))


def _told(groups: list[Group], today: date) -> Iterator[str]:
    """What is open, a line a page; the most students first."""
    count = sum(each.count for each in groups)
    yield f"Open problems as of {today}: {count} on {len(groups)} pages"
    if not groups:
        return
    lines = [HEAD, *(_line(each, today) for each in groups)]
    yield from columns(lines, numbers=HEAD.index("who answers"))


def _line(group: Group, today: date) -> tuple[str, ...]:
    students = str(group.students) if group.affected else NO_STUDENTS
    days = str(group.days(today.isoformat()))
    return students, str(group.count), days, code(group.desk), group.school, group.screen
