"""Ending what a source takes back: its row stays, with an end and a tombstone (SYN-2).

A row that says `tobedeleted` takes something back, and so does a whole file that lacks what an
earlier one had. Nothing is ended for the lack of a row that was refused or couldn't be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.intake.merges import still_named
from hub.oneroster.plan import Fate, Plan, Tally
from hub.oneroster.values import joined
from hub.oneroster.writing import SOURCE, RowDiff, Writer, tombstone

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    import asyncpg

    from hub.oneroster.findings import Origin

DERIVED = ("post", "school_enrollment", "student_identifier")
"""What follows from a user's rows; the identifiers begin with the user's."""
_DATED = {*DERIVED, "guardianship", "section_enrollment", "section_staff", "section"}
_KEPT_AS_IT_WAS = {
    "academicSessions": ("school_year", "term"),
    "courses": ("course",),
    "orgs": ("district", "school"),
    "demographics": ("demographics",),
}
"""Files whose rows have no end here, with the tables that keep them."""
_MOVES = {
    "post": "JOIN staff_member m ON m.id = kept.staff_id",
    "section_staff": "JOIN staff_member m ON m.id = kept.staff_id",
    "guardianship": "JOIN guardian m ON m.id = kept.guardian_id",
}
"""How the person is found whose relations end."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A row here that its source took back."""

    sourced_id: str
    row_id: UUID
    origin: Origin | None = None


