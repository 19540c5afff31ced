"""The policy as a table, for whoever is on staff: what it says is told to families each year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.policy import SLICES
from hub.policy.matrix import bases, matrix, titles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.explain.answer import Asking

STAFF = "STAFF"
"""The relation of whoever holds a post today."""


async def policy_told(asking: Asking, _given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Every slice with who reads and writes it, as `homeroom policy matrix` prints it; None for
    whoever holds no post today.
    """
    if STAFF not in asking.viewer.shape.relations:
        return None
    basis = bases()
    return {
        "standings": [{"standing": name, "title": said} for name, said in titles().items()],
        "slices": [
            {
                "slice": piece,
                "title": SLICES[piece].title,
                "basis": basis[piece].split(),
                "cells": [
                    {"standing": name, "cell": cell} for name, cell in cells.items() if cell != "-"
                ],
            }
            for piece, cells in matrix().items()
        ],
    }
