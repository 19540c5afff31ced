"""Saying on standard error what is being done: live on a terminal, else in plain lines."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORTH_SAYING_SECONDS = 2.0
"""A step that took longer says how long."""
PLAIN_EVERY_SECONDS = 5.0
"""How often a plain line tells how far a counted step has come."""


class Step:
    """One piece of work under way."""

    def __init__(self, label: str, total: int | None, show: Callable[[Step], None]) -> None:
        """Name the work; `total` is how many units it has, if that is known."""
        self.label = label
        self.total = total
        self.done = 0
        self.started = time.monotonic()
        self._show = show

    @property
    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.started

    def advance(self, units: int = 1) -> None:
        """Count `units` as done."""
        self.done += units
        self._show(self)

    def __str__(self) -> str:
        """The step and how far it has come."""
        if self.total:
            return f"{self.label}: {min(100, 100 * self.done // self.total)} %"
        return f"{self.label}: {self.done:,}" if self.done else self.label


class Progress:
    """The reporter of one run. Steps may lie within each other."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        """Report to `stream` (standard error by default); `quiet` reports nothing."""
        self._stream = sys.stderr if stream is None else stream
        self._quiet = quiet
        self._console = Console(file=self._stream)
        self._display: Display | None = None

    @contextmanager
    def step(self, label: str, total: int | None = None) -> Iterator[Step]:
        """Report the work of a `with` block: what it is, how far it has come, how long it took."""
        report = self._silently if self._quiet else self._plainly
        if self._console.is_terminal and not self._quiet:
            report = self._live
        with report(label, total) as step:
            yield step
        if step.seconds > WORTH_SAYING_SECONDS and not self._quiet:
            self._say(f"{step}, {step.seconds:.1f} s")

    def _say(self, line: str) -> None:
        if self._display is not None:
            self._display.console.print(line, highlight=False, markup=False)
        else:
            print(line, file=self._stream, flush=True)

    @contextmanager
    def _silently(self, label: str, total: int | None) -> Iterator[Step]:
        yield Step(label, total, lambda _: None)

    @contextmanager
    def _plainly(self, label: str, total: int | None) -> Iterator[Step]:
        said = time.monotonic()

        def show(step: Step) -> None:
            nonlocal said
            if time.monotonic() - said > PLAIN_EVERY_SECONDS:
                said = time.monotonic()
                self._say(str(step))

        self._say(label)
        yield Step(label, total, show)

    @contextmanager
    def _live(self, label: str, total: int | None) -> Iterator[Step]:
        with self._shared_display() as display:
            task = display.add_task(label, total=total)
            try:
                yield Step(label, total, lambda step: display.update(task, completed=step.done))
            finally:
                display.remove_task(task)

    @contextmanager
    def _shared_display(self) -> Iterator[Display]:
        """One live area for all steps that lie within each other."""
        if self._display is not None:
            yield self._display
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
        try:
            with Display(
                *columns, TaskProgressColumn(), console=self._console, transient=True
            ) as self._display:
                yield self._display
        finally:
            self._display = None
