"""Change: sessions of services that an IEP prescribes (row 18; IEP-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import select

from hub.limits import SESSION_MINUTES_MAX
from hub.models.codes import SessionOutcome
from hub.models.ieps import Iep, IepService, ServiceSession
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key
from resolvers.mutations.errors import Wrong, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    if not _owed(service, day):
        raise refused("day", Wrong.CONFLICT, "The service is not owed on that day.")
    return session


def _owed(service: Mapping[str, Any], day: date) -> bool:
    """Whether a service was to be given on a day: agreed to, on its dates and its version's."""
    agreed = service["consented_on"] is not None and service["declined_on"] is None
    begins = max(service["starts_on"], service["iep_starts_on"])
    ends = [each for each in (service["ends_on"], service["superseded_on"]) if each is not None]
    return agreed and begins <= day and all(day < each for each in ends)


_SERVICE, _IEP = IepService.__table__, Iep.__table__
SERVICE = written(
    select(
        _SERVICE.c.student_id,
        _SERVICE.c.provider_id,
        _SERVICE.c.starts_on,
        _SERVICE.c.ends_on,
        _SERVICE.c.declined_on,
        _IEP.c.starts_on.label("iep_starts_on"),
        _IEP.c.consented_on,
        _IEP.c.superseded_on,
    )
    .join_from(_SERVICE, _IEP, _IEP.c.id == _SERVICE.c.iep_id)
    .where(_SERVICE.c.id == key("id"))
)
"""Of whom a service is, and by whom it is given on which days."""
