"""`python -m tests.crash --rounds 1000`: kill server and PostgreSQL so often, under writes."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.rounds import opened, played


async def _main(rounds: int, seed: int) -> None:
    began = time.monotonic()
    done = 0

    def progress() -> None:
        nonlocal done
        done += 1
        spent = time.monotonic() - began
        print(f"\r{done} of {rounds} kills, {spent:.0f} s", end="", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="homeroom-crash-") as folder:
        async with opened(Path(folder) / "data") as trial:
            told = await played(trial, rounds, seed, progress)
    print(file=sys.stderr)
    print(f"{told.rounds} kills: 0 acknowledged changes lost, no section overfilled.")
    print(f"{told.visits} visits, {told.seats} seats, {told.rolls} rolls were acknowledged;")
    print(f"The ledger is well: {told.records} rows under seals; {told.broken} marked gaps.")
    print(f"{told.told_again} requests were told again, {told.full} found no seat.")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    asked.add_argument("--rounds", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    given = asked.parse_args()
    asyncio.run(_main(given.rounds, given.seed))
