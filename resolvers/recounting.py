"""Work out what became of a student's rows, in the schema's words (AUD-2).

The entries, cut down to what the viewer reads, and the rows that their keys name were read in one
statement (`resolvers.entries`); what names a row is put in the place of its key here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hub.errors import BadCursor
from resolvers.entries import PREFIX, columns_of, size_of
from resolvers.plan import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resolvers.catalog import Catalog

    Entry = dict[str, Any]


async def history(
    source: Any, info: Any, student: str, first: int | None = None, after: str | None = None
) -> dict[str, Any] | None:
    """A page of a student's history, the newest first; None where none of it is the viewer's.
    Raises BadCursor.
    """
    del student, after  # the statement knows them
    key = info.path.key
    page = source[key]
    if not isinstance(page, dict) or not page["open"]:
        return None
    if not page["found"]:
        raise BadCursor("`after` names an entry that is not in this history.")
    entries, size = page["entries"], size_of(first)
    beside = f"{HIDDEN}{page['beside']}/"
    named = [rows for name, rows in source.items() if name.startswith(beside)]
    told = Telling(info.context.door.catalog, _names(named)).told(entries[:size])
    return {"changes": told, "last": told[-1]["id"] if len(entries) > size else None}


def _names(found: Iterable[Any]) -> dict[str, str]:
    """What names each row that was read beside the entries: those of lists, or below a student."""
    names: dict[str, str] = {}
    for each in found:
        lists = [each] if isinstance(each, list) else (each or {}).values()
        names |= {row["id"]: _words(row) for rows in lists for row in rows or ()}
    return names


class Telling:
    """Puts entries into the schema's words, with what names rows by their public ids."""

    def __init__(self, catalog: Catalog, names: Mapping[str, str]) -> None:
        types = (entry for entry in catalog.types.values() if entry.table is not None)
        self.types = {str(entry.table): entry for entry in types}
        self.catalog = catalog
        self.columns = columns_of(catalog)
        self.names = names

    def told(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries, with names for the keys in them."""
        return [self._told(each) for each in entries]

    def _told(self, entry: Entry) -> Entry:
        kind = self.types[entry["entity"]]
        row = f"{kind.prefix}_{entry['row_id']}"
        return {
            "id": f"{PREFIX}_{entry['id']}",
            "at": entry["at"],
            "kind": entry["kind"],
            "type": kind.name,
            "row": row,
            "about": self.names.get(row) or None,
            "by": entry["by"] or None,
            "operation": entry["operation"],
            "reason": entry["reason"],
            "fields": [self._field(entry["entity"], each) for each in entry["columns"]],
        }

    def _field(self, table: str, said: Mapping[str, Any]) -> Entry:
        name, target = self.columns[table, said["name"]]
        sides = {side: said[side] for side in ("before", "after")}
        if not target:
            texts = {side: _text(each) for side, each in sides.items()}
            return {"name": name, "is_withheld": said["withheld"], **texts}
        prefix = self.catalog.types[target].prefix
        keys = {s: None if e is None else f"{prefix}_{e}" for s, e in sides.items()}
        hidden = any(each is not None and not self.names.get(each) for each in keys.values())
        named = {side: key and (self.names.get(key) or None) for side, key in keys.items()}
        return {"name": name, "is_withheld": said["withheld"] or hidden, **named}


def _words(node: Mapping[str, Any]) -> str:
    """What names a row: its texts, and those of the row to which it leads, in their order; of a
    person, the first name and the last.
    """
    parts = (each for name, each in node.items() if name != "id")
    texts = (_words(each) if isinstance(each, dict) else each for each in parts)
    between = " " if "familyName" in node else ", "
    return between.join(str(each) for each in texts if each)


def _text(value: Any) -> str | None:
    """A value as it stands in an entry, as text: truths and numbers as JSON has them."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return json.dumps(value)
