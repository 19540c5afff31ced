"""Staging: each record by COPY into the temporary table of its kind, in batches as it is read."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from hub.edfi.descriptors import Descriptors
from hub.edfi.descriptors import tree as descriptor_tree
from hub.edfi.paths import Census, Node
from hub.edfi.people import RECORDS
from hub.edfi.reading import read
from hub.edfi.taking import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import asyncpg

    from hub.edfi.folder import Source
    from hub.edfi.layout import Staged
    from hub.edfi.reading import Frame
    from hub.intake.steps import Step

BATCH_ROWS = 4_000
"""Rows that wait in memory for the next COPY."""
_SAID = ("n", "effect", "code", "named")


class Staging:
    """The records of all files on their way into their tables, and what was said about them."""

    def __init__(self) -> None:
        self.census = Census()
        self.descriptors = Descriptors()
        self.shapes = {staged.record: Shape(staged) for staged in RECORDS}
        self.trees: dict[str, Node] = {name: s.tree for name, s in self.shapes.items()}
        self.read: Counter[int] = Counter()
        """Records by file."""
        self.words: Counter[int] = Counter()
        """Words of code lists that have a place here, by file."""
        self.listed: dict[int, Any] = defaultdict(hashlib.sha256)
        """A digest of all words of code lists, by file."""
        self.whole: Counter[str] = Counter()
        """Records without a place here, by name."""
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._waiting = 0
        self._file = 0

    def tree(self, name: str, file: str, line: int) -> Node:
        """The tree of a record's paths."""
        found = self.trees.get(name)
        if found is None:
            found = descriptor_tree() if name.endswith("Descriptor") else Node()
            self.trees[name] = found
            self.census.count(f"{file}, line {line}")
        return found

    def record(self, name: str, number: int, frame: Frame) -> None:
        """Take one record."""
        self.read[self._file] += 1
        shape = self.shapes.get(name)
        if shape is None:
            if name.endswith("Descriptor") and frame and frame[0]:
                self.words[self._file] += self.descriptors.take(name, frame[0])
                self.listed[self._file].update(f"{name}#{frame[0]};".encode())
            else:
                self.whole[name] += 1
            return

        def say(code: str, path: str, *, refuses: bool) -> None:
            effect = "refused" if refuses else "doubtful"
            self._put("edfi_said", (number, effect, code, f"{name}/{path}"))

        row = shape.row(number, frame, self.descriptors.knows, say)
        self._put(f"edfi_{shape.staged.table}", row)

    async def stage(
        self, connection: asyncpg.Connection, index: int, source: Source, step: Step
    ) -> None:
        """Read one file. Raises FilesRefused where it can't be read as a whole."""
        self._file = index
        with source.path.open("rb") as stream:
            for size in read(source.name, index, stream, self):
                step.advance(size)
                if self._waiting >= BATCH_ROWS:
                    await self.flush(connection)

    async def flush(self, connection: asyncpg.Connection) -> None:
        """Write what waits."""
        for table, rows in self._rows.items():
            await connection.copy_records_to_table(
                table, records=rows, columns=self._columns(table)
            )
        self._rows.clear()
        self._waiting = 0

    def unmapped(self) -> Iterator[tuple[str, int, bool]]:
        """Each element path without a place here, how often it held a value, and whether its
        whole record has none.
        """
        for record, node in sorted(self.trees.items()):
            whole = record not in self.shapes
            if whole and self.whole[record]:
                yield record, self.whole[record], True
            for path, seen in node.unmapped():
                yield f"{record}/{path}", seen, whole

    def _put(self, table: str, row: tuple[Any, ...]) -> None:
        self._rows[table].append(row)
        self._waiting += 1

    def _columns(self, table: str) -> Sequence[str]:
        if table == "edfi_said":
            return _SAID
        shape = _BY_TABLE[table]
        return ("n", "ok", *self.shapes[shape].names)


_BY_TABLE = {f"edfi_{staged.table}": staged.record for staged in RECORDS}


async def make_tables(connection: asyncpg.Connection, staging: Staging) -> None:
    """Make the temporary tables; they go with the transaction."""
    for shape in staging.shapes.values():
        columns = "".join(f', "{n}" {k}' for n, k in zip(shape.names, shape.kinds, strict=True))
        await connection.execute(
            f"CREATE TEMPORARY TABLE edfi_{shape.staged.table} "
            f"(n bigint, ok boolean{columns}) ON COMMIT DROP"
        )
    await connection.execute(
        "CREATE TEMPORARY TABLE edfi_said (n bigint, effect text, code text, named text, "
        "entity text, row_id uuid) ON COMMIT DROP; "
        "CREATE TEMPORARY TABLE edfi_told (n bigint, changed boolean) ON COMMIT DROP"
    )


async def drop_tables(
    connection: asyncpg.Connection, staging: Staging, derived: Iterable[str]
) -> None:
    """Drop the temporary tables, for whoever imports twice in one transaction."""
    names = [*(shape.staged.table for shape in staging.shapes.values()), *derived]
    names += ["said", "told", "file", "new_person"]
    await connection.execute("DROP TABLE " + ", ".join(f"edfi_{name}" for name in names))


async def settle(connection: asyncpg.Connection, staging: Staging) -> None:
    """Resolve ids within a file, and refuse rows that aren't unique where they have to be."""
    targets = {shape.staged.table for shape in staging.shapes.values() if shape.staged.identified}
    for table in targets:
        await connection.execute(f"CREATE INDEX ON edfi_{table} (xml_id)")
    for shape in staging.shapes.values():
        await connection.execute(f"ANALYZE edfi_{shape.staged.table}")
    for shape in staging.shapes.values():
        for name in shape.names:
            if name.endswith("_ref") and name.removesuffix("_ref") in targets:
                await connection.execute(_resolved(shape.staged, name.removesuffix("_ref")))
        if shape.staged.unique:
            await connection.execute(_single(shape.staged))


def _resolved(staged: Staged, name: str) -> str:
    """An id that names nothing stays as a key that names nothing."""
    table = f"edfi_{staged.table}"
    return (
        f"UPDATE {table} e SET {name} = COALESCE((SELECT t.key FROM edfi_{name} t "
        f"WHERE t.xml_id = e.{name}_ref AND t.n >> 48 = e.n >> 48 ORDER BY t.n LIMIT 1), "
        f"'#' || e.{name}_ref) WHERE e.{name} IS NULL AND e.{name}_ref <> ''"
    )


def _single(staged: Staged) -> str:
    """Of rows with the same key the first counts."""
    table, keys = f"edfi_{staged.table}", ", ".join(staged.unique)
    effect = "doubtful" if staged.evidence else "refused"
    return (
        "WITH doubled AS (SELECT n FROM (SELECT n, row_number() OVER "
        f"(PARTITION BY {keys} ORDER BY n) AS place FROM {table} WHERE ok) each WHERE place > 1), "
        f"said AS (INSERT INTO edfi_said SELECT n, '{effect}', 'duplicate_row' FROM doubled) "
        f"UPDATE {table} SET ok = false FROM doubled WHERE doubled.n = {table}.n"
    )
