"""Prints a list that somebody reads through the door, in columns where it has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from hub.cli.opening import opened
from hub.progress import Progress
from schema.build import build

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from hub.database import Database
    from hub.settings import Settings
    from schema.build import Built

    Listed = Callable[[Database, Built], Awaitable[list[str]]]


async def printed(settings: Settings, listed: Listed) -> None:
    """Print the lines of a list. Raises CommandRefused, and Refusal as the door does."""
    progress = Progress()
    with progress.step("building the schema"):
        built = build()
    async with opened(settings, progress) as database:
        for line in await listed(database, built):
            typer.echo(line)


def columns(rows: Sequence[tuple[str, ...]], *, numbers: int) -> Iterator[str]:
    """Rows in columns, the head first; the first `numbers` of them hold numbers."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = enumerate(zip(row, widths, strict=True))
        yield "  ".join(
            text.rjust(width) if at < numbers else text.ljust(width) for at, (text, width) in cells
        ).rstrip()
