"""Row conditions about education programs: what is asked of staff while a plan is in effect, and
what they write themselves.

In which state a plan is, is derived from its dates: here as conditions of today, in `hub.plans`
as functions of any day. A line of a draft is not at a glance yet, and one of a former plan no
longer (34 CFR 300.323): whoever may read the plan in full reads its lines, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from hub.models.codes import SupportKindInClass
from hub.models.ieps import Iep, IepService
from hub.models.programs import Plan504
from hub.policy.terms import health_area
from hub.policy.viewpoint import MY_STAFF, TODAY
from hub.policy.windows import in_force

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    Bool = ColumnElement[bool]


def iep_in_effect(row: FromClause) -> Bool:
    """The IEP in effect, no draft and no former one."""
    return and_(
        row.c.consented_on.is_not(None),
        row.c.starts_on <= TODAY,
        or_(row.c.superseded_on.is_(None), row.c.superseded_on > TODAY),
    )


def of_iep_in_effect(row: FromClause) -> Bool:
    """Part of the IEP in effect."""
    iep = Iep.__table__.alias()
    return (
        select(1)
        .select_from(iep)
        .where(iep.c.id == row.c.iep_id, iep_in_effect(iep))
        .correlate(row)
        .exists()
    )


def service_in_effect(row: FromClause) -> Bool:
    """A service of the IEP in effect that the family didn't decline (34 CFR 300.300)."""
    return and_(row.c.declined_on.is_(None), of_iep_in_effect(row))


def goal_in_effect(row: FromClause) -> Bool:
    """A goal of the IEP in effect, unless it belongs to a service that was declined."""
    service = IepService.__table__.alias()
    declined = (
        select(1)
        .select_from(service)
        .where(service.c.id == row.c.iep_service_id, service.c.declined_on.is_not(None))
        .correlate(row)
        .exists()
    )
    return and_(of_iep_in_effect(row), ~declined)


def delivered_by_me(row: FromClause) -> Bool:
    """A service that the viewer delivers today: one of the IEP in effect (P-8)."""
    return and_(row.c.provider_id == MY_STAFF, in_force(row), service_in_effect(row))


def goal_of_my_service(row: FromClause) -> Bool:
    """A goal linked to such a service."""
    service = IepService.__table__.alias()
    return (
        select(1)
        .select_from(service)
        .where(service.c.id == row.c.iep_service_id, delivered_by_me(service))
        .correlate(row)
        .exists()
    )


def plan_in_effect(row: FromClause) -> Bool:
    """The plan under section 504 that holds today."""
    return and_(row.c.adopted_on.is_not(None), in_force(row))


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
