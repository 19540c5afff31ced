"""The report of an import: what was done with every record, and which elements have no place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.edfi.words import WORDS
from hub.intake.counts import table, titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import asyncpg

    from hub.intake.counts import FileCount, RowCount

LINES_SHOWN = 12
"""How many lines one reason lists before it only counts."""

_ALWAYS = (
    "Ends are the last day in Ed-Fi; here they are kept as the day after.",
    "A principal's or teacher's post is kept at a school only; administrators get no post.",
    "Absences of a whole day have no section and no place here: they are evidence of enrollment.",
    "An expulsion is kept as a referral, the only step of it that this district records.",
    "No training was invented: slices 17 to 19 stay closed to imported staff (P-37).",
    "Guardianships are not validated; who isn't parent or legal guardian is a contact (GUA-7).",
    "What the files date by nothing holds from the start of the school year.",
)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about the records of one file for one reason; `lines` are the first ones."""

    file: str
    effect: str
    code: str
    path: str | None
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EdfiReport:
    """What an import did. It names files, lines, paths and reasons, and holds no values."""

    folder: str
    today: date | None
    files: tuple[FileCount, ...]
    rows: tuple[RowCount, ...]
    said: tuple[Said, ...]
    unmapped: tuple[tuple[str, int, bool], ...]
    """Element paths without a place here: how often they held a value, and whether their whole
    record has none."""
    inferred: tuple[tuple[str, int], ...]
    strangers: int
    """Files that are no XML; they were not opened."""

    def text(self) -> str:
        """The report for a terminal, in plain text that ends with a line break."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        clock = f"fixed at {self.today}" if self.today else "not fixed"
        yield f"Ed-Fi interchange files of {self.folder}"
        yield f"Imported into the sample district, whose clock is {clock}"
        yield ""
        head = ("file", "read", "applied", "unchanged", "refused", "not mapped")
        yield from table(head, [*map(_counted, self.files), _together(self.files)])
        yield ""
        yield from table(
            ("table", "made", "changed", "unchanged"),
            [(row.table, row.made, row.changed, row.unchanged) for row in self.rows],
        )
        for effect, title in (
            ("refused", "Refused records"),
            ("not mapped", "Records without a place here, by what they say"),
            ("doubtful", "Doubtful records, kept as far as said"),
        ):
            yield from titled(title, map(_line, (s for s in self.said if s.effect == effect)))
        yield from titled(
            "Inferred from evidence, and marked so",
            (f"{table}: {count:,}" for table, count in self.inferred),
        )
        yield from titled("Elements without a place here", _paths(self.unmapped))
        notes = list(_ALWAYS)
        if self.strangers:
            notes.append(f"Files that are no XML, not opened: {self.strangers:,}.")
        if self.today is None:
            notes.append(
                "The clock is not fixed: what held then isn't today. Give a day (--today)."
            )
        yield from titled("Notes", (f"- {note}" for note in notes))


async def said(connection: asyncpg.Connection) -> tuple[Said, ...]:
    """What was said about all records, by file and reason."""
    found = await connection.fetch(
        """
        SELECT f.name, effect, code, named, count(*) AS count,
            (array_agg(DISTINCT (n >> 20 & 268435455)::integer))[1:$1] AS lines
        FROM (SELECT DISTINCT n, effect, code, named FROM edfi_said) each
        JOIN edfi_file f ON f.number = n >> 48
        GROUP BY f.name, effect, code, named ORDER BY f.name, code, named
        """,
        LINES_SHOWN + 1,
    )
    return tuple(
        Said(row["name"], row["effect"], row["code"], row["named"], row["count"],
             tuple(row["lines"]))
        for row in found
    )  # fmt: skip


def _counted(each: FileCount) -> tuple[str | int, ...]:
    return each.file, each.read, each.applied, each.unchanged, each.refused, each.not_mapped


def _together(files: Iterable[FileCount]) -> tuple[str | int, ...]:
    columns = zip(*(_counted(each)[1:] for each in files), strict=True)
    return "together", *(sum(map(int, column)) for column in columns)


def _line(each: Said) -> str:
    shown = ", ".join(map(str, each.lines[:LINES_SHOWN]))
    more = " …" if len(each.lines) > LINES_SHOWN else ""
    where = f", {each.path}" if each.path else ""
    words = WORDS.get(each.code, each.code)
    return f"{each.file} line {shown}{more}{where}: {each.code} ({each.count:,}): {words}"


def _paths(unmapped: Iterable[tuple[str, int, bool]]) -> Iterator[str]:
    """A line for each record: its paths with how often each held a value."""
    records: dict[str, list[str]] = defaultdict(list)
    lists: dict[str, set[str]] = defaultdict(set)
    for path, seen, _ in unmapped:
        record, _, below = path.partition("/")
        if record.endswith("Descriptor"):
            lists[record].add(below)
            continue
        records[record].append(f"{below or 'all of it'} {seen:,}")
    if lists:
        below = ", ".join(sorted(set().union(*lists.values()) - {""}))
        yield f"{len(lists):,} code lists (…Descriptor): {below}"
    for record, paths in records.items():
        yield f"{record}: {', '.join(paths)}"
