"""Installs PostGraphile into the bench's folder, and runs it; says why where it can't."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from hub.clock import district_clock
from hub.postgres.address import APPLICATION
from tests.bench.by_hand import CONNECTIONS
from tests.bench.compared import POSTGRAPHILE
from tests.bench.servers import Server, Silent, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.postgres import ConnectionFacts
    from hub.progress import Progress

HERE = Path(__file__).parent
NEEDED = ("package.json", "package-lock.json", "server.mjs")
ROLE = "bench_rls"
NODE = Path("node_modules") / ".bin" / "node"
"""Of the npm package `node`: the machine's own may be older than PostGraphile asks for."""
INSTALL = ("npm", "ci", "--no-audit", "--no-fund")
INSTALL_SECONDS = 600
CLOCK = ("today", "now", "posted_until", "grace_from")


class Absent(Exception):
    """PostGraphile can't be had here: it is left out of the comparison."""


def installed(folder: Path, progress: Progress) -> Path:
    """The folder in which PostGraphile is installed, of the versions that our lock names.

    Raises Absent where there is no npm, or where it reaches no registry.
    """
    target = folder / "postgraphile"
    target.mkdir(parents=True, exist_ok=True)
    kept = target / "package-lock.json"
    same = kept.exists() and kept.read_bytes() == (HERE / "package-lock.json").read_bytes()
    for name in NEEDED:
        shutil.copy(HERE / name, target / name)
    if not (same and (target / NODE).exists()):
        with progress.step("installing PostGraphile"):
            _install(target)
    return target


async def policed(facts: ConnectionFacts) -> dict[str, str]:
    """Write the policies into the database; the settings by which they know the clock."""
    connection = await asyncpg.connect(facts.owner.dsn)
    await connection.execute((HERE / "policies.sql").read_text())
    clock = (await district_clock(connection)).read().parameters()
    await connection.close()
    return {f"viewer.{name}": clock[name].isoformat() for name in CLOCK}


@contextmanager
def running(facts: ConnectionFacts, folder: Path, clock: dict[str, str]) -> Iterator[Server]:
    """PostGraphile in a process of its own, ended with the block."""
    dsn = facts.application.dsn.replace(f"{APPLICATION}@", f"{ROLE}@")
    own = {
        "DSN": named(dsn, POSTGRAPHILE),
        "CLOCK": json.dumps(clock),
        "CONNECTIONS": str(CONNECTIONS),
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }
    with (folder / "errors.log").open("w") as errors:
        process = subprocess.Popen(
            [folder / NODE, "server.mjs"],
            cwd=folder,
            env={**os.environ, **own},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        if not port.isdigit():
            raise Silent(f"PostGraphile did not listen; see {errors.name}.")
        yield Server(POSTGRAPHILE, int(port), process.pid)
    finally:
        process.terminate()
        process.wait(10)


def _install(target: Path) -> None:
    if shutil.which(INSTALL[0]) is None:
        raise Absent("There is no npm here.")
    done = subprocess.run(
        INSTALL, cwd=target, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
    )
    if done.returncode or not (target / NODE).exists():
        said = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        raise Absent(f"npm could not install it: {' '.join(said[:2])}")
