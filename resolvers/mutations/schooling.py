"""What rules that count days have to know: on which days a student's school teaches, and which are
business days of the district.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Date, bindparam, select

from hub.limits import BREAK_WEEKDAYS
from hub.models.enrollment import SchoolEnrollment
from hub.models.orgs import CalendarDay
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations.asked import key

if TYPE_CHECKING:
    from collections.abc import Collection

    from hub.sql import Statement

DAY, SATURDAY = timedelta(days=1), 5
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


TEACHING = written(
    select(_DAY.c.day)
    .distinct()
    .where(
        _DAY.c.day >= bindparam("since", type_=Date()),
        _DAY.c.day < bindparam("until", type_=Date()),
    )
)
"""The days of a span on which some school of the district teaches."""


def business_days_after(day: date, count: int, taught: Collection[date]) -> date:
    """The last of so many business days after a day (IEP-13). `taught` are the days around it on
    which some school of the district teaches.

    A weekday without school is a holiday, and none of them, unless it is one of a break
    (`BREAK_WEEKDAYS` or more in a row), or lies behind the calendar.
    """
    while count:
        day += DAY
        count -= day.weekday() < SATURDAY and not _holiday(day, taught)
    return day


def _holiday(day: date, taught: Collection[date]) -> bool:
    """Whether schools teach before and after a weekday, near enough, and not on it."""
    if day in taught or not any(each > day for each in taught):
        return False
    return _run(day, -DAY, taught) + _run(day, DAY, taught) - 1 < BREAK_WEEKDAYS


def _run(day: date, step: timedelta, taught: Collection[date]) -> int:
    """How many weekdays without school follow one another from a day on, it among them; counted
    no further than a break.
    """
    found = 0
    while day not in taught and found < BREAK_WEEKDAYS:
        found += day.weekday() < SATURDAY
        day += step
    return found
