"""The manifest: which version, whose export, and which files are to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.oneroster.csv_text import decoded, records
from hub.oneroster.errors import BundleRefused
from hub.oneroster.layout import FILES

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = "1.1"
_SYSTEM_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.csv says."""

    system: str
    """The exporting system's name, as it calls itself."""
    listed: tuple[str, ...]
    """Files to read, in the order of reading."""
    unlisted: tuple[str, ...]
    """Files that are there although the manifest doesn't say so: they are not read."""


def read_manifest(files: Mapping[str, bytes]) -> Manifest:
    """Read the manifest and compare it with the files that are there. Raises BundleRefused."""
    if "manifest" not in files:
        raise BundleRefused("The bundle has no manifest.csv: it isn't a OneRoster CSV bundle.")
    said = _properties(decoded("manifest", files["manifest"]))
    version = said.get("oneroster.version", "")
    if version != VERSION:
        raise BundleRefused(f"manifest.csv doesn't say oneroster.version {VERSION}; this is read.")
    modes = {file: said.get(f"file.{file}", "absent").casefold() for file in FILES}
    _refuse_modes(modes, files)
    return Manifest(
        system=said.get("source.systemName", "")[:_SYSTEM_CHARACTERS] or "an unnamed system",
        listed=tuple(file for file in FILES if modes[file] == "bulk"),
        unlisted=tuple(file for file in FILES if file in files and modes[file] != "bulk"),
    )


def _properties(text: str) -> dict[str, str]:
    pairs = [record.values for record in records(text) if record.values is not None]
    return {pair[0].strip(): pair[1].strip() for pair in pairs if len(pair) > 1}


def _refuse_modes(modes: Mapping[str, str], files: Mapping[str, bytes]) -> None:
    for file, mode in modes.items():
        if mode == "delta":
            raise BundleRefused(
                f"manifest.csv lists {file} as delta: delta files come later, export it as bulk."
            )
        if mode not in {"bulk", "absent"}:
            raise BundleRefused(f"manifest.csv: file.{file} is neither bulk nor absent.")
        if mode == "bulk" and file not in files:
            raise BundleRefused(
                f"manifest.csv lists {file} as bulk, and {file}.csv isn't there: "
                "the bundle is incomplete."
            )
