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
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause

    from hub.models import Base

    Bool = ColumnElement[bool]


def _led_to(
    row: FromClause, key: str, kept: type[Base], holds: Callable[[FromClause], Bool]
) -> Bool:
    """The row whose key this one has is one of which the condition holds."""
    there = kept.__table__.alias()
    return (
        select(1)
        .select_from(there)
        .where(there.c.id == row.c[key], holds(there))
        .correlate(row)
        .exists()
    )


def iep_in_effect(row: FromClause) -> Bool:
    """The IEP in effect, no draft and no former one."""
    return and_(
        row.c.consented_on.is_not(None),
        row.c.starts_on <= TODAY,
        or_(row.c.superseded_on.is_(None), row.c.superseded_on > TODAY),
    )


def of_iep_in_effect(row: FromClause) -> Bool:
    """Part of the IEP in effect."""
    return _led_to(row, "iep_id", Iep, iep_in_effect)


def service_in_effect(row: FromClause) -> Bool:
    """A service of the IEP in effect that the family didn't decline (34 CFR 300.300)."""
    return and_(row.c.declined_on.is_(None), of_iep_in_effect(row))


def goal_in_effect(row: FromClause) -> Bool:
    """A goal of the IEP in effect, unless it belongs to a service that was declined."""
    declined = _led_to(row, "iep_service_id", IepService, _declined)
    return and_(of_iep_in_effect(row), ~declined)


def _declined(service: FromClause) -> Bool:
    return service.c.declined_on.is_not(None)


def delivered_by_me(row: FromClause) -> Bool:
    """A service that the viewer delivers today: one of the IEP in effect (P-8)."""
    return and_(row.c.provider_id == MY_STAFF, in_force(row), service_in_effect(row))


def goal_of_my_service(row: FromClause) -> Bool:
    """A goal linked to such a service."""
    return _led_to(row, "iep_service_id", IepService, delivered_by_me)


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
    return _led_to(row, "plan_504_id", Plan504, plan_in_effect)


def health_of_plan(row: FromClause) -> Bool:
    """Part of that plan in the field of health."""
    return and_(health_area(row), of_plan_in_effect(row))


def my_word(row: FromClause) -> Bool:
    """About the IEP in effect, by the viewer."""
    return and_(row.c.staff_id == MY_STAFF, of_iep_in_effect(row))


def provided_by_me(row: FromClause) -> Bool:
    """A session that the viewer gave."""
    return row.c.provider_id == MY_STAFF
