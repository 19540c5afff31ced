"""Work counted in Python calls: unlike seconds, the same on every machine and under any load."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import FrameType


class Calls:
    """Counts the Python calls that are made inside of its block."""

    def __init__(self) -> None:
        self.made = 0

    def __enter__(self) -> Self:
        sys.setprofile(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _called(self, _frame: FrameType, event: str, _argument: object) -> None:
        self.made += event == "call"
