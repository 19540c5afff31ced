"""What rules that count school days have to know: on which days a student's school teaches."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Date, bindparam, select

from hub.models.enrollment import SchoolEnrollment
from hub.models.orgs import CalendarDay
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations.asked import key

if TYPE_CHECKING:
    from hub.sql import Statement

_DAY, _ENROLLED = CalendarDay.__table__, SchoolEnrollment.__table__


@cache
def school_days(count: int) -> Statement:
    """The first school days from a day on, of the schools at which a student is enrolled today."""
    return written(
        select(_DAY.c.day)
        .distinct()
        .join_from(_DAY, _ENROLLED, _ENROLLED.c.school_id == _DAY.c.school_id)
        .where(
            _ENROLLED.c.student_id == key("student_id"),
            in_force(_ENROLLED),
            _DAY.c.day >= bindparam("day", type_=Date()),
        )
        .order_by(_DAY.c.day)
        .limit(count)
    )
