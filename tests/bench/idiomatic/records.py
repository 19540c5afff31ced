"""Types of what a student's record holds, whose resolvers read the ORM's objects.

They have only the fields that the benchmark asks for.
"""

from datetime import date, datetime
from typing import Any

import strawberry
from strawberry import ID, Info

from hub import models
from tests.bench.idiomatic.loading import loaders


@strawberry.type
class Guardian:
    """An adult of a student's family."""

    given_name: str
    family_name: str
    phone: str | None
    email: str | None
    language: str | None

    @strawberry.field
    def id(self: Any) -> ID:
        """The public id."""
        return ID(f"gdn_{self.id}")


@strawberry.type
class Guardianship:
    """How one adult stands to one student."""

    relationship: str
    standing: str
    lives_with: bool
    contact_priority: int

    @strawberry.field
    async def guardian(self: Any, info: Info) -> Guardian | None:
        """The adult in it."""
        found: Guardian | None = (
            await loaders(info).one(models.guardians.Guardian).load(self.guardian_id)
        )
        return found


@strawberry.type
class HealthAlert:
    """What to do for a student."""

    instruction: str
    severity: str
    dietary: bool
    starts_on: date
    ends_on: date | None


@strawberry.type
class Condition:
    """A diagnosis or an allergy."""

    kind: str
    name: str
    noted_on: date


@strawberry.type
class HealthVisit:
    """A time at the health office."""

    arrived_at: datetime
    left_at: datetime | None
    complaint: str
    treatment: str | None


@strawberry.type
class HealthVisits:
    """A page of them."""

    nodes: list[HealthVisit]


@strawberry.type
class Immunization:
    """A dose of a vaccine."""

    vaccine: str
    given_on: date
    source: str


@strawberry.type
class Incident:
    """Something that happened."""

    occurred_on: date
    category: str
    status: str

    @strawberry.field
    def id(self: Any) -> ID:
        """The public id."""
        return ID(f"inc_{self.id}")


@strawberry.type
class Participation:
    """A student's part in an incident."""

    role: str

    @strawberry.field
    async def incident(self: Any, info: Info) -> Incident | None:
        """What they took part in."""
        found: Incident | None = (
            await loaders(info).one(models.behavior.Incident).load(self.incident_id)
        )
        return found


@strawberry.type
class Action:
    """What was ordered afterwards."""

    kind: str
    starts_on: date

    @strawberry.field
    def ordered_days(self: Any) -> str:
        """As a decimal number."""
        return str(self.ordered_days)

    @strawberry.field
    def actual_days(self: Any) -> str | None:
        """As a decimal number."""
        return None if self.actual_days is None else str(self.actual_days)


@strawberry.type
class Goal:
    """What a program aims at."""

    area: str
    goal: str


@strawberry.type
class Service:
    """Help that a program prescribes."""

    area: str
    minutes_weekly: int
    starts_on: date
    ends_on: date | None


@strawberry.type
class Iep:
    """A version of an education program."""

    consented_on: date | None
    superseded_on: date | None
    starts_on: date
    annual_due_on: date
    disability: str
    placement: str
    present_levels: str

    @strawberry.field
    def number(self: Any) -> int:
        """Which of the student's versions it is."""
        found: int = self.version
        return found

    @strawberry.field
    async def goals(self: Any, info: Info) -> list[Goal]:
        """What the student should reach."""
        kept = models.ieps.IepGoal
        found: list[Goal] = await loaders(info).many(kept.iep_id, kept.area).load(self.id)
        return found

    @strawberry.field
    async def services(self: Any, info: Info) -> list[Service]:
        """Help that it prescribes."""
        kept = models.ieps.IepService
        loader = loaders(info).many(kept.iep_id, kept.starts_on, in_force=True)
        found: list[Service] = await loader.load(self.id)
        return found


@strawberry.type
class Course:
    """An entry of the catalog."""

    code: str
    title: str


@strawberry.type
class Term:
    """A marking term."""

    name: str
