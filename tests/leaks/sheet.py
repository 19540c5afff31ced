"""The sheet of the leak matrix: its cells, what they turned out to be, and what disagrees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.policy.cells import STUDENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

PATHS = ("node", "nested", "filter", "count", "sort", "cursor", "error")
OUTCOMES = ("absent", "refused", "withheld", "shown")
"""What a cell can be; where rows of one cell differ, the later word stands."""
EVERYONE = "everyone"
WHO = (*STUDENTS, EVERYONE)


class Cell(NamedTuple):
    """One standing towards one student's rows, by one path, at one place."""

    standing: str
    who: str
    path: str
    place: str


@dataclass(frozen=True)
class Finding:
    """A cell in which the hub and the matrix disagree: a leak or a wrongful refusal."""

    cell: Cell
    document: str
    hub: Any
    typed: Any

    def __str__(self) -> str:
        """Where to look."""
        return f"{' '.join(self.cell)}\n{self.document}\nhub:   {self.hub}\ntyped: {self.typed}"


@dataclass
class Sheet:
    """All cells asked so far."""

    cells: dict[Cell, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def open(self, standing: str, path: str, places: Iterable[str]) -> None:
        """Cells that are about to be asked: absent until something is found."""
        for place in places:
            for who in WHO:
                self.cells.setdefault(Cell(standing, who, path, place), "absent")

    def note(self, cell: Cell, outcome: str) -> None:
        """What one row or question of a cell turned out to be. KeyError for an unknown cell."""
        if OUTCOMES.index(outcome) > OUTCOMES.index(self.cells[cell]):
            self.cells[cell] = outcome

    def compare(self, cell: Cell, document: str, hub: Any, typed: Any) -> None:
        """Keep a finding unless both say the same."""
        if hub != typed:
            self.findings.append(Finding(cell, document, hub, typed))

    def totals(self) -> str:
        """The matrix's totals: cells by path and outcome."""
        told = Counter((cell.path, outcome) for cell, outcome in self.cells.items())
        lines = [f"{'path':8}" + "".join(f"{each:>10}" for each in (*OUTCOMES, "cells"))]
        for path in PATHS:
            row = [told[path, each] for each in OUTCOMES]
            lines.append(f"{path:8}" + "".join(f"{each:>10}" for each in (*row, sum(row))))
        row = [sum(told[path, each] for path in PATHS) for each in OUTCOMES]
        lines.append(f"{'all':8}" + "".join(f"{each:>10}" for each in (*row, sum(row))))
        return "\n".join(lines)
