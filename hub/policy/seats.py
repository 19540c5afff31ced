"""Relations to the student of a seat: staffing or coverage, seat and section under one window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, any_, false, func, or_, select

from hub.models.sections import Section, SectionEnrollment
from hub.policy.relations import Anchor, Facts
from hub.policy.viewpoint import GRACE_FROM, MY_STAFF, POSTED_UNTIL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, FromClause, Select

    from hub.policy.relations import Relation

Window = Callable[..., list[Any]]
Mine = Callable[["FromClause"], "ColumnElement[bool]"]


@dataclass(frozen=True)
class Seats:
    """Who staffs the section (`mine`, a condition on a row of `model`), on which days (`window`,
    from staffing, seat and section).
    """

    model: type[Any]
    mine: Mine
    window: Window

    def facts(self, anchor: Anchor) -> Facts:
        """The relation's facts, about the student of the seat or about that seat alone."""
        staffing, seat, section, tables = self.joined()
        own = self.model.__table__.alias()
        subject = {"student_id": seat.c.student_id, "section_id": seat.c.section_id}
        return Facts(
            tables=tables,
            subject=tuple(subject[name] for name in anchor.columns),
            holds=(self.mine(staffing), *self.window(staffing, seat, section)),
            reach=select(own.c.section_id).where(self.mine(own), _near_today(own)),
            key=seat.c.section_id,
            near=seat,
        )

    def holds(self, staffing: Any, seat: Any, section: Any) -> ColumnElement[bool]:
        """The condition on the three."""
        return and_(self.mine(staffing), *self.window(staffing, seat, section))

    def joined(self) -> tuple[Any, Any, Any, Any]:
        """Staffing, seat and section under fresh names, and the three joined."""
        staffing = self.model.__table__.alias()
        seat, section = SectionEnrollment.__table__.alias(), Section.__table__.alias()
        tables = staffing.join(seat, seat.c.section_id == staffing.c.section_id).join(
            section, section.c.id == seat.c.section_id
        )
        return staffing, seat, section, tables


def together(
    named: Mapping[str, Relation],
    student: ColumnElement[Any],
    said: Callable[[ColumnElement[bool]], ColumnElement[bool]],
) -> Select[Any]:
    """One row that says of each name whether it holds to the student, and of one to a seat in which
    sections: relations over one model differ in role and window only, and one walk through the
    student's seats answers them all.

    `said` says a condition about the viewer of whomever it is asked.
    """
    first = seats_of(next(iter(named.values())))
    staffing, seat, section, tables = first.joined()
    own = first.model.__table__.alias()
    mine = select(own.c.section_id).where(own.c.staff_id == MY_STAFF, _near_today(own))
    held = [
        gathered(
            each, said(seats_of(each).holds(staffing, seat, section)), seat.c.section_id
        ).label(name)
        for name, each in named.items()
    ]
    return (
        select(*held)
        .select_from(tables)
        .where(
            seat.c.student_id == student,
            said(staffing.c.staff_id == MY_STAFF),
            said(seat.c.section_id == any_(func.array(mine.scalar_subquery()))),
        )
    )


def seats_of(relation: Relation) -> Seats:
    """The seats of a relation that has them."""
    assert relation.seats is not None
    return relation.seats


def gathered(relation: Relation, holds: Any, section: Any) -> ColumnElement[Any]:
    """Of all seats of a student, or other rows: whether the relation holds by one of them; of one
    to a seat the sections in which it does, NULL where there are none.
    """
    if relation.anchor is Anchor.SEAT:
        sections: ColumnElement[Any] = func.array_agg(section).filter(holds)
        return sections
    return func.coalesce(func.bool_or(holds), false())


def walked(named: Mapping[str, Relation]) -> Select[Any]:
    """Each seat in a section that the viewer staffs near today: its student and section, and of
    each name whether it holds by this seat. One walk answers all relations over one model.
    """
    first = seats_of(next(iter(named.values())))
    staffing, seat, section, tables = first.joined()
    held = [
        seats_of(each).holds(staffing, seat, section).label(name) for name, each in named.items()
    ]
    return (
        select(seat.c.student_id, seat.c.section_id, *held)
        .select_from(tables)
        .where(staffing.c.staff_id == MY_STAFF, _near_today(staffing))
    )


def _near_today(fact: FromClause) -> ColumnElement[bool]:
    """The viewer's side of any window: posted, current, or within grace."""
    return and_(
        fact.c.starts_on <= POSTED_UNTIL,
        or_(fact.c.ends_on.is_(None), fact.c.ends_on > GRACE_FROM),
    )
