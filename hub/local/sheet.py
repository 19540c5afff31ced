"""Reading a sheet of assignments: a TOML file of staff, posts, caseloads, ranges and trainings."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hub.models.codes import CaseloadKind, PostRole, TrainingKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hub.models.codes import Code

SHEET_BYTES = 1024 * 1024
"""The most that a sheet may hold: it is read as a whole."""


class SheetRefused(Exception):
    """Nothing was assigned. The message says which entry is wrong, and repeats no value of it."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an entry says under one name: its kind, and whether it has to."""

    kind: type[Any]
    needed: bool = True
    among: type[Code] | None = None


_TEXT, _DAY = Value(str), Value(date)
_END = Value(date, needed=False)
KINDS: Mapping[str, Mapping[str, Value]] = {
    "staff": {
        "id": _TEXT,
        "given_name": _TEXT,
        "family_name": _TEXT,
        "email": Value(str, needed=False),
    },
    "post": {
        "staff": _TEXT,
        "role": Value(str, among=PostRole),
        "school": Value(str, needed=False),
        "contracted": Value(bool, needed=False),
        "starts_on": _DAY,
        "ends_on": _END,
    },
    "caseload": {
        "staff": _TEXT,
        "student": _TEXT,
        "kind": Value(str, among=CaseloadKind),
        "contracted": Value(bool, needed=False),
        "starts_on": _DAY,
        "ends_on": _END,
    },
    "counselor_range": {
        "staff": _TEXT,
        "school": _TEXT,
        "first": _TEXT,
        "last": _TEXT,
        "grade_level": Value(int, needed=False),
        "starts_on": _DAY,
        "ends_on": _END,
    },
    "training": {
        "staff": _TEXT,
        "kind": Value(str, among=TrainingKind),
        "completed_on": _DAY,
        "expires_on": _DAY,
    },
}
"""What a sheet may hold: `[[post]]` and so on, each with these names. Ends are the first day on
which it no longer holds."""

Sheet = dict[str, list[dict[str, Any]]]


def read_sheet(path: Path) -> Sheet:
    """The entries of a sheet by kind. Raises SheetRefused, naming the entry."""
    if path.stat().st_size > SHEET_BYTES:
        raise SheetRefused(f"{path.name} is larger than {SHEET_BYTES // 1024} KiB.")
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise SheetRefused(f"{path.name} is not UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SheetRefused(f"{path.name} is no TOML: {error}.") from None
    for kind, entries in found.items():
        if kind not in KINDS:
            raise SheetRefused(f"A sheet has no [[{kind[:40]}]]: it has {', '.join(KINDS)}.")
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise SheetRefused(f"Write each entry as [[{kind}]], with its names below.")
        for place, entry in enumerate(entries, start=1):
            _check(f"[[{kind}]] {place}", KINDS[kind], entry)
    return {kind: found.get(kind, []) for kind in KINDS}


def _check(where: str, values: Mapping[str, Value], entry: Mapping[str, Any]) -> None:
    missing = [name for name, value in values.items() if value.needed and name not in entry]
    if missing:
        raise SheetRefused(f"{where} doesn't say {', '.join(missing)}.")
    if set(entry) - set(values):
        raise SheetRefused(f"{where} may only say {', '.join(values)}.")
    for name, said in entry.items():
        _check_value(f"{where}: {name}", values[name], said)
    starts, ends = entry.get("starts_on"), entry.get("ends_on")
    if starts and ends and ends <= starts:
        raise SheetRefused(f"{where} ends before it begins.")


def _check_value(where: str, value: Value, said: Any) -> None:
    words = {str: "text", date: "a date", bool: "true or false", int: "a number"}
    fits = isinstance(said, value.kind) and not (value.kind is date and isinstance(said, datetime))
    if not fits or (value.kind is int and isinstance(said, bool)) or said == "":
        raise SheetRefused(f"{where} is not {words[value.kind]}.")
    if value.among is not None and said not in list(value.among):
        raise SheetRefused(f"{where} is none of {', '.join(value.among)}.")
