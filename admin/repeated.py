"""Rows of a form: a button adds one, another takes one away, and what was typed stays.

A row's fields are named by the part of the change, its number and their own name:
`goals-0-area`. Numbers say in which order rows stand, and may leave some out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from admin.entered import Entered, Wrong

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from admin.plain import Field

MORE, LESS, FRESH = "more", "less", "fresh"
"""The buttons that add a row and take one away, and the row that was added just now."""
WAS = "was"
"""The hidden field of a row that says which one on record it was."""
_ROW = re.compile(r"(\d{1,4})-\w+", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One row as it was sent: its number, its values, and which one on record it was."""

    number: int
    said: dict[str, Any]
    was: str


@dataclass(frozen=True)
class Shown:
    """One row as it is drawn: its fields with the names under which they are sent, what these names
    begin with (`prefix`), and which one on record it is.
    """

    prefix: str
    fields: tuple[Field, ...]
    was: str


@dataclass(frozen=True)
class Drawn:
    """The rows to draw, and what stands in each field at first (`now`)."""

    rows: list[Shown]
    now: dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """What can be there several times: a part of a change, and what is asked of each of it. `one`
    is what one is called by its `number`, `more` what the button says that adds one.
    """

    name: str
    fields: tuple[Field, ...]
    one: str
    more: str

    def turned(self, entered: Entered) -> Entered | None:
        """The fields with a row more or less, as a button asks; None where none was pressed."""
        if entered[MORE] == self.name:
            at = max(self._numbers(entered), default=-1) + 1
            prefix = self._prefix(at)
            added = {f"{prefix}{each.name}": "" for each in self.fields}
            return Entered({**_plain(entered), **added, FRESH: prefix[:-1]})
        gone = entered[LESS]
        if gone.rpartition("-")[0] != self.name:
            return None
        kept = {name: said for name, said in _plain(entered).items()
                if not name.startswith(f"{gone}-")}  # fmt: skip
        return Entered({**kept, FRESH: self.name})

    def sent(self, entered: Entered) -> tuple[list[Row], list[Wrong]]:
        """The rows in which something stands, and what is wrong with them."""
        rows: list[Row] = []
        wrong: list[Wrong] = []
        for number in self._numbers(entered):
            prefix = self._prefix(number)
            asked = [_named(each, prefix) for each in self.fields]
            if not any(entered[each.name] for each in asked):
                continue
            said, refused = values(asked, entered)
            wrong += refused
            named = {name.removeprefix(prefix): value for name, value in said.items()}
            rows.append(Row(number, named, entered[f"{prefix}{WAS}"]))
        return rows, wrong

    def shown(self, entered: Entered, standing: Sequence[Mapping[str, Any]]) -> Drawn:
        """The rows that were sent, else those on record, and an empty one where there is none."""
        numbers = self._numbers(entered) if entered else list(range(len(standing)))
        drawn = Drawn([], {})
        for number in numbers or [0]:
            prefix = self._prefix(number)
            held = {} if entered or number >= len(standing) else standing[number]
            fields = tuple(_named(each, prefix) for each in self.fields)
            for each in self.fields:
                drawn.now[f"{prefix}{each.name}"] = held.get(each.name) or ""
            was = entered[f"{prefix}{WAS}"] or held.get(WAS, "")
            drawn.rows.append(Shown(prefix[:-1], fields, was))
        return drawn

    def paths(self, rows: Sequence[Row]) -> dict[tuple[str, ...], str]:
        """At which field an error is shown, by its path: rows are sent without the empty ones."""
        found: dict[tuple[str, ...], str] = {}
        for at, row in enumerate(rows):
            prefix = self._prefix(row.number)
            found |= self.at((self.name, str(at)), prefix[:-1])
        return found

    def at(self, path: tuple[str, ...], prefix: str) -> dict[tuple[str, ...], str]:
        """At which fields the errors of one row are shown; what names none is at the first."""
        found = {(*path, each.name): f"{prefix}-{each.name}" for each in self.fields}
        return {path: f"{prefix}-{self.fields[0].name}", **found}

    def _numbers(self, entered: Entered) -> list[int]:
        said = (_ROW.fullmatch(rest) for rest, _ in entered.each(f"{self.name}-"))
        return sorted({int(each[1]) for each in said if each})

    def _prefix(self, number: int) -> str:
        return f"{self.name}-{number}-"


def values(fields: Sequence[Field], entered: Entered) -> tuple[dict[str, Any], list[Wrong]]:
    """What was filled in, by field, and what is wrong with it: None where a field is empty."""
    said: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for each in fields:
        try:
            said[each.name] = each.sent(entered)
        except ValueError as error:
            wrong.append(Wrong(each.name, str(error)))
            continue
        if said[each.name] is None and each.needed:
            wrong.append(Wrong(each.name, each.needed))
    return said, wrong


def _named(field: Field, prefix: str) -> Field:
    return replace(field, name=f"{prefix}{field.name}")


def _plain(entered: Entered) -> dict[str, str]:
    """The fields without the buttons."""
    return {name: said for name, said in entered.fields.items()
            if name not in (MORE, LESS, FRESH)}  # fmt: skip
