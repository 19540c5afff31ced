"""Work out how far a plan has come from the dates on its row, for its computed field."""

from __future__ import annotations

from datetime import date
from typing import Any

from hub.plans import iep_status as status_of_iep
from hub.plans import plan_504_status as status_of_plan


def iep_status(source: dict[str, Any], info: Any) -> str | None:
    """How far a version of an IEP has come today; None where its dates are withheld."""
    starts_on = _day(source["#startsOn"])
    if starts_on is None:
        return None
    return status_of_iep(
        info.context.viewer.clock.today,
        starts_on=starts_on,
        offered_on=_day(source["#offeredOn"]),
        consented_on=_day(source["#consentedOn"]),
        declined_on=_day(source["#declinedOn"]),
        superseded_on=_day(source["#supersededOn"]),
    ).value


def plan_504_status(source: dict[str, Any], info: Any) -> str | None:
    """How far a plan under section 504 has come today; None where its dates are withheld."""
    starts_on = _day(source["#startsOn"])
    if starts_on is None:
        return None
    return status_of_plan(
        info.context.viewer.clock.today,
        adopted_on=_day(source["#adoptedOn"]),
        starts_on=starts_on,
        ends_on=_day(source["#endsOn"]),
    ).value


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
