"""Row conditions about posts and coverage: at whose school they are, and who gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from hub.models.codes import PostRole
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


def by_an_operator(_row: FromClause) -> Bool:
    """The viewer runs the district's systems today."""
    mine = Post.__table__.alias()
    operates = and_(mine.c.staff_id == MY_STAFF, mine.c.role == PostRole.OPERATOR, in_force(mine))
    return select(1).select_from(mine).where(operates).correlate(None).exists()


def leads(school_id: ColumnElement[object]) -> Bool:
    """The viewer is the principal of this school, or of all schools."""
    mine = Post.__table__.alias()
    return (
        select(1)
        .select_from(mine)
        .where(
            mine.c.staff_id == MY_STAFF,
            mine.c.role == PostRole.PRINCIPAL,
            in_force(mine),
            or_(mine.c.school_id == school_id, mine.c.school_id.is_(None)),
        )
        .correlate(school_id.table)
        .exists()
    )
