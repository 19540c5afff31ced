"""Opening a bundle: a folder or a zip archive of OneRoster CSV files, read without unpacking."""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from hub.oneroster.errors import BundleRefused
from hub.oneroster.layout import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE_BYTES = 256 * 1024 * 1024
"""The most that one file may hold, unpacked."""
BUNDLE_BYTES = 1024 * 1024 * 1024
"""The most that all files of a bundle may hold together, unpacked."""
ENTRIES = 1_000
"""The most entries that an archive or a folder may list."""

Entry = TypeVar("Entry")

_ENCRYPTED = 0x1
_CANONICAL = {f"{file}.csv".casefold(): file for file in ("manifest", *FILES)}
_LITTER = ("__MACOSX", ".DS_Store")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a bundle by their OneRoster name (without .csv), as bytes."""

    name: str
    files: Mapping[str, bytes]
    strangers: int
    """Files beside them that OneRoster doesn't know; they were not opened."""


def open_bundle(path: Path) -> Bundle:
    """Read the bundle at `path`, a folder or a zip archive.

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
    sizes = {name: entry.stat().st_size for name, entry in known.items()}
    _bounded(sizes)
    files = {name: entry.read_bytes() for name, entry in known.items()}
    _bounded({name: len(content) for name, content in files.items()})
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
    files = {name: _content(archive, name, entry) for name, entry in known.items()}
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


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    return any(part in _LITTER for part in PurePosixPath(entry.filename).parts)


def _by_name(named: Iterable[tuple[str, Entry]]) -> dict[str, Entry]:
    """The entries that OneRoster knows; letter case is the exporting system's own."""
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


def _content(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo) -> bytes:
    """The unpacked bytes; the directory's word on their number is checked while reading."""
    try:
        with archive.open(entry) as stream:
            content = stream.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise BundleRefused(f"{name}.csv can't be unpacked from the archive.") from error
    if len(content) != entry.file_size:
        raise BundleRefused(f"{name}.csv is larger than the archive says.")
    return content
