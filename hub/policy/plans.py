"""Row conditions about what staff write of education programs: their own word, their own log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_

from hub.policy.terms import of_iep_in_effect
from hub.policy.viewpoint import MY_STAFF

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    Bool = ColumnElement[bool]


def my_word(row: FromClause) -> Bool:
    """About the IEP in effect, by the viewer."""
    return and_(row.c.staff_id == MY_STAFF, of_iep_in_effect(row))


def provided_by_me(row: FromClause) -> Bool:
    """A session that the viewer gave."""
    return row.c.provider_id == MY_STAFF
