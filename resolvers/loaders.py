"""Computed fields: batch functions behind Strawberry's DataLoader, registered by name.

A batch function gets the hidden fields of its rows and may read more only through the door, as the
same viewer. Loaders live for one request, so that nothing of one viewer serves another.
"""

from __future__ import annotations

import json
from asyncio import to_thread
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from strawberry.dataloader import DataLoader

from hub.validation import Facts, state_of
from resolvers.due import immunizations_due, of_school
from resolvers.immunizing import immunization_requirements, immunization_status, statuses
from resolvers.plans import iep_status, plan_504_status
from resolvers.recounting import history
from resolvers.scheduling import schedule_gaps
from resolvers.totals import credits_in_progress, transcript_totals
from resolvers.unscheduled import incomplete_schedules
from resolvers.unscheduled import of_school as unfinished_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from hub.immunizations import Status
    from hub.viewer import Viewer
    from resolvers.catalog import Catalog
    from resolvers.due import Waiting
    from resolvers.immunizing import Asked
    from resolvers.unscheduled import Board

SCHOOL_DAYS = """
query SchoolDays($schools: [ID!], $from: Date) {
  schools(first: 1000, where: {id: {in: $schools}}) {
    nodes { id calendar(first: 14, where: {day: {gte: $from}}) { nodes { day } } }
  }
}
"""
"""The next school days of some schools: two weeks of them hold every weekday that can come."""


CHECKED = {
    "matched_on": "matchedOn",
    "contact_verified_on": "contactVerifiedOn",
    "identity_verified_on": "identityVerifiedOn",
    "validated_until": "validatedUntil",
    "rejected_on": "rejectedOn",
}
"""The days from which the state of a guardianship is worked out, as they are asked for."""


class Answering(Protocol):
    """The door, as a batch function needs it."""

    zone: ZoneInfo

    @property
    def catalog(self) -> Catalog:
        """What the schema's names stand for."""

    async def execute(
        self, text: str, viewer: Viewer, *, variables: dict[str, Any], request_id: UUID
    ) -> Any:
        """Answer an operation as a viewer, on record under the request's id."""

    async def explained(self, root: str, viewer: Viewer, given: dict[str, Any]) -> Any:
        """Answer a root that explains, to a viewer."""


class Loaders:
    """The loaders of one request."""

    def __init__(self, door: Answering, viewer: Viewer, request_id: UUID) -> None:
        self.door = door
        self.viewer = viewer
        self.request_id = request_id

    @cached_property
    def school_days(self) -> DataLoader[str, list[date]]:
        """The next school days by a school's public id."""
        return DataLoader(load_fn=self._school_days)

    @cached_property
    def immunization_statuses(self) -> DataLoader[Asked, Status]:
        """What the doses of a student come to today."""
        return DataLoader(load_fn=self._immunization_statuses)

    async def _immunization_statuses(self, asked: list[Asked]) -> list[Status]:
        return await to_thread(statuses, asked, self.viewer.clock.today)

    @cached_property
    def waiting(self) -> DataLoader[str, list[Waiting]]:
        """Who lacks doses, by a school's public id: two queues of it are read once."""
        return DataLoader(load_fn=self._waiting)

    async def _waiting(self, schools: list[str]) -> list[list[Waiting]]:
        return [await of_school(self, each) for each in schools]

    @cached_property
    def boards(self) -> DataLoader[str, Board]:
        """Who has no complete schedule, by a school's public id: two pages of it are read once."""
        return DataLoader(load_fn=self._boards)

    async def _boards(self, schools: list[str]) -> list[Board]:
        return [await unfinished_of(self, each) for each in schools]

    async def _school_days(self, schools: list[str]) -> list[list[date]]:
        wanted = {"schools": schools, "from": self.viewer.clock.today.isoformat()}
        answer = await self.door.execute(
            SCHOOL_DAYS, self.viewer, variables=wanted, request_id=self.request_id
        )
        nodes = json.loads(answer.body)["data"]["schools"]["nodes"]
        days = {
            node["id"]: [date.fromisoformat(each["day"]) for each in node["calendar"]["nodes"]]
            for node in nodes
        }
        return [days.get(school, []) for school in schools]


async def next_meeting(source: dict[str, Any], info: Any) -> dict[str, Any] | None:
    """When a section meets next: the first meeting that has not begun, on a day of school within
    the section's dates; None if there is none in the next school days.
    """
    loaders: Loaders = info.context
    school = source["#school"]
    days = await loaders.school_days.load(school["id"]) if school else []
    clock, zone = loaders.viewer.clock, loaders.door.zone
    found = [
        each
        for day in days
        if _runs(source, day)
        for each in _meetings_on(source["#meetings"] or [], day, zone)
        if each["starts_at"] > clock.now
    ]
    return min(found, key=lambda each: each["starts_at"]) if found else None


def _runs(section: dict[str, Any], day: date) -> bool:
    ends = section["#endsOn"]
    return date.fromisoformat(section["#startsOn"]) <= day and (
        ends is None or day < date.fromisoformat(ends)
    )


def _meetings_on(meetings: list[dict[str, Any]], day: date, zone: ZoneInfo) -> list[dict[str, Any]]:
    return [
        {
            "starts_at": datetime.combine(day, time.fromisoformat(each["startsAt"]), zone),
            "ends_at": datetime.combine(day, time.fromisoformat(each["endsAt"]), zone),
            "room": each["room"],
        }
        for each in meetings
        if each["weekday"] == day.isoweekday()
    ]


async def validation_state(source: dict[str, Any], info: Any) -> str | None:
    """How far a guardianship has been checked today; None where that is withheld. Its dates lie in
    one slice with its first day, which every one has.
    """
    if source["#startsOn"] is None:
        return None
    days = {name: source[f"#{in_schema}"] for name, in_schema in CHECKED.items()}
    facts = Facts(**{name: day and date.fromisoformat(day) for name, day in days.items()})
    return state_of(facts, info.context.viewer.clock.today).value


async def escalated(source: dict[str, Any], info: Any) -> bool | None:
    """Whether an opening waits for somebody beyond its school days (P-12); None where that day is
    withheld: whoever reads it reads whether somebody looked.
    """
    if source["#escalatesOn"] is None:
        return None
    day = date.fromisoformat(source["#escalatesOn"])
    return source["#reviewedAt"] is None and day <= info.context.viewer.clock.today


def explaining(root: str) -> Callable[..., Any]:
    """The resolver of a root that explains who may read what, or how it came about."""

    async def explained(_source: Any, info: Any, **given: Any) -> Any:
        return await info.context.door.explained(root, info.context.viewer, given)

    return explained


EXPLAINING = (
    "access_review",
    "explain",
    "foresee_order",
    "named",
    "policy",
    "readers",
    "readings",
)
"""Roots that `hub/explain` answers, by the names of their loaders."""
LOADERS: dict[str, Callable[..., Any]] = {
    **{root: explaining(root) for root in EXPLAINING},
    "credits_in_progress": credits_in_progress,
    "escalated": escalated,
    "history": history,
    "immunization_requirements": immunization_requirements,
    "immunization_status": immunization_status,
    "immunizations_due": immunizations_due,
    "incomplete_schedules": incomplete_schedules,
    "iep_status": iep_status,
    "next_meeting": next_meeting,
    "plan_504_status": plan_504_status,
    "schedule_gaps": schedule_gaps,
    "transcript_totals": transcript_totals,
    "validation_state": validation_state,
}
"""Every computed field's resolver, by the name under which its field is declared."""

__all__ = ["LOADERS", "SCHOOL_DAYS", "Loaders"]
