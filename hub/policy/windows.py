"""Windows: on which days a fact lets its person read. All intervals are half-open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_

from hub.policy.viewpoint import GRACE_FROM, POSTED_UNTIL, TODAY

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

Condition = "ColumnElement[bool]"


def in_force(fact: FromClause) -> ColumnElement[bool]:
    """The fact holds today."""
    return and_(fact.c.starts_on <= TODAY, or_(fact.c.ends_on.is_(None), fact.c.ends_on > TODAY))


def seat_now(staffing: FromClause, seat: FromClause, section: FromClause) -> list[Any]:
    """Staffing, seat and section all hold today (P-1)."""
    return [in_force(staffing), in_force(seat), in_force(section)]


def seat_before(staffing: FromClause, seat: FromClause, section: FromClause) -> list[Any]:
    """The roster is posted and the first common day is still to come (P-3)."""
    begin = func.greatest(staffing.c.starts_on, seat.c.starts_on, section.c.starts_on)
    end = func.least(staffing.c.ends_on, seat.c.ends_on, section.c.ends_on)
    return [begin > TODAY, begin <= POSTED_UNTIL, or_(end.is_(None), begin < end)]


def seat_grace(staffing: FromClause, seat: FromClause, section: FromClause) -> list[Any]:
    """The seat ended less than fourteen days ago, and its teacher taught to that end (P-2)."""
    end = func.least(seat.c.ends_on, section.c.ends_on)
    return [
        end <= TODAY,
        end > GRACE_FROM,
        seat.c.starts_on < end,
        staffing.c.starts_on < end,
        or_(staffing.c.ends_on.is_(None), staffing.c.ends_on >= end),
    ]
