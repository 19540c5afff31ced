"""Applying a sheet: rows marked as ours, which imports neither change nor end."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg

from hub.local.sheet import KINDS, SheetRefused, read_sheet
from hub.names import sort_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from uuid import UUID

SOURCE = "local"
"""The name under which source_row keeps what a sheet says."""

_KEYS = {
    "post": ("staff", "role", "school", "starts_on"),
    "caseload": ("staff", "student", "kind", "starts_on"),
    "counselor_range": ("staff", "school", "first", "last", "starts_on"),
    "training": ("staff", "kind", "completed_on"),
}
"""What makes an entry the same one in a later sheet."""
_PEOPLE = {
    "staff": "SELECT s.id, person_id FROM staff_member s JOIN person p ON p.id = s.person_id "
    "WHERE p.sourced_id = $1",
    "student": "SELECT s.id, person_id FROM student s JOIN person p ON p.id = s.person_id "
    "WHERE p.sourced_id = $1",
}
_SOURCED = (
    "SELECT row_id FROM source_row WHERE entity = $1 AND sourced_id = $2 AND source <> 'local'"
)


@dataclass(frozen=True, slots=True)
class AssignReport:
    """How many entries were made, changed and unchanged, by kind."""

    sheet: str
    counts: Mapping[str, Counter[str]]

    def text(self) -> str:
        """The report for a terminal, in plain text that ends with a line break."""
        lines = [f"Local assignments of {self.sheet}, marked as ours"]
        for kind, each in self.counts.items():
            lines.append(
                f"  {kind}: {each['made']:,} made, {each['changed']:,} changed, "
                f"{each['unchanged']:,} unchanged"
            )
        return "\n".join(lines) + "\n"


async def assign_file(connection: asyncpg.Connection, path: Path) -> AssignReport:
    """Record the entries of a sheet. One transaction; the same sheet again changes nothing.

    What an earlier sheet said and this one doesn't stays: end it by its `ends_on`. Raises
    SheetRefused, naming the entry, where one can't be read, names nobody or contradicts another.
    """
    sheet = read_sheet(path)
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    async with connection.transaction():
        if await connection.fetchval("SELECT count(*) FROM district") == 0:
            raise SheetRefused("This database holds no district yet: load one first.")
        for kind, entries in sheet.items():
            for place, entry in enumerate(entries, start=1):
                where = f"[[{kind}]] {place}"
                counts[kind][await _assign(connection, kind, entry, where)] += 1
    return AssignReport(path.name, counts)


async def _assign(
    connection: asyncpg.Connection, kind: str, entry: Mapping[str, Any], where: str
) -> str:
    try:
        async with connection.transaction():
            if kind == "staff":
                return await _staff(connection, entry)
            return await _entry(connection, kind, entry, where)
    except asyncpg.IntegrityConstraintViolationError:
        raise SheetRefused(f"{where} contradicts what is already kept.") from None


async def _staff(connection: asyncpg.Connection, entry: Mapping[str, Any]) -> str:
    """Somebody whom no file names: a person and a staff member of our own."""
    names = (entry["given_name"], entry["family_name"])
    columns = {
        "given_name": names[0],
        "family_name": names[1],
        "sort_name": sort_name(names[1], names[0]),
        "email": entry.get("email"),
    }
    key = f"local/{entry['id']}"
    kept = await _kept(connection, "staff_member", key)
    if kept is None:
        person_id = await connection.fetchval(
            "INSERT INTO person (sourced_id) VALUES ($1) RETURNING id", key
        )
        columns["person_id"] = person_id
    return await _write(connection, "staff_member", key, columns, kept)


async def _entry(
    connection: asyncpg.Connection, kind: str, entry: Mapping[str, Any], where: str
) -> str:
    columns = dict(entry)
    staff_id, person_id = await _somebody(connection, "staff", columns.pop("staff"), where)
    columns["staff_id"] = staff_id
    if "student" in columns:
        columns["student_id"], _ = await _somebody(
            connection, "student", columns.pop("student"), where
        )
    if "school" in KINDS[kind]:
        columns["school_id"] = await _school(connection, columns.pop("school", None), where)
    if "ends_on" in KINDS[kind]:
        columns.setdefault("ends_on", None)
    key = "/".join(str(entry.get(name, "")).replace("/", "%2F") for name in _KEYS[kind])
    fate = await _write(connection, kind, key, columns, await _kept(connection, kind, key))
    if fate != "unchanged":
        await connection.execute("UPDATE person SET epoch = epoch + 1 WHERE id = $1", person_id)
    return fate


async def _somebody(
    connection: asyncpg.Connection, kind: str, name: str, where: str
) -> tuple[UUID, UUID]:
    """A staff member or student by the id that their file, or this sheet, gives them."""
    candidates = {name, f"{kind}/{name}", f"local/{name}"}
    found = [
        row for each in sorted(candidates) for row in await connection.fetch(_PEOPLE[kind], each)
    ]
    if len(found) != 1:
        many = "several people have" if found else "nobody has"
        raise SheetRefused(f"{where}: {many} the id that it gives as {kind}.")
    return found[0]["id"], found[0]["person_id"]


async def _school(connection: asyncpg.Connection, name: str | None, where: str) -> UUID | None:
    if name is None:
        return None
    found: UUID | None = await connection.fetchval(_SOURCED, "school", name)
    if found is None:
        raise SheetRefused(f"{where}: no school has the id that it gives.")
    return found


async def _kept(connection: asyncpg.Connection, kind: str, key: str) -> asyncpg.Record | None:
    return await connection.fetchrow(
        "SELECT row_id, digest FROM source_row WHERE source = $1 AND entity = $2 "
        "AND sourced_id = $3",
        SOURCE,
        kind,
        key,
    )


async def _write(
    connection: asyncpg.Connection,
    table: str,
    key: str,
    columns: dict[str, Any],
    kept: asyncpg.Record | None,
) -> str:
    said = {name: value for name, value in columns.items() if name != "person_id"}
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).digest()
    if kept is not None and kept["digest"] == digest:
        return "unchanged"
    if kept is not None:
        sets = ", ".join(f"{name} = ${n}" for n, name in enumerate(columns, start=2))
        statement = f"UPDATE {table} SET {sets} WHERE id = $1"  # noqa: S608 -- names of our own tables
        await connection.execute(statement, kept["row_id"], *columns.values())
        await connection.execute(
            "UPDATE source_row SET digest = $4 WHERE source = $1 AND entity = $2 "
            "AND sourced_id = $3",
            SOURCE,
            table,
            key,
            digest,
        )
        return "changed"
    places = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
    made = await connection.fetchval(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) RETURNING id",  # noqa: S608 -- the same
        *columns.values(),
    )
    await connection.execute(
        "INSERT INTO source_row (source, entity, sourced_id, row_id, digest) "
        "VALUES ($1, $2, $3, $4, $5)",
        SOURCE,
        table,
        key,
        made,
        digest,
    )
    return "made"
