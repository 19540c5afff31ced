"""`homeroom schedules`: who has no complete schedule now, a line a school (RDY-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.screen import Screen, document
from hub.cli.listing import columns, printed
from hub.cli.viewing import asking
from hub.limits import BOARD_SCHOOLS_MAX, UNSCHEDULED_MAX

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import datetime

    from hub.cli.rosters.asking import Asking
    from hub.cli.viewing import AsWhom
    from hub.database import Database
    from hub.settings import Settings
    from schema.build import Built

SCHOOLS = Screen("", "schedules/schools")
BOARDS = Screen("", "schedules/command")
HEAD = ("without", "nowhere", "students", "unchecked", "school")
ESCALATES = f"more than {UNSCHEDULED_MAX}: escalates"


async def list_schedules(settings: Settings, who: AsWhom) -> None:
    """Print the board of each school. Raises CommandRefused, and Refusal as the door does."""
    await printed(settings, lambda database, built: listed(database, built, who))


async def listed(database: Database, built: Built, who: AsWhom) -> list[str]:
    """The boards as their viewer reads them through the door, line by line."""
    async with asking(database, built, who) as (viewer, clock):
        schools = {each["id"]: each["name"] async for each in viewer.pages(document(SCHOOLS))}
        boards = [each async for each in _boards(viewer, list(schools))]
        return list(_told(boards, schools, clock.read().now.astimezone(clock.zone)))


async def _boards(viewer: Asking, schools: list[str]) -> AsyncIterator[dict[str, Any]]:
    """The boards of schools of which the viewer reads anybody's schedule, a few an operation."""
    for at in range(0, len(schools), BOARD_SCHOOLS_MAX):
        some = schools[at : at + BOARD_SCHOOLS_MAX]
        found = (await viewer.ask(document(BOARDS), schools=some))["incompleteSchedules"]
        for each in found or ():
            if each["lookedAt"]:
                yield each


def _told(boards: list[dict[str, Any]], schools: dict[str, str], now: datetime) -> Iterator[str]:
    """The most students without a complete schedule first; what each line counts is in `HEAD`."""
    count = sum(each["total"] for each in boards)
    yield (
        f"Without a complete schedule at {now:%Y-%m-%d %H:%M}: {count} students, "
        f"{len(boards)} schools"
    )
    if not boards:
        return
    ordered = sorted(boards, key=lambda each: (-each["total"], schools[each["school"]]))
    lines = [HEAD, *(_line(each, schools) for each in ordered)]
    yield from columns(lines, numbers=HEAD.index("school"))


def _line(board: dict[str, Any], schools: dict[str, str]) -> tuple[str, ...]:
    counts = (str(board[name]) for name in ("total", "nowhere", "lookedAt", "unchecked"))
    said = f" ({ESCALATES})" if board["escalates"] else ""
    return *counts, schools[board["school"]] + said
