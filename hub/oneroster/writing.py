"""Writing a chunk: what is new by COPY, what has changed by UPDATE, the unchanged not at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import asyncpg

from hub.intake.keys import random_key, timed_keys
from hub.oneroster.plan import STAGES, Entry, Fate, Kept, Plan, Tally, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from hub.intake.steps import Step
    from hub.oneroster.findings import Origin

SOURCE = "oneroster"
"""The name under which source_row keeps where a row came from."""
DIFFS_KEPT = 2_000
"""How many differing rows a report names one by one; the others are counted."""

_REFUSALS = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)
_SOURCE_COLUMNS = ("source", "entity", "sourced_id", "row_id", "digest", "modified_at")
_TIME_KEYED = {"section_enrollment"}


@dataclass(frozen=True, slots=True)
class RowDiff:
    """One row that is new, changed or ended: where it stands, and which fields differ."""

    table: str
    fate: Fate
    origin: Origin | None
    """None where the bundle doesn't speak of the row any more."""
    row_id: UUID
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Written:
    """What an import did to the database."""

    fates: Counter[tuple[str, Fate]] = field(default_factory=Counter)
    """Rows by table and by what was done with them."""
    moved: set[UUID] = field(default_factory=set)
    """Persons whose relations may have changed."""
    newcomers: set[UUID] = field(default_factory=set)
    """Persons who weren't here before."""
    diffs: list[RowDiff] = field(default_factory=list)

    def note(self, diff: RowDiff) -> None:
        """Keep what differs, up to a number."""
        if len(self.diffs) < DIFFS_KEPT:
            self.diffs.append(diff)


async def kept_of(
    connection: asyncpg.Connection, table: str, sourced_ids: Collection[str] | None = None
) -> dict[tuple[str, str], Kept]:
    """What earlier imports kept of a table, of some identifiers or of all."""
    some = "" if sourced_ids is None else "AND sourced_id = ANY($3::text[])"
    arguments = () if sourced_ids is None else (list(sourced_ids),)
    found = await connection.fetch(
        "SELECT sourced_id, row_id, digest, modified_at, ended_on IS NOT NULL AS ended "  # noqa: S608 -- no value stands in it
        f"FROM source_row WHERE source = $1 AND entity = $2 {some}",
        SOURCE,
        table,
        *arguments,
    )
    return {
        (table, row["sourced_id"]): Kept(
            row["row_id"], row["digest"], row["modified_at"], row["ended"]
        )
        for row in found
    }


