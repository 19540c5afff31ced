"""Students, sections and the two ways in: only the fields that the benchmark asks for."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import ID, Info
from strawberry.permission import BasePermission, PermissionExtension

from hub import models
from hub.models.codes import NameAudience
from tests.bench.idiomatic.loading import loaders
from tests.bench.idiomatic.permissions import (
    ReadsAlerts,
    ReadsFamily,
    ReadsMarkPlaces,
    ReadsMarks,
    ReadsRecord,
    ReadsSchedule,
)
from tests.bench.idiomatic.records import (
    Action,
    Condition,
    Course,
    Guardianship,
    HealthAlert,
    HealthVisits,
    Iep,
    Immunization,
    Participation,
    Term,
)

PAGE_ROWS = 50


def guarded(permission: type[BasePermission]) -> Callable[[Callable[..., Any]], Any]:
    """A field that is null where the permission isn't given."""

    def declare(resolver: Callable[..., Any]) -> Any:
        asked = PermissionExtension(permissions=[permission()], fail_silently=True)
        return strawberry.field(resolver, extensions=[asked])

    return declare


@strawberry.type
class Roster:
    """A page of seats."""

    nodes: list["Seat"]


@strawberry.type
class Section:
    """A class."""

    title: str
    period: str
    room: str | None

    @strawberry.field
    def id(self: Any) -> ID:
        """The public id."""
        return ID(f"sec_{self.id}")

    @strawberry.field
    async def course(self: Any, info: Info) -> Course | None:
        """What it teaches."""
        found: Course | None = await loaders(info).one(models.sections.Course).load(self.course_id)
        return found

    @strawberry.field
    async def term(self: Any, info: Info) -> Term | None:
        """When it runs."""
        found: Term | None = await loaders(info).one(models.orgs.Term).load(self.term_id)
        return found

    @strawberry.field
    async def roster(self: Any, info: Info, first: int = PAGE_ROWS) -> Roster:
        """Seats of students whom the viewer teaches."""
        kept = models.sections.SectionEnrollment
        loader = loaders(info).many(kept.section_id, kept.student_id, in_force=True)
        seats = await loader.load(self.id)
        stands = await loaders(info).stands.load_many([seat.student_id for seat in seats])
        may = [seat for seat, stand in zip(seats, stands, strict=True) if taught(stand)]
        return Roster(nodes=may[:first])


def taught(stand: Any) -> bool:
    """Whether a teacher reads the seat of a student to whom they stand so."""
    return bool(stand.teaches)


@strawberry.type
class Seat:
    """A student's place in a class."""

    starts_on: date
    ends_on: date | None

    @strawberry.field
    async def section(self: Any, info: Info) -> Section | None:
        """The class."""
        found: Section | None = (
            await loaders(info).one(models.sections.Section).load(self.section_id)
        )
        return found

    @strawberry.field
    async def student(self: Any, info: Info) -> "Student | None":
        """The student."""
        found: Student | None = await student_for(info, self.student_id)
        return found


@strawberry.type
class Mark:
    """A posted mark."""

    value: str
    version: int
    school_year: int
    posted_at: datetime

    @guarded(ReadsMarkPlaces)
    async def section(self: Any, info: Info) -> Section | None:
        """The class in which it was earned."""
        found: Section | None = (
            await loaders(info).one(models.sections.Section).load(self.section_id)
        )
        return found

    @strawberry.field
    async def term(self: Any, info: Info) -> Term | None:
        """For which term it stands."""
        found: Term | None = await loaders(info).one(models.orgs.Term).load(self.term_id)
        return found


@strawberry.type
class Marks:
    """A page of them."""

    nodes: list[Mark]


async def student_for(info: Info, key: UUID) -> Any:
    """A student, if the viewer may see them."""
    stand = await loaders(info).stands.load(key)
    if not stand.seen:
        return None
    return await loaders(info).one(models.students.Student).load(key)


