"""Asks for what became of a student's rows, and puts entries on record of which every column of
every row is one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from hub.models import Base
from tests.operations.golden import sourced_id_of

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from resolvers.catalog import TypeEntry
    from tests.conftest import Hub

HISTORY = """query History($id: ID!, $first: Int, $after: ID) {
  history(student: $id, first: $first, after: $after) {
    last
    changes { id at kind type row about by operation reason
      fields { name before after isWithheld } } } }"""
ENTER = """
INSERT INTO change (request_id, person_id, operation, entity, row_id, student_id, kind, before,
                    after, reason)
SELECT gen_random_uuid(), id, 'anything', $1::text, $2::uuid, $3::uuid, $4::text, $5::jsonb,
       $6::jsonb, $7::text
FROM person WHERE sourced_id = 'demo-registrar' RETURNING id
"""
HIDDEN = frozenset({"id", "student_id", "row_version"})


class Marked(NamedTuple):
    """An entry about one column of one row: the row's public id, where it has one."""

    entry: str
    table: str
    column: str
    row: UUID


async def history(hub: Hub, who: str | Viewer, student: str, **given: Any) -> Any:
    """A page of a student's history as somebody reads it."""
    viewer = await hub.viewer(sourced_id_of(who)) if isinstance(who, str) else who
    answer = await hub.door.execute(HISTORY, viewer, variables={"id": student, **given})
    return json.loads(answer.body)["data"]["history"]


async def whole(hub: Hub, who: str | Viewer, student: str) -> list[Any]:
    """All entries that somebody reads, page by page; none where they read no history."""
    found: list[Any] = []
    after = None
    while True:
        page = await history(hub, who, student, first=100, after=after)
        if page is None:
            return []
        found += page["changes"]
        after = page["last"]
        if after is None:
            return found


async def entered(
    hub: Hub, table: str, row: UUID, student: str, before: Any, after: Any, **more: str
) -> str:
    """An entry on record about one row; its public id."""
    kind, reason = more.get("kind", "AMENDED"), more.get("reason", "an error")
    sides = [None if each is None else json.dumps(each) for each in (before, after)]
    async with hub.database.owner() as owner:
        key = await owner.fetchval(ENTER, table, row, UUID(student[4:]), kind, *sides, reason)
    return f"chg_{key}"


async def marked(hub: Hub, student: str) -> list[Marked]:
    """An entry about each column of a row of each table in which the student has one."""
    found = []
    for name, table in sorted(Base.metadata.tables.items()):
        if name != "student" and "student_id" not in table.c:
            continue
        row = await _row(hub, name, student)
        for column in table.c if row is not None else ():
            if column.name not in HIDDEN:
                key = bool(column.foreign_keys)
                was, now = (str(uuid4()) if key else f"{each} {column}" for each in ("was", "now"))
                told = {column.name: was}, {column.name: now}
                entry = await entered(hub, name, row, student, *told)  # type: ignore[arg-type]
                found.append(Marked(entry, name, column.name, row))  # type: ignore[arg-type]
    return found


async def _row(hub: Hub, table: str, student: str) -> UUID | None:
    key = "id" if table == "student" else "student_id"
    if "id" not in Base.metadata.tables[table].c or table in ("change", "outbox", "access"):
        return None
    async with hub.database.owner() as owner:
        row: UUID | None = await owner.fetchval(
            f"SELECT id FROM {table} WHERE {key} = $1 ORDER BY id LIMIT 1",
            UUID(student[4:]),
        )
        return row


async def readable(
    hub: Hub, viewer: Viewer, entry: TypeEntry, names: set[str], row: str
) -> set[str]:
    """Which of some fields of a row that is there somebody reads now, by its id."""
    links = {each for each in names if not hasattr(entry.fields[each], "column")}
    fields = " ".join(f"{each} {{ id }}" if each in links else each for each in sorted(names))
    shown = f"... on {entry.name} {{ {fields} withheld {{ field }} }}"
    answer = await hub.door.execute(f'{{ node(id: "{row}") {{ {shown} }} }}', viewer)
    node = json.loads(answer.body)["data"]["node"]
    if node is None:
        return set()
    hidden = {each["field"] for each in node["withheld"]}
    # where a key names nobody who may be seen, the far end is withheld, and not the key
    return {each for each in names if each not in hidden or each in links}
