"""`homeroom policy matrix` says what was typed by hand from the regulations."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from hub.cli import matrix as printed
from hub.policy import matrix as policy_matrix
from hub.policy.rules import GRANTS
from tests.oracle.specification import matrix as typed_reads
from tests.oracle.writing import cells as typed_writes

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from typer.testing import Result

REFUSED = {"A": "-", "later": "-"}
"""Cells of the hand-typed table that nothing opens yet."""
WRITES = {"W": "W", "own": "w"}
"""What is typed of a cell that is written, as it is printed."""


def wanted() -> dict[tuple[str, str], str]:
    """(slice, standing) -> cell, of what was typed of reading and of writing."""
    found = {
        (piece, standing): REFUSED.get(cell, cell)
        for piece, cells in typed_reads().items()
        for standing, cell in cells.items()
    }
    for standing, cells in typed_writes().items():
        for piece, cell in cells.items():
            reads = found.get((piece, standing), "-")
            writes = WRITES[cell]
            found[piece, standing] = writes if reads == "-" else f"{reads}+{writes}"
    return found


def test_the_rules_say_what_was_typed_by_hand(homeroom: Callable[..., Result]) -> None:
    said = homeroom("policy", "matrix", "--csv")
    assert said.exit_code == 0
    rows = {row["slice"]: row for row in csv.DictReader(said.stdout.splitlines())}
    found = {
        (piece, standing): cell
        for piece, cells in rows.items()
        for standing, cell in cells.items()
        if standing not in ("slice", "title", "basis")
    }
    typed = wanted()
    assert {
        key: (typed.get(key), found.get(key))
        for key in typed | found
        if typed.get(key, "-") != found.get(key)
    } == {}
    assert all(row["basis"] for row in rows.values())


def test_the_printed_table_has_the_same_cells(homeroom: Callable[..., Result]) -> None:
    head, *lines = homeroom("policy", "matrix").stdout.splitlines()
    table = policy_matrix.matrix()
    assert head.split() == list(policy_matrix.COLUMNS)
    assert {line.split()[0]: line.split()[1:] for line in lines} == {
        piece: list(cells.values()) for piece, cells in table.items()
    }


def test_blocks_fit_the_terminal_and_leave_no_standing_out() -> None:
    blocks = list(printed._blocks(80))
    assert all(len(line) <= 80 for block in blocks for line in block.splitlines())
    heads = [name for block in blocks for name in block.splitlines()[0].split()]
    assert heads == list(policy_matrix.COLUMNS)


def test_a_standing_of_which_a_part_was_forgotten_stands_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forgotten = ("NU.all/contracted", "3")
    rest = tuple(each for each in GRANTS if (each.relation, each.slice) != forgotten)
    assert len(rest) == len(GRANTS) - 1
    monkeypatch.setattr(policy_matrix, "GRANTS", rest)
    table = policy_matrix.matrix()
    assert (table["3"]["NU"], table["3"]["NL"]) == ("part", "R")
