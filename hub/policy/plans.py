"""Row conditions about education programs: what is asked of staff while a plan is in effect, and
what they write themselves.

A line of a draft is not at a glance yet, and one of a former plan no longer (34 CFR 300.323):
whoever may read the plan in full reads its lines, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from hub.models.codes import SupportKindInClass
from hub.models.programs import Plan504
from hub.policy.terms import health_area, of_iep_in_effect, plan_in_effect
from hub.policy.viewpoint import MY_STAFF

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    Bool = ColumnElement[bool]


def accommodation(row: FromClause) -> Bool:
    """An accommodation of the IEP in effect, not a responsibility or behavior step."""
    return and_(row.c.kind == SupportKindInClass.ACCOMMODATION, of_iep_in_effect(row))


def health_support(row: FromClause) -> Bool:
    """A line of the IEP in effect in the field of health."""
    return and_(health_area(row), of_iep_in_effect(row))


def of_plan_in_effect(row: FromClause) -> Bool:
    """Part of the plan under section 504 that holds today."""
    plan = Plan504.__table__.alias()
    return (
        select(1)
        .select_from(plan)
        .where(plan.c.id == row.c.plan_504_id, plan_in_effect(plan))
        .correlate(row)
        .exists()
    )


def health_of_plan(row: FromClause) -> Bool:
    """Part of that plan in the field of health."""
    return and_(health_area(row), of_plan_in_effect(row))


def my_word(row: FromClause) -> Bool:
    """About the IEP in effect, by the viewer."""
    return and_(row.c.staff_id == MY_STAFF, of_iep_in_effect(row))


def provided_by_me(row: FromClause) -> Bool:
    """A session that the viewer gave."""
    return row.c.provider_id == MY_STAFF
