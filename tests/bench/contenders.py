"""Who is compared: which servers run, and which of them answer which cell."""

from __future__ import annotations

import asyncio
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from tests.bench.cells import QUERIES
from tests.bench.compared import BY_HAND, HUB, IDIOMATIC, OPEN_HUB, POSTGRAPHILE
from tests.bench.postgraphile.running import Absent, installed, policed, running
from tests.bench.servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hub.postgres import ConnectionFacts
    from hub.progress import Progress
    from tests.bench.cells import Cell
    from tests.bench.servers import Server

IDIOMATIC_CELLS = frozenset(
    {"record/guardian", "roster/teacher", "courses/teacher", "courses/guardian"}
)
"""What the idiomatic application answers."""
POLICED = "teacher"
"""For whose authorization there are policies."""


def kinds_of(cell: Cell) -> tuple[str, ...]:
    """The servers that answer a cell, in the order in which each round goes through them."""
    found = [HUB, OPEN_HUB, BY_HAND]
    if cell.name in IDIOMATIC_CELLS:
        found.append(IDIOMATIC)
    if cell.viewer == POLICED and (QUERIES / cell.query / "postgraphile.graphql").exists():
        found.append(POSTGRAPHILE)
    return tuple(found)


@contextmanager
def contenders(
    facts: ConnectionFacts, folder: Path, cells: Sequence[Cell], progress: Progress
) -> Iterator[dict[str, Server]]:
    """Every server that answers one of the cells and can be had here, ended with the block."""
    wanted = {kind for cell in cells for kind in kinds_of(cell)}
    ours = [kind for kind in (HUB, OPEN_HUB, BY_HAND, IDIOMATIC) if kind in wanted]
    place = _postgraphile(folder, progress) if POSTGRAPHILE in wanted else None
    clock = asyncio.run(policed(facts)) if place else {}
    with ExitStack() as stack:
        found = dict(stack.enter_context(serving(facts.application.dsn, ours)))
        if place:
            found[POSTGRAPHILE] = stack.enter_context(running(facts, place, clock))
        yield found


def _postgraphile(folder: Path, progress: Progress) -> Path | None:
    """Where it is installed; None, saying why, where it can't be had."""
    try:
        return installed(folder, progress)
    except Absent as absent:
        sys.stderr.write(f"PostGraphile is left out. {absent}\n")
        return None