@dataclass(slots=True)
class Endings:
    """Ends rows, and counts what was still in force."""

    writer: Writer
    blind: frozenset[str]
    """Files with rows that couldn't be read: nothing is taken for absent from them."""

    @property
    def connection(self) -> asyncpg.Connection:
        """The import's connection."""
        return self.writer.connection

    @property
    def plan(self) -> Plan:
        """The import's plan."""
        return self.writer.plan

    async def end(self, table: str, gone: Collection[Gone]) -> None:
        """End rows of one table, and leave their tombstones."""
        if not gone:
            return
        by_id = {each.row_id: each for each in gone}
        for row_id in await self._cut(table, list(by_id)):
            self._count(table, by_id[row_id])
        await tombstone(self.connection, table, [each.sourced_id for each in gone], self.plan.today)

    async def _cut(self, table: str, ids: list[UUID]) -> list[UUID]:
        """Give rows in force an end; those that had one are over already."""
        if table == "person":
            found = await self.connection.fetch(
                "UPDATE person SET suspended_at = now(), epoch = epoch + 1 "
                "WHERE id = ANY($1::uuid[]) AND suspended_at IS NULL RETURNING id",
                ids,
            )
        elif table in _DATED:
            if table in _MOVES:
                await self._move(table, ids)
            found = await self.connection.fetch(
                f"UPDATE {table} SET ends_on = greatest(starts_on, $2) "  # noqa: S608 -- names of our own tables
                "WHERE id = ANY($1::uuid[]) AND (ends_on IS NULL OR ends_on > $2) RETURNING id",
                ids,
                self.plan.today,
            )
        else:
            return []
        return [row["id"] for row in found]

    async def _move(self, table: str, ids: list[UUID]) -> None:
        found = await self.connection.fetch(
            f"SELECT DISTINCT m.person_id FROM {table} kept {_MOVES[table]} "  # noqa: S608 -- the same
            "WHERE kept.id = ANY($1::uuid[]) AND (kept.ends_on IS NULL OR kept.ends_on > $2)",
            ids,
            self.plan.today,
        )
        self.writer.written.moved.update(row["person_id"] for row in found)

    def _count(self, table: str, gone: Gone) -> None:
        written = self.writer.written
        written.fates[table, Fate.ENDED] += 1
        written.note(RowDiff(table, Fate.ENDED, gone.origin, gone.row_id))
        if gone.origin is not None:
            self.plan.tally.mark(gone.origin, Tally.APPLIED)

    async def taken_back(self, file: str, *tables: str, whole: bool) -> dict[str, list[Gone]]:
        """What a file takes back, by table: by a row's word, or by being whole and without it."""
        gone = self.plan.gone[file]
        found: dict[str, list[Gone]] = {}
        known: set[str] = set()
        for table in tables:
            rows = await self.connection.fetch(
                "SELECT sourced_id, row_id, ended_on FROM source_row "
                "WHERE source = $1 AND entity = $2 AND sourced_id = ANY($3::text[])",
                SOURCE,
                table,
                list(gone),
            )
            known.update(row["sourced_id"] for row in rows)
            found[table] = [
                Gone(row["sourced_id"], row["row_id"], gone[row["sourced_id"]])
                for row in rows
                if row["ended_on"] is None
            ]
            if whole and file not in self.blind:
                found[table] += await self._absent(file, table)
        for sourced_id, origin in gone.items():
            if sourced_id not in known:
                self.plan.doubt(origin, "gone_unknown")
        return found

    async def _absent(self, file: str, table: str) -> list[Gone]:
        """What a whole file doesn't name any more."""
        rows = await self.connection.fetch(
            "SELECT sourced_id, row_id FROM source_row tie "  # noqa: S608 -- the name is of the layout
            "WHERE source = $1 AND entity = $2 AND ended_on IS NULL AND NOT EXISTS ("
            f'SELECT FROM oneroster_{file.lower()} staged WHERE staged."sourcedId" = '
            "tie.sourced_id)",
            SOURCE,
            table,
        )
        return [Gone(row["sourced_id"], row["row_id"]) for row in rows]

    async def tell_kept(self) -> None:
        """Say which rows that are taken back have no end here, or were never kept."""
        for file, gone in self.plan.gone.items():
            if not self.plan.fresh and file not in _KEPT_AS_IT_WAS:
                continue  # `taken_back` has told
            known = await self._known(_KEPT_AS_IT_WAS.get(file, ()), list(gone))
            for sourced_id, origin in gone.items():
                self.plan.doubt(origin, "gone_kept" if sourced_id in known else "gone_unknown")

    async def _known(self, tables: Sequence[str], sourced_ids: list[str]) -> set[str]:
        """Which of a source's identifiers stand for rows of these tables."""
        rows = await self.connection.fetch(
            "SELECT sourced_id FROM source_row WHERE source = $1 AND entity = ANY($2::text[])"
            " AND sourced_id = ANY($3::text[])",
            SOURCE,
            tables,
            sourced_ids,
        )
        return {row["sourced_id"] for row in rows}

    async def end_people(self, people: Collection[Gone]) -> None:
        """Switch off persons, and end what hangs on them; not of who is kept for somebody else
        whom the source names on.
        """
        gone = [each.sourced_id for each in people]
        kept = await still_named(self.connection, SOURCE, gone)
        people = [each for each in people if each.row_id not in kept]
        ids = [each.row_id for each in people]
        names = [each.sourced_id for each in people]
        for table, capacity in (
            *(("post", "staff_member"), ("section_staff", "staff_member")),
            *(("school_enrollment", "student"), ("section_enrollment", "student")),
            *(("student_identifier", "student"), ("guardianship", "student")),
            ("guardianship", "guardian"),
        ):
            await self._end_hanging(table, capacity, ids)
        await self.end("person", people)
        for table in ("student", "staff_member", "guardian"):
            await tombstone(self.connection, table, names, self.plan.today)

    async def _end_hanging(self, table: str, capacity: str, persons: list[UUID]) -> None:
        column = "staff_id" if capacity == "staff_member" else f"{capacity}_id"
        await self.end_rows(
            table,
            f"SELECT hung.id FROM {table} hung JOIN {capacity} c ON c.id = hung.{column} "  # noqa: S608 -- names of our own tables
            "WHERE c.person_id = ANY($2::uuid[])",
            persons,
        )

    async def end_rows(self, table: str, query: str, argument: object) -> None:
        """End the rows of a table that a query finds, as far as they came from this source."""
        found = await self.connection.fetch(
            "SELECT sourced_id, row_id FROM source_row WHERE source = $1 AND ended_on IS NULL "  # noqa: S608 -- the same
            f"AND entity = '{table}' AND row_id IN ({query})",
            SOURCE,
            argument,
        )
        await self.end(table, [Gone(row["sourced_id"], row["row_id"]) for row in found])

    async def end_classes(self, classes: Collection[Gone]) -> None:
        """End sections, and the seats in them."""
        ids = [each.row_id for each in classes]
        for table in ("section_enrollment", "section_staff"):
            query = f"SELECT id FROM {table} WHERE section_id = ANY($2::uuid[])"  # noqa: S608 -- the same
            await self.end_rows(table, query, ids)
        await self.end("section", classes)

    async def list_derived(self) -> None:
        """Set out what follows from users' rows by earlier imports, by user."""
        await self.connection.execute(
            "CREATE TEMPORARY TABLE oneroster_derived AS SELECT entity, sourced_id, row_id, "
            "split_part(sourced_id, '/', 1) AS owner FROM source_row "
            "WHERE source = 'oneroster' AND ended_on IS NULL AND entity IN "
            "('post', 'school_enrollment', 'student_identifier')"
        )
        await self.connection.execute("CREATE INDEX ON oneroster_derived (owner)")
        await self.connection.execute("ANALYZE oneroster_derived")

    async def end_underived(self, users: Collection[str]) -> None:
        """End what followed from users' rows and doesn't any more; the chunk is planned."""
        if self.blind & {"users", "roles", "enrollments", "orgs", "classes"}:
            return
        careful = self.plan.unsaid["owners"] | self.plan.unsaid["users"]
        owners = [joined(user) for user in users if user not in careful]
        planned = {(entry.table, entry.sourced_id) for entry in self.plan.entries()}
        found = await self.connection.fetch(
            "SELECT entity, sourced_id, row_id FROM oneroster_derived WHERE owner = ANY($1)", owners
        )
        for table in DERIVED:
            gone = [
                Gone(row["sourced_id"], row["row_id"])
                for row in found
                if row["entity"] == table and (table, row["sourced_id"]) not in planned
            ]
            await self.end(table, gone)

    async def end_unlinked(self, planned: Collection[str], *, whole: bool) -> None:
        """End guardianships that aren't said any more.

        Of changes only the child's row can end one, and that of a mere contact only together
        with the adult's, who may be the one who says it.
        """
        if self.blind & {"users", "relationships"}:
            return
        careful = {joined(name) for name in self.plan.unsaid["users"] | self.plan.unsaid["owners"]}
        found = await self.connection.fetch(
            "SELECT tie.sourced_id, tie.row_id, kept.standing = 'CONTACT_ONLY' AS contact "
            "FROM source_row tie JOIN guardianship kept ON kept.id = tie.row_id "
            "WHERE tie.source = $1 AND tie.entity = 'guardianship' AND tie.ended_on IS NULL",
            SOURCE,
        )
        sent = {joined(name) for name in self.plan.sourced_ids["users"]}
        gone = []
        for row in found:
            child, _, adult = row["sourced_id"].partition("/")
            if row["sourced_id"] in planned or {child, adult} & careful:
                continue
            if whole or (child in sent and (adult in sent or not row["contact"])):
                gone.append(Gone(row["sourced_id"], row["row_id"]))
        await self.end("guardianship", gone)
