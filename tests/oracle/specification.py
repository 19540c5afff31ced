"""The two tables that were typed by hand from domain.md: who reads which slice, what is in it."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "policy"
HEADINGS = ("slice", "title", "basis", "rule")
READS = frozenset({"R", "R$", "own", "c", "c$"})
CELLS = READS | {"-", "A"}


@dataclass(frozen=True)
class Part:
    """A slice's part in one table: some columns, of the rows that meet a condition."""

    slice: str
    table: str
    columns: frozenset[str]
    rows: str


@cache
def matrix() -> dict[str, dict[str, str]]:
    """Slice -> standing -> cell, as matrix.csv has them."""
    with (FOLDER / "matrix.csv").open(newline="", encoding="utf-8") as file:
        return {
            line["slice"]: {name: cell for name, cell in line.items() if name not in HEADINGS}
            for line in csv.DictReader(file)
        }


@cache
def parts() -> tuple[Part, ...]:
    """Every slice's parts, as slices.csv has them; without KEY and INTERNAL."""
    columns: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with (FOLDER / "slices.csv").open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            if line["slice"] not in ("KEY", "INTERNAL"):
                columns[line["slice"], line["table"], line["rows"]].add(line["column"])
    return tuple(
        Part(slice_, table, frozenset(names), rows)
        for (slice_, table, rows), names in columns.items()
    )


@cache
def inputs() -> tuple[Part, ...]:
    """Of what something is worked out for whoever reads a slice, as inputs.csv has it."""
    columns: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with (FOLDER / "inputs.csv").open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            columns[line["slice"], line["table"], line["rows"]].add(line["column"])
    return tuple(
        Part(slice_, table, frozenset(names), rows)
        for (slice_, table, rows), names in columns.items()
    )


@cache
def inputs_of(slice_: str) -> tuple[Part, ...]:
    """The inputs of what is worked out for whoever reads one slice."""
    return tuple(part for part in inputs() if part.slice == slice_)


@cache
def tables_of_students() -> frozenset[str]:
    """The tables whose rows hang on one student, `student` itself included."""
    with (FOLDER / "slices.csv").open(newline="", encoding="utf-8") as file:
        keys = [line for line in csv.DictReader(file) if line["slice"] == "KEY"]
    return frozenset(["student", *(key["table"] for key in keys if key["column"] == "student_id")])


@cache
def parts_of(slice_: str) -> tuple[Part, ...]:
    """The parts of one slice."""
    return tuple(part for part in parts() if part.slice == slice_)


@cache
def incident_slices() -> frozenset[str]:
    """The slices that hold an incident through one of its participations: 20 and variants."""
    return frozenset(part.slice for part in parts() if part.rows == "through_a_participation")


@cache
def readable_by(standing: str) -> tuple[tuple[str, str], ...]:
    """(slice, cell) for every slice that a standing reads."""
    return tuple(
        (slice_, cells[standing]) for slice_, cells in matrix().items() if cells[standing] in READS
    )
