"""`homeroom policy matrix`: prints who reads and writes which slice."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from typing import TYPE_CHECKING

import typer

from hub.policy import SLICES
from hub.policy.matrix import COLUMNS, bases, matrix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDEST = "own+w"
"""The widest cell."""


def print_matrix(*, as_csv: bool) -> None:
    """Print the table to standard output: a row for each slice, a column for each standing."""
    if as_csv:
        typer.echo(_csv(), nl=False)
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    typer.echo("\n\n".join(_blocks(width)))


def _csv() -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("slice", "title", "basis", *COLUMNS))
    basis = bases()
    for piece, cells in matrix().items():
        writer.writerow((piece, SLICES[piece].title, basis[piece], *cells.values()))
    return text.getvalue()


def _blocks(width: int | None) -> Iterator[str]:
    """The table in blocks of columns that fit into `width`; None is one block."""
    table = matrix()
    first = max(map(len, table)) + 2
    columns = list(COLUMNS)
    while columns:
        taken = _fitting(columns, width and width - first)
        columns = columns[len(taken) :]
        head = _line("", first, taken, taken)
        body = (
            _line(piece, first, taken, [cells[name] for name in taken])
            for piece, cells in table.items()
        )
        yield "\n".join((head, *body))


def _fitting(columns: Sequence[str], width: int | None) -> list[str]:
    taken: list[str] = []
    for name in columns:
        if taken and width is not None and sum(map(_width, (*taken, name))) > width:
            break
        taken.append(name)
    return taken


def _line(piece: str, first: int, columns: Sequence[str], cells: Sequence[str]) -> str:
    padded = (f"{cell:<{_width(name)}}" for name, cell in zip(columns, cells, strict=True))
    return f"{piece:<{first}}{''.join(padded)}".rstrip()


def _width(column: str) -> int:
    return max(len(column), len(WIDEST)) + 1
