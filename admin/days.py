"""Days: those for which a screen asks, and those that somebody typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from admin.language import marked

if TYPE_CHECKING:
    from hub.endpoints.signed_in import SignedIn

LATELY_DAYS, SOON_DAYS = 14, 30
NO_DAY = marked("That is no day: write it as in 2026-10-14 or 10/14/2026.")
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def days_of(signed_in: SignedIn) -> dict[str, Any]:
    """Today by the server's clock, the instant at which it began in the district, what its clocks
    show now, its weekday (1 is Monday), a fortnight ago, and a month ahead.
    """
    today, zone = signed_in.viewer.clock.today, signed_in.door.zone
    begun = datetime.combine(today, time(), zone)
    clock = signed_in.viewer.clock.now.astimezone(zone).time().replace(microsecond=0)
    return {
        "today": today.isoformat(),
        "since": begun.isoformat(),
        "clock": clock.isoformat(),
        "weekday": today.isoweekday(),
        "lately": (today - timedelta(days=LATELY_DAYS)).isoformat(),
        "soon": (today + timedelta(days=SOON_DAYS)).isoformat(),
    }


def local_day(moment: str, timezone: str) -> str:
    """The day of an instant, as the district's calendar has it, in ISO form."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone)).date().isoformat()


def day_typed(typed: str) -> str | None:
    """The day that was typed, in ISO form; None where it is none."""
    found = _US_DAY.fullmatch(typed)
    try:
        if found:
            month, day, year = (int(each) for each in found.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(typed).isoformat() if "-" in typed else None
    except ValueError:
        return None
