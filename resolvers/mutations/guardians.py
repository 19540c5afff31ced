"""Change: how families are reached, and what courts order (rows 6-8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from sqlalchemy import select

from hub.limits import PROVISIONAL_SCHOOL_DAYS
from hub.models.codes import OrderKind, Relationship
from hub.models.guardian_codes import PhoneType
from hub.models.guardians import CourtOrder, EmergencyContact, Guardian, Guardianship
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.contacts import email_of, phone_of
from resolvers.mutations.errors import Wrong, refused
from resolvers.mutations.given import KEPT, Kept
from resolvers.mutations.merging import GONE
from resolvers.mutations.schooling import school_days
from resolvers.mutations.work import said_of

if TYPE_CHECKING:
    from resolvers.mutations.work import Work

OTHER_RECORD = "They were given up for another guardian on record: file it against that one."


@dataclass(frozen=True)
class ChangeContact:
    """How a guardian is reached, as far as it changes."""

    id: Annotated[UUID, "Guardian"]
    version: int
    phone: str | Kept | None = KEPT
    phone_type: PhoneType | Kept | None = KEPT
    email: str | Kept | None = KEPT
    language: str | Kept | None = KEPT


async def change_contact(work: Work, given: ChangeContact) -> UUID:
    """Change how a guardian is reached (row 6; GUA-2). Whether they are reached by another number
    or address has to be verified anew, for each child.
    """
    said = said_of(given)
    if given.phone not in (KEPT, None):
        said["phone"] = phone_of(str(given.phone))
    if given.email not in (KEPT, None):
        email_of(str(given.email))
    kept = next(iter(await work.find(REACHED, id=given.id)), {})
    other = [name for name in ("phone", "email") if name in said and said[name] != kept.get(name)]
    if "phone" in other:
        said.setdefault("phone_type", None)
    changed = await work.amend(Guardian, given.id, given.version, said)
    if other:
        await _unverified(work, given.id)
    return changed


async def _unverified(work: Work, guardian_id: UUID) -> None:
    """Nobody has reached the adult as it is recorded now: that follows from the change, also for
    children of whom its writer knows nothing.
    """
    bonds = await work.find(VERIFIED, id=guardian_id)
    await work.amend_each(
        Guardianship,
        [(bond["id"], None, {}) for bond in bonds],
        stamped={"contact_verified_on": None},
        paths=[""] * len(bonds),
    )


@dataclass(frozen=True)
class AddEmergencyContact:
    """Whom to call about a student."""

    student_id: Annotated[UUID, "Student"]
    name: str
    relationship: Relationship
    phone: str | None = None
    may_pick_up: bool = False
    priority: int = 1


async def add_emergency_contact(work: Work, given: AddEmergencyContact) -> UUID:
    """Say whom to call about a student, and whether they may collect them (row 7)."""
    said = said_of(given)
    said["phone"] = None if given.phone is None else phone_of(given.phone)
    return await work.add(EmergencyContact, said, {"guardian_id": None})


@dataclass(frozen=True)
class ChangeEmergencyContact:
    """An emergency contact, as far as it changes."""

    id: Annotated[UUID, "EmergencyContact"]
    version: int
    name: str | Kept = KEPT
    phone: str | Kept | None = KEPT
    may_pick_up: bool | Kept = KEPT
    priority: int | Kept = KEPT


async def change_emergency_contact(work: Work, given: ChangeEmergencyContact) -> UUID:
    """Change an emergency contact (row 7)."""
    said = said_of(given)
    if given.phone not in (KEPT, None):
        said["phone"] = phone_of(str(given.phone))
    return await work.amend(EmergencyContact, given.id, given.version, said)


@dataclass(frozen=True)
class FileOrder:
    """What a court denies a guardian towards one child."""

    student_id: Annotated[UUID, "Student"]
    guardian_id: Annotated[UUID, "Guardian"]
    kind: OrderKind
    starts_at: datetime | None = None
    ends_on: date | None = None
    document_key: str | None = None
    case_number: str | None = None
    court: str | None = None
    order_text: str | None = None


async def file_order(work: Work, given: FileOrder) -> UUID:
    """File a court order (row 8): from now on, unless a moment is said (P-19). Without a document
    it withholds everything, and lapses after five school days (P-21).
    """
    guardian = await work.find(PERSON, id=given.guardian_id)
    said = {
        **said_of(given),
        "starts_at": given.starts_at or work.now,
        "person_id": guardian[0]["person_id"] if guardian else given.guardian_id,
    }
    lapses_on = None
    if given.document_key is None:
        lapses_on = await _lapses(work, given.student_id)
    order = await work.add(CourtOrder, said, {"lapses_on": lapses_on, "decided_at": None})
    if not await work.find(STANDS, guardian_id=given.guardian_id, student_id=given.student_id):
        raise refused("guardianId", Wrong.NOT_FOUND, "They are no guardian of this student.")
    if await work.find(GONE, id=given.guardian_id, other=given.guardian_id):
        raise refused("guardianId", Wrong.CONFLICT, OTHER_RECORD)
    return order


async def _lapses(work: Work, student_id: UUID) -> date | None:
    """The day at whose start an order without a document lapses: the sixth school day from today,
    by the calendar of the student's school.
    """
    asked = school_days(PROVISIONAL_SCHOOL_DAYS + 1)
    days = await work.find(asked, student_id=student_id, day=work.today)
    return days[-1]["day"] if len(days) == PROVISIONAL_SCHOOL_DAYS + 1 else None


_GUARDIAN = Guardian.__table__
PERSON = written(select(_GUARDIAN.c.person_id).where(_GUARDIAN.c.id == key("id")))
"""Who a guardian is as a person."""
REACHED = written(
    select(_GUARDIAN.c.phone, _GUARDIAN.c.email)
    .where(_GUARDIAN.c.id == key("id"))
    .with_for_update()
)
"""How a guardian is reached, which nobody else changes meanwhile."""
_STANDS = Guardianship.__table__
VERIFIED = written(
    select(_STANDS.c.id).where(
        _STANDS.c.guardian_id == key("id"), _STANDS.c.contact_verified_on.is_not(None)
    )
)
"""For which children somebody has reached the adult."""
STANDS = written(
    select(_STANDS.c.id).where(
        _STANDS.c.guardian_id == key("guardian_id"), _STANDS.c.student_id == key("student_id")
    )
)
"""Whether, on any days, they are a guardian of the student."""
