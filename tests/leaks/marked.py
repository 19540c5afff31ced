"""Every text of every row bears a mark of its own, so that whatever shows one is known by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy import Enum, String

from resolvers.catalog import ColumnField
from tests.leaks.sight import public, table_of, types

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from hub.database import Database
    from resolvers.catalog import Catalog, TypeEntry

MARK = re.compile(r"zq[0-9a-f]{14}")
UNMARKED = {
    "district.timezone": "it is the name of a clock",
    "mark.value": "what a mark counts is looked up by it",
}
"""Texts by which the hub goes, so that a mark would change what is shown, and why."""
MARKED = """
WITH marked AS (
    UPDATE {table} SET {column} = {column} || ' zq' || left(md5('{table}.{column}.' || id), 14)
    WHERE {column} IS NOT NULL RETURNING id
)
SELECT id, 'zq' || left(md5('{table}.{column}.' || id), 14) AS mark FROM marked
"""


@dataclass(frozen=True)
class Text:
    """One text of one row: where the API tells it."""

    type: str
    field: str
    id: str


@dataclass
class Marks:
    """The texts of a district by their marks; `unmarked` are columns that refused one."""

    texts: dict[str, Text]
    unmarked: set[str]

    def on(self, page: str) -> set[str]:
        """The marks on a page."""
        return set(MARK.findall(page.lower())) & self.texts.keys()


async def mark(database: Database, catalog: Catalog) -> Marks:
    """Mark every text of a district."""
    marks = Marks({}, set())
    async with database.owner() as owner:
        await owner.execute("SET session_replication_role = replica")
        for entry, name, column in texts(catalog):
            where = f"{table_of(entry)}.{column}"
            if where in UNMARKED:
                continue
            try:
                rows = await _marked(owner, table_of(entry), column)
            except (asyncpg.CheckViolationError, asyncpg.StringDataRightTruncationError):
                marks.unmarked.add(where)
                continue
            for row_id, told in rows:
                marks.texts[told] = Text(entry.name, name, public(entry, row_id))
    return marks


async def _marked(owner: Any, table: str, column: str) -> list[tuple[UUID, str]]:
    async with owner.transaction():
        found = await owner.fetch(MARKED.format(table=table, column=column))
    return [(row["id"], row["mark"]) for row in found]


def texts(catalog: Catalog) -> Iterator[tuple[TypeEntry, str, str]]:
    """Every field of every type that tells a text which somebody wrote, with its column."""
    for entry in types(catalog):
        for name, field in entry.fields.items():
            if isinstance(field, ColumnField) and _written(field.column.type):
                yield entry, name, field.column.name


def _written(kind: object) -> bool:
    return isinstance(kind, String) and not isinstance(kind, Enum)
