"""The hub without authorization: one grant, by which whoever is signed in reads every slice.

Everything else is the hub's own: planner, compiler, executor, log. Its statement has no predicate,
no mask and no record left, so that what authorization costs is the distance to it on the same rows.
"""

from __future__ import annotations

from hub import policy
from hub.policy.grants import Grant

EVERYBODY = "EV"


def open_policy() -> None:
    """Replace the policy of this process, before anything has asked it."""
    granted = tuple(Grant(EVERYBODY, piece, "NEED") for piece in policy.SLICES)
    vars(policy).update(GRANTS=granted, _clause=_open)
    policy.LIFTS.clear()
    policy.WHOLE_ONLY.clear()


def _open(grant: Grant, table: str) -> policy.Clause:
    del table
    return policy.Clause(EVERYBODY, frozenset(), None, None, grant.slice, logged=False)
