"""Organizations: the one district and its schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.intake.errors import DistrictRefused
from hub.models.codes import SchoolLevel
from hub.oneroster.live import usable
from hub.oneroster.mapping import mapped
from hub.oneroster.plan import Entry, Plan
from hub.oneroster.values import Doubtful, Unreadable, grade, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hub.oneroster.staging import Row

_LEVELS = (
    (SchoolLevel.ELEMENTARY, range(6)),
    (SchoolLevel.MIDDLE, range(6, 9)),
    (SchoolLevel.HIGH, range(9, 13)),
)


def plan_orgs(
    plan: Plan, rows: Iterable[Row], repeated: Collection[int], grades: Mapping[str, set[str]]
) -> None:
    """Plan the district's name and its schools. Raises DistrictRefused for another district.

    `grades` are the grades that a school's students have, as sent.
    """
    live = list(usable(plan, rows, repeated))
    for row in live:
        parent = row["parentSourcedId"]
        known = parent in plan.schools or parent in plan.districts
        if parent and not known and parent not in plan.sourced_ids["orgs"]:
            plan.doubt(row.origin, "dangling_reference", "parentSourcedId")
        if row["type"] == "school":
            _plan_school(plan, row, _readable(grades.get(row.sourced_id, set())))
        elif row["type"] == "district":
            _plan_district(plan, row)
        else:
            plan.refuse(row.origin, "org_type_unknown", "type")


def _plan_district(plan: Plan, row: Row) -> None:
    """The first district of the file gives the district its name."""
    columns = mapped(plan, row, "district")
    if columns is None:
        return
    if plan.districts - {row.sourced_id}:
        plan.refuse(row.origin, "second_district", "type")
        return
    others = {sourced_id for table, sourced_id in plan.kept if table == "district"}
    if others - {row.sourced_id}:
        raise DistrictRefused(
            "This database already holds another sample district: import into an empty one."
        )
    plan.districts.add(row.sourced_id)
    entry = Entry("district", row.sourced_id, plan.district_id, columns, (row.origin,), exists=True)
    entry.modified_at = moment(row["dateLastModified"])
    plan.add(entry)


def _plan_school(plan: Plan, row: Row, grades: set[int]) -> None:
    columns = mapped(plan, row, "school")
    if columns is None:
        return
    school_id = plan.row_id("school", row.sourced_id)
    plan.schools[row.sourced_id] = school_id
    entry = Entry("school", row.sourced_id, school_id, columns, (row.origin,))
    if grades or "users" not in plan.delta:
        columns["level"] = _level(grades)
    else:
        entry.once["level"] = SchoolLevel.OTHER
    entry.modified_at = moment(row["dateLastModified"])
    plan.add(entry)


def _level(grades: set[int]) -> SchoolLevel:
    """OneRoster has no levels: the one whose grades hold all of the school's students."""
    fitting = (level for level, held in _LEVELS if grades and grades <= set(held))
    return next(fitting, SchoolLevel.OTHER)


def _readable(grades: Iterable[str]) -> set[int]:
    """The grades as far as they can be read."""
    return {found for found in map(_grade, grades) if found is not None}


def _grade(value: str) -> int | None:
    try:
        found = grade(value)
    except Unreadable:
        return None
    return None if isinstance(found, Doubtful) else found
