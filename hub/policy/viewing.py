"""Who may view as whom (P-33).

Viewing as somebody tells what is kept from them: which children are their own, and which orders
bind them. So it is for those who read of guardians and orders anyway, and of staff only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, literal, select

from hub.models.codes import PostRole
from hub.models.staff import Person, Post, StaffMember
from hub.models.vendors import VendorApp
from hub.policy.viewpoint import MY_STAFF, THEIR_STAFF
from hub.policy.windows import in_force

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

VIEWERS = (
    PostRole.PRINCIPAL,
    PostRole.COUNSELOR,
    PostRole.REGISTRAR,
    PostRole.PRIVACY_OFFICER,
)
"""Posts whose holders may view as others of the staff."""


def may_view_as() -> ColumnElement[bool]:
    """The viewer holds such a post today; the target holds any, isn't suspended and no app."""
    mine, theirs = Post.__table__.alias("viewing"), Post.__table__.alias("viewed")
    staff, person = StaffMember.__table__.alias("viewed_as"), Person.__table__.alias("suspended")
    app = VendorApp.__table__.alias("viewed_app")
    own = mine.c.staff_id == MY_STAFF, mine.c.role.in_(VIEWERS), in_force(mine)
    there = select(literal(1)).select_from(
        theirs.join(staff, staff.c.id == theirs.c.staff_id).join(
            person, person.c.id == staff.c.person_id
        )
    )
    is_app = select(literal(1)).select_from(app).where(app.c.person_id == person.c.id)
    return and_(
        select(literal(1)).select_from(mine).where(*own).exists(),
        there.where(
            theirs.c.staff_id == THEIR_STAFF,
            in_force(theirs),
            person.c.suspended_at.is_(None),
            ~is_app.correlate(person).exists(),
        ).exists(),
    )
