"""The file: written whole or not at all, for its owner's eyes, and read with every byte checked."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import zlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Self
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

FORMAT = 1
"""What a reader of another version looks at first."""
MANIFEST = "manifest.json"
LEVEL = 1
"""How hard to compress: a backup should wait for the database, not for this."""
PIECE = 1 << 20
"""Bytes of a table that are held at once."""
_BROKEN = (
    BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip
"""What a reader of zip and JSON makes of a byte that isn't the one that was written."""


class BackupRefused(Exception):
    """A backup or a database that can't be used; the message says why, and what would help."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a table: its columns, how many rows, and the SHA-256 of their text."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def entry(self) -> str:
        """The name of its rows in the archive."""
        return entry_of(self.name)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: the tables' version as migrations name it, the moment of its
    view (UTC), the tables, and how far each sequence had come (None: not used yet).
    """

    version: str
    moment: str
    tables: tuple[Kept, ...]
    sequences: dict[str, int | None]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)

    def text(self) -> str:
        """The manifest as JSON."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1)

    @classmethod
    def read(cls, text: bytes) -> Self:
        """The manifest of its text. Raises BackupRefused for another format, and errors of kinds
        that `_BROKEN` lists where it is none.
        """
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise BackupRefused("It was written by another version of Homeroom: restore with that.")
        tables = tuple(
            Kept(each["name"], tuple(each["columns"]), each["rows"], each["sha256"])
            for each in said["tables"]
        )
        return cls(said["version"], said["moment"], tables, dict(said["sequences"]))


class Digest:
    """The digest of rows that come in pieces, and their number: one a line, as COPY writes them."""

    def __init__(self) -> None:
        self.rows = 0
        self._sha256 = sha256()

    def add(self, piece: bytes) -> int:
        """Take a piece; how many rows ended in it."""
        self._sha256.update(piece)
        ended = piece.count(b"\n")
        self.rows += ended
        return ended

    def kept(self, name: str, columns: tuple[str, ...]) -> Kept:
        """What came, as that of a table."""
        return Kept(name, columns, self.rows, self._sha256.hexdigest())


def entry_of(table: str) -> str:
    """The name of a table's rows in the archive."""
    return f"tables/{table}.copy"


@contextmanager
def written(path: Path) -> Iterator[ZipFile]:
    """An archive that has its name once the block has ended well and its bytes are on the disk.

    Before that it lies beside it under a name of its own, without a manifest; a block that fails
    leaves nothing. Raises OSError.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have a folder's names on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Backup:
    """A backup that is open for reading; nothing of it is believed before `check`."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        """Raises BackupRefused where there is no manifest, or one that can't be read."""
        self.path = path
        self._archive = archive
        with self._sound(MANIFEST):
            self.manifest = Manifest.read(archive.read(MANIFEST))

    async def check(self, advance: Callable[[int], None]) -> None:
        """Read every table and raise BackupRefused if one isn't what the manifest says."""
        for table in self.manifest.tables:
            digest = Digest()
            async for piece in self.pieces(table):
                advance(digest.add(piece))
            if digest.kept(table.name, table.columns) != table:
                raise self._damaged(table.entry)

    async def pieces(self, table: Kept) -> AsyncIterator[bytes]:
        """A table's rows, some at a time. Raises BackupRefused where they can't be read."""
        with self._sound(table.entry), self._archive.open(table.entry) as file:
            while piece := file.read(PIECE):
                yield piece
                await asyncio.sleep(0)  # somebody may have said stop

    @contextmanager
    def _sound(self, entry: str) -> Iterator[None]:
        try:
            yield
        except _BROKEN:
            raise self._damaged(entry) from None

    def _damaged(self, entry: str) -> BackupRefused:
        return BackupRefused(
            f"{self.path} is damaged: {entry} isn't what was written. Take another copy of it, or "
            "an earlier backup."
        )


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """A backup, open for reading. Raises BackupRefused where it is none, or was cut off."""
    try:
        archive = ZipFile(path)
    except OSError as error:
        raise BackupRefused(f"{path} can't be read: {error.strerror}.") from None
    except _BROKEN:
        raise BackupRefused(f"{path} is no backup, or was cut off: it has no end.") from None
    with archive:
        yield Backup(path, archive)
