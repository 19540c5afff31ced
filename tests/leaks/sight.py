"""One person before a school: what the matrix lets them read, and the hub that they ask."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hub.errors import Refusal, Unavailable
from resolvers import binding
from resolvers.catalog import ColumnField, Link
from schema.documents import Invalid, coerced_values
from tests.leaks.sheet import Cell
from tests.oracle import bridge, filters
from tests.oracle.bridge import Naive
from tests.policy.cells import TODAY

if TYPE_CHECKING:
    from uuid import UUID

    from hub.database import Connection
    from hub.viewer import Viewer
    from resolvers.catalog import Catalog, TypeEntry
    from schema.narrowed import Seen
    from tests.conftest import Hub
    from tests.leaks.schools import Row, Stage
    from tests.leaks.sheet import Sheet


@dataclass
class Sight:
    """A viewer of one standing, with everything to ask and to compare."""

    hub: Hub
    stage: Stage
    sheet: Sheet
    viewer: Viewer
    person: UUID
    owner: Connection

    @cached_property
    def naive(self) -> Naive:
        """The naive answers of the matrix as typed."""
        reading = self.stage.reading(self.person)
        return Naive(self.stage.world, reading, self.catalog, TODAY, self.person)

    @cached_property
    def allowed(self) -> Any:
        """What filters across links need to know of grants."""
        return filters.allowed(self.naive)

    @cached_property
    def comparable(self) -> set[tuple[str, str]]:
        """The columns that a filter may rest on in some row, by the matrix as typed."""
        reading = self.naive.reading
        return {
            (table, column)
            for (table, key), columns in reading.columns.items()
            for column in columns - frozenset(reading.logged.get((table, key), ()))
            if (table, column) not in filters.NEVER_FILTERED
        }

    @cached_property
    def seen(self) -> Seen:
        """The schema as this viewer sees it: an app's has what it is granted (P-28)."""
        return self.hub.door.seen_by(self.viewer)

    @property
    def catalog(self) -> Catalog:
        """The names of its types and fields."""
        return self.seen.catalog

    async def ask(self, document: str, **variables: Any) -> Any:
        """The data of an answer, or the Refusal. What was disclosed is taken back."""
        try:
            answer = await self.hub.door.execute(document, self.viewer, variables=variables)
        except Invalid:
            raise  # a document that doesn't fit the schema would compare nothing
        except Unavailable:
            raise  # too slow is no answer of the policy's
        except Refusal as refusal:
            return refusal
        if self.naive.reading.logged:
            kept = [row["id"] for row in self.stage.world["disclosure"]]
            await self.owner.execute("DELETE FROM disclosure WHERE NOT id = ANY($1)", kept)
        return json.loads(answer.body)["data"]

    def sealed(self, document: str, row_id: UUID, **variables: Any) -> str | None:
        """A cursor of any row with the right seal, or None where the document is refused."""
        door = self.hub.door
        parsed = door.document(document, self.viewer)
        operation = next(iter(parsed.operations.values()))
        given = {**variables, "after": "x"}
        coerced = coerced_values(door.seen_by(self.viewer), operation, given)
        try:
            plan = door.prepared((document, False), parsed, operation, coerced, self.viewer).plan
        except Refusal:
            return None
        keys = binding.cursor_keys(plan, coerced, self.viewer, door.secret)
        return binding.sealed(row_id, keys["c0"])

    def cell(self, path: str, place: str, who: str) -> Cell:
        """A cell of this standing."""
        return Cell(self.stage.standing, who, path, place)

    def rows(self, table: str) -> list[Row]:
        """All rows of a table, seen or not."""
        return self.stage.world[table]

    def sees(self, table: str, row: Row) -> bool:
        """Whether the matrix lets this person see a row."""
        return (table, row["id"]) in self.naive.reading.columns

    def guards(self, table: str, row: Row, column: str) -> bool:
        """Whether a filter may rest on a column of this row, by the matrix as typed."""
        reading = self.naive.reading
        readable = reading.columns.get((table, row["id"]), frozenset())
        silenced = (table, row["id"], column) in reading.silenced
        return column in readable and not silenced


def table_of(entry: TypeEntry) -> str:
    """The table of a type."""
    assert entry.table is not None
    return entry.table.name


def types(catalog: Catalog) -> list[TypeEntry]:
    """Every type over a table."""
    return [each for each in catalog.types.values() if each.table is not None]


def columns(entry: TypeEntry) -> dict[str, str]:
    """Every column field of a type, with its id: field -> column."""
    return {
        name: field.column.name
        for name, field in entry.fields.items()
        if isinstance(field, ColumnField)
    }


def links(entry: TypeEntry) -> dict[str, Link]:
    """Every link of a type."""
    return {name: field for name, field in entry.fields.items() if isinstance(field, Link)}


def public(entry: TypeEntry, row_id: UUID) -> str:
    """The public id of a row."""
    return f"{entry.prefix}_{row_id}"


__all__ = ["Sight", "bridge", "columns", "links", "public", "table_of", "types"]
