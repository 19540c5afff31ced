"""Finding the files of a folder: XML below it, the code lists first, none of them a way out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.edfi.errors import FilesRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRIES = 5_000
"""The most files that a folder and those in it may hold."""
FILE_BYTES = 8 * 1024**3
"""The most that one file may hold; it is streamed, so that this bounds time and not memory."""

_HEAD_BYTES = 4_096
_DESCRIPTORS = re.compile(rb"<(?:\w+:)?InterchangeDescriptors[\s>]")


@dataclass(frozen=True, slots=True)
class Source:
    """One file: `name` is its path below the folder, for the report."""

    name: str
    path: Path
    size: int
    descriptors: bool
    """It holds code lists: they are read before what uses them."""


def sources(folder: Path) -> tuple[str, list[Source], int]:
    """The folder's name, the XML files at and below it, code lists first, and how many others.

    Raises FilesRefused where there is none, or where one is too large or leads out of the folder.
    """
    if not folder.is_dir():
        raise FilesRefused(f"There is no folder {folder.name}: unpack the files into one.")
    home = folder.resolve()
    entries = list(_entries(folder))
    found = [_source(home, entry) for entry in entries if entry.suffix.casefold() == ".xml"]
    if not found:
        raise FilesRefused(f"The folder {folder.name} holds no XML file.")
    found.sort(key=lambda source: (not source.descriptors, source.name))
    return home.name, found, len(entries) - len(found)


def _entries(folder: Path) -> Iterator[Path]:
    count = 0
    for entry in sorted(folder.rglob("*")):
        if not entry.is_file():
            continue
        count += 1
        if count > ENTRIES:
            raise FilesRefused(f"The folder holds more than {ENTRIES:,} files: that is no export.")
        yield entry


def _source(home: Path, entry: Path) -> Source:
    if not entry.resolve().is_relative_to(home):
        raise FilesRefused(f"{entry.name} is a link that leads out of the folder.")
    size = entry.stat().st_size
    if size > FILE_BYTES:
        raise FilesRefused(f"{entry.name} is larger than {FILE_BYTES // 1024**3} GiB.")
    with entry.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    name = entry.relative_to(home) if entry.is_relative_to(home) else entry.resolve()
    short = str(name.relative_to(home)) if name.is_absolute() else str(name)
    return Source(short, entry, size, _DESCRIPTORS.search(head) is not None)
