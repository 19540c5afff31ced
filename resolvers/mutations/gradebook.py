"""What the rules of rolls, scores and marks have to know beside; and those that are pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, func, or_, select

from hub.academics.lines import LETTERS, UNGRADED
from hub.models.grades import AttendanceEvent, Mark, RollSubmission, Score
from hub.models.orgs import SchoolYear, Term
from hub.models.sections import Assignment, Section, SectionEnrollment
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import UserError, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Each = TypeVar("Each")
SCALE = {f"{letter}{sign}" for letter in LETTERS for sign in ("", "+", "-")} | UNGRADED
"""Marks that credits and averages know (GP-1)."""
CORRECTED = "The mark has been corrected since you read it: read it again."


def alike(rows: Iterable[Each], kind: Callable[[Each], Hashable]) -> list[list[Each]]:
    """Rows in groups of one kind, so that a statement writes each group."""
    found: dict[Hashable, list[Each]] = {}
    for row in rows:
        found.setdefault(kind(row), []).append(row)
    return list(found.values())


def marks_wrong(marks: Sequence[tuple[UUID, str]], posted: set[UUID]) -> dict[int, UserError]:
    """What is wrong with marks, by their place: not a mark of the scale, listed twice, or there
    already.
    """
    found: dict[int, UserError] = {}
    seen: set[UUID] = set()
    for at, (student, value) in enumerate(marks):
        where = ("input", "marks", str(at))
        if value not in SCALE:
            said = f"A mark is one of {', '.join(sorted(SCALE))}."
            found[at] = UserError((*where, "value"), Wrong.INVALID, said)
        elif student in seen:
            found[at] = UserError(where, Wrong.INVALID, "The student is listed twice.")
        elif student in posted:
            said = "A mark has been posted: correct it, saying why."
            found[at] = UserError(where, Wrong.CONFLICT, said)
        seen.add(student)
    return found


_SECTION, _TERM, _YEAR = Section.__table__, Term.__table__, SchoolYear.__table__
_SEAT, _EVENT = SectionEnrollment.__table__, AttendanceEvent.__table__
_ROLL, _MARK, _SCORE = RollSubmission.__table__, Mark.__table__, Score.__table__
_ASSIGNMENT = Assignment.__table__
_DAY = bindparam("day", type_=Date())

LOCK = written(
    select(_SECTION.c.id).where(_SECTION.c.id == key("id")).with_for_update(key_share=True)
)
"""Nobody else takes the roll of this section until the change has ended."""
SEATS = written(
    select(
        _SEAT.c.student_id,
        _SEAT.c.school_year,
        _EVENT.c.id,
        _EVENT.c.reason,
        _EVENT.c.note,
        _ROLL.c.id.label("roll_id"),
    )
    .join_from(
        _SEAT,
        _EVENT,
        and_(
            _EVENT.c.section_id == _SEAT.c.section_id,
            _EVENT.c.student_id == _SEAT.c.student_id,
            _EVENT.c.day == _DAY,
        ),
        isouter=True,
    )
    .join(_ROLL, and_(_ROLL.c.section_id == _SEAT.c.section_id, _ROLL.c.day == _DAY), isouter=True)
    .where(
        _SEAT.c.section_id == key("section_id"),
        _SEAT.c.starts_on <= _DAY,
        or_(_SEAT.c.ends_on.is_(None), _SEAT.c.ends_on > _DAY),
    )
    .order_by(_SEAT.c.student_id)
)
"""Who sits in a section on a day, with what its roll says of them already, and the roll's key."""
_IN_YEAR: Any = _SECTION.join(_TERM, _TERM.c.id == _SECTION.c.term_id).join(
    _YEAR, _YEAR.c.id == _TERM.c.school_year_id
)
SECTION = written(
    select(_SECTION.c.term_id, _YEAR.c.year).select_from(_IN_YEAR).where(_SECTION.c.id == key("id"))
)
ASSIGNMENT = written(
    select(_ASSIGNMENT.c.section_id, _ASSIGNMENT.c.points, _YEAR.c.year)
    .select_from(_IN_YEAR.join(_ASSIGNMENT, _ASSIGNMENT.c.section_id == _SECTION.c.id))
    .where(_ASSIGNMENT.c.id == key("id"))
)
SCORES = written(
    select(_SCORE.c.id, _SCORE.c.student_id).where(_SCORE.c.assignment_id == key("assignment_id"))
)
POSTED = written(
    select(_MARK.c.student_id).where(
        _MARK.c.section_id == key("section_id"), _MARK.c.term_id == key("term_id")
    )
)
_LATER = Mark.__table__.alias("later")
_LATEST = (
    select(func.max(_LATER.c.version))
    .where(
        _LATER.c.student_id == _MARK.c.student_id,
        _LATER.c.section_id == _MARK.c.section_id,
        _LATER.c.term_id == _MARK.c.term_id,
    )
    .correlate(_MARK)
    .scalar_subquery()
)
MARK = written(
    select(_MARK, _LATEST.label("latest")).where(_MARK.c.id == key("id")).with_for_update()
)
