"""What one person reads of a world, and the sheet on which it is noted row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from tests.oracle.denies import matrix_row

if TYPE_CHECKING:
    from datetime import date

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
    silenced: set[tuple[str, Key, str]] = field(default_factory=set)
    """(table, row, column) that is readable and shows None, whatever is recorded there."""
    disclosed: set[tuple[Key, str]] = field(default_factory=set)
    """(student, row of the matrix) where something is readable through logged standings only;
    adults and incidents are counted with the rows that lead to them."""
    redacted: set[Key] = field(default_factory=set)
    """Participations that aren't visible, in incidents that are (P-36)."""
    logged: dict[Place, dict[str, frozenset[str]]] = field(default_factory=dict)
    """Row -> column -> rows of the matrix, where reading that value is logged. The key and the
    student are in it where the whole row is visible through logged standings only."""
    why: dict[Place, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """Row -> the grants that show something of it, as (standing, slice)."""
    inputs: dict[Place, frozenset[str]] = field(default_factory=dict)
    """Row -> columns of which something is worked out for the person, who need not read them."""
    statuses: dict[Key, tuple[str, date | None]] = field(default_factory=dict)
    """Student -> state and day of their immunization status, where the person has it (row 16)."""
    held: dict[Key, frozenset[str]] = field(default_factory=dict)
    """Student -> the standings that the person holds towards them, before any deny."""


@dataclass(frozen=True)
class Grant:
    """A slice that a standing opens; `logged` where each reading of it goes to the ledger."""

    standing: str
    slice: str
    logged: bool = False


class Sheet:
    """Notes which grants show which columns of which rows, and towards whom they hold."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows: dict[Place, Row] = {}
        self._notes: dict[Place, list[tuple[Grant, frozenset[str]]]] = defaultdict(list)
        self._silent: dict[Place, frozenset[str]] = defaultdict(frozenset)
        self._towards: dict[Key, set[Grant]] = defaultdict(set)
        self._used: dict[Place, frozenset[str]] = defaultdict(frozenset)

    def hold(self, student_id: Key, grant: Grant) -> None:
        """A grant holds towards a student, whether or not it has any row to show."""
        self._towards[student_id].add(grant)

    def grants_towards(self, student_id: Key) -> set[Grant]:
        """The grants that hold towards a student."""
        return self._towards[student_id]

    def show(self, table: str, row: Row, grant: Grant, columns: frozenset[str]) -> None:
        """A grant shows columns of a row, and so the row."""
        place = table, row["id"]
        self._rows[place] = row
        self._notes[place].append((grant, columns))

    def silence(self, table: str, row: Row, columns: frozenset[str]) -> None:
        """Columns of a row are shown as empty, if the row is visible and nothing shows them."""
        self._silent[table, row["id"]] |= columns

    def use(self, table: str, row: Row, columns: frozenset[str]) -> None:
        """Something is worked out of columns of a row, which shows neither."""
        self._used[table, row["id"]] |= columns

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
        reading.inputs.update(self._used)
        for place, notes in self._notes.items():
            row = self._rows[place]
            anchors = frozenset(name for name in ANCHORS if name in row)
            shown = anchors.union(*(columns for _, columns in notes))
            silent = self._silent.get(place, frozenset())
            reading.columns[place] = shown | silent
            reading.silenced.update((*place, column) for column in silent - shown)
            reading.why[place] = frozenset((it.standing, it.slice) for it, _ in notes)
            logged = _logged(notes, anchors)
            if logged:
                reading.logged[place] = logged
            student = row["id"] if place[0] == "student" else row.get("student_id")
            for rows in logged.values() if student else ():
                reading.disclosed.update((student, each) for each in rows)
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
