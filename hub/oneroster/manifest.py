"""The manifest: which dialect, whose export, which files are read, whole or as changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.oneroster.csv_text import records, text_lines
from hub.oneroster.errors import BundleRefused
from hub.oneroster.layout import DIALECTS, SDS_21, Dialect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.oneroster.bundle import Source

OWN_DISTRICT = "homeroom.district"
"""Our own exports name their district by this property: their identifiers are ours."""
OWN_ENDS = "homeroom.ends"
"""And how they count ends by this one."""
_SYSTEM_CHARACTERS = 80
_SDS_FILES = ("orgs", "users", "roles")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.csv says."""

    dialect: Dialect
    system: str
    """The exporting system's name, as it calls itself."""
    listed: tuple[str, ...]
    """Files to read, in the order of reading."""
    unlisted: tuple[str, ...]
    """Files that are there although the manifest doesn't say so: they are not read."""
    delta: frozenset[str] = frozenset()
    """Listed files that hold changes; every other listed file is the whole truth."""
    own_district: str = ""
    """The public id of the district that this was exported from, where it is an export of ours."""
    own_ends: str = ""

    def is_bulk(self, file: str) -> bool:
        """Whether a file is here as the whole truth: what it lacks has ended."""
        return file in self.listed and file not in self.delta


def read_manifest(files: Mapping[str, Source]) -> Manifest:
    """Read the manifest and compare it with the files that are there. Raises BundleRefused."""
    if "manifest" not in files:
        return _school_data_sync(files)
    said = _properties(files["manifest"])
    dialect = DIALECTS.get(said.get("oneroster.version", "").removesuffix(".0"))
    if dialect is None:
        raise BundleRefused(
            f"manifest.csv says no oneroster.version that is read here: {', '.join(DIALECTS)}."
        )
    modes = {file: said.get(f"file.{file}", "absent").casefold() for file in dialect.files}
    _refuse_modes(modes, files)
    listed = tuple(file for file in dialect.files if modes[file] != "absent")
    return Manifest(
        dialect,
        system=said.get("source.systemName", "")[:_SYSTEM_CHARACTERS] or "an unnamed system",
        listed=listed,
        unlisted=tuple(f for f in files if f not in (*listed, "manifest")),
        delta=frozenset(file for file in listed if modes[file] == "delta"),
        own_district=said.get(OWN_DISTRICT, ""),
        own_ends=said.get(OWN_ENDS, ""),
    )


def _school_data_sync(files: Mapping[str, Source]) -> Manifest:
    """School Data Sync has no manifest: its files are known by their names."""
    if not all(file in files for file in _SDS_FILES):
        raise BundleRefused(
            "The bundle has no manifest.csv: it isn't a OneRoster CSV bundle, nor one of School "
            "Data Sync 2.1, which has orgs.csv, users.csv and roles.csv."
        )
    return Manifest(
        SDS_21,
        system="School Data Sync",
        listed=tuple(file for file in SDS_21.files if file in files),
        unlisted=tuple(file for file in files if file not in SDS_21.files),
    )


def _properties(source: Source) -> dict[str, str]:
    found = records(text_lines("manifest", source))
    pairs = [record.values for record in found if record.values is not None]
    return {pair[0].strip(): pair[1].strip() for pair in pairs if len(pair) > 1}


def _refuse_modes(modes: Mapping[str, str], files: Mapping[str, Source]) -> None:
    for file, mode in modes.items():
        if mode not in {"bulk", "delta", "absent"}:
            raise BundleRefused(f"manifest.csv: file.{file} is neither bulk, delta nor absent.")
        if mode != "absent" and file not in files:
            raise BundleRefused(
                f"manifest.csv lists {file} as {mode}, and {file}.csv isn't there: "
                "the bundle is incomplete."
            )
