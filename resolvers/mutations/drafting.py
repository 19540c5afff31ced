"""Write: what a version of an IEP says, as its rows: services, goals and supports (row 18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import func, or_, select

from hub.models.codes import Area, SupportKindInClass
from hub.models.ieps import IepGoal, IepService, IepSupport
from hub.models.staff import Post
from hub.policy.viewpoint import TODAY
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Refused, Wrong, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hub.models import Base
    from resolvers.mutations.work import Verdict, Work

    Values = Mapping[str, Any]


@dataclass(frozen=True)
class PlannedGoal:
    """What a student should reach within a year."""

    area: Area
    goal: str


@dataclass(frozen=True)
class PlannedService:
    """Help that a version prescribes, who gives it, and the goals that it works towards."""

    area: Area
    provider_id: Annotated[UUID, "StaffMember"] | None = None
    minutes_weekly: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    goals: tuple[PlannedGoal, ...] = ()


@dataclass(frozen=True)
class PlannedSupport:
    """One line of a version at a glance."""

    kind: SupportKindInClass
    area: Area
    instruction: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a version of an IEP says."""

    starts_on: date
    annual_due_on: date | None = None
    disability: str | None = None
    placement: str | None = None
    present_levels: str | None = None
    case_manager_id: Annotated[UUID, "StaffMember"] | None = None
    services: tuple[PlannedService, ...] = ()
    goals: tuple[PlannedGoal, ...] = ()
    supports: tuple[PlannedSupport, ...] = ()

    @property
    def due_on(self) -> date:
        """The day by which it is to be reviewed: a year after the first, unless it is said."""
        return self.annual_due_on or a_year_after(self.starts_on)

    def said(self) -> dict[str, object]:
        """The columns of the version's own row, by name."""
        return {
            "starts_on": self.starts_on,
            "annual_due_on": self.due_on,
            "disability": self.disability,
            "placement": self.placement,
            "present_levels": self.present_levels,
            "case_manager_id": self.case_manager_id,
        }


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February for a 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


async def fill(work: Work, student_id: UUID, iep_id: UUID, content: Content) -> None:
    """Add the parts of a version. Raises Refused."""
    whose, of_iep = {"student_id": student_id}, {"iep_id": iep_id}
    hired = {each["staff_id"] for each in await work.find(HIRED)}
    services = await _added(
        work,
        IepService,
        [{**whose, **_service(each, content)} for each in content.services],
        [{**of_iep, "contracted": each.provider_id in hired} for each in content.services],
        [f"services.{at}" for at in range(len(content.services))],
    )
    goals = list(_goals(content, services))
    await _added(
        work,
        IepGoal,
        [{**whose, **said} for _, said in goals],
        [of_iep for _ in goals],
        [path for path, _ in goals],
    )
    await _added(
        work,
        IepSupport,
        [{**whose, **_support(each, content)} for each in content.supports],
        [of_iep for _ in content.supports],
        [f"supports.{at}" for at in range(len(content.supports))],
    )
    _parts_hold(content)


async def empty(work: Work, iep_id: UUID) -> None:
    """Take back the parts of a version that nobody has agreed to. Raises Refused."""
    for model, asked, columns in (
        (IepGoal, GOALS, ("area", "goal", "iep_service_id")),
        (IepService, SERVICES, ("area", "minutes_weekly", "provider_id", "starts_on", "ends_on")),
        (IepSupport, SUPPORTS, ("kind", "area", "instruction", "starts_on", "ends_on")),
    ):
        gone = [each["id"] for each in await work.find(asked, iep_id=iep_id)]
        paths = ["" for _ in gone]
        all_well(await work.take_back(model, gone, frozenset(columns), paths=paths))


async def copied(work: Work, was: Values, starts_on: date) -> Content:
    """What a version says, as a draft would that begins on another day: without services that the
    family declined, and without what is over by then.
    """
    services, goals, supports = [
        await work.find(asked, iep_id=was["id"]) for asked in (SERVICES, GOALS, SUPPORTS)
    ]
    ours = [each for each in services if each["declined_on"] is None]
    return Content(
        starts_on=starts_on,
        annual_due_on=was["annual_due_on"],
        disability=was["disability"],
        placement=was["placement"],
        present_levels=was["present_levels"],
        case_manager_id=was["case_manager_id"],
        services=tuple(
            PlannedService(
                each["area"],
                each["provider_id"],
                each["minutes_weekly"],
                max(each["starts_on"], starts_on),
                each["ends_on"],
                _planned(goals, each["id"]),
            )
            for each in ours
            if _goes_on(each, starts_on)
        ),
        goals=_planned(goals, None),
        supports=tuple(
            PlannedSupport(
                each["kind"],
                each["area"],
                each["instruction"],
                max(each["starts_on"], starts_on),
                each["ends_on"],
            )
            for each in supports
            if _goes_on(each, starts_on)
        ),
    )


