"""Opening a bundle: a folder or a zip archive of roster CSV files, read without unpacking."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar, cast

from hub.oneroster.errors import BundleRefused
from hub.oneroster.layout import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE_BYTES = 512 * 1024 * 1024
"""The most that one file may hold, unpacked."""
BUNDLE_BYTES = 2 * 1024 * 1024 * 1024
"""The most that all files of a bundle may hold together, unpacked."""
ENTRIES = 1_000
"""The most entries that an archive or a folder may list."""
RATIO = 100
"""How many times its packed size a file may unpack to: a roster packs to a tenth or so."""
RATIO_FROM_BYTES = 1024 * 1024
"""Smaller files may pack as they like."""

Entry = TypeVar("Entry")

_ENCRYPTED = 0x1
_CANONICAL = {f"{file}.csv".casefold(): file for file in ("manifest", *FILES)}
_LITTER = ("__MACOSX", ".DS_Store")
_UNPACKING = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError)


class Source(Protocol):
    """Where one file's bytes come from; it can be read again."""

    def open(self) -> BinaryIO:
        """The bytes from their beginning."""


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes at hand."""

    content: bytes

    def open(self) -> BinaryIO:
        """The bytes from their beginning."""
        return io.BytesIO(self.content)


@dataclass(frozen=True, slots=True)
class _Plain:
    """A file in a folder."""

    path: Path

    def open(self) -> BinaryIO:
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class _Packed:
    """A file in an archive, unpacked while it is read and never beyond the size that it claims."""

    archive: Path
    name: str
    entry: str
    size: int

    def open(self) -> BinaryIO:
        stream = _Unpacked(self)
        return cast("BinaryIO", io.BufferedReader(stream, 1 << 16))


class _Unpacked(io.RawIOBase):
    """The bytes of a packed file; raises BundleRefused where it is broken or lies of its size."""

    def __init__(self, packed: _Packed) -> None:
        self._packed = packed
        self._left = packed.size
        try:
            self._archive = zipfile.ZipFile(packed.archive)
            self._stream = self._archive.open(packed.entry)
        except _UNPACKING as error:
            raise self._broken() from error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            block = self._stream.read(min(len(buffer), self._left + 1))
        except _UNPACKING as error:
            raise self._broken() from error
        self._left -= len(block)
        if self._left < 0:
            raise BundleRefused(f"{self._packed.name}.csv is larger than the archive says.")
        if not block and self._left:
            raise BundleRefused(f"{self._packed.name}.csv is smaller than the archive says.")
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._archive.close()
        super().close()

    def _broken(self) -> BundleRefused:
        return BundleRefused(f"{self._packed.name}.csv can't be unpacked from the archive.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a bundle by their OneRoster name (without .csv)."""

    name: str
    files: Mapping[str, Source]
    strangers: int
    """Files beside them that no dialect knows; they were not opened."""


def open_bundle(path: Path) -> Bundle:
    """Look into the bundle at `path`, a folder or a zip archive.

    Raises BundleRefused where there is none, or where it is too large, encrypted or unsafe.
    """
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise BundleRefused(f"There is no folder or zip archive at {path}.")
    try:
        with zipfile.ZipFile(path) as archive:
            return _archive(path, archive)
    except zipfile.BadZipFile:
        raise BundleRefused(
            f"{path.name} is neither a folder nor a readable zip archive."
        ) from None


def _folder(path: Path) -> Bundle:
    entries = [entry for entry in sorted(path.iterdir()) if entry.is_file()]
    known = _by_name((entry.name, entry) for entry in _few(entries))
    home = path.resolve()
    for entry in known.values():
        if not entry.resolve().is_relative_to(home):
            raise BundleRefused(f"{entry.name} is a link that leads out of the folder.")
    _bounded({name: entry.stat().st_size for name, entry in known.items()})
    files = {name: _Plain(entry) for name, entry in known.items()}
    return Bundle(path.resolve().name, files, len(entries) - len(known))


def _archive(path: Path, archive: zipfile.ZipFile) -> Bundle:
    entries = [entry for entry in _few(archive.infolist()) if not entry.is_dir()]
    for entry in entries:
        _refuse_unsafe(entry)
    entries = [entry for entry in entries if not _is_litter(entry)]
    folders = {str(PurePosixPath(entry.filename).parent) for entry in entries}
    if len(folders) > 1:
        raise BundleRefused("The archive has several folders: keep the files in one.")
    known = _by_name((PurePosixPath(entry.filename).name, entry) for entry in entries)
    _bounded({name: entry.file_size for name, entry in known.items()})
    for name, entry in known.items():
        _refuse_bomb(name, entry)
    files = {
        name: _Packed(path, name, entry.filename, entry.file_size) for name, entry in known.items()
    }
    return Bundle(path.name, files, len(entries) - len(known))


def _few(entries: list[Entry]) -> list[Entry]:
    if len(entries) > ENTRIES:
        raise BundleRefused(f"The bundle lists more than {ENTRIES:,} files: that is no roster.")
    return entries


def _refuse_unsafe(entry: zipfile.ZipInfo) -> None:
    """Nothing is unpacked, yet an archive that tries to leave its folder is not to be trusted."""
    name = entry.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts:
        raise BundleRefused("The archive has an entry whose path leads out of it.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BundleRefused("The archive has a link in it: only plain files are read.")
    if entry.flag_bits & _ENCRYPTED:
        raise BundleRefused("The archive is encrypted: unpack it and import the folder.")


def _refuse_bomb(name: str, entry: zipfile.ZipInfo) -> None:
    if entry.file_size > max(RATIO_FROM_BYTES, RATIO * entry.compress_size):
        raise BundleRefused(
            f"{name}.csv would unpack to more than {RATIO} times its packed size: that is no "
            "roster. If it is one, unpack the archive and import the folder."
        )


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    return any(part in _LITTER for part in PurePosixPath(entry.filename).parts)


def _by_name(named: Iterable[tuple[str, Entry]]) -> dict[str, Entry]:
    """The entries that a dialect knows; letter case is the exporting system's own."""
    known: dict[str, Entry] = {}
    for name, entry in named:
        file = _CANONICAL.get(name.casefold())
        if file is None:
            continue
        if file in known:
            raise BundleRefused(f"The bundle has two files named {file}.csv.")
        known[file] = entry
    return known


def _bounded(sizes: Mapping[str, int]) -> None:
    for name, size in sizes.items():
        if size > FILE_BYTES:
            raise BundleRefused(f"{name}.csv is larger than {FILE_BYTES // 1024**2} MiB.")
    if sum(sizes.values()) > BUNDLE_BYTES:
        raise BundleRefused(f"The bundle is larger than {BUNDLE_BYTES // 1024**2} MiB.")
