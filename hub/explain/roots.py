"""The roots that explain, by their names: what the door asks for its viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.explain.answer import Asking, explained, read_by
from hub.explain.foreseeing import foreseen
from hub.explain.matrix import policy_told
from hub.explain.named import named
from hub.explain.readings import readings
from hub.explain.reviewing import reviewed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

ANSWERS: dict[str, Callable[[Asking, Mapping[str, Any]], Awaitable[Any]]] = {
    "access_review": reviewed,
    "explain": explained,
    "foresee_order": foreseen,
    "named": named,
    "policy": policy_told,
    "readers": read_by,
    "readings": readings,
}
"""What answers each root, under the name of its loader."""

__all__ = ["ANSWERS", "Asking"]
