"""What is known of students who are likely the same: alike by name, and born on the same day, or
on one that a slip of the pen makes of it. Names are compared by their trigrams, whatever the case,
the accents and the order of given and family name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, Text, and_, bindparam, cast, extract, func, literal, or_, select

from hub import policy
from hub.models.students import Student, StudentMerge
from hub.sql import written
from resolvers.compiler.predicates import Row, any_of
from resolvers.mutations.asked import key

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from hub.policy import Shape
    from hub.sql import Statement

MANY = 10
"""More than these nobody looks at; the likest come first."""
VERY_LIKE = 0.6
"""How much names have to resemble each other where the birth dates differ; 1 is the same name."""

_STUDENT, _MERGE = Student.__table__.alias("alike"), StudentMerge.__table__
_NAME, _BORN = bindparam("name", type_=Text()), bindparam("birth_date", type_=Date())

LOCK = written(
    select(
        func.pg_advisory_xact_lock(
            func.hashtext(literal("student")), func.hashtext(cast(_BORN, Text))
        )
    )
)
"""Nobody else enters a student of that birth date until this change has ended."""
_GIVEN_UP = (
    select(_MERGE.c.id)
    .where(
        _MERGE.c.student_id == _STUDENT.c.id,
        _MERGE.c.kept_id != _STUDENT.c.id,
        _MERGE.c.confirmed_on.is_not(None),
    )
    .correlate(_STUDENT)
    .exists()
)
"""Whose record went on with another one's: that one is compared."""


def _slipped(born: Any) -> ColumnElement[bool]:
    """Two of year, month and day are the same, or day and month changed places."""
    parts: dict[str, tuple[Any, Any]] = {
        part: (extract(part, born), extract(part, _BORN)) for part in ("year", "month", "day")
    }
    same = {part: one == other for part, (one, other) in parts.items()}
    return or_(
        and_(same["year"], same["month"]),
        and_(same["year"], same["day"]),
        and_(same["month"], same["day"]),
        and_(
            same["year"],
            parts["month"][0] == parts["day"][1],
            parts["day"][0] == parts["month"][1],
        ),
    )


def _alike(*conditions: ColumnElement[bool]) -> Statement:
    """Their keys, the likest first."""
    same = _STUDENT.c.birth_date == _BORN
    like = func.similarity(_STUDENT.c.sort_name, _NAME)
    return written(
        select(_STUDENT.c.id)
        .where(
            _STUDENT.c.sort_name.op("%", is_comparison=True)(_NAME),
            _STUDENT.c.id != key("id"),
            ~_GIVEN_UP,
            or_(same, and_(like >= VERY_LIKE, _slipped(_STUDENT.c.birth_date))),
            *conditions,
        )
        .order_by(same.desc(), like.desc(), _STUDENT.c.id)
        .limit(MANY)
    )


ANYBODY = _alike()
"""Whoever is alike, for nobody's eyes."""


@lru_cache(maxsize=256)
def seen(shape: Shape) -> Statement:
    """Those of whom the viewer may read both name and birth date: what is asked of a row is read
    of it (P-32).
    """
    row = Row(_STUDENT, "student")
    return _alike(
        *(
            any_of(policy.clauses("student", column, shape), row).is_(True)
            for column in ("sort_name", "birth_date")
        )
    )
