"""Counts of a report: what became of each file's rows and each table's, and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class FileCount:
    """What became of one file's rows. Every row read is counted once."""

    file: str
    read: int
    applied: int = 0
    unchanged: int = 0
    refused: int = 0
    not_mapped: int = 0

    def __post_init__(self) -> None:
        told = self.applied + self.unchanged + self.refused + self.not_mapped
        if told != self.read:
            raise AssertionError(f"{self.file}: {self.read} rows read, {told} accounted for")


@dataclass(frozen=True, slots=True)
class RowCount:
    """What became of one table's rows."""

    table: str
    made: int
    changed: int
    unchanged: int
    ended: int = 0


def table(head: tuple[str, ...], body: Iterable[tuple[str | int, ...]]) -> Iterator[str]:
    """The lines of a table of counts, its columns aligned."""
    rows = [head, *(tuple(f"{c:,}" if isinstance(c, int) else c for c in row) for row in body)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    for row in rows:
        first, *others = (
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join((first, *others)).rstrip()


def titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines of a chapter below its title; it says where there is none."""
    yield from ("", title)
    found = False
    for line in lines:
        found = True
        yield f"  {line}"
    if not found:
        yield "  none"
