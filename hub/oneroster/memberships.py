"""What follows from users and seats together: posts, school enrollments, identifiers, families."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.models.codes import IdentifierKind, PostRole, Standing, ValidationState
from hub.oneroster.mapping import GUARDIAN_STANDINGS, IDENTIFIER_KINDS, STAFF_POSTS
from hub.oneroster.plan import Entry, Plan, Span, UserFacts
from hub.oneroster.values import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def plan_memberships(plan: Plan, today: date | None) -> None:
    """Plan what dates and places a user's own row doesn't say: the school year's, the schools'."""
    current = _current_year(plan, today)
    for user in plan.users.values():
        if user.role in GUARDIAN_STANDINGS:
            _plan_children(plan, user, current)
            continue
        years = _schools_by_year(plan, user, current)
        if user.role == "student":
            _plan_school_enrollments(plan, user, years)
            _plan_identifiers(plan, user, current)
            _plan_agents(plan, user, current)
        else:
            _plan_posts(plan, user, years)


def _current_year(plan: Plan, today: date | None) -> Span | None:
    """The school year of the district's day, else the newest one of the bundle."""
    years = sorted(plan.years.values(), key=lambda year: year.year)
    if today is not None:
        for year in years:
            if year.starts_on <= today < year.ends_on:
                return year
    return years[-1] if years else None


def _schools_by_year(plan: Plan, user: UserFacts, current: Span | None) -> dict[int, list[str]]:
    """The user's schools by school year.

    Where they have classes, and in the newest of these years (else the current one) those that
    their own row names.
    """
    attended = plan.attended.get(user.row.sourced_id, {})
    years = {year: sorted(schools) for year, schools in attended.items()}
    named = [name for name in _orgs(plan, user) if name in plan.schools]
    if current is None:
        plan.doubt(user.row.origin, "no_school_year")
        return {}
    newest = max(years, default=current.year)
    years[newest] = list(dict.fromkeys([*named, *years.get(newest, [])]))
    if not years[newest]:
        plan.doubt(user.row.origin, "no_school", "orgSourcedIds")
    return years


def _orgs(plan: Plan, user: UserFacts) -> tuple[str, ...]:
    named = listed(user.row["orgSourcedIds"])
    for name in named:
        if name not in plan.schools and name not in plan.districts:
            reason = plan.missing("orgs", name)
            plan.doubt(user.row.origin, reason, "orgSourcedIds")
    return named


def _plan_posts(plan: Plan, user: UserFacts, years: dict[int, list[str]]) -> None:
    """A post at each school for a school year; none in the district, and none that isn't named."""
    role = STAFF_POSTS[user.role]
    if role is None:
        plan.doubt(user.row.origin, "post_withheld", "role")
        return
    for year, schools in years.items():
        for school in schools:
            _plan_post(plan, user, role, plan.years[year], school)


def _plan_post(plan: Plan, user: UserFacts, role: PostRole, year: Span, school: str) -> None:
    sourced_id = _joined(user.row.sourced_id, school, role, str(year.year))
    columns: dict[str, object] = {"staff_id": user.capacity_id, "school_id": plan.schools[school]}
    columns |= {"role": role, "starts_on": year.starts_on, "ends_on": year.ends_on}
    _part(plan, user, "post", sourced_id, columns).moves = user.person_id


def _plan_school_enrollments(plan: Plan, user: UserFacts, years: dict[int, list[str]]) -> None:
    """Enrolled is inferred from the user's schools and seats, for the whole school year."""
    if len(years) > 1:
        plan.doubt(user.row.origin, "grade_of_other_year", "grades")
    for year, schools in years.items():
        if len(schools) > 1:
            plan.doubt(user.row.origin, "several_schools", "orgSourcedIds")
        for school in schools:
            _plan_enrolled(plan, user, plan.years[year], school, is_primary=len(schools) == 1)


def _plan_enrolled(
    plan: Plan, user: UserFacts, year: Span, school: str, *, is_primary: bool
) -> None:
    columns: dict[str, object] = {"student_id": user.capacity_id}
    columns |= {"school_id": plan.schools[school], "school_year": year.year}
    columns |= {"grade_level": user.grade, "is_primary": is_primary}
    columns |= {"starts_on": year.starts_on, "ends_on": year.ends_on}
    sourced_id = _joined(user.row.sourced_id, school, str(year.year))
    _part(plan, user, "school_enrollment", sourced_id, columns)


