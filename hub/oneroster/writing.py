"""Writing a plan: what is new by COPY, what has changed by UPDATE, what is unchanged not at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import asyncpg

from hub.oneroster.plan import STAGES, Entry, Fate, Kept, Plan, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from hub.oneroster.findings import Origin
    from hub.oneroster.staging import Step

SOURCE = "oneroster"
"""The name under which source_row keeps where a row came from."""

_REFUSALS = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)
_SOURCE_COLUMNS = ("source", "entity", "sourced_id", "row_id", "digest")


@dataclass(slots=True)
class Written:
    """What a plan did to the database."""

    fates: Counter[tuple[str, Fate]] = field(default_factory=Counter)
    """Rows by table and by what was done with them."""
    origins: set[Origin] = field(default_factory=set)
    """The rows from which something was made or changed."""
    moved: set[UUID] = field(default_factory=set)
    """Persons whose relations may have changed."""


async def kept_rows(connection: asyncpg.Connection) -> dict[tuple[str, str], Kept]:
    """What earlier imports kept, by table and sourcedId."""
    found = await connection.fetch(
        "SELECT entity, sourced_id, row_id, digest FROM source_row WHERE source = $1", SOURCE
    )
    return {(row["entity"], row["sourced_id"]): Kept(row["row_id"], row["digest"]) for row in found}


async def write(connection: asyncpg.Connection, plan: Plan, step: Step) -> Written:
    """Write a plan, stage by stage. What the database refuses becomes a finding of its unit."""
    written = Written()
    for stage in STAGES:
        units = plan.units[stage]
        for entry in _entries(units):
            entry.judge(plan.kept.get((entry.table, entry.sourced_id)))
        try:
            async with connection.transaction():
                await _write_entries(connection, plan, _entries(units))
        except _REFUSALS:
            units = await _write_singly(connection, plan, units)
        for entry in _entries(units):
            _count(written, entry)
        step.advance(sum(len(unit.entries) for unit in plan.units[stage]))
    await _tell_sign_ins(connection, plan, written)
    return written


def _entries(units: Iterable[Unit]) -> Iterator[Entry]:
    return (entry for unit in units for entry in unit.entries)


async def _write_singly(
    connection: asyncpg.Connection, plan: Plan, units: Iterable[Unit]
) -> list[Unit]:
    """Write each unit by itself, so that one bad row stops no other; the units that were kept."""
    kept = []
    for unit in units:
        try:
            async with connection.transaction():
                await _write_entries(connection, plan, unit.entries)
            kept.append(unit)
        except _REFUSALS:
            for origin in unit.origins:
                if unit.main:
                    plan.refuse(origin, "database_refused")
                else:
                    plan.doubt(origin, "part_refused")
    return kept


async def _write_entries(
    connection: asyncpg.Connection, plan: Plan, entries: Iterable[Entry]
) -> None:
    new: dict[str, list[Entry]] = defaultdict(list)
    different = [entry for entry in entries if entry.fate is not Fate.UNCHANGED]
    for entry in different:
        if entry.fate is Fate.MADE:
            new[entry.table].append(entry)
        else:
            await _update(connection, entry)
    for table, made in new.items():
        await _copy(connection, table, made)
    await _tie(connection, plan, different)


async def _update(connection: asyncpg.Connection, entry: Entry) -> None:
    if not entry.columns:
        return
    places = ", ".join(f"{column} = ${n}" for n, column in enumerate(entry.columns, start=2))
    statement = f"UPDATE {entry.table} SET {places} WHERE id = $1"  # noqa: S608 -- names of our own tables
    await connection.execute(statement, entry.row_id, *entry.columns.values())


async def _copy(connection: asyncpg.Connection, table: str, entries: Sequence[Entry]) -> None:
    await _give_keys(connection, entries)
    columns = ("id", *entries[0].columns, *entries[0].once)
    await connection.copy_records_to_table(
        table,
        records=[(e.row_id, *e.columns.values(), *e.once.values()) for e in entries],
        columns=columns,
    )


async def _give_keys(connection: asyncpg.Connection, entries: Iterable[Entry]) -> None:
    """Time-ordered keys for rows that nothing in the bundle refers to: the database makes them."""
    without = [entry for entry in entries if entry.row_id is None]
    keys = await connection.fetch("SELECT uuidv7() AS id FROM generate_series(1, $1)", len(without))
    for entry, key in zip(without, keys, strict=True):
        entry.row_id = key["id"]


async def _tie(connection: asyncpg.Connection, plan: Plan, entries: Iterable[Entry]) -> None:
    """Note which source's row became which row here, with the digest of what it said."""
    rows = [(SOURCE, e.table, e.sourced_id, e.row_id, e.digest) for e in entries]
    known = [row for row in rows if row[1:3] in plan.kept]
    new = [row for row in rows if row[1:3] not in plan.kept]
    await connection.copy_records_to_table("source_row", records=new, columns=_SOURCE_COLUMNS)
    await connection.executemany(
        "UPDATE source_row SET row_id = $4, digest = $5 "
        "WHERE source = $1 AND entity = $2 AND sourced_id = $3",
        known,
    )


def _count(written: Written, entry: Entry) -> None:
    written.fates[entry.table, entry.fate] += 1
    if entry.fate is Fate.UNCHANGED:
        return
    written.origins.update(entry.origins)
    if entry.moves is not None:
        written.moved.add(entry.moves)


async def _tell_sign_ins(connection: asyncpg.Connection, plan: Plan, written: Written) -> None:
    """Count up the epoch of persons who were here before and whose relations may have changed."""
    before = {kept.row_id for (table, _), kept in plan.kept.items() if table == "person"}
    await connection.execute(
        "UPDATE person SET epoch = epoch + 1 WHERE id = ANY($1::uuid[])",
        list(written.moved & before),
    )
