"""Seconds of CPU by process, as /proc tells them: they move less than the clock's under load."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROC = Path("/proc")
MEGABYTE_KB = 1024


def cpu(pid: int) -> float:
    """The seconds of CPU that a process has used; 0 where there is no /proc."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cpu_below(parent: int) -> dict[int, float]:
    """The seconds of CPU of each of a process's children that run now."""
    return {pid: cpu(pid) for pid in children(parent)}


def spent(before: Mapping[int, float], after: Mapping[int, float]) -> float:
    """What has been used in between by the children that still run: none takes any back."""
    return sum(used - before.get(pid, 0.0) for pid, used in after.items())


def children(parent: int) -> list[int]:
    """The processes that a process has started and that run now."""
    found: list[int] = []
    for thread in (PROC / str(parent) / "task").glob("*/children"):
        with suppress(OSError):
            found += map(int, thread.read_text().split())
    return found


def memory_mb(pid: int) -> float:
    """The most memory of its own that a process held, shared buffers left out; 0 without /proc.

    RssAnon is sampled by nobody: the peak of everything, less what is shared now, bounds it.
    """
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    said = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
    peak, shared = int(said["VmHWM"][0]), int(said["RssShmem"][0])
    return (peak - shared) / MEGABYTE_KB