def _plan_identifiers(plan: Plan, user: UserFacts, current: Span | None) -> None:
    """Plan the identifiers of `userIds`, and `identifier` as a local one where they have none."""
    identifiers = _identifiers(plan, user)
    own = user.row["identifier"]
    if own and not any(kind is IdentifierKind.LOCAL for kind, _ in identifiers):
        identifiers.append((IdentifierKind.LOCAL, own))
    for kind, value in dict.fromkeys(identifiers):
        if current is None:
            return
        columns: dict[str, object] = {"student_id": user.capacity_id, "kind": kind, "value": value}
        sourced_id = _joined(user.row.sourced_id, kind, value)
        entry = _part(plan, user, "student_identifier", sourced_id, columns)
        entry.once = {"starts_on": current.starts_on}


def _identifiers(plan: Plan, user: UserFacts) -> list[tuple[IdentifierKind, str]]:
    found = []
    for member in listed(user.row["userIds"]):
        name, _, value = member.removeprefix("{").removesuffix("}").partition(":")
        kind = IDENTIFIER_KINDS.get(name.strip().casefold())
        if not value.strip():
            plan.doubt(user.row.origin, "identifier_unreadable", "userIds")
        elif kind is None:
            plan.doubt(user.row.origin, "identifier_type_unknown", "userIds")
        else:
            found.append((kind, value.strip()))
    return found


@dataclass(frozen=True, slots=True)
class _Link:
    """An adult of a child, and the user whose row says so."""

    child: UserFacts
    adult: UserFacts
    said_by: UserFacts
    standing: Standing
    place: int = 1


def _plan_agents(plan: Plan, child: UserFacts, current: Span | None) -> None:
    """Plan a guardianship for each adult whom the child's row names."""
    for place, adult in enumerate(_agents(plan, child), start=1):
        if adult.role not in GUARDIAN_STANDINGS:
            plan.doubt(child.row.origin, "agent_not_guardian", "agentSourcedIds")
        elif current is not None:
            standing = GUARDIAN_STANDINGS[adult.role][1]
            _plan_guardianship(plan, _Link(child, adult, child, standing, place), current)


def _plan_children(plan: Plan, adult: UserFacts, current: Span | None) -> None:
    """Plan a contact for each child that only the adult's row names: it gives no rights."""
    for child in _agents(plan, adult):
        if child.role != "student":
            plan.doubt(adult.row.origin, "agent_not_student", "agentSourcedIds")
        elif adult.row.sourced_id not in listed(child.row["agentSourcedIds"]):
            plan.doubt(adult.row.origin, "one_sided_agent", "agentSourcedIds")
            if current is not None:
                link = _Link(child, adult, adult, Standing.CONTACT_ONLY)
                _plan_guardianship(plan, link, current)


def _agents(plan: Plan, user: UserFacts) -> Iterator[UserFacts]:
    """The users whom a user's row names."""
    for name in listed(user.row["agentSourcedIds"]):
        if name in plan.users:
            yield plan.users[name]
        else:
            reason = plan.missing("users", name)
            plan.doubt(user.row.origin, reason, "agentSourcedIds")


def _plan_guardianship(plan: Plan, link: _Link, current: Span) -> None:
    """Plan a guardianship from the school year on, not yet validated."""
    child, adult = link.child, link.adult
    relationship = GUARDIAN_STANDINGS[adult.role][0]
    columns: dict[str, object] = {"student_id": child.capacity_id, "guardian_id": adult.capacity_id}
    columns |= {"relationship": relationship, "standing": link.standing}
    once: dict[str, object] = {"starts_on": current.starts_on, "contact_priority": link.place}
    once["validation_state"] = ValidationState.IMPORTED
    sourced_id = _joined(child.row.sourced_id, adult.row.sourced_id)
    entry = _part(plan, link.said_by, "guardianship", sourced_id, columns)
    entry.once, entry.moves = once, adult.person_id


def _part(
    plan: Plan, user: UserFacts, table: str, sourced_id: str, columns: dict[str, object]
) -> Entry:
    """Plan something that a user's row says beside who the user is."""
    row_id = plan.row_id(table, sourced_id)
    entry = Entry(table, sourced_id, row_id, columns, (user.row.origin,))
    plan.add(entry, main=False)
    return entry


def _joined(*parts: str) -> str:
    """A key of several parts that no other parts make."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)
