"""What a request of the idiomatic application carries: its viewer, and a DataLoader per table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from strawberry.dataloader import DataLoader

from hub import models
from hub.models.codes import OrderKind, StaffRole, Standing
from hub.policy.viewpoint import born_by, days

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
    from sqlalchemy.orm import InstrumentedAttribute

    from hub.policy.viewpoint import Clock

    Sessions = async_sessionmaker[AsyncSession]

ADULT_YEARS = 18
Guardianship = models.guardians.Guardianship
CourtOrder = models.guardians.CourtOrder
SectionEnrollment = models.sections.SectionEnrollment


@dataclass(frozen=True)
class Me:
    """Who asks, in the capacities that they have."""

    person_id: UUID
    staff_id: UUID | None
    guardian_id: UUID | None


@dataclass(frozen=True)
class Teaching:
    """In which windows somebody leads a student's classes, and in which of these they grade."""

    now: bool = False
    soon: bool = False
    late: bool = False
    graded: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Stand:
    """How somebody stands to a student today, and what orders there are between the two."""

    guards: bool
    teaching: Teaching
    orders: tuple[models.guardians.CourtOrder, ...]

    @property
    def teaches(self) -> bool:
        """Whether they lead a class in which the student sits today, and no order forbids it."""
        return self.teaching.now and not self.orders

    @property
    def grades(self) -> bool:
        """Whether they lead such a class, or led it up to a few days ago."""
        return bool(self.teaching.graded) and not self.orders

    @property
    def seen(self) -> bool:
        """Whether they read anything of the student."""
        taught = self.teaching.now or self.teaching.soon or self.teaching.late
        return (self.guards and not self.closed) or (taught and not self.orders)

    @property
    def closed(self) -> bool:
        """Whether an order closes the record to a guardian, or has no document yet."""
        return any(o.kind is OrderKind.NO_RECORDS or o.document_key is None for o in self.orders)

    def ordered(self, *kinds: OrderKind) -> bool:
        """Whether there is an order of one of these kinds."""
        return any(order.kind in kinds for order in self.orders)


async def signed_in(sessions: Sessions, token: str) -> Me | None:
    """Whose token this is; None if it is nobody's."""
    staff, guardian = models.staff.StaffMember, models.guardians.Guardian
    kept, person = models.staff.Token, models.staff.Person
    asked = (
        select(person.id, staff.id, guardian.id)
        .join(kept, kept.person_id == person.id)
        .outerjoin(staff, staff.person_id == person.id)
        .outerjoin(guardian, guardian.person_id == person.id)
        .where(
            kept.digest == sha256(token.encode()).digest(),
            kept.revoked_at.is_(None),
            kept.expires_at > datetime.now(UTC),
            person.suspended_at.is_(None),
        )
    )
    async with sessions() as session:
        row = (await session.execute(asked)).first()
    return None if row is None else Me(*row)


