"""Derive: how far a plan has come on a day, from the dates that are kept of it. Pure.

Nothing is stored that the clock would have to change: an IEP comes into effect on its first day,
and goes when a later version begins. What policy asks of rows is the same, in SQL, in
`hub.policy.plans`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.codes import IepStatus, PlanStatus

if TYPE_CHECKING:
    from datetime import date


def iep_status(
    day: date,
    *,
    starts_on: date,
    offered_on: date | None,
    consented_on: date | None,
    declined_on: date | None,
    superseded_on: date | None,
) -> IepStatus:
    """How far a version of an IEP has come on a day (34 CFR 300.300, 300.323).

    `superseded_on` is the first day on which it no longer holds.
    """
    if superseded_on is not None and superseded_on <= day:
        return IepStatus.SUPERSEDED
    if consented_on is not None:
        return IepStatus.IN_EFFECT if starts_on <= day else IepStatus.CONSENTED
    if declined_on is not None:
        return IepStatus.DECLINED
    return IepStatus.DRAFT if offered_on is None else IepStatus.OFFERED


def plan_504_status(
    day: date, *, adopted_on: date | None, starts_on: date, ends_on: date | None
) -> PlanStatus:
    """How far a plan under section 504 has come on a day: adopted, it is followed on its dates."""
    if ends_on is not None and ends_on <= day:
        return PlanStatus.ENDED
    followed = adopted_on is not None and starts_on <= day
    return PlanStatus.IN_EFFECT if followed else PlanStatus.DRAFT
