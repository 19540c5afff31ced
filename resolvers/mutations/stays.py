"""What the rules of enrollments have to know beside: where a student is enrolled, and when."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import ARRAY, Date, Uuid, and_, any_, bindparam, or_, select

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
_SHOWN = (
    _STAY.c.id,
    _STAY.c.student_id,
    _STAY.c.school_id,
    _STAY.c.grade_level,
    _STAY.c.is_primary,
    _STAY.c.starts_on,
    _STAY.c.ends_on,
)
DAY = bindparam("day", type_=Date())

LOCK = written(
    select(_STUDENT.c.id).where(_STUDENT.c.id == key("student_id")).with_for_update(key_share=True)
)
"""Nobody else changes where the student is enrolled until this change has ended."""
STAY = written(select(*_SHOWN).where(_STAY.c.id == key("id")))
YEARS = written(
    select(_YEAR.c.year, _YEAR.c.starts_on, _YEAR.c.ends_on)
    .where(_YEAR.c.ends_on > DAY)
    .order_by(_YEAR.c.starts_on)
)
"""School years that have not ended by a day, in their order."""

_HERE = SchoolEnrollment.__table__.alias("here")
_BEYOND = select(_HERE.c.student_id).where(
    _HERE.c.school_id == key("school_id"),
    _HERE.c.starts_on < DAY,
    or_(_HERE.c.ends_on.is_(None), _HERE.c.ends_on > DAY),
)
"""Who is enrolled at a school before a day and beyond it."""
LOCK_ALL = written(
    select(_STUDENT.c.id)
    .where(_STUDENT.c.id.in_(_BEYOND))
    .order_by(_STUDENT.c.id)
    .with_for_update(key_share=True)
)
"""As `LOCK`, of all of them."""
ALL = written(
    select(*_SHOWN)
    .where(
        _STAY.c.student_id.in_(_BEYOND),
        or_(
            _STAY.c.ends_on.is_(None),
            and_(_STAY.c.ends_on >= DAY, _STAY.c.ends_on > _STAY.c.starts_on),
        ),
    )
    .order_by(_STAY.c.student_id, _STAY.c.starts_on)
)
"""Where they are enrolled on its eve or later."""
SCHOOLS = written(
    select(_SCHOOL.c.id, _SCHOOL.c.level).where(
        _SCHOOL.c.id == any_(bindparam("schools", type_=ARRAY(Uuid())))
    )
)


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
