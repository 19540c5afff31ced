"""The report of an import: what was done with every row, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.intake.counts import table, titled
from hub.oneroster.findings import Effect, Finding
from hub.oneroster.plan import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from hub.intake.counts import FileCount, RowCount
    from hub.oneroster.brake import Share
    from hub.oneroster.conventions import Convention
    from hub.oneroster.writing import RowDiff

LINES_SHOWN = 30
"""How many runs of lines one reason lists before it only counts."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. It names files, lines, columns and reasons, and holds no values."""

    bundle: str
    system: str
    today: date | None
    files: tuple[FileCount, ...]
    rows: tuple[RowCount, ...]
    findings: tuple[Finding, ...]
    conventions: tuple[Convention, ...]
    notes: tuple[str, ...]
    dialect: str = "OneRoster 1.1"
    dry: bool = False
    """Nothing was changed: it says what would be."""
    shares: tuple[Share, ...] = ()
    """How much of what was in force was touched."""
    diffs: tuple[RowDiff, ...] = ()
    """The rows that would be made, changed or ended, where nothing was changed."""
    unlisted: int = 0
    """Findings beyond those that are listed; their rows are counted all the same."""

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Why rows were not kept; a row may have several reasons."""
        return tuple(f for f in self.findings if f.effect is Effect.REFUSED)

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """Why rows that were kept are in doubt."""
        return tuple(f for f in self.findings if f.effect is Effect.DOUBTFUL)

    def text(self) -> str:
        """The report for a terminal, in plain text that ends with a line break."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        clock = f"fixed at {self.today}" if self.today else "not fixed"
        yield f"{self.dialect} bundle {self.bundle}, exported by {self.system}"
        if self.dry:
            yield "DRY RUN: nothing was changed; this is what the import would do"
        done = "For" if self.dry else "Imported into"
        yield f"{done} the sample district, whose clock is {clock}"
        yield ""
        yield from table(
            ("file", "read", "applied", "unchanged", "refused", "not mapped"),
            ((f.file, f.read, f.applied, f.unchanged, f.refused, f.not_mapped) for f in self.files),
        )
        yield ""
        yield from table(
            ("table", "made", "changed", "ended", "unchanged"),
            ((r.table, r.made, r.changed, r.ended, r.unchanged) for r in self.rows),
        )
        if self.shares:
            yield from titled("Of what was in force", map(_share_line, self.shares))
        yield from titled("End dates (CR-1)", map(_convention_line, self.conventions))
        if self.dry:
            yield from titled("Rows that would be made, changed or ended", self._diff_lines())
        yield from titled("Refused rows", _findings_lines(self.refused))
        yield from titled("Doubtful rows, kept as said", _findings_lines(self.doubtful))
        if self.unlisted:
            yield f"  and {self.unlisted:,} more of the same reasons"
        yield from titled("Notes", (f"- {note}" for note in self.notes))

    def _diff_lines(self) -> Iterator[str]:
        """A line a row for what changes or ends, a line a table and file for what is made."""
        made: dict[tuple[str, str], list[int]] = defaultdict(list)
        for diff in self.diffs:
            if diff.fate is Fate.MADE and diff.origin is not None:
                made[diff.origin.file, diff.table].append(diff.origin.line)
        for (file, made_in), lines in made.items():
            yield f"made {made_in}: {file}.csv {_numbered(lines)}"
        for diff in self.diffs:
            if diff.fate is not Fate.MADE:
                yield _diff_line(diff)
        touched = sum(row.made + row.changed + row.ended for row in self.rows)
        if touched > len(self.diffs):
            yield f"and {touched - len(self.diffs):,} more"


def _diff_line(diff: RowDiff) -> str:
    origin = diff.origin
    where = f"{origin.file}.csv line {origin.line}" if origin else f"absent, row {diff.row_id}"
    if diff.fate is Fate.ENDED:
        return f"ended {diff.table}: {where}"
    return f"changed {diff.table}: {where}: {', '.join(diff.fields) or 'nothing but its source'}"


def _share_line(share: Share) -> str:
    over = " - OVER: the import would be refused" if share.is_over else ""
    return (
        f"{share.what}: {share.touched:,} of {share.held:,} ({share.percent:.1f} %; "
        f"the limit is {share.limit:g} %){over}"
    )


def _convention_line(convention: Convention) -> str:
    doubt = "" if convention.certain else " (in doubt: --ends decides)"
    return f"{convention.file}.csv: {convention.ends}{doubt}: {convention.because}"


def _findings_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """One line a reason: the file, its lines, the reason's code and words."""
    grouped: Mapping[tuple[str, str, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        grouped[finding.file, finding.code, finding.column].append(finding)
    for (file, code, column), alike in grouped.items():
        where = f", {column}" if column else ""
        lines = _numbered(finding.line for finding in alike)
        yield f"{file}.csv {lines}{where}: {code}: {alike[0].words}"


def _numbered(lines: Iterable[int]) -> str:
    """Line numbers with runs joined: "lines 2-5, 9"."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    shown = ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs[:LINES_SHOWN])
    more = sum(b - a + 1 for a, b in runs[LINES_SHOWN:])
    noun = "line" if len(runs) == 1 and runs[0][0] == runs[0][1] else "lines"
    return f"{noun} {shown}" + (f" and {more:,} more" if more else "")
