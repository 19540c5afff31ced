"""The slice of what somebody on staff asks again and again (S8): their own questions, and no one
else's. What they find is read by the slices of students, each time anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.scopes import SavedScope
from hub.policy.slices import Slice, only, rows
from hub.policy.viewpoint import MY_STAFF

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause


def saved_by_me(row: FromClause) -> ColumnElement[bool]:
    """The viewer saved it."""
    return row.c.staff_id == MY_STAFF


SCOPES = (
    Slice(
        "S8",
        "Questions of the list of students that the viewer saved",
        only(SavedScope, "staff_id name grade_level school_id sorted_by saved_at"),
        rows(saved_by_me, SavedScope),
    ),
)
