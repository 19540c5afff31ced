"""Which staged rows are looked at: those with an identifier of their own and a live status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.oneroster.values import moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from hub.oneroster.plan import Plan
    from hub.oneroster.staging import Row

_LIVE = ("", "active")
_ENTITIES = {
    "academicSessions": ("term",),
    "orgs": ("school", "district"),
    "courses": ("course",),
    "classes": ("section",),
    "users": ("person",),
    "demographics": ("demographics",),
    "enrollments": ("section_enrollment", "section_staff"),
}
"""By file the tables that keep its rows."""


def usable(plan: Plan, rows: Iterable[Row], repeated: Collection[int]) -> Iterator[Row]:
    """The rows of one file that are to be kept, neither refused nor taken back.

    Every sourcedId is noted, so that a reference to a refused row is told from one to nothing.
    """
    for row in rows:
        file = row.file
        if file != "enrollments":
            plan.sourced_ids[file].add(row.sourced_id)
        status = row["status"].casefold()
        reason = _reason(row, status, repeated)
        if reason is not None:
            plan.refuse(row.origin, *reason)
        elif _is_older(plan, row):
            plan.doubt(row.origin, "older_than_kept", "dateLastModified")
            plan.unsaid[file].add(row.sourced_id)
        elif status == "tobedeleted":
            plan.gone[file][row.sourced_id] = row.origin
        else:
            yield row


def _reason(row: Row, status: str, repeated: Collection[int]) -> tuple[str, str] | None:
    if not row.sourced_id:
        return "value_missing", "sourcedId"
    if status not in _LIVE and status != "tobedeleted":
        return "status_unknown", "status"
    if row.origin.line in repeated:
        return "duplicate_sourced_id", "sourcedId"
    return None


def _is_older(plan: Plan, row: Row) -> bool:
    """Whether a change is older than what is kept already: changes may come out of order."""
    file = row.file
    if file not in plan.delta or file not in _ENTITIES or not row["dateLastModified"]:
        return False
    sent = moment(row["dateLastModified"])
    kept = (plan.kept.get((table, row.sourced_id)) for table in _ENTITIES[file])
    known = [k.modified_at for k in kept if k is not None and k.modified_at is not None]
    return sent is not None and any(sent < each for each in known)
