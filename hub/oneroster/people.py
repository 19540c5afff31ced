"""Users and demographics: persons, in every capacity that their roles give them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

from hub.models.codes import Race
from hub.names import sort_name
from hub.oneroster.live import usable
from hub.oneroster.mapping import GUARDIAN_STANDINGS, STAFF_POSTS, USER_ROLES, mapped
from hub.oneroster.plan import Entry, Plan, RoleFacts, UserFacts
from hub.oneroster.values import FIRST_YEAR, listed, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hub.oneroster.staging import Row

USUAL_AGE_ABOVE_GRADE = range(3, 11)
"""Age less grade, at the start of the school year: 5 or 6 is usual, the rest is leeway."""
_CAPACITIES = ("student", "staff_member", "guardian")


@dataclass(slots=True)
class Beside:
    """What other files say of the users of a chunk, by their sourcedId."""

    described: Mapping[str, Row] = field(default_factory=dict)
    """Rows of demographics."""
    roles: Mapping[str, Sequence[RoleFacts]] | None = None
    """Roles, where the dialect keeps them in a file of their own."""
    grades: Mapping[str, int] = field(default_factory=dict)
    """Grades that a role says."""
    contacts: Collection[str] = ()
    """Users whom a relationship names as somebody's adult."""
    birth_dates: Mapping[str, date] = field(default_factory=dict)
    """Birth dates of students of earlier imports."""


def plan_people(
    plan: Plan, users: Iterable[Row], beside: Beside, repeated: Collection[int]
) -> None:
    """Plan persons with their capacities."""
    for row in usable(plan, users, repeated):
        said = mapped(plan, row, "person")
        roles = _roles(plan, row, beside)
        if roles is None or said is None:
            plan.unsaid["users"].add(row.sourced_id)
            continue
        _plan_person(plan, row, said, roles, beside)


def _roles(plan: Plan, row: Row, beside: Beside) -> tuple[RoleFacts, ...] | None:
    """The user's roles; None where the row is refused for want of one."""
    if beside.roles is not None:
        found = tuple(beside.roles.get(row.sourced_id, ()))
        if not found and row.sourced_id not in beside.contacts:
            plan.refuse(row.origin, "role_missing")
            return None
        return found
    if row["role"] not in USER_ROLES:
        plan.refuse(row.origin, "role_unknown", "role")
        return None
    orgs = listed(row["orgSourcedIds"]) or ("",)
    return tuple(RoleFacts(row["role"], org, row.origin) for org in orgs)


def capacities(roles: Iterable[str]) -> list[str]:
    """The capacities that roles give."""
    held = set(roles)
    tests = ("student" in held, held & STAFF_POSTS.keys(), held & GUARDIAN_STANDINGS.keys())
    return [capacity for capacity, holds in zip(_CAPACITIES, tests, strict=True) if holds]


def _plan_person(
    plan: Plan,
    row: Row,
    said: Mapping[str, object],
    roles: tuple[RoleFacts, ...],
    beside: Beside,
) -> None:
    """Plan a person and their capacities, kept or refused together."""
    person = _person(plan, row, said)
    held = capacities(role.role for role in roles)
    if row.sourced_id in beside.contacts and "guardian" not in held:
        held.append("guardian")
    entries = [person]
    for capacity in held:
        is_student = capacity == "student"
        entry = _student(plan, row, beside) if is_student else _named(plan, row, capacity)
        if entry is None:
            plan.unsaid["users"].add(row.sourced_id)
            return
        entry.columns["person_id"] = person.row_id
        entry.moves = person.row_id
        entry.origins += tuple(r.origin for r in roles if capacities([r.role]) == [capacity])
        entry.origins = tuple(dict.fromkeys(entry.origins))
        entries.append(entry)
    facts = UserFacts(
        row.sourced_id,
        row.origin,
        plan.row_id("person", row.sourced_id),
        {entry.table: plan.row_id(entry.table, row.sourced_id) for entry in entries[1:]},
        roles,
    )
    if "student" in facts.capacities:
        student = next(entry for entry in entries if entry.table == "student")
        facts.grade = cast("int", student.columns["grade_level"])
        _doubt_age(plan, row, cast("date", student.columns["birth_date"]), facts.grade)
    plan.users[row.sourced_id] = facts
    plan.add(*entries)


def _person(plan: Plan, row: Row, said: Mapping[str, object]) -> Entry:
    """The person; an account that the source has switched off is suspended (P-9).

    A source that says nothing of it changes nothing; nor does one of who was given up for another.
    """
    columns: dict[str, object] = {"sourced_id": row.sourced_id}
    columns["suspended_at"] = None if said["enabled"] else datetime.now(tz=UTC)
    person_id = plan.row_id("person", row.sourced_id)
    if person_id in plan.given_up:
        del columns["suspended_at"]
    said = {"sourced_id": row.sourced_id, **said}
    entry = Entry("person", row.sourced_id, person_id, columns, (row.origin,), said=said)
    entry.moves, entry.confirms = person_id, not row["enabledUser"]
    entry.modified_at = moment(row["dateLastModified"])
    return entry


