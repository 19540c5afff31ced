"""Change: sessions of services that an IEP prescribes (row 18; IEP-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from sqlalchemy import select

from hub.limits import SESSION_MINUTES_MAX
from hub.models.codes import SessionOutcome
from hub.models.ieps import IepService, ServiceSession
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Wrong, refused
from resolvers.mutations.health import NOBODY

if TYPE_CHECKING:
    from resolvers.mutations.work import Work


@dataclass(frozen=True)
class LogService:
    """A session that somebody gave, or that fell to an absence."""

    iep_service_id: Annotated[UUID, "IepService"]
    minutes: int
    day: date | None = None
    outcome: SessionOutcome = SessionOutcome.DELIVERED


async def log_service(work: Work, given: LogService) -> UUID:
    """Log a session of a service that one delivers (row 18, W own log): today, unless a day is
    said.
    """
    day = given.day or work.today
    service = next(iter(await work.find(SERVICE, id=given.iep_service_id)), None)
    said = {
        "student_id": service["student_id"] if service else NOBODY,
        "iep_service_id": given.iep_service_id,
        "day": day,
        "minutes": given.minutes,
        "outcome": given.outcome,
    }
    session = await work.add(ServiceSession, said, {"provider_id": work.viewer.staff_id})
    if service is None or service["provider_id"] != work.viewer.staff_id:
        raise refused("iepServiceId", Wrong.NOT_FOUND, "There is no such service of yours.")
    if not 0 < given.minutes <= SESSION_MINUTES_MAX:
        message = f"A session has 1 to {SESSION_MINUTES_MAX} minutes."
        raise refused("minutes", Wrong.INVALID, message)
    if day > work.today:
        raise refused("day", Wrong.INVALID, "That day is still to come.")
    if day < service["starts_on"] or (service["ends_on"] and day >= service["ends_on"]):
        raise refused("day", Wrong.CONFLICT, "The service is not owed on that day.")
    return session


_SERVICE = IepService.__table__
SERVICE = written(
    select(
        _SERVICE.c.student_id, _SERVICE.c.provider_id, _SERVICE.c.starts_on, _SERVICE.c.ends_on
    ).where(_SERVICE.c.id == key("id"))
)
"""Of whom a service is, and by whom it is given on which days."""
