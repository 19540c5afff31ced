"""Which staged rows are looked at: those with an identifier of their own and a live status."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hub.oneroster.plan import Plan
    from hub.oneroster.staging import Row

_LIVE = ("", "active")


def usable(plan: Plan, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of one file that aren't refused for their identifier or status.

    Every sourcedId is noted, so that a reference to a refused row is told from one to nothing.
    """
    taken: set[str] = set()
    for row in rows:
        plan.sourced_ids[row.origin.file].add(row.sourced_id)
        reason = _reason(row, taken)
        if reason is None:
            taken.add(row.sourced_id)
            yield row
        else:
            plan.refuse(row.origin, *reason)


def _reason(row: Row, taken: set[str]) -> tuple[str, str] | None:
    status = row["status"].casefold()
    if not row.sourced_id:
        return "value_missing", "sourcedId"
    if status == "tobedeleted":
        return "delta_later", "status"
    if status not in _LIVE:
        return "status_unknown", "status"
    if row.sourced_id in taken:
        return "duplicate_sourced_id", "sourcedId"
    return None
