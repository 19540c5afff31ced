"""Work out what became of a student's rows, in the schema's words (AUD-2).

The entries come from one statement of their own (`resolvers.history`), cut down to what the viewer
reads. Whom or what a key names is read through the door, as the same viewer: a name that they may
not read is withheld here as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hub.errors import BadInput, LimitExceeded
from hub.limits import HISTORY_ROWS_DEFAULT, HISTORY_ROWS_MAX
from resolvers.binding import public_id
from resolvers.catalog import ColumnField, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from resolvers.catalog import Catalog
    from resolvers.loaders import Loaders

    Entry = dict[str, Any]

PREFIX = "chg"
"""With what the id of an entry begins."""
CLASS = "title period"
PERSON = "givenName familyName"
NAMED = {
    "Section": f"sections(first: 500, where: {{id: {{in: $ids}}}}) {{ nodes {{ id {CLASS} }} }}",
    "School": "schools(first: 500, where: {id: {in: $ids}}) { nodes { id name } }",
    "StaffMember": f"staff(first: 500, where: {{id: {{in: $ids}}}}) {{ nodes {{ id {PERSON} }} }}",
    "Guardian": f"guardians(first: 500, where: {{id: {{in: $ids}}}}) {{ nodes {{ id {PERSON} }} }}",
}
"""How each type to which a key may lead is named: a list of those with some ids. A key that leads
to any other type isn't shown."""


def _in_classes(rows: str) -> str:
    """A paged list of rows in classes: those whose ids a variable of the list's name holds."""
    some = f"(first: 500, where: {{id: {{in: ${rows}}}}})"
    return f"{rows}{some} {{ nodes {{ id section {{ {CLASS} }} }} }}"


ABOUT = {
    "SectionEnrollment": f"schedule(history: true) {{ id section {{ {CLASS} }} }}",
    "Mark": _in_classes("marks"),
    "Score": _in_classes("scores"),
    "AttendanceEvent": _in_classes("attendance"),
    "SchoolEnrollment": "enrollments(history: true) { id school { name } }",
    "Guardianship": f"guardianships(history: true) {{ id guardian {{ {PERSON} }} }}",
    "GuardianRight": "guardianRights(history: true) { id kind }",
    "CourtOrder": "courtOrders { id kind }",
    "EmergencyContact": "emergencyContacts { id name }",
}
"""How the rows of some types are told apart: a list of them below their student."""
BY_ID = {"Mark": "marks", "Score": "scores", "AttendanceEvent": "attendance"}
"""Types of which a student has many rows, so that those of the page are asked for."""


def columns_of(catalog: Catalog) -> dict[tuple[str, str], tuple[str, str]]:
    """The columns that are shown: the name of their field, and the type to which it leads, if it
    does, by table and column.
    """
    found = {}
    for entry in catalog.types.values():
        for each in entry.fields.values() if entry.table is not None else ():
            assert entry.table is not None
            if isinstance(each, ColumnField):
                found[entry.table.name, each.column.name] = (each.name, "")
            elif isinstance(each, Link) and not each.many and each.target in NAMED:
                found[entry.table.name, each.near.name] = (each.name, each.target)
    return found


async def history(
    _source: Any, info: Any, student: str, first: int | None = None, after: str | None = None
) -> dict[str, Any] | None:
    """A page of a student's history, the newest first; None where none of it is the viewer's."""
    loaders: Loaders = info.context
    size = _size(first)
    behind = None if after is None else public_id(after, PREFIX)
    page = Page(public_id(student, "stu"), behind, size + 1)
    entries = await loaders.door.entries(loaders.viewer, loaders.request_id, page)
    if entries is None:
        return None
    told = await Telling(loaders, student, entries[:size]).told()
    more = len(entries) > size
    return {"changes": told, "last": told[-1]["id"] if told and more else None}


@dataclass(frozen=True)
class Page:
    """Which page of whose history: at most `first` entries behind one, or from the newest on."""

    student: UUID
    after: UUID | None
    first: int


@dataclass
class Telling:
    """A page of entries as it is put into the schema's words, for one reader."""

    loaders: Loaders
    student: str
    entries: list[Entry]
    names: dict[str, str] = field(default_factory=dict)

    async def told(self) -> list[Entry]:
        """The entries, with names for the keys in them."""
        catalog = self.loaders.door.catalog
        self.types = {
            entry.table.name: entry for entry in catalog.types.values() if entry.table is not None
        }
        self.columns = columns_of(catalog)
        await self._name()
        return [self._told(each) for each in self.entries]

    async def _name(self) -> None:
        """Read, as the viewer, what the keys of the page name and what its rows are about."""
        keys: dict[str, set[str]] = {}
        for target, key in self._keys():
            keys.setdefault(target, set()).add(key)
        for target, ids in sorted(keys.items()):
            data = await self._read(f"query Named($ids: [ID!]) {{ {NAMED[target]} }}", ids=ids)
            (nodes,) = (each["nodes"] for each in data.values())
            self.names |= {node["id"]: _words(node) for node in nodes}
        here = {self.types[each["entity"]].name for each in self.entries} & set(ABOUT)
        if here:
            await self._name_rows(sorted(here))

    async def _name_rows(self, here: Iterable[str]) -> None:
        rows: dict[str, set[str]] = {}
        for each in self.entries:
            name = self.types[each["entity"]].name
            if name in BY_ID:
                rows.setdefault(BY_ID[name], set()).add(self._row(each))
        given = "".join(f", ${name}: [ID!]" for name in sorted(rows))
        asked = " ".join(ABOUT[each] for each in here)
        text = f"query About($student: ID!{given}) {{ student(id: $student) {{ {asked} }} }}"
        data = await self._read(text, student=self.student, **rows)
        for listed in (data["student"] or {}).values():
            nodes = listed["nodes"] if isinstance(listed, dict) else listed or ()
            self.names |= {node["id"]: _words(node) for node in nodes}

    async def _read(self, text: str, **given: Any) -> Any:
        values = {
            name: sorted(each) if isinstance(each, set) else each for name, each in given.items()
        }
        loaders = self.loaders
        answer = await loaders.door.execute(
            text, loaders.viewer, variables=values, request_id=loaders.request_id
        )
        return json.loads(answer.body)["data"]

    def _keys(self) -> Iterator[tuple[str, str]]:
        """Type and public id of each row that a key on the page names."""
        for entry in self.entries:
            for each in entry["columns"]:
                _, target = self.columns[entry["entity"], each["name"]]
                for side in ("before", "after"):
                    if target and each[side] is not None:
                        yield target, self._public(target, each[side])

    def _public(self, target: str, key: str) -> str:
        return f"{self.loaders.door.catalog.types[target].prefix}_{key}"

    def _row(self, entry: Entry) -> str:
        return f"{self.types[entry['entity']].prefix}_{entry['row_id']}"

    def _told(self, entry: Entry) -> Entry:
        row = self._row(entry)
        return {
            "id": f"{PREFIX}_{entry['id']}",
            "at": entry["at"],
            "kind": entry["kind"],
            "type": self.types[entry["entity"]].name,
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
        keys = {s: None if e is None else self._public(target, e) for s, e in sides.items()}
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


def _size(first: int | None) -> int:
    if first is not None and first < 1:
        raise BadInput("`first` is less than 1.", argument="first")
    if first is not None and first > HISTORY_ROWS_MAX:
        raise LimitExceeded(f"`first` is more than {HISTORY_ROWS_MAX}.", limit="history rows")
    return HISTORY_ROWS_DEFAULT if first is None else first
