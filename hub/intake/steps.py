"""Saying how far an import is, to whoever listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class Step(Protocol):
    """One piece of work under way."""

    def advance(self, units: int = 1) -> None:
        """Count units as done."""


class _Silent:
    """A step that counts nothing."""

    def advance(self, units: int = 1) -> None:
        """Count nothing."""


SILENT = _Silent()
"""Given to whoever writes, where rows are counted as they are read."""


class Progress(Protocol):
    """Whoever says what is being done."""

    def step(self, label: str, total: int | None = None) -> AbstractContextManager[Step]:
        """Report the work of a `with` block."""
