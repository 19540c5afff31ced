"""Change: what ends with an enrollment. It follows from the enrollment's end and is nobody's to
allow by itself; each row of it is on record all the same.

Seats in the school's sections end (P-1, CR-1), and so do the caseload of the school's counselors
(P-11) and a bell schedule of the school that the student follows as their own (SCH-2). With the
primary school the seat on the bus ends; with the last one the meal benefit. What a student keeps
wherever they are stays: IEP, plan under section 504 and whoever manages them (P-7: handed over,
never dropped), support as homeless, foster or migrant, learning of English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, Uuid, any_, bindparam, or_, select

from hub.models.codes import CaseloadKind, PostRole
from hub.models.enrollment import Caseload, MealBenefit, TransportAssignment
from hub.models.schedules import BellSchedule, StudentBellSchedule
from hub.models.sections import Section, SectionEnrollment
from hub.models.staff import Post
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.stays import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from hub.models import Base
    from hub.sql import Statement
    from resolvers.mutations.work import Work

    Hanging = tuple[type[Base], Statement, Sequence[UUID]]


async def ended(work: Work, stay: Mapping[str, Any], ends_on: date, *, leaves: bool) -> None:
    """End what hangs on a stay from the day on which it ends; `leaves`: they go to no other
    school of the district.
    """
    whose = [stay["student_id"]]
    hanging: list[Hanging] = [
        (SectionEnrollment, SEATS, whose),
        (Caseload, COUNSELED, whose),
        (StudentBellSchedule, FOLLOWED, whose),
    ]
    if stay["is_primary"]:
        hanging.append((TransportAssignment, RIDES, whose))
    if leaves:
        hanging.append((MealBenefit, MEALS, whose))
    await all_ended(work, stay["school_id"], ends_on, hanging)


async def all_ended(work: Work, school_id: UUID, ends_on: date, hanging: Sequence[Hanging]) -> None:
    """End what hangs on many stays at a school that end on one day: three statements for each kind
    of it, however many there are.
    """
    for model, statement, students in hanging:
        asked = {"students": students, "school_id": school_id, "day": ends_on}
        await _end(work, model, await work.find(statement, **asked) if students else [], ends_on)


async def _end(work: Work, model: type[Base], rows: list[Mapping[str, Any]], ends_on: date) -> None:
    """End rows that have begun by then, and take back those that would begin later."""
    begun = [row["id"] for row in rows if row["starts_on"] < ends_on]
    later = [row["id"] for row in rows if row["starts_on"] >= ends_on]
    await work.amend_each(
        model,
        [(row_id, None, {}) for row_id in begun],
        stamped={"ends_on": ends_on},
        paths=[""] * len(begun),
    )
    await work.take_back(model, later, frozenset(), paths=[""] * len(later))


_SEAT, _SECTION = SectionEnrollment.__table__, Section.__table__
_LOAD, _POST = Caseload.__table__, Post.__table__
_BELL, _OWN = BellSchedule.__table__, StudentBellSchedule.__table__
_RIDE, _MEAL = TransportAssignment.__table__, MealBenefit.__table__


def _lasts(fact: Any) -> Any:
    return or_(fact.c.ends_on.is_(None), fact.c.ends_on > DAY)


def _among(fact: Any) -> Any:
    return fact.c.student_id == any_(bindparam("students", type_=ARRAY(Uuid())))


def _seats(*more: Any) -> Statement:
    return written(
        select(_SEAT.c.id, _SEAT.c.starts_on)
        .join_from(_SEAT, _SECTION, _SECTION.c.id == _SEAT.c.section_id)
        .where(_among(_SEAT), _SECTION.c.school_id == key("school_id"), _lasts(_SEAT), *more)
    )


SEATS = _seats()
"""Seats in sections of the school on a day or later."""
SEATS_BEYOND = _seats(_lasts(_SECTION))
"""Those of sections that last beyond the day: the others end with their section."""
SEATS_OF_THE_YEAR = _seats(_lasts(_SECTION), _SEAT.c.starts_on < DAY)
"""Those of them that begin before."""
_COUNSELS = select(_POST.c.id).where(
    _POST.c.staff_id == _LOAD.c.staff_id,
    _POST.c.school_id == key("school_id"),
    _POST.c.role == PostRole.COUNSELOR,
)
COUNSELED = written(
    select(_LOAD.c.id, _LOAD.c.starts_on).where(
        _among(_LOAD),
        _LOAD.c.kind == CaseloadKind.COUNSELOR,
        _lasts(_LOAD),
        _COUNSELS.correlate(_LOAD).exists(),
    )
)
"""Caseloads of counselors of the school."""
FOLLOWED = written(
    select(_OWN.c.id, _OWN.c.starts_on)
    .join_from(_OWN, _BELL, _BELL.c.id == _OWN.c.bell_schedule_id)
    .where(_among(_OWN), _BELL.c.school_id == key("school_id"), _lasts(_OWN))
)
"""Bell schedules of the school that students follow as their own."""
RIDES = written(select(_RIDE.c.id, _RIDE.c.starts_on).where(_among(_RIDE), _lasts(_RIDE)))
MEALS = written(select(_MEAL.c.id, _MEAL.c.starts_on).where(_among(_MEAL), _lasts(_MEAL)))
