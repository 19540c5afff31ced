"""Enrollments: a student's seats, and who teaches or supports, on half-open dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from hub.models.codes import StaffRole
from hub.oneroster.live import usable
from hub.oneroster.mapping import STAFF_POSTS, SUPPORTING, TEACHING, mapped
from hub.oneroster.plan import ClassFacts, Entry, Plan, UserFacts
from hub.oneroster.values import moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from hub.oneroster.conventions import Convention
    from hub.oneroster.staging import Row

_TABLES = {"student": "section_enrollment"} | dict.fromkeys(TEACHING | SUPPORTING, "section_staff")
"""A role in a class to the table that keeps it; no other role has a place in a class."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Whoever teaches a class beside: by this file, or by an earlier import."""

    sourced_id: str
    person_id: UUID
    starts_on: date
    ends_on: date
    primary: bool


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

    def overlaps(self, begin: date, end: date) -> bool:
        """Whether both hold on one day, or begin on the same."""
        own_begin, own_end = self.dates
        return own_begin == begin or (own_begin < end and begin < own_end)


def plan_seats(
    plan: Plan,
    rows: Iterable[Row],
    repeated: Collection[int],
    convention: Convention,
    kept: Mapping[UUID, Collection[Colleague]],
) -> None:
    """Plan section enrollments and section staff of whole classes.

    `kept` are the teachers of earlier imports by section, where the file holds changes only.
    """
    taken: dict[tuple[UUID, UUID], list[_Seat]] = defaultdict(list)
    teaching: dict[UUID, list[_Seat]] = defaultdict(list)
    for row in usable(plan, rows, repeated):
        seat = _seat(plan, row)
        if seat is None or not _dated(plan, seat, convention) or not _free(plan, seat, taken):
            plan.unsaid["enrollments"].add(row.sourced_id)
            continue
        span = seat.class_.span
        plan.attends(seat.user.sourced_id, span.year, seat.class_.school)
        if seat.table == "section_enrollment":
            _plan_seat(plan, seat)
        else:
            teaching[span.row_id].append(seat)
    for section, staff in teaching.items():
        here = {seat.row.sourced_id for seat in staff}
        others = [each for each in kept.get(section, ()) if each.sourced_id not in here]
        others += [_colleague(seat) for seat in staff if seat.row["role"] in TEACHING]
        for seat in staff:
            _plan_staff(plan, seat, others)


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
    needed = "student" if table == "section_enrollment" else "staff_member"
    if needed not in user.capacities:
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
    others = taken[seat.class_.row_id, seat.user.person_id]
    if any(seat.overlaps(*other.dates) and other.table == seat.table for other in others):
        plan.refuse(seat.row.origin, "seat_overlaps")
        return False
    others.append(seat)
    return True


def _plan_seat(plan: Plan, seat: _Seat) -> None:
    span, (begin, end) = seat.class_.span, seat.dates
    columns: dict[str, object] = {
        "section_id": span.row_id,
        "student_id": seat.user.capacities["student"],
        "school_year": span.year,
        "starts_on": begin,
        "ends_on": end,
    }
    plan.add(_entry(seat, columns))


def _entry(seat: _Seat, columns: dict[str, object]) -> Entry:
    row = seat.row
    entry = Entry(seat.table, row.sourced_id, None, columns, (row.origin,))
    if row["dateLastModified"]:
        entry.modified_at = moment(row["dateLastModified"])
    return entry


def _colleague(seat: _Seat) -> Colleague:
    return Colleague(seat.row.sourced_id, seat.user.person_id, *seat.dates, seat.primary)


def _plan_staff(plan: Plan, seat: _Seat, others: Collection[Colleague]) -> None:
    span, (begin, end) = seat.class_.span, seat.dates
    columns: dict[str, object] = {"section_id": span.row_id}
    columns |= {"staff_id": seat.user.capacities["staff_member"]}
    columns |= {"school_id": seat.class_.school_id, "role": _role(plan, seat, others)}
    columns |= {"starts_on": begin, "ends_on": end}
    entry = _entry(seat, columns)
    entry.moves = seat.user.person_id
    plan.add(entry)


def _role(plan: Plan, seat: _Seat, others: Collection[Colleague]) -> StaffRole:
    """Lead where the file says primary, or where no other teacher has the class on these days."""
    if seat.row["role"] not in TEACHING:
        return StaffRole.SUPPORT
    beside = [
        other
        for other in others
        if other.person_id != seat.user.person_id and seat.overlaps(other.starts_on, other.ends_on)
    ]
    if seat.primary and any(other.primary for other in beside):
        plan.doubt(seat.row.origin, "two_leads", "primary")
    return StaffRole.LEAD if seat.primary or not beside else StaffRole.CO_TEACHER