def all_well(verdicts: Iterable[Verdict]) -> None:
    """Raise Refused with everything that is wrong with some rows."""
    errors = [each.error for each in verdicts if each.error is not None]
    if errors:
        raise Refused(*errors)


def _planned(goals: Sequence[Values], service_id: UUID | None) -> tuple[PlannedGoal, ...]:
    mine = (each for each in goals if each["iep_service_id"] == service_id)
    return tuple(PlannedGoal(each["area"], each["goal"]) for each in mine)


def _goes_on(part: Values, day: date) -> bool:
    return part["ends_on"] is None or part["ends_on"] > day


async def _added(
    work: Work,
    model: type[Base],
    said: Sequence[Values],
    stamped: Sequence[Values],
    paths: Sequence[str],
) -> list[UUID]:
    verdicts = await work.add_each(model, said, stamped, paths=paths)
    all_well(verdicts)
    return [each.id for each in verdicts if each.id is not None]


def _goals(content: Content, services: Sequence[UUID]) -> Iterable[tuple[str, Values]]:
    """Every goal with its place in the input: those of services, and those of none."""
    for at, (service, made) in enumerate(zip(content.services, services, strict=True)):
        for number, each in enumerate(service.goals):
            yield f"services.{at}.goals.{number}", _goal(each, made)
    for number, each in enumerate(content.goals):
        yield f"goals.{number}", _goal(each, None)


def _goal(each: PlannedGoal, service_id: UUID | None) -> Values:
    return {"area": each.area, "goal": each.goal, "iep_service_id": service_id}


def _service(each: PlannedService, content: Content) -> Values:
    return {
        "area": each.area,
        "provider_id": each.provider_id,
        "minutes_weekly": each.minutes_weekly,
        "starts_on": each.starts_on or content.starts_on,
        "ends_on": each.ends_on,
    }


def _support(each: PlannedSupport, content: Content) -> Values:
    return {
        "kind": each.kind,
        "area": each.area,
        "instruction": each.instruction,
        "starts_on": each.starts_on or content.starts_on,
        "ends_on": each.ends_on,
    }


def _parts_hold(content: Content) -> None:
    """Parts begin with their version or later, and end after that; a service has minutes."""
    parts = [(f"services.{at}", each) for at, each in enumerate(content.services)]
    lines = [(f"supports.{at}", each) for at, each in enumerate(content.supports)]
    both: list[tuple[str, PlannedService | PlannedSupport]] = [*parts, *lines]
    for path, each in both:
        begins = each.starts_on or content.starts_on
        if begins < content.starts_on:
            message = "It can't begin before the version to which it belongs."
            raise refused(f"{path}.startsOn", Wrong.INVALID, message)
    for path, service in parts:
        if service.minutes_weekly is not None and service.minutes_weekly <= 0:
            message = "A service takes a minute a week, or more."
            raise refused(f"{path}.minutesWeekly", Wrong.INVALID, message)


_POST = Post.__table__
_NOW = (_POST.c.starts_on <= TODAY, or_(_POST.c.ends_on.is_(None), _POST.c.ends_on > TODAY))
HIRED = written(
    select(_POST.c.staff_id)
    .where(*_NOW)
    .group_by(_POST.c.staff_id)
    .having(func.bool_and(_POST.c.contracted))
)
"""Whose posts of today are all an agency's: their reading of an IEP is logged (300.614)."""
_SERVICE, _GOAL, _SUPPORT = IepService.__table__, IepGoal.__table__, IepSupport.__table__
SERVICES, GOALS, SUPPORTS = (
    written(select(*table.c).where(table.c.iep_id == key("iep_id")).order_by(table.c.id))
    for table in (_SERVICE, _GOAL, _SUPPORT)
)