def _named(plan: Plan, row: Row, table: str) -> Entry | None:
    columns = mapped(plan, row, table)
    if columns is None:
        return None
    given, family = cast("str", columns["given_name"]), cast("str", columns["family_name"])
    columns["sort_name"] = sort_name(family, given)
    row_id = plan.row_id(table, row.sourced_id)
    return Entry(table, row.sourced_id, row_id, columns, (row.origin,))


def _student(plan: Plan, row: Row, beside: Beside) -> Entry | None:
    """A student; the birth date, without which there is none, comes from demographics."""
    entry = _named(plan, row, "student")
    described = beside.described.get(row.sourced_id)
    birth_date = beside.birth_dates.get(row.sourced_id)
    if described is not None:
        birth_date = _birth_date(plan, described)
    if birth_date is None:
        plan.refuse(row.origin, "birth_date_missing")
    if entry is not None and entry.columns["grade_level"] is None:
        entry.columns["grade_level"] = beside.grades.get(row.sourced_id)
        if entry.columns["grade_level"] is None:
            missing = beside.roles is None and not row["grades"]
            plan.refuse(row.origin, "value_missing" if missing else "grade_unknown", "grades")
            return None
    if entry is None or birth_date is None:
        return None
    entry.columns["birth_date"] = birth_date
    if described is not None:
        entry.origins = (row.origin, described.origin)
    return entry


def _birth_date(plan: Plan, described: Row) -> date | None:
    found = mapped(plan, described, "student")
    if found is None:
        return None
    birth_date = cast("date", found["birth_date"])
    if not date(FIRST_YEAR, 1, 1) <= birth_date < plan.today:
        plan.refuse(described.origin, "birth_date_unlikely", "birthDate")
        return None
    return birth_date


def _doubt_age(plan: Plan, row: Row, birth_date: date, grade: int) -> None:
    if not plan.years:
        return
    start = plan.years[max(plan.years)].starts_on
    had_birthday = (start.month, start.day) >= (birth_date.month, birth_date.day)
    age = start.year - birth_date.year - (not had_birthday)
    if age - grade not in USUAL_AGE_ABOVE_GRADE:
        plan.doubt(row.origin, "age_and_grade", "grades")


def plan_demographics(plan: Plan, rows: Iterable[Row], repeated: Collection[int]) -> None:
    """Plan what was reported for counts, of students."""
    for row in usable(plan, rows, repeated):
        if plan.tally.is_refused(row.origin):
            plan.unsaid["demographics"].add(row.sourced_id)
            continue
        user = plan.users.get(row.sourced_id)
        if user is None:
            plan.refuse(row.origin, plan.missing("users", row.sourced_id))
        elif "student" not in user.capacities:
            plan.refuse(row.origin, "not_a_student")
        else:
            if user.origin is None and row["birthDate"]:
                plan.doubt(row.origin, "birth_date_waits", "birthDate")
            _plan_described(plan, row, user)


def _plan_described(plan: Plan, row: Row, user: UserFacts) -> None:
    columns = mapped(plan, row, "demographics")
    if columns is None:
        plan.unsaid["demographics"].add(row.sourced_id)
        return
    columns["races"] = _races(columns, row)
    if row["ethnicityCodes"]:
        columns["hispanic"] = "hispanicOrLatinoEthnicity" in listed(row["ethnicityCodes"])
    columns["student_id"] = user.capacities["student"]
    entry = Entry("demographics", row.sourced_id, None, columns, (row.origin,))
    entry.modified_at = moment(row["dateLastModified"])
    plan.add(entry)


_RACE_CODES = {
    "americanIndianOrAlaskaNative": Race.AMERICAN_INDIAN,
    "asian": Race.ASIAN,
    "blackOrAfricanAmerican": Race.BLACK,
    "nativeHawaiianOrOtherPacificIslander": Race.PACIFIC_ISLANDER,
    "white": Race.WHITE,
    "demographicRaceTwoOrMoreRaces": Race.TWO_OR_MORE,
}


def _races(columns: dict[str, object], row: Row) -> list[str]:
    """The races that were flagged or listed; not reported where none is."""
    flagged = {race for race in Race if columns.pop(race.value, None) is not None}
    flagged |= {_RACE_CODES[code] for code in listed(row["raceCodes"]) if code in _RACE_CODES}
    races = [str(race) for race in Race if race in flagged]
    return races or [Race.NOT_REPORTED.value]
