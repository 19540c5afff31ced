"""Row conditions about posts and coverage: at whose school they are, and who gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from hub.models.codes import PostRole
from hub.models.schedules import BellSchedule
from hub.models.sections import Section
from hub.models.staff import Post
from hub.policy.viewpoint import MY_STAFF
from hub.policy.windows import in_force

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    Bool = ColumnElement[bool]

SITE = (
    PostRole.TEACHER,
    PostRole.COACH,
    PostRole.SUBSTITUTE,
    PostRole.COUNSELOR,
    PostRole.CASE_MANAGER,
    PostRole.PROVIDER,
    PostRole.PARAEDUCATOR,
    PostRole.OFFICE,
)
"""Posts that a principal gives: they open nothing of a student that the principal may not read.
A nurse's, a health aide's and a registrar's do, and are given by the district."""


def site_post(row: FromClause) -> Bool:
    """A post of such a kind at a school that the viewer leads today."""
    at_a_school = row.c.school_id.is_not(None)
    return and_(row.c.role.in_(SITE), at_a_school, leads(row.c.school_id))


def site_coverage(row: FromClause) -> Bool:
    """Coverage of a section at a school that the viewer leads today."""
    section = Section.__table__.alias()
    return (
        select(1)
        .select_from(section)
        .where(section.c.id == row.c.section_id, leads(section.c.school_id))
        .correlate(row)
        .exists()
    )


def led_school(row: FromClause) -> Bool:
    """It is about a school that the viewer leads today."""
    return leads(row.c.school_id)


def site_bells(row: FromClause) -> Bool:
    """A bell schedule of a school that the viewer leads, or whose registrar they are, today."""
    return _holds(row.c.school_id, PostRole.PRINCIPAL, PostRole.REGISTRAR)


def site_bell_periods(row: FromClause) -> Bool:
    """What such a bell schedule asks for."""
    bell = BellSchedule.__table__.alias()
    return (
        select(1)
        .select_from(bell)
        .where(bell.c.id == row.c.bell_schedule_id, site_bells(bell))
        .correlate(row)
        .exists()
    )


def by_an_operator(_row: FromClause) -> Bool:
    """The viewer runs the district's systems today."""
    mine = Post.__table__.alias()
    operates = and_(mine.c.staff_id == MY_STAFF, mine.c.role == PostRole.OPERATOR, in_force(mine))
    return select(1).select_from(mine).where(operates).correlate(None).exists()


def leads(school_id: ColumnElement[object]) -> Bool:
    """The viewer is the principal of this school, or of all schools."""
    return _holds(school_id, PostRole.PRINCIPAL)


def _holds(school_id: ColumnElement[object], *roles: PostRole) -> Bool:
    """The viewer has one of these posts today at this school, or for all schools."""
    mine = Post.__table__.alias()
    return (
        select(1)
        .select_from(mine)
        .where(
            mine.c.staff_id == MY_STAFF,
            or_(*(mine.c.role == role for role in roles)),
            in_force(mine),
            or_(mine.c.school_id == school_id, mine.c.school_id.is_(None)),
        )
        .correlate(school_id.table)
        .exists()
    )
