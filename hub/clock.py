"""What day it is: the server's, in the district's time zone, or the fixed one of a demo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hub.models.codes import DistrictKind
from hub.policy.viewpoint import Clock

if TYPE_CHECKING:
    import asyncpg

FIXED_TIME = time(10, 0)
"""The time of day of a district whose day is fixed."""


@dataclass(frozen=True)
class DistrictClock:
    """The clock of this database's district; `fixed` pins the day of a demo or sample."""

    kind: DistrictKind
    zone: ZoneInfo
    fixed: date | None

    def read(self) -> Clock:
        """The present day and instant."""
        if self.fixed is not None:
            return clock_on(self.fixed, self.zone)
        now = datetime.now(UTC)
        return Clock(now.astimezone(self.zone).date(), now)


@lru_cache(maxsize=8)
def clock_on(day: date, zone: ZoneInfo) -> Clock:
    """The clock of another day than today, at one time of it."""
    return Clock(day, datetime.combine(day, FIXED_TIME, zone).astimezone(UTC))


async def district_clock(connection: asyncpg.Connection[asyncpg.Record]) -> DistrictClock:
    """The clock of the district in this database; raises LookupError if there is none."""
    row = await connection.fetchrow("SELECT kind, timezone, fixed_today FROM district")
    if row is None:
        raise LookupError("This database holds no district yet: load one with demo or import.")
    kind = DistrictKind(row["kind"])
    fixed = row["fixed_today"] if kind is not DistrictKind.LIVE else None
    return DistrictClock(kind, ZoneInfo(row["timezone"]), fixed)
