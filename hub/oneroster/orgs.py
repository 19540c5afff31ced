"""Organizations: the one district and its schools."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hub.models.codes import SchoolLevel
from hub.oneroster.errors import DistrictRefused
from hub.oneroster.intake import usable
from hub.oneroster.mapping import mapped
from hub.oneroster.plan import Entry, Plan
from hub.oneroster.values import Doubtful, Unreadable, grade, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hub.oneroster.staging import Row

_LEVELS = (
    (SchoolLevel.ELEMENTARY, range(6)),
    (SchoolLevel.MIDDLE, range(6, 9)),
    (SchoolLevel.HIGH, range(9, 13)),
)


def plan_orgs(plan: Plan, rows: Iterable[Row], users: Iterable[Row]) -> None:
    """Plan the district's name and its schools. Raises DistrictRefused for another district."""
    grades = _grades(users)
    live = list(usable(plan, rows))
    for row in live:
        parent = row["parentSourcedId"]
        if parent and parent not in plan.sourced_ids["orgs"]:
            plan.doubt(row.origin, "dangling_reference", "parentSourcedId")
        if row["type"] == "school":
            _plan_school(plan, row, grades.get(row.sourced_id, set()))
        elif row["type"] == "district":
            _plan_district(plan, row)
        else:
            plan.refuse(row.origin, "org_type_unknown", "type")


def _plan_district(plan: Plan, row: Row) -> None:
    """The first district of the file gives the district its name."""
    columns = mapped(plan, row, "district")
    if columns is None:
        return
    if plan.districts:
        plan.refuse(row.origin, "second_district", "type")
        return
    others = {sourced_id for table, sourced_id in plan.kept if table == "district"}
    if others - {row.sourced_id}:
        raise DistrictRefused(
            "This database already holds another sample district: import into an empty one."
        )
    plan.districts.add(row.sourced_id)
    plan.add(
        Entry("district", row.sourced_id, plan.district_id, columns, (row.origin,), exists=True)
    )


def _plan_school(plan: Plan, row: Row, grades: set[int]) -> None:
    columns = mapped(plan, row, "school")
    if columns is None:
        return
    school_id = plan.row_id("school", row.sourced_id)
    plan.schools[row.sourced_id] = school_id
    columns["level"] = _level(grades)
    plan.add(Entry("school", row.sourced_id, school_id, columns, (row.origin,)))


def _level(grades: set[int]) -> SchoolLevel:
    """OneRoster has no levels: the one whose grades hold all of the school's students."""
    fitting = (level for level, held in _LEVELS if grades and grades <= set(held))
    return next(fitting, SchoolLevel.OTHER)


def _grades(users: Iterable[Row]) -> Mapping[str, set[int]]:
    """The grades of each school's students, as far as they can be read."""
    grades: dict[str, set[int]] = defaultdict(set)
    for row in users:
        found = _grade(row["grades"]) if row["role"] == "student" else None
        if found is not None:
            for school in listed(row["orgSourcedIds"]):
                grades[school].add(found)
    return grades


def _grade(value: str) -> int | None:
    try:
        found = grade(value)
    except Unreadable:
        return None
    return None if isinstance(found, Doubtful) else found
