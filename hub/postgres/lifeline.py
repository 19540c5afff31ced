"""A server that its starter can't outlive: however Python ends, PostgreSQL shuts down cleanly."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.postgres.account import Account

_PR_SET_PDEATHSIG = 1
FAST_SHUTDOWN = signal.SIGINT


def kernel_lifeline() -> Callable[[], None] | None:
    """What a child runs before exec so that Linux signals it when we die, or None elsewhere.

    Linux counts the *thread* that forked as the parent, so that only the main thread will do.
    The setting is lost by a change of user, so that it has to come after that (subprocess runs
    preexec_fn last); a parent that died before it is noticed by getppid.
    """
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return None
    # all look-ups happen here: the child of a fork should only make the calls
    prctl, getppid, leave = ctypes.CDLL(None).prctl, os.getppid, os._exit
    parent, fast = os.getpid(), int(FAST_SHUTDOWN)

    def hold() -> None:
        if prctl(_PR_SET_PDEATHSIG, fast, 0, 0, 0) != 0 or getppid() != parent:
            leave(1)

    return hold


class PipeLifeline:
    """The same by a pipe, where the kernel offers nothing: a shell waits for our end to close.

    A line on the pipe means that we stopped the server ourselves; its end means that we are gone.
    """

    def __init__(self, pid: int, account: Account) -> None:
        """Watch over the server `pid`, as the account that may signal it."""
        script = 'read -r _ || kill -INT "$1"'
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", script, "sh", str(pid)],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,
            **account.drop,
        )

    def cut(self) -> None:
        """Send the watcher home; the server is no longer its concern."""
        self._shell.communicate(b"\n")
