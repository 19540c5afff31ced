"""Relations of those who teach: to a student in their section, and to that seat alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_

from hub.models.codes import StaffRole
from hub.models.sections import Coverage, SectionStaff
from hub.policy.relations import Anchor, Facts, Kind, Relation
from hub.policy.seats import Mine, Seats
from hub.policy.viewpoint import MY_STAFF
from hub.policy.windows import in_force, seat_before, seat_grace, seat_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause

ASSISTING = (StaffRole.CO_TEACHER, StaffRole.SUPPORT)


def _leads(staffing: FromClause) -> ColumnElement[bool]:
    return and_(staffing.c.staff_id == MY_STAFF, staffing.c.role == StaffRole.LEAD)


def _assists(staffing: FromClause) -> ColumnElement[bool]:
    return and_(staffing.c.staff_id == MY_STAFF, staffing.c.role.in_(ASSISTING))


def _assists_grading(staffing: FromClause) -> ColumnElement[bool]:
    return and_(_assists(staffing), staffing.c.may_grade)


def _covers(*, long_term: bool, contracted: bool) -> Mine:
    def mine(coverage: FromClause) -> ColumnElement[bool]:
        return and_(
            coverage.c.staff_id == MY_STAFF,
            coverage.c.long_term.is_(long_term),
            coverage.c.contracted.is_(contracted),
        )

    return mine


def _section(model: type[Any]) -> Callable[[], Facts]:
    def facts() -> Facts:
        staffing = model.__table__.alias()
        return Facts(
            tables=staffing,
            subject=(staffing.c.section_id,),
            holds=(staffing.c.staff_id == MY_STAFF, in_force(staffing)),
        )

    return facts


def _of_student(
    name: str,
    title: str,
    seats: Seats,
    kind: Kind,
    *,
    contracted: bool = False,
) -> Relation:
    """A relation to the student of a seat."""
    return Relation(
        name,
        title,
        Anchor.STUDENT,
        kind,
        lambda: seats.facts(Anchor.STUDENT),
        contracted=contracted,
        seats=seats,
    )


def _pair(
    name: str, title: str, seats: Seats, kind: Kind, *, contracted: bool = False
) -> tuple[Relation, Relation]:
    """A relation to the student of a seat, and the one to that student in that section only."""
    return (
        _of_student(name, title, seats, kind, contracted=contracted),
        Relation(
            f"{name}:own",
            f"{title}, in that section",
            Anchor.SEAT,
            kind,
            lambda: seats.facts(Anchor.SEAT),
            contracted=contracted,
            seats=seats,
        ),
    )


RECORD = Kind.TEACHER_OF_RECORD

STAFFING: tuple[Relation, ...] = (
    *_pair("TR", "teacher of record", Seats(SectionStaff, _leads, seat_now), RECORD),
    _of_student(
        "TR.before",
        "teacher of record, roster posted",
        Seats(SectionStaff, _leads, seat_before),
        RECORD,
    ),
    *_pair(
        "TR.grace",
        "teacher of record, grading grace",
        Seats(SectionStaff, _leads, seat_grace),
        RECORD,
    ),
    *_pair("CT", "co-teacher or support", Seats(SectionStaff, _assists, seat_now), Kind.STAFF),
    *_pair(
        "CT.grading",
        "co-teacher who grades",
        Seats(SectionStaff, _assists_grading, seat_now),
        Kind.STAFF,
    ),
    *(
        relation
        for name, title, long_term in (
            ("SB", "substitute", False),
            ("SL", "long-term substitute", True),
        )
        for suffix, contracted in (("", False), ("/contracted", True))
        for relation in _pair(
            f"{name}{suffix}",
            title,
            Seats(Coverage, _covers(long_term=long_term, contracted=contracted), seat_now),
            Kind.STAFF,
            contracted=contracted,
        )
    ),
    Relation(
        "TC:section",
        "teacher or co-teacher of a section",
        Anchor.SECTION,
        Kind.STAFF,
        _section(SectionStaff),
    ),
    Relation(
        "SB:section",
        "substitute of a section",
        Anchor.SECTION,
        Kind.STAFF,
        _section(Coverage),
    ),
)