@strawberry.type
class Student:
    """A student with everything about them."""

    given_name: str
    middle_name: str | None
    family_name: str
    grade_level: int

    @strawberry.field
    def id(self: Any) -> ID:
        """The public id."""
        return ID(f"stu_{self.id}")

    @strawberry.field
    async def preferred_name(self: Any, info: Info) -> str | None:
        """What the student asks to be called, before whom they want that."""
        name: str | None = self.preferred_name
        if self.preferred_name_audience is NameAudience.EVERYONE:
            return name
        return name if taught(await loaders(info).stands.load(self.id)) else None

    @guarded(ReadsRecord)
    async def birth_date(self: Any) -> date | None:
        """The day of birth."""
        born: date | None = self.birth_date
        return born

    @guarded(ReadsFamily)
    async def guardianships(self: Any, info: Info) -> list[Guardianship] | None:
        """Adults who answer for the student, of whom a guardian sees those who share."""
        kept = models.guardians.Guardianship
        loader = loaders(info).many(kept.student_id, kept.contact_priority, in_force=True)
        rows = await loader.load(self.id)
        stand = await loaders(info).stands.load(self.id)
        if taught(stand):
            return list(rows)
        mine = loaders(info).me.guardian_id
        return [
            row
            for row in rows
            if row.guardian_id == mine or (row.shares_contact and not stand.orders)
        ]

    @guarded(ReadsAlerts)
    async def health_alerts(self: Any, info: Info) -> list[HealthAlert] | None:
        """What anyone near the student must know."""
        kept = models.health.HealthAlert
        loader = loaders(info).many(kept.student_id, kept.starts_on, in_force=True)
        found: list[HealthAlert] = await loader.load(self.id)
        return found

    @guarded(ReadsRecord)
    async def conditions(self: Any, info: Info) -> list[Condition] | None:
        """Diagnoses and allergies."""
        kept = models.health.Condition
        rows = await loaders(info).many(kept.student_id, kept.noted_on).load(self.id)
        return opened(rows)

    @guarded(ReadsRecord)
    async def visits(self: Any, info: Info) -> HealthVisits | None:
        """Times at the health office."""
        kept = models.health.HealthVisit
        rows = await loaders(info).many(kept.student_id, kept.arrived_at).load(self.id)
        return HealthVisits(nodes=opened(rows)[:PAGE_ROWS])

    @guarded(ReadsRecord)
    async def immunizations(self: Any, info: Info) -> list[Immunization] | None:
        """Doses of vaccines."""
        kept = models.health.Immunization
        rows = await loaders(info).many(kept.student_id, kept.given_on).load(self.id)
        return opened(rows)

    @guarded(ReadsRecord)
    async def participations(self: Any, info: Info) -> list[Participation] | None:
        """The student's part in incidents."""
        key = models.behavior.IncidentParticipation.student_id
        found: list[Participation] = await loaders(info).many(key).load(self.id)
        return found

    @guarded(ReadsRecord)
    async def actions(self: Any, info: Info) -> list[Action] | None:
        """What was ordered afterwards."""
        kept = models.behavior.IncidentAction
        loader = loaders(info).many(kept.student_id, kept.starts_on)
        found: list[Action] = await loader.load(self.id)
        return found

    @guarded(ReadsRecord)
    async def ieps(self: Any, info: Info) -> list[Iep] | None:
        """Education programs."""
        kept = models.ieps.Iep
        found: list[Iep] = await loaders(info).many(kept.student_id, kept.version).load(self.id)
        return found

    @strawberry.field
    async def schedule(self: Any, info: Info) -> list[Seat] | None:
        """Seats in classes; null, which a silent permission would turn into an empty list."""
        if not ReadsSchedule().allows(await loaders(info).stands.load(self.id)):
            return None
        key = models.sections.SectionEnrollment.student_id
        found: list[Seat] = await loaders(info).many(key, in_force=True).load(self.id)
        return found

    @guarded(ReadsMarks)
    async def marks(self: Any, info: Info, first: int = PAGE_ROWS) -> Marks | None:
        """Posted marks, of which a teacher reads those of their own classes."""
        kept = models.grades.Mark
        rows = await loaders(info).many(kept.student_id, kept.posted_at).load(self.id)
        stand = await loaders(info).stands.load(self.id)
        if not stand.guards:
            rows = [row for row in rows if row.section_id in stand.teaching.graded]
        return Marks(nodes=rows[:first])


def opened(rows: list[Any]) -> list[Any]:
    """Without what a minor consented to alone."""
    return [row for row in rows if not row.confidential]


@strawberry.type
class Students:
    """A page of them."""

    nodes: list[Student]


@strawberry.type
class Query:
    """The three ways in."""

    @strawberry.field
    async def student(self, info: Info, id: ID) -> Student | None:  # noqa: A002
        """A student by id."""
        found: Student | None = await student_for(info, UUID(id.removeprefix("stu_")))
        return found

    @strawberry.field
    async def section(self, info: Info, id: ID) -> Section | None:  # noqa: A002
        """A section by id."""
        loader = loaders(info).one(models.sections.Section)
        found: Section | None = await loader.load(UUID(id.removeprefix("sec_")))
        return found

    @strawberry.field
    async def students(self, info: Info, first: int = PAGE_ROWS) -> Students:
        """The students of whom the viewer reads something, by name."""
        loader = loaders(info).one(models.students.Student)
        rows = await loader.load_many(await loaders(info).students())
        return Students(nodes=sorted(rows, key=lambda row: (row.sort_name, row.id))[:first])
