"""Change: what ends with an enrollment. It follows from the enrollment's end and is nobody's to
allow by itself; each row of it is on record all the same.

Seats in the school's sections end (P-1, CR-1), and so does the caseload of the school's
counselors (P-11). With the primary school the seat on the bus ends; with the last one the meal
benefit. What a student keeps wherever they are stays: IEP, plan under section 504 and whoever
manages them (P-7: handed over, never dropped), support as homeless, foster or migrant, learning of
English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from hub.models.codes import CaseloadKind, PostRole
from hub.models.enrollment import Caseload, MealBenefit, TransportAssignment
from hub.models.sections import Section, SectionEnrollment
from hub.models.staff import Post
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.stays import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hub.models import Base
    from hub.sql import Statement
    from resolvers.mutations.work import Work


async def ended(work: Work, stay: Mapping[str, Any], ends_on: date, *, leaves: bool) -> None:
    """End what hangs on a stay from the day on which it ends; `leaves`: they go to no other
    school of the district.
    """
    hanging: list[tuple[type[Base], Statement]] = [
        (SectionEnrollment, SEATS),
        (Caseload, COUNSELED),
    ]
    if stay["is_primary"]:
        hanging.append((TransportAssignment, RIDES))
    if leaves:
        hanging.append((MealBenefit, MEALS))
    asked = {"student_id": stay["student_id"], "school_id": stay["school_id"], "day": ends_on}
    for model, statement in hanging:
        await _end(work, model, await work.find(statement, **asked), ends_on)


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
_RIDE, _MEAL = TransportAssignment.__table__, MealBenefit.__table__


def _lasts(fact: Any) -> Any:
    return or_(fact.c.ends_on.is_(None), fact.c.ends_on > DAY)


SEATS = written(
    select(_SEAT.c.id, _SEAT.c.starts_on)
    .join_from(_SEAT, _SECTION, _SECTION.c.id == _SEAT.c.section_id)
    .where(
        _SEAT.c.student_id == key("student_id"),
        _SECTION.c.school_id == key("school_id"),
        _lasts(_SEAT),
    )
)
"""Seats in sections of the school on a day or later."""
_COUNSELS = select(_POST.c.id).where(
    _POST.c.staff_id == _LOAD.c.staff_id,
    _POST.c.school_id == key("school_id"),
    _POST.c.role == PostRole.COUNSELOR,
)
COUNSELED = written(
    select(_LOAD.c.id, _LOAD.c.starts_on).where(
        _LOAD.c.student_id == key("student_id"),
        _LOAD.c.kind == CaseloadKind.COUNSELOR,
        _lasts(_LOAD),
        _COUNSELS.correlate(_LOAD).exists(),
    )
)
"""Caseloads of counselors of the school."""
RIDES = written(
    select(_RIDE.c.id, _RIDE.c.starts_on).where(
        and_(_RIDE.c.student_id == key("student_id"), _lasts(_RIDE))
    )
)
MEALS = written(
    select(_MEAL.c.id, _MEAL.c.starts_on).where(
        and_(_MEAL.c.student_id == key("student_id"), _lasts(_MEAL))
    )
)
