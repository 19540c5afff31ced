"""Users and demographics: persons, in the one capacity that OneRoster 1.1 gives each."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

from hub.models.codes import Race
from hub.oneroster.intake import usable
from hub.oneroster.mapping import GUARDIAN_STANDINGS, STAFF_POSTS, USER_ROLES, mapped
from hub.oneroster.plan import Entry, Plan, UserFacts
from hub.oneroster.values import FIRST_YEAR, sort_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hub.oneroster.staging import Row

USUAL_AGE_ABOVE_GRADE = range(3, 11)
"""Age less grade, at the start of the school year: 5 or 6 is usual, the rest is leeway."""


def plan_people(plan: Plan, users: Iterable[Row], demographics: Iterable[Row], today: date) -> None:
    """Plan persons with their capacity, and what demographics says about students."""
    described = {row.sourced_id: row for row in usable(plan, demographics)}
    for row in usable(plan, users):
        person = mapped(plan, row, "person")
        if row["role"] not in USER_ROLES:
            plan.refuse(row.origin, "role_unknown", "role")
        elif person is None:
            continue
        elif row["role"] == "student":
            _plan_student(plan, row, person, described.get(row.sourced_id), today)
        elif row["role"] in STAFF_POSTS:
            _plan_adult(plan, row, person, "staff_member")
        elif row["role"] in GUARDIAN_STANDINGS:
            _plan_adult(plan, row, person, "guardian")
    for row in described.values():
        _plan_demographics(plan, row)


def _person(plan: Plan, row: Row, said: Mapping[str, object]) -> Entry:
    """The person; an account that the source has switched off is suspended (P-9)."""
    now = datetime.now(tz=UTC)
    columns: dict[str, object] = {"sourced_id": row.sourced_id}
    columns["suspended_at"] = None if said["enabled"] else now
    person_id = plan.row_id("person", row.sourced_id)
    said = {"sourced_id": row.sourced_id, **said}
    return Entry(
        "person", row.sourced_id, person_id, columns, (row.origin,), said=said, moves=person_id
    )


def _plan_adult(plan: Plan, row: Row, said: Mapping[str, object], table: str) -> None:
    columns = mapped(plan, row, table)
    if columns is not None:
        _plan_person(plan, row, said, table, columns)


def _plan_person(
    plan: Plan, row: Row, said: Mapping[str, object], table: str, columns: dict[str, object]
) -> Entry:
    """Plan a person and a capacity, kept or refused together."""
    person = _person(plan, row, said)
    given, family = cast("str", columns["given_name"]), cast("str", columns["family_name"])
    columns |= {"person_id": person.row_id, "sort_name": sort_name(family, given)}
    capacity_id = plan.row_id(table, row.sourced_id)
    capacity = Entry(
        table, row.sourced_id, capacity_id, columns, (row.origin,), moves=person.row_id
    )
    grade = cast("int | None", columns.get("grade_level"))
    person_id = plan.row_id("person", row.sourced_id)
    plan.users[row.sourced_id] = UserFacts(row, row["role"], person_id, capacity_id, grade)
    plan.add(person, capacity)
    return capacity


def _plan_student(
    plan: Plan, row: Row, said: Mapping[str, object], described: Row | None, today: date
) -> None:
    """Plan a student; the birth date, without which there is none, comes from demographics."""
    columns = mapped(plan, row, "student")
    birth_date = _birth_date(plan, described, today) if described is not None else None
    if birth_date is None:
        plan.refuse(row.origin, "birth_date_missing")
    if columns is None or birth_date is None or described is None:
        return
    columns["birth_date"] = birth_date
    capacity = _plan_person(plan, row, said, "student", columns)
    capacity.origins = (row.origin, described.origin)
    _doubt_age(plan, row, birth_date, cast("int", columns["grade_level"]))


def _birth_date(plan: Plan, described: Row, today: date) -> date | None:
    found = mapped(plan, described, "student")
    if found is None:
        return None
    birth_date = cast("date", found["birth_date"])
    if not date(FIRST_YEAR, 1, 1) <= birth_date < today:
        plan.refuse(described.origin, "birth_date_unlikely", "birthDate")
        return None
    return birth_date


def _doubt_age(plan: Plan, row: Row, birth_date: date, grade: int) -> None:
    years = sorted(plan.years.values(), key=lambda year: year.year)
    if not years:
        return
    start = years[-1].starts_on
    had_birthday = (start.month, start.day) >= (birth_date.month, birth_date.day)
    age = start.year - birth_date.year - (not had_birthday)
    if age - grade not in USUAL_AGE_ABOVE_GRADE:
        plan.doubt(row.origin, "age_and_grade", "grades")


def _plan_demographics(plan: Plan, row: Row) -> None:
    if row.origin in plan.refused:
        return
    user = plan.users.get(row.sourced_id)
    if user is None:
        plan.refuse(row.origin, plan.missing("users", row.sourced_id))
    elif user.role != "student":
        plan.refuse(row.origin, "not_a_student")
    else:
        columns = mapped(plan, row, "demographics")
        if columns is None:
            return
        columns["races"] = _races(columns)
        columns["student_id"] = user.capacity_id
        row_id = plan.row_id("demographics", row.sourced_id)
        plan.add(Entry("demographics", row.sourced_id, row_id, columns, (row.origin,)))


def _races(columns: dict[str, object]) -> list[str]:
    """The races that were flagged, taken out of the mapped columns; not reported where none is."""
    flagged = [columns.pop(race.value, None) for race in Race]
    races = [str(race) for race in flagged if race is not None]
    return races or [Race.NOT_REPORTED.value]
