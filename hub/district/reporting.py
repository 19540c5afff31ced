"""What the district asks of whoever reports progress; `hub.progress.Progress` gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class Step(Protocol):
    """A piece of work that counts what it has done."""

    def advance(self, units: int = 1) -> None:
        """Count `units` as done."""


class Progress(Protocol):
    """A reporter of the steps of one run."""

    def step(self, label: str, total: int | None = None) -> AbstractContextManager[Step]:
        """Report the work of a `with` block."""