class Writer:
    """Writes the chunks of one import, and counts what it did."""

    def __init__(
        self, connection: asyncpg.Connection, plan: Plan, *, differing: bool = False
    ) -> None:
        """`differing`: note for each row which fields differ."""
        self.connection = connection
        self.plan = plan
        self.written = Written()
        self._differing = differing
        self._kept: set[tuple[str, str]] = set()

    async def write(self, step: Step) -> None:
        """Write the planned units, stage by stage, and forget them.

        What the database refuses becomes a finding of its unit.
        """
        for stage in STAGES:
            units = self.plan.units[stage]
            if not units:
                continue
            await self._judge(units)
            for unit in await self._write_units(units):
                for entry in unit.entries:
                    self._count(entry)
            step.advance(sum(len(unit.entries) for unit in units))
        self.plan.written()

    async def _judge(self, units: Sequence[Unit]) -> None:
        by_table: dict[str, list[Entry]] = defaultdict(list)
        self._kept = set()
        for entry in _entries(units):
            by_table[entry.table].append(entry)
        for table, entries in by_table.items():
            kept: dict[tuple[str, str], Kept] = {}
            if not self.plan.fresh:
                kept = await kept_of(self.connection, table, [e.sourced_id for e in entries])
            for entry in entries:
                entry.judge(kept.get((table, entry.sourced_id)), self.plan.today)
                entry.follow(self.plan.students)
            if table == "section_enrollment" and not self.plan.fresh:
                await self._adopt([entry for entry in entries if entry.fate is Fate.MADE])
            if table == "guardianship" and self.plan.merged:
                await self._adopt_bonds(entries)
            self._give_keys(table, [entry for entry in entries if entry.row_id is None])
            self._kept |= kept.keys()

    async def _adopt(self, entries: Sequence[Entry]) -> None:
        """Know a seat again that its source calls by a new identifier (SYN-3).

        It is the row of an earlier import whose identifier this bundle doesn't use any more.
        """
        if not entries or "enrollments" in self.plan.delta:
            return
        keys = [
            (e.columns["student_id"], e.columns["section_id"], e.columns["starts_on"])
            for e in entries
        ]
        found = await self.connection.fetch(
            """
            SELECT seat.id, seat.student_id, seat.section_id, seat.starts_on, tie.sourced_id
            FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS sent (student_id, section_id, day)
            JOIN section_enrollment seat ON seat.student_id = sent.student_id
                AND seat.section_id = sent.section_id AND seat.starts_on = sent.day
            JOIN source_row tie ON tie.row_id = seat.id AND tie.entity = 'section_enrollment'
            WHERE NOT EXISTS (
                SELECT FROM oneroster_enrollments staged WHERE staged."sourcedId" = tie.sourced_id
            )
            """,
            *map(list, zip(*keys, strict=True)),
        )
        known = {(row["student_id"], row["section_id"], row["starts_on"]): row for row in found}
        for entry, key in zip(entries, keys, strict=True):
            row = known.get(key)
            if row is not None:
                entry.row_id, entry.exists, entry.fate = row["id"], True, Fate.CHANGED
                await self.connection.execute(
                    "DELETE FROM source_row WHERE source = $1 AND entity = $2 AND sourced_id = $3",
                    SOURCE,
                    entry.table,
                    row["sourced_id"],
                )

    async def _adopt_bonds(self, entries: Iterable[Entry]) -> None:
        """Know a guardianship again of which a merge was made here, once the source merges the two,
        too: it stays as it is, and is known by the identifier that the source uses now (SYN-3).
        """
        if "users" in self.plan.delta:
            return
        kept = {guardian_id for guardian_id, _ in self.plan.merged.values()}
        for entry in entries:
            if entry.once["guardian_id"] not in kept or "student_id" not in entry.columns:
                continue
            tie = await self.connection.fetchval(
                """
                SELECT tie.id FROM source_row tie JOIN guardianship bond ON bond.id = tie.row_id
                WHERE tie.source = $1 AND tie.entity = 'guardianship' AND tie.ended_on IS NULL
                AND (bond.student_id, bond.guardian_id) = ($2, $3)
                AND (bond.ends_on IS NULL OR bond.ends_on > $4) AND NOT EXISTS (
                    SELECT FROM oneroster_users staged
                    WHERE staged."sourcedId" = split_part(tie.sourced_id, '/', 2)
                )
                """,
                SOURCE,
                entry.columns["student_id"],
                entry.once["guardian_id"],
                self.plan.today,
            )
            if tie is not None:
                await self._retie(entry, tie)

    async def _retie(self, entry: Entry, tie: UUID) -> None:
        """Let a row be known by another entry's identifier, and that one's own row by none."""
        await self.connection.execute(
            "DELETE FROM source_row WHERE source = $1 AND entity = $2 AND sourced_id = $3",
            SOURCE,
            entry.table,
            entry.sourced_id,
        )
        entry.row_id = await self.connection.fetchval(
            "UPDATE source_row SET sourced_id = $2, digest = $3 WHERE id = $1 RETURNING row_id",
            tie,
            entry.sourced_id,
            entry.digest,
        )
        entry.fate = Fate.UNCHANGED

    def _give_keys(self, table: str, entries: Sequence[Entry]) -> None:
        """Time-ordered keys for the big table, random ones else."""
        if not entries:
            return
        if table not in _TIME_KEYED:
            for entry in entries:
                entry.row_id = random_key()
            return
        for entry, key in zip(entries, timed_keys(len(entries)), strict=True):
            entry.row_id = key

    async def _write_units(self, units: Sequence[Unit]) -> list[Unit]:
        """Write units together; where the database refuses, by halves, down to the bad one."""
        try:
            async with self.connection.transaction():
                await self._write_entries(list(_entries(units)))
        except _REFUSALS:
            if len(units) == 1:
                self._refuse(units[0])
                return []
            half = len(units) // 2
            return [
                *await self._write_units(units[:half]),
                *await self._write_units(units[half:]),
            ]
        return list(units)

    def _refuse(self, unit: Unit) -> None:
        for origin in unit.origins:
            if unit.main:
                self.plan.refuse(origin, "database_refused")
            else:
                self.plan.doubt(origin, "part_refused")

    async def _write_entries(self, entries: Sequence[Entry]) -> None:
        new: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        changed: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.fate is Fate.MADE:
                new[(entry.table, *entry.columns, *entry.once)].append(entry)
            elif entry.fate is Fate.CHANGED:
                changed[(entry.table, *entry.columns)].append(entry)
        for (table, *columns), alike in changed.items():
            await self._update(table, columns, alike)
        for (table, *columns), made in new.items():
            await self.connection.copy_records_to_table(
                table,
                records=((e.row_id, *e.columns.values(), *e.once.values()) for e in made),
                columns=("id", *columns),
            )
        await self._tie([entry for entry in entries if entry.fate is not Fate.UNCHANGED])

    async def _update(self, table: str, columns: Sequence[str], entries: Sequence[Entry]) -> None:
        if not columns:
            return
        if self._differing:
            await self._compare(table, columns, entries)
        places = ", ".join(f"{column} = ${n}" for n, column in enumerate(columns, start=2))
        await self.connection.executemany(
            f"UPDATE {table} SET {places} WHERE id = $1",  # noqa: S608 -- names of our own tables
            [(entry.row_id, *entry.columns.values()) for entry in entries],
        )

    async def _compare(self, table: str, columns: Sequence[str], entries: Sequence[Entry]) -> None:
        """Note which fields of the rows differ from what is kept."""
        found = await self.connection.fetch(
            f"SELECT * FROM {table} WHERE id = ANY($1::uuid[])",  # noqa: S608 -- the same
            [entry.row_id for entry in entries],
        )
        kept = {row["id"]: row for row in found}
        for entry in entries:
            row = kept.get(entry.row_id)
            fields = tuple(c for c in columns if row is None or row[c] != entry.columns[c])
            assert entry.row_id is not None
            diff = RowDiff(table, Fate.CHANGED, entry.origins[0], entry.row_id, fields)
            self.written.note(diff)

    async def _tie(self, entries: Iterable[Entry]) -> None:
        """Note which source's row became which row here, with the digest of what it said."""
        rows = [(SOURCE, e.table, e.sourced_id, e.row_id, e.digest, e.modified_at) for e in entries]
        known = [row for row in rows if row[1:3] in self._kept]
        new = [row for row in rows if row[1:3] not in self._kept] if known else rows
        if new:
            await self.connection.copy_records_to_table(
                "source_row", records=new, columns=_SOURCE_COLUMNS
            )
        if known:
            await self.connection.executemany(
                "UPDATE source_row SET row_id = $4, digest = $5, modified_at = $6, ended_on = NULL "
                "WHERE source = $1 AND entity = $2 AND sourced_id = $3",
                known,
            )

    def _count(self, entry: Entry) -> None:
        written = self.written
        written.fates[entry.table, entry.fate] += 1
        if entry.fate is Fate.UNCHANGED:
            return
        for origin in entry.origins:
            self.plan.tally.mark(origin, Tally.APPLIED)
        if self._differing and entry.fate is Fate.MADE:
            assert entry.row_id is not None
            written.note(RowDiff(entry.table, Fate.MADE, entry.origins[0], entry.row_id))
        if not self.plan.fresh and entry.moves is not None:
            if entry.table == "person" and entry.fate is Fate.MADE:
                written.newcomers.add(entry.moves)
            written.moved.add(entry.moves)

    async def tell_sign_ins(self) -> None:
        """Count up the epoch of persons who were here before and whose relations may have moved."""
        await self.connection.execute(
            "UPDATE person SET epoch = epoch + 1 WHERE id = ANY($1::uuid[])",
            list(self.written.moved - self.written.newcomers),
        )


def _entries(units: Iterable[Unit]) -> Iterator[Entry]:
    return (entry for unit in units for entry in unit.entries)


async def tombstone(
    connection: asyncpg.Connection, table: str, sourced_ids: Collection[str], today: date
) -> None:
    """Note that a source has taken rows back (SYN-2)."""
    await connection.execute(
        "UPDATE source_row SET ended_on = $4 WHERE source = $1 AND entity = $2 "
        "AND sourced_id = ANY($3::text[]) AND ended_on IS NULL",
        SOURCE,
        table,
        list(sourced_ids),
        today,
    )
