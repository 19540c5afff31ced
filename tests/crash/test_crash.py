"""OPS-2: a change that was acknowledged is there after a crash of server or PostgreSQL."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.crash.rounds import opened, played

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 4


async def test_ops2_what_was_acknowledged_is_there_after_every_kill(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as trial:
        told = await played(trial, ROUNDS, seed=7)
    print(told, file=sys.stderr)
    assert told.rounds == ROUNDS
    assert told.visits > ROUNDS
    assert told.told_again > 0
