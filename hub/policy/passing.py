"""Relations to whoever is enrolled nowhere today: they left a school, or will begin at one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from hub.models.enrollment import SchoolEnrollment
from hub.models.staff import Post
from hub.policy.relations import Facts
from hub.policy.viewpoint import MY_STAFF, TODAY
from hub.policy.windows import in_force

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause

    from hub.models.codes import PostRole

    Conditions = Callable[[FromClause], tuple[ColumnElement[bool], ...]]


def holds_post(post: FromClause, role: PostRole) -> ColumnElement[bool]:
    """The viewer holds a post of that role today."""
    return and_(post.c.staff_id == MY_STAFF, post.c.role == role, in_force(post))


def formerly_at(role: PostRole) -> Callable[[], Facts]:
    """A post at a school reaches whoever left it and is enrolled nowhere today (row 34)."""
    return _apart_from_today(role, lambda stay: (stay.c.ends_on <= TODAY,))


def begins_at(role: PostRole) -> Callable[[], Facts]:
    """A post at a school reaches whoever will begin there and is enrolled nowhere today: new, or
    come back. A stay that ends as it begins is none.
    """
    return _apart_from_today(
        role,
        lambda stay: (
            stay.c.starts_on > TODAY,
            or_(stay.c.ends_on.is_(None), stay.c.ends_on > stay.c.starts_on),
        ),
    )


def _apart_from_today(role: PostRole, when: Conditions) -> Callable[[], Facts]:
    def facts() -> Facts:
        post, own = Post.__table__.alias(), Post.__table__.alias()
        stay, now = SchoolEnrollment.__table__.alias(), SchoolEnrollment.__table__.alias()
        enrolled = (
            select(1)
            .select_from(now)
            .where(now.c.student_id == stay.c.student_id, in_force(now))
            .correlate(stay)
            .exists()
        )
        return Facts(
            tables=post.join(stay, stay.c.school_id == post.c.school_id),
            subject=(stay.c.student_id,),
            holds=(holds_post(post, role), *when(stay), ~enrolled),
            reach=select(own.c.school_id).where(
                holds_post(own, role), own.c.school_id.is_not(None)
            ),
            key=stay.c.school_id,
            near=stay,
            apart=(*when(stay), ~enrolled),
        )

    return facts
