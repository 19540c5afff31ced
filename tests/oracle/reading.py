"""What one person reads of a world, and the sheet on which it is noted row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from tests.oracle.denies import matrix_row

if TYPE_CHECKING:
    from tests.oracle.facts import Key, Row

Place: TypeAlias = "tuple[str, Key]"
"""A row: its table and its primary key."""
ANCHORS = ("id", "student_id")
"""What every visible row shows: its key, and the student on whom it hangs."""


@dataclass
class Reading:
    """What one person reads of a world at one moment. A row that isn't here is invisible."""

    columns: dict[Place, frozenset[str]] = field(default_factory=dict)
    """Every visible row with its readable columns."""
    disclosed: set[tuple[Key, str]] = field(default_factory=set)
    """(student, row of the matrix) where something is readable through logged standings only."""
    redacted: set[Key] = field(default_factory=set)
    """Participations that aren't visible, in incidents that are (P-36)."""
    logged: dict[Place, dict[str, frozenset[str]]] = field(default_factory=dict)
    """Row -> column -> rows of the matrix, where reading that value is logged. The key and the
    student are in it where the whole row is visible through logged standings only."""
    why: dict[Place, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """Row -> the grants that show something of it, as (standing, slice)."""
    held: dict[Key, frozenset[str]] = field(default_factory=dict)
    """Student -> the standings that the person holds towards them, before any deny."""


@dataclass(frozen=True)
class Grant:
    """A slice that a standing opens; `logged` where each reading of it goes to the ledger."""

    standing: str
    slice: str
    logged: bool = False


class Sheet:
    """Notes which grants show which columns of which rows."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows: dict[Place, Row] = {}
        self._notes: dict[Place, list[tuple[Grant, frozenset[str]]]] = defaultdict(list)

    def show(self, table: str, row: Row, grant: Grant, columns: frozenset[str]) -> None:
        """A grant shows columns of a row, and so the row."""
        place = table, row["id"]
        self._rows[place] = row
        self._notes[place].append((grant, columns))

    def grants_on(self, table: str, key: Key) -> set[Grant]:
        """The grants that show something of a row; none if it is invisible."""
        return {grant for grant, _ in self._notes.get((table, key), [])}

    def rows_under(self, table: str, slice_: str) -> list[Row]:
        """The rows of a table that are visible under a slice."""
        return [
            self._rows[place]
            for place, notes in self._notes.items()
            if place[0] == table and any(grant.slice == slice_ for grant, _ in notes)
        ]

    def finish(self, reading: Reading) -> Reading:
        """Write down what all notes together show."""
        for place, notes in self._notes.items():
            row = self._rows[place]
            anchors = frozenset(name for name in ANCHORS if name in row)
            reading.columns[place] = anchors.union(*(columns for _, columns in notes))
            reading.why[place] = frozenset((it.standing, it.slice) for it, _ in notes)
            logged = _logged(notes, anchors)
            if logged:
                reading.logged[place] = logged
            for rows in logged.values():
                reading.disclosed.update((row["student_id"], each) for each in rows)
        return reading


def _logged(
    notes: list[tuple[Grant, frozenset[str]]], anchors: frozenset[str]
) -> dict[str, frozenset[str]]:
    """Column -> rows of the matrix, for what is readable through logged grants only."""
    plain = frozenset().union(*(columns | anchors for it, columns in notes if not it.logged))
    rows: dict[str, set[str]] = defaultdict(set)
    for grant, columns in notes:
        for column in (columns | anchors) - plain:
            rows[column].add(matrix_row(grant.slice))
    return {column: frozenset(names) for column, names in rows.items()}
