"""Relations of those who teach: to a student in their section, and to that seat alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from hub.models.codes import StaffRole
from hub.models.sections import Coverage, Section, SectionEnrollment, SectionStaff
from hub.policy.relations import Anchor, Facts, Kind, Relation
from hub.policy.viewpoint import GRACE_FROM, MY_STAFF, POSTED_UNTIL
from hub.policy.windows import in_force, seat_before, seat_grace, seat_now

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

Window = Callable[..., list[Any]]
Mine = Callable[["FromClause"], "ColumnElement[bool]"]

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


def _near_today(fact: FromClause) -> ColumnElement[bool]:
    """The viewer's side of any window: posted, current, or within grace."""
    return and_(
        fact.c.starts_on <= POSTED_UNTIL,
        or_(fact.c.ends_on.is_(None), fact.c.ends_on > GRACE_FROM),
    )


def _seat(model: type[Any], mine: Mine, window: Window, anchor: Anchor) -> Callable[[], Facts]:
    def facts() -> Facts:
        staffing = model.__table__.alias()
        seat = SectionEnrollment.__table__.alias()
        section = Section.__table__.alias()
        own = model.__table__.alias()
        subject = {"student_id": seat.c.student_id, "section_id": seat.c.section_id}
        return Facts(
            tables=staffing.join(seat, seat.c.section_id == staffing.c.section_id).join(
                section, section.c.id == seat.c.section_id
            ),
            subject=tuple(subject[name] for name in anchor.columns),
            holds=(mine(staffing), *window(staffing, seat, section)),
            reach=select(own.c.section_id).where(mine(own), _near_today(own)),
            key=seat.c.section_id,
            near=seat,
        )

    return facts


def _section(model: type[Any]) -> Callable[[], Facts]:
    def facts() -> Facts:
        staffing = model.__table__.alias()
        return Facts(
            tables=staffing,
            subject=(staffing.c.section_id,),
            holds=(staffing.c.staff_id == MY_STAFF, in_force(staffing)),
        )

    return facts


def _pair(  # noqa: PLR0913 - what a relation is made of
    name: str,
    title: str,
    model: type[Any],
    mine: Mine,
    window: Window,
    kind: Kind,
    *,
    contracted: bool,
) -> tuple[Relation, Relation]:
    """A relation to the student of a seat, and the one to that student in that section only."""
    return (
        Relation(
            name,
            title,
            Anchor.STUDENT,
            kind,
            _seat(model, mine, window, Anchor.STUDENT),
            contracted=contracted,
        ),
        Relation(
            f"{name}:own",
            f"{title}, in that section",
            Anchor.SEAT,
            kind,
            _seat(model, mine, window, Anchor.SEAT),
            contracted=contracted,
        ),
    )


RECORD = Kind.TEACHER_OF_RECORD

STAFFING: tuple[Relation, ...] = (
    *_pair("TR", "teacher of record", SectionStaff, _leads, seat_now, RECORD, contracted=False),
    Relation(
        "TR.before",
        "teacher of record, roster posted",
        Anchor.STUDENT,
        RECORD,
        _seat(SectionStaff, _leads, seat_before, Anchor.STUDENT),
    ),
    *_pair(
        "TR.grace",
        "teacher of record, grading grace",
        SectionStaff,
        _leads,
        seat_grace,
        RECORD,
        contracted=False,
    ),
    *_pair(
        "CT",
        "co-teacher or support",
        SectionStaff,
        _assists,
        seat_now,
        Kind.STAFF,
        contracted=False,
    ),
    *_pair(
        "CT.grading",
        "co-teacher who grades",
        SectionStaff,
        _assists_grading,
        seat_now,
        Kind.STAFF,
        contracted=False,
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
            Coverage,
            _covers(long_term=long_term, contracted=contracted),
            seat_now,
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