class Loaders:
    """The loaders of one request, each made when it is first asked."""

    def __init__(self, sessions: Sessions, me: Me, clock: Clock) -> None:
        self.sessions, self.me, self.clock = sessions, me, clock
        self._made: dict[Any, DataLoader[UUID, Any]] = {}

    def one(self, model: Any) -> DataLoader[UUID, Any]:
        """The row of a table by its key."""
        return self._loader(model, lambda keys: self._by_key(model, keys))

    def many(
        self, key: InstrumentedAttribute[Any], *order: Any, in_force: bool = False
    ) -> DataLoader[UUID, Any]:
        """The rows of a table by a foreign key, in an order and maybe only those of today."""
        return self._loader(
            (key, in_force), lambda ids: self._by_parent(key, order, ids, in_force=in_force)
        )

    @cached_property
    def stands(self) -> DataLoader[UUID, Stand]:
        """How the viewer stands to a student."""
        return DataLoader(load_fn=self._stands)

    def today(self, model: Any) -> list[ColumnElement[bool]]:
        """That a dated fact holds today."""
        day = self.clock.today
        return [model.starts_on <= day, or_(model.ends_on.is_(None), model.ends_on > day)]

    def _loader(
        self, name: Any, load: Callable[[list[UUID]], Awaitable[Sequence[Any]]]
    ) -> DataLoader[UUID, Any]:
        if name not in self._made:
            self._made[name] = DataLoader(load_fn=load)
        return self._made[name]

    async def _by_key(self, model: Any, keys: list[UUID]) -> list[Any]:
        found = await self._rows(select(model).where(model.id.in_(keys)))
        rows = {row.id: row for row in found}
        return [rows.get(key) for key in keys]

    async def _by_parent(
        self, key: InstrumentedAttribute[Any], order: Any, ids: list[UUID], *, in_force: bool
    ) -> list[Any]:
        asked = select(key.class_).where(key.in_(ids)).order_by(*order, key.class_.id)
        asked = asked.where(*self.today(key.class_)) if in_force else asked
        rows = defaultdict(list)
        for row in await self._rows(asked):
            rows[getattr(row, key.key)].append(row)
        return [rows[each] for each in ids]

    async def _stands(self, ids: list[UUID]) -> list[Stand]:
        guarded, taught = await self._guarded(ids), await self._taught(ids)
        orders = defaultdict(list)
        for order in await self._orders(ids):
            orders[order.student_id].append(order)
        return [
            Stand(each in guarded, taught.get(each, Teaching()), tuple(orders[each]))
            for each in ids
        ]

    async def students(self) -> list[UUID]:
        """The keys of all students of whom the viewer may read something."""
        led, bond = models.sections.SectionStaff, Guardianship
        seats = (
            select(SectionEnrollment)
            .join(led, led.section_id == SectionEnrollment.section_id)
            .where(led.staff_id == self.me.staff_id, led.role == StaffRole.LEAD)
        )
        bonds = select(bond).where(bond.guardian_id == self.me.guardian_id)
        near = [*await self._rows(seats), *await self._rows(bonds)]
        ids = list({row.student_id for row in near})
        stands = await self.stands.load_many(ids)
        return [each for each, stand in zip(ids, stands, strict=True) if stand.seen]

    async def _guarded(self, ids: list[UUID]) -> set[UUID]:
        if self.me.guardian_id is None:
            return set()
        asked = select(Guardianship, models.students.Student.birth_date).join(
            models.students.Student, models.students.Student.id == Guardianship.student_id
        )
        asked = asked.where(
            Guardianship.student_id.in_(ids),
            Guardianship.guardian_id == self.me.guardian_id,
            Guardianship.standing != Standing.CONTACT_ONLY,
            *self.today(Guardianship),
        )
        async with self.sessions() as session:
            rows = (await session.execute(asked)).all()
        of_age = born_by(self.clock.today, ADULT_YEARS)
        adults = [row.student_id for row, born in rows if born <= of_age]
        open_to_me = await self._open_adults(adults) if adults else set()
        minors = {row.student_id for row, born in rows if born > of_age}
        return minors | open_to_me

    async def _open_adults(self, ids: list[UUID]) -> set[UUID]:
        access = models.guardians.AdultAccess
        asked = select(access).where(
            access.student_id.in_(ids),
            access.guardian_id == self.me.guardian_id,
            *self.today(access),
        )
        return {row.student_id for row in await self._rows(asked)}

    async def _taught(self, ids: list[UUID]) -> dict[UUID, Teaching]:
        if self.me.staff_id is None:
            return {}
        led, section = models.sections.SectionStaff, models.sections.Section
        asked = (
            select(led, SectionEnrollment, section)
            .join(section, section.id == led.section_id)
            .join(SectionEnrollment, SectionEnrollment.section_id == section.id)
            .where(
                SectionEnrollment.student_id.in_(ids),
                led.staff_id == self.me.staff_id,
                led.role == StaffRole.LEAD,
            )
        )
        found: defaultdict[UUID, list[Seated]] = defaultdict(list)
        async with self.sessions() as session:
            for row in (await session.execute(asked)).all():
                found[row[1].student_id].append(seated(*row, self.clock.today))
        return {each: together(seats) for each, seats in found.items()}

    async def _orders(self, ids: list[UUID]) -> list[models.guardians.CourtOrder]:
        asked = select(CourtOrder).where(
            CourtOrder.student_id.in_(ids),
            CourtOrder.person_id == self.me.person_id,
            CourtOrder.starts_at <= self.clock.now,
            or_(CourtOrder.decided_at.is_(None), CourtOrder.decided_at > self.clock.now),
            or_(
                CourtOrder.document_key.is_not(None),
                CourtOrder.lapses_on.is_(None),
                CourtOrder.lapses_on > self.clock.today,
            ),
        )
        return await self._rows(asked)

    async def _rows(self, asked: Any) -> list[Any]:
        async with self.sessions() as session:
            return list((await session.scalars(asked)).unique())


@dataclass(frozen=True)
class Seated:
    """One seat in a class that somebody leads, and in which windows they do."""

    section_id: UUID
    now: bool
    soon: bool
    late: bool


def seated(led: Any, seat: Any, section: Any, today: date) -> Seated:
    """In which windows a seat, its class and its teacher come together."""
    begins = max(each.starts_on for each in (led, seat, section))
    ends = min((each.ends_on for each in (led, seat, section) if each.ends_on), default=None)
    left = min((each.ends_on for each in (seat, section) if each.ends_on), default=None)
    late = (
        left is not None
        and days(today)["grace_from"] < left <= today
        and max(seat.starts_on, led.starts_on) < left
        and (led.ends_on is None or led.ends_on >= left)
    )
    return Seated(
        seat.section_id,
        now=begins <= today and (ends is None or ends > today),
        soon=today < begins <= days(today)["posted_until"] and (ends is None or begins < ends),
        late=late,
    )


def together(seats: list[Seated]) -> Teaching:
    """What all of a student's seats come to."""
    return Teaching(
        any(each.now for each in seats),
        any(each.soon for each in seats),
        any(each.late for each in seats),
        frozenset(each.section_id for each in seats if each.now or each.late),
    )


def loaders(info: Any) -> Loaders:
    """The loaders of a resolver's request."""
    found: Loaders = info.context["loaders"]
    return found
