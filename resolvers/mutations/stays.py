"""What the rules of enrollments have to know beside: where a student is enrolled, and when."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import Date, and_, bindparam, or_, select

from hub import policy
from hub.models.enrollment import SchoolEnrollment
from hub.models.orgs import School, SchoolYear
from hub.models.students import Student
from hub.sql import written
from resolvers.compiler.predicates import Row, any_of
from resolvers.mutations.asked import key

if TYPE_CHECKING:
    from hub.policy import Shape
    from hub.sql import Statement

_STAY, _STUDENT = SchoolEnrollment.__table__.alias("stay"), Student.__table__
_SCHOOL, _YEAR = School.__table__, SchoolYear.__table__
DAY = bindparam("day", type_=Date())

LOCK = written(
    select(_STUDENT.c.id).where(_STUDENT.c.id == key("student_id")).with_for_update(key_share=True)
)
"""Nobody else changes where the student is enrolled until this change has ended."""
STAY = written(
    select(
        _STAY.c.id,
        _STAY.c.student_id,
        _STAY.c.school_id,
        _STAY.c.grade_level,
        _STAY.c.is_primary,
        _STAY.c.starts_on,
        _STAY.c.ends_on,
    ).where(_STAY.c.id == key("id"))
)
YEARS = written(
    select(_YEAR.c.year, _YEAR.c.starts_on, _YEAR.c.ends_on)
    .where(_YEAR.c.ends_on > DAY)
    .order_by(_YEAR.c.starts_on)
)
"""School years that have not ended by a day, in their order."""


@lru_cache(maxsize=256)
def others(shape: Shape) -> Statement:
    """Stays of a student on a day or later, but one, with the school's name, and whether the
    viewer may read where it is (`told`); the primary one first.
    """
    row = Row(_STAY, "school_enrollment")
    readable = (
        any_of(policy.clauses("school_enrollment", column, shape), row).is_(True)
        for column in ("school_id", "student_id")
    )
    lasts = or_(
        _STAY.c.ends_on.is_(None),
        and_(_STAY.c.ends_on > DAY, _STAY.c.ends_on > _STAY.c.starts_on),
    )
    return written(
        select(
            _STAY.c.id,
            _STAY.c.school_id,
            _STAY.c.is_primary,
            _STAY.c.starts_on,
            _SCHOOL.c.name.label("school_name"),
            and_(*readable).label("told"),
        )
        .join_from(_STAY, _SCHOOL, _SCHOOL.c.id == _STAY.c.school_id)
        .where(_STAY.c.student_id == key("student_id"), _STAY.c.id != key("id"), lasts)
        .order_by(_STAY.c.is_primary.desc(), _STAY.c.starts_on)
    )
