"""Change: health alerts, visits, doses, medication (slices 11, 13-15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from sqlalchemy import Date, cast, func, select

from hub.immunizations import Basis, Exemption, exempts
from hub.models.codes import ExemptionBasis, Severity
from hub.models.health import (
    HealthAlert,
    HealthVisit,
    Immunization,
    ImmunizationExemption,
    MedicationAdministration,
    MedicationOrder,
)
from hub.models.orgs import District
from hub.policy.viewpoint import TODAY
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations.asked import NOBODY, key
from resolvers.mutations.errors import Wrong, refused
from resolvers.mutations.given import KEPT, Kept
from resolvers.mutations.work import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from resolvers.mutations.work import Work

TAKEN = "Somebody recorded a dose of this order today already: look at it first."


@dataclass(frozen=True)
class WriteHealthAlert:
    """What to do for a student, from a day on."""

    student_id: Annotated[UUID, "Student"]
    instruction: str
    severity: Severity
    dietary: bool = False
    starts_on: date | None = None
    ends_on: date | None = None


async def write_health_alert(work: Work, given: WriteHealthAlert) -> UUID:
    """Write an alert (row 11): it holds from today on unless a day is said."""
    starts_on = given.starts_on or work.today
    _in_order(starts_on, given.ends_on)
    said = {
        "student_id": given.student_id,
        "instruction": given.instruction,
        "severity": given.severity,
        "dietary": given.dietary,
        "starts_on": starts_on,
        "ends_on": given.ends_on,
    }
    return await work.add(HealthAlert, said, {"entered_by": work.viewer.staff_id})


@dataclass(frozen=True)
class ChangeHealthAlert:
    """What is said otherwise of an alert; what is left out stays."""

    id: Annotated[UUID, "HealthAlert"]
    version: int
    instruction: str | Kept = KEPT
    severity: Severity | Kept = KEPT
    dietary: bool | Kept = KEPT
    ends_on: date | Kept | None = KEPT


async def change_health_alert(work: Work, given: ChangeHealthAlert) -> UUID:
    """Change or end an alert (row 11)."""
    return await work.amend(HealthAlert, given.id, given.version, said_of(given))


@dataclass(frozen=True)
class RecordVisit:
    """A student at the health office; `left_at` is left out while they are there."""

    student_id: Annotated[UUID, "Student"]
    complaint: str
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    treatment: str | None = None
    confidential: bool = False


async def record_visit(work: Work, given: RecordVisit) -> UUID:
    """Record a visit to the health office (row 14), from now on unless a moment is said."""
    arrived_at = given.arrived_at or work.now
    _not_to_come(work, "arrivedAt", arrived_at)
    if given.left_at is not None and given.left_at < arrived_at:
        raise refused("leftAt", Wrong.INVALID, "The student can't leave before they come.")
    said = {
        "student_id": given.student_id,
        "complaint": given.complaint,
        "arrived_at": arrived_at,
        "left_at": given.left_at,
        "treatment": given.treatment,
        "confidential": given.confidential,
    }
    return await work.add(HealthVisit, said, {"entered_by": work.viewer.staff_id})


@dataclass(frozen=True)
class CloseVisit:
    """A student goes back; `left_at` is now unless it is said."""

    id: Annotated[UUID, "HealthVisit"]
    version: int
    left_at: datetime | None = None
    treatment: str | Kept | None = KEPT


async def close_visit(work: Work, given: CloseVisit) -> UUID:
    """Say when a student left the health office, and what was done (row 14)."""
    left_at = given.left_at or work.now
    _not_to_come(work, "leftAt", left_at)
    said = {**said_of(given), "left_at": left_at}
    visit = await work.amend(HealthVisit, given.id, given.version, said)
    (row,) = await work.find(ARRIVED, id=visit)
    if left_at < row["arrived_at"]:
        raise refused("leftAt", Wrong.INVALID, "The student can't leave before they come.")
    return visit


@dataclass(frozen=True)
class RecordDose:
    """A dose of a vaccine, as a paper or registry says."""

    student_id: Annotated[UUID, "Student"]
    vaccine: str
    given_on: date
    source: str
    confidential: bool = False


async def record_dose(work: Work, given: RecordDose) -> UUID:
    """Record a dose of a vaccine with where the record comes from (row 15, IMM-7)."""
    if given.given_on > work.today:
        raise refused("givenOn", Wrong.INVALID, "That day is still to come.")
    said = {
        "student_id": given.student_id,
        "vaccine": given.vaccine,
        "given_on": given.given_on,
        "source": given.source,
        "confidential": given.confidential,
    }
    return await work.add(Immunization, said, {"entered_by": work.viewer.staff_id})


@dataclass(frozen=True)
class RecordExemption:
    """An exemption from immunizations; `ends_on` is the first day without it."""

    student_id: Annotated[UUID, "Student"]
    basis: ExemptionBasis
    issued_on: date
    ends_on: date | None = None
    document_key: str | None = None


async def record_exemption(work: Work, given: RecordExemption) -> UUID:
    """Record an exemption (row 15) that holds today, by its basis and its days (IMM-6)."""
    if given.issued_on > work.today:
        raise refused("issuedOn", Wrong.INVALID, "That day is still to come.")
    if given.ends_on is not None and given.ends_on <= work.today:
        raise refused("endsOn", Wrong.INVALID, "It has ended by then, and exempts nobody.")
    if not exempts(Exemption(Basis(given.basis), given.issued_on, given.ends_on), work.today):
        words = "Nobody is exempt by belief since 2016, nor since 2021 but by the state's registry."
        raise refused("basis", Wrong.INVALID, words)
    said = {
        "student_id": given.student_id,
        "basis": given.basis,
        "issued_on": given.issued_on,
        "ends_on": given.ends_on,
        "document_key": given.document_key,
    }
    return await work.add(ImmunizationExemption, said)


@dataclass(frozen=True)
class RecordMedication:
    """A dose of an order, given or not; `given_at` is now unless it is said. `first_today`: nothing
    of that order is on record today, as far as whoever enters it knows.
    """

    medication_order_id: Annotated[UUID, "MedicationOrder"]
    outcome: str
    given_at: datetime | None = None
    first_today: bool = False


async def record_medication(work: Work, given: RecordMedication) -> UUID:
    """Record that a dose was given, or not and why (row 13; P-6): of an order in force that day."""
    given_at = given.given_at or work.now
    _not_to_come(work, "givenAt", given_at)
    order = await _order(work, given.medication_order_id)
    said = {
        "student_id": order["student_id"] if order else NOBODY,
        "medication_order_id": given.medication_order_id,
        "given_at": given_at,
        "outcome": given.outcome,
    }
    stamped = {
        "entered_by": work.viewer.staff_id,
        "confidential": bool(order and order["confidential"]),
    }
    dose = await work.add(MedicationAdministration, said, stamped)
    if order is None or not order["in_force"]:
        raise refused("medicationOrderId", Wrong.CONFLICT, "The order does not hold today.")
    if given.first_today and len(await work.find(TODAYS, id=given.medication_order_id)) > 1:
        raise refused("firstToday", Wrong.CONFLICT, TAKEN)
    return dose


async def _order(work: Work, order_id: UUID) -> Mapping[str, Any] | None:
    """The order, for whoever turns out to be allowed to write of its student."""
    return next(iter(await work.find(ORDER, id=order_id)), None)


def _in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise refused("endsOn", Wrong.INVALID, "It can't end before it begins.")


def _not_to_come(work: Work, field: str, moment: datetime) -> None:
    if moment > work.now:
        raise refused(field, Wrong.INVALID, "That moment is still to come.")


_VISIT, _ORDER = HealthVisit.__table__, MedicationOrder.__table__
ARRIVED = written(select(_VISIT.c.arrived_at).where(_VISIT.c.id == key("id")))
"""When a student came."""
ORDER = written(
    select(_ORDER.c.student_id, _ORDER.c.confidential, in_force(_ORDER).label("in_force"))
    .where(_ORDER.c.id == key("id"))
    .with_for_update()
)
"""Of whom an order is, and whether it holds today; nobody records a dose of it meanwhile."""
_DOSE = MedicationAdministration.__table__
_ZONE = select(District.timezone).scalar_subquery()
TODAYS = written(
    select(_DOSE.c.id).where(
        _DOSE.c.medication_order_id == key("id"),
        cast(func.timezone(_ZONE, _DOSE.c.given_at), Date) == TODAY,
    )
)
"""What is on record today of an order."""
