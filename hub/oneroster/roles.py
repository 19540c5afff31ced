"""Roles in a file of their own: who is what, where and when, and whose adult somebody is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from hub.oneroster.live import usable
from hub.oneroster.mapping import USER_ROLES, mapped
from hub.oneroster.plan import RoleFacts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from hub.oneroster.plan import Plan
    from hub.oneroster.staging import Row

_PRIMARY = ("primary", "true", "1")


@dataclass(slots=True)
class Roles:
    """The roles of the users of a chunk, and the grades that they say, by sourcedId."""

    held: dict[str, list[RoleFacts]] = field(default_factory=lambda: defaultdict(list))
    grades: dict[str, int] = field(default_factory=dict)


def read_roles(plan: Plan, rows: Iterable[Row], repeated: Collection[int]) -> Roles:
    """The roles that rows name. A row refused or taken back names none."""
    found = Roles()
    for row in usable(plan, rows, repeated):
        columns = mapped(plan, row, "role")
        if row["role"] not in USER_ROLES:
            plan.refuse(row.origin, "role_unknown", "role")
            continue
        if columns is None:
            continue
        begins_on = cast("date | None", columns["begins_on"])
        ends_on = cast("date | None", columns["ends_on"])
        if begins_on is not None and ends_on is not None and ends_on < begins_on:
            plan.refuse(row.origin, "dates_out_of_order", "endDate")
            continue
        user = row["userSourcedId"]
        found.held[user].append(
            RoleFacts(
                row["role"],
                row["orgSourcedId"],
                row.origin,
                begins_on,
                ends_on,
                row["sessionSourcedId"],
                row["roleType"].casefold() in _PRIMARY,
            )
        )
        grade = cast("int | None", columns["grade"])
        if grade is not None and row["role"] == "student":
            found.grades.setdefault(user, grade)
    return found


def refuse_homeless(plan: Plan, rows: Iterable[Row], column: str = "userSourcedId") -> None:
    """Refuse the rows whose user isn't kept."""
    for row in rows:
        if row[column] not in plan.users and not plan.tally.is_refused(row.origin):
            plan.refuse(row.origin, plan.missing("users", row[column]), column)
