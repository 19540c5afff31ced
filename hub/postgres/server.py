"""The embedded server: started by the first that needs it, shared with who comes after."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from hub.postgres.account import Account, server_account
from hub.postgres.address import ConnectionFacts
from hub.postgres.binaries import binaries_for, wheel_binaries
from hub.postgres.cluster import Cluster
from hub.postgres.errors import ClusterUnusable, ServerFailed
from hub.postgres.lifeline import FAST_SHUTDOWN, PipeLifeline, kernel_lifeline
from hub.postgres.lock import server_lock
from hub.postgres.postmaster import forget_crashed, read_postmaster

if TYPE_CHECKING:
    from hub.progress import Progress

START_SECONDS = 300.0
"""How long a start may take; recovery after a crash under load is the slow case."""
STOP_SECONDS = 60.0
"""How long a clean stop may take before the server is told to stop at once (and recover later)."""
GLANCE_SECONDS = 0.01


class EmbeddedServer:
    """PostgreSQL over one data folder, alive for as long as the process that started it.

    A second process on the same folder shares the running server; `stop` is then not its business.
    When the starter ends, the next `start` of any other brings the server up again.
    """

    def __init__(self, data: Path, progress: Progress, *, durable: bool = True) -> None:
        """Name the folder (made when missing). `durable=False` is for tests that throw it away."""
        self.data = data
        self._progress = progress
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline: PipeLifeline | None = None
        self._starter = os.getpid()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()

    @property
    def cluster_folder(self) -> Path:
        """PostgreSQL's own folder."""
        return self.data / "cluster"

    @property
    def log_file(self) -> Path:
        """What PostgreSQL says about itself; never a statement or a value."""
        return self.data / "postgres.log"

    @property
    def owned(self) -> bool:
        """Whether the running server is this object's child."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> ConnectionFacts:
        """Start the server, or find the one that runs, and say how to speak to it.

        May be called again at any time. Raises PostgresError: ClusterUnusable, BinariesMissing or
        ServerFailed.
        """
        try:
            self.data.mkdir(mode=0o711, parents=True, exist_ok=True)
            return self._start_or_share()
        except (OSError, subprocess.SubprocessError) as error:
            raise ClusterUnusable(f"PostgreSQL can't be run over {self.data}: {error}") from error

    def stop(self) -> None:
        """Stop the server if this process started it, and wait until it is down."""
        if self._process is None or os.getpid() != self._starter:
            return
        _end(self._process, FAST_SHUTDOWN if self._durable else signal.SIGQUIT)
        self._bury()
        self._remove_socket_folder()

    def _start_or_share(self) -> ConnectionFacts:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with server_lock(self.data / "server.lock") as lock:
                if lock is not None:
                    return self._launch(lock)
            running = read_postmaster(self.cluster_folder)
            if running is not None and running.answers():
                return ConnectionFacts.on_socket(running.socket_folder)
            time.sleep(GLANCE_SECONDS)  # it is being made, started or stopped
        raise ServerFailed(
            f"Another Homeroom has been busy with {self.data} for {START_SECONDS:.0f} seconds. "
            "Stop it, or choose another --data DIR."
        )

    def _launch(self, lock: int) -> ConnectionFacts:
        self._bury()
        account = server_account(self.cluster_folder)
        binaries = binaries_for(account, wheel_binaries(), beside=self.data)
        cluster = Cluster(self.cluster_folder, binaries, account, lock)
        if not cluster.folder.exists():
            with self._progress.step("making the database folder"):
                cluster.initialise(durable=self._durable)
        cluster.check_version()
        forget_crashed(cluster.folder)
        socket_folder = self._socket_folder(account)
        with self._progress.step("starting PostgreSQL"):
            self._bring_up(cluster, socket_folder)
        return ConnectionFacts.on_socket(socket_folder)

    def _bury(self) -> None:
        """Take leave of a server of ours that crashed: a dead child unmourned keeps its number."""
        if self._process is not None:
            self._process.wait()
        if self._lifeline is not None:
            self._lifeline.cut()
        self._process = self._lifeline = None

    def _bring_up(self, cluster: Cluster, socket_folder: Path) -> None:
        by_kernel = kernel_lifeline() is not None
        with open(self.log_file, "ab", opener=_privately) as log:
            spoken = log.tell()
            process = cluster.launch(socket_folder, log, durable=self._durable)
        self._process, self._starter = process, os.getpid()
        self._lifeline = None if by_kernel else PipeLifeline(process.pid, cluster.account)
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            postmaster = read_postmaster(cluster.folder)
            if postmaster and postmaster.pid == process.pid and postmaster.answers():
                return
            time.sleep(GLANCE_SECONDS)
        self.stop()
        words = self.log_file.read_bytes()[spoken:].decode(errors="replace").strip()
        raise ServerFailed(f"PostgreSQL didn't start over {self.data}. It said:\n{words}")

    def _socket_folder(self, account: Account) -> Path:
        """A short folder that only the server's account (and root) may enter.

        What a crashed server left is cleared away first, so that none pile up.
        """
        note = self.data / "socket"
        with suppress(OSError):
            left = Path(note.read_text())
            if _is_private(left, account):
                shutil.rmtree(left)
        short = "/tmp" if os.access("/tmp", os.W_OK | os.X_OK) else None  # noqa: S108
        folder = Path(tempfile.mkdtemp(prefix="homeroom-", dir=short))
        account.own(folder)
        note.write_text(str(folder))
        return folder

    def _remove_socket_folder(self) -> None:
        """Leave nothing behind, unless the next server is already on its way up."""
        with server_lock(self.data / "server.lock") as lock, suppress(OSError):
            note = self.data / "socket"
            if lock is not None:
                Path(note.read_text()).rmdir()
                note.unlink()


def _end(process: subprocess.Popen[bytes], kind: signal.Signals) -> None:
    """Signal the server and wait; one that hangs is told to stop at once."""
    for wish in (kind, signal.SIGQUIT):
        process.send_signal(wish)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
            return
    raise ServerFailed(f"PostgreSQL (process {process.pid}) doesn't stop")


def _is_private(folder: Path, account: Account) -> bool:
    """Whether `folder` is a real folder of `account` that nobody else may enter."""
    found = folder.lstat()
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == account.user
        and stat.S_IMODE(found.st_mode) == stat.S_IRWXU
    )


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
