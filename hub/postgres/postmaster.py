"""What a running server says about itself: its file postmaster.pid and its socket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from hub.postgres.errors import ServerFailed

PID_FILE = "postmaster.pid"
SOCKET = ".s.PGSQL.5432"

# lines of postmaster.pid, counted from 0 (PostgreSQL's miscadmin.h)
_PID_LINE, _SOCKET_LINE, _STATUS_LINE = 0, 4, 7


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The head process of one server."""

    pid: int
    socket_folder: Path
    ready: bool

    def answers(self) -> bool:
        """Whether it takes connections now."""
        if not self.ready:
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_folder / SOCKET))
            except OSError:
                return False
        return True


def read_postmaster(cluster: Path) -> Postmaster | None:
    """The server that `cluster` says is running, or None; half-written files count as none."""
    try:
        lines = (cluster / PID_FILE).read_text().splitlines()
        return Postmaster(
            pid=int(lines[_PID_LINE]),
            socket_folder=Path(lines[_SOCKET_LINE]),
            ready=len(lines) > _STATUS_LINE and lines[_STATUS_LINE].strip() == "ready",
        )
    except (FileNotFoundError, IndexError, ValueError):
        return None


def forget_crashed(cluster: Path) -> None:
    """Remove what a crashed server left; only to be called by the holder of the server lock.

    PostgreSQL alone trusts the mere number in the file, which in a container soon belongs to
    another process. Raises ServerFailed when a server that isn't ours does run there.
    """
    postmaster = read_postmaster(cluster)
    if postmaster is not None and _runs_on(postmaster.pid, cluster):
        raise ServerFailed(
            f"A PostgreSQL that Homeroom didn't start (process {postmaster.pid}) uses {cluster}. "
            "Stop it first, or choose another --data DIR."
        )
    (cluster / PID_FILE).unlink(missing_ok=True)


def _runs_on(pid: int, cluster: Path) -> bool:
    """Whether process `pid` lives and is a server over `cluster`: servers work in their folder."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cwd").samefile(cluster)
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    command = ["ps", "-p", str(pid), "-o", "comm="]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)
    return "postgres" in answer.stdout
