"""The operating-system account that the server runs as."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Account:
    """A user and its group, by number: no entry in the passwd file is needed."""

    user: int
    group: int

    @property
    def drop(self) -> dict[str, Any]:
        """Arguments of subprocess that make a child this account for real, for good."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give `folder` (made by us just now) to this account."""
        if os.geteuid() == 0:
            os.chown(folder, self.user, self.group)

    def can_run(self, program: Path) -> bool:
        """Whether this account reaches and may execute `program`: asked by trying."""
        if os.geteuid() != 0:
            return os.access(program, os.X_OK)
        probe = ["/bin/sh", "-c", 'test -x "$0"', str(program)]
        return subprocess.run(probe, check=False, cwd="/", **self.drop).returncode == 0


def server_account(cluster: Path) -> Account:
    """Who runs the server over `cluster`: we ourselves, or for root an account without rights.

    PostgreSQL refuses root, and COPY TO PROGRAM must not reach root's files. A cluster that an
    ordinary user made stays that user's when root starts it.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if cluster.is_dir() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    return Account(NOBODY, NOBODY)
