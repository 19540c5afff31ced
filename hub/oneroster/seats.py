"""Enrollments: a student's seats, and who teaches or supports, on half-open dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from hub.models.codes import StaffRole
from hub.oneroster.conventions import Convention, enrollment_convention
from hub.oneroster.intake import usable
from hub.oneroster.mapping import STAFF_POSTS, mapped
from hub.oneroster.plan import ClassFacts, Entry, Plan, UserFacts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from hub.oneroster.staging import Row

_TABLES = {"student": "section_enrollment", "teacher": "section_staff", "aide": "section_staff"}
"""A role in a class to the table that keeps it; no other role has a place in a class."""


@dataclass(slots=True)
class _Seat:
    """One enrollment on its way; `primary` is what the file says of a teacher."""

    row: Row
    table: str
    user: UserFacts
    class_: ClassFacts
    begins_on: date | None
    ends_on: date | None
    primary: bool

    @property
    def dates(self) -> tuple[date, date]:
        """The half-open dates, once both are known."""
        return cast("date", self.begins_on), cast("date", self.ends_on)

    def overlaps(self, other: _Seat) -> bool:
        """Whether both hold on one day, or begin on the same."""
        (begin, end), (other_begin, other_end) = self.dates, other.dates
        return begin == other_begin or (begin < other_end and other_begin < end)


def plan_seats(plan: Plan, rows: Iterable[Row], sessions: Convention) -> Convention:
    """Plan section enrollments and section staff; tell how end dates were read."""
    seats = list(_read(plan, rows))
    ends = [
        (seat.ends_on, [term.ends_on for term in seat.class_.terms])
        for seat in seats
        if seat.ends_on is not None
    ]
    convention = enrollment_convention(ends, sessions)
    taken: dict[tuple[UUID, UUID], list[_Seat]] = defaultdict(list)
    teaching: dict[UUID, list[_Seat]] = defaultdict(list)
    for seat in seats:
        if not _dated(plan, seat, convention) or not _free(plan, seat, taken):
            continue
        span = seat.class_.span
        plan.attended[seat.user.row.sourced_id][span.year].add(seat.class_.school)
        if seat.table == "section_enrollment":
            _plan_seat(plan, seat)
        else:
            teaching[span.row_id].append(seat)
    for staff in teaching.values():
        for seat in staff:
            _plan_staff(plan, seat, [other for other in staff if other is not seat])
    return convention


def _read(plan: Plan, rows: Iterable[Row]) -> Iterable[_Seat]:
    for row in usable(plan, rows):
        seat = _seat(plan, row)
        if seat is not None:
            yield seat


def _seat(plan: Plan, row: Row) -> _Seat | None:
    """The seat that a row speaks of, with its dates as sent; None where it is refused."""
    table = _TABLES.get(row["role"])
    if table is None:
        known = row["role"] in STAFF_POSTS
        plan.refuse(row.origin, "role_without_seat" if known else "role_unknown", "role")
        return None
    class_, user = _class_and_user(plan, row)
    columns = mapped(plan, row, table)
    if class_ is None or user is None or columns is None:
        return None
    if (user.role == "student") != (row["role"] == "student") or (
        user.role != "student" and user.role not in STAFF_POSTS
    ):
        plan.refuse(row.origin, "role_contradicts_user", "role")
        return None
    if row["schoolSourcedId"] not in {"", class_.school}:
        plan.doubt(row.origin, "school_contradicts_class", "schoolSourcedId")
    begins_on = cast("date | None", columns["starts_on"])
    ends_on = cast("date | None", columns["ends_on"])
    return _Seat(row, table, user, class_, begins_on, ends_on, bool(columns.get("primary")))


def _class_and_user(plan: Plan, row: Row) -> tuple[ClassFacts | None, UserFacts | None]:
    class_ = plan.classes.get(row["classSourcedId"])
    user = plan.users.get(row["userSourcedId"])
    if class_ is None:
        reason = plan.missing("classes", row["classSourcedId"])
        plan.refuse(row.origin, reason, "classSourcedId")
    if user is None:
        reason = plan.missing("users", row["userSourcedId"])
        plan.refuse(row.origin, reason, "userSourcedId")
    return class_, user


def _dated(plan: Plan, seat: _Seat, convention: Convention) -> bool:
    """Give the seat half-open dates within its class's; False where it is refused."""
    span = seat.class_.span
    begin, end = seat.begins_on, seat.ends_on
    if begin is not None and end is not None and end < begin:
        plan.refuse(seat.row.origin, "dates_out_of_order", "endDate")
        return False
    begin = span.starts_on if begin is None else begin
    end = span.ends_on if end is None else convention.half_open(end)
    if end <= span.starts_on or begin >= span.ends_on or end < begin:
        plan.refuse(seat.row.origin, "dates_outside_class")
        return False
    seat.begins_on, seat.ends_on = max(begin, span.starts_on), min(end, span.ends_on)
    if (begin, end) != seat.dates:
        plan.doubt(seat.row.origin, "dates_clamped")
    return True


def _free(plan: Plan, seat: _Seat, taken: dict[tuple[UUID, UUID], list[_Seat]]) -> bool:
    """Note the seat, unless the same user has the class on these days already."""
    others = taken[seat.class_.row_id, seat.user.capacity_id]
    if any(seat.overlaps(other) for other in others):
        plan.refuse(seat.row.origin, "seat_overlaps")
        return False
    others.append(seat)
    return True


def _plan_seat(plan: Plan, seat: _Seat) -> None:
    span, (begin, end) = seat.class_.span, seat.dates
    columns: dict[str, object] = {"section_id": span.row_id, "student_id": seat.user.capacity_id}
    columns |= {"school_year": span.year, "starts_on": begin, "ends_on": end}
    kept = plan.kept.get(("section_enrollment", seat.row.sourced_id))
    row_id = kept.row_id if kept is not None else None
    entry = Entry("section_enrollment", seat.row.sourced_id, row_id, columns, (seat.row.origin,))
    plan.add(entry)


def _plan_staff(plan: Plan, seat: _Seat, others: list[_Seat]) -> None:
    span, (begin, end) = seat.class_.span, seat.dates
    columns: dict[str, object] = {"section_id": span.row_id, "staff_id": seat.user.capacity_id}
    columns |= {"school_id": seat.class_.school_id, "role": _role(plan, seat, others)}
    columns |= {"starts_on": begin, "ends_on": end}
    row_id = plan.row_id("section_staff", seat.row.sourced_id)
    origins = (seat.row.origin,)
    plan.add(
        Entry(
            "section_staff",
            seat.row.sourced_id,
            row_id,
            columns,
            origins,
            moves=seat.user.person_id,
        )
    )


def _role(plan: Plan, seat: _Seat, others: list[_Seat]) -> StaffRole:
    """Lead where the file says primary, or where no other teacher has the class on these days."""
    if seat.row["role"] != "teacher":
        return StaffRole.SUPPORT
    beside = [
        other
        for other in others
        if other.row["role"] == "teacher"
        and other.user.person_id != seat.user.person_id
        and other.overlaps(seat)
    ]
    if seat.primary and any(other.primary for other in beside):
        plan.doubt(seat.row.origin, "two_leads", "primary")
    return StaffRole.LEAD if seat.primary or not beside else StaffRole.CO_TEACHER
