"""What follows from users and seats together: posts, school enrollments, identifiers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hub.models.codes import IdentifierKind, PostRole
from hub.oneroster.mapping import GUARDIAN_STANDINGS, IDENTIFIER_KINDS, STAFF_POSTS
from hub.oneroster.plan import Entry, Plan, RoleFacts, Span, UserFacts
from hub.oneroster.values import joined, listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hub.oneroster.conventions import Convention
    from hub.oneroster.findings import Origin
    from hub.oneroster.staging import Row


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role holds: a school, a school year and half-open days."""

    school: str
    year: Span
    starts_on: date
    ends_on: date
    origin: Origin | None = None
    """The row of a role; None where a class says so."""
    primary: bool = False
    dated: bool = False
    """The file says the days."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the places of all users are read by."""

    current: Span | None
    roles: Convention
    """How ends of roles are counted."""


def plan_memberships(plan: Plan, rows: Iterable[Row], setting: Setting) -> None:
    """Plan what dates and places a user's own row doesn't say: the school year's, the schools'."""
    for row in rows:
        user = plan.users.get(row.sourced_id)
        if user is None or user.origin != row.origin:
            continue
        if setting.current is None:
            if set(user.capacities) - {"guardian"}:
                plan.doubt(row.origin, "no_school_year")
            continue
        if "student" in user.capacities:
            _plan_school_enrollments(plan, user, row, setting)
            _plan_identifiers(plan, user, row, setting.current)
        if "staff_member" in user.capacities:
            _plan_posts(plan, user, setting)


def current_year(plan: Plan, today: date | None) -> Span | None:
    """The school year of the district's day, else the newest one of the bundle."""
    years = sorted(plan.years.values(), key=lambda year: year.year)
    if today is not None:
        for year in years:
            if year.starts_on <= today < year.ends_on:
                return year
    return years[-1] if years else None


def _places(plan: Plan, user: UserFacts, roles: list[RoleFacts], setting: Setting) -> list[Place]:
    """Where some of a user's roles hold.

    Dated roles hold on their days, in every school year that these touch. The others hold for a
    whole school year: where the user has classes, and in the newest of these years (else the
    current one) where their roles are.
    """
    assert setting.current is not None
    attended = plan.attended.get(user.sourced_id, frozenset())
    newest = max((year for year, _ in attended), default=setting.current.year)
    places = [place for role in roles for place in _dated(plan, role, setting)]
    named = [r for r in roles if not _is_dated(plan, r) and _has_school(plan, r)]
    places += [_whole(plan.years[newest], role.org, role) for role in named]
    covered = {(place.year.year, place.school) for place in places}
    for year, school in sorted(attended - covered):
        places.append(_whole(plan.years[year], school))
    return list({(p.year.year, p.school, p.starts_on): p for p in places}.values())


def _is_dated(plan: Plan, role: RoleFacts) -> bool:
    return bool(role.begins_on or role.ends_on or role.session in plan.terms)


def _has_school(plan: Plan, role: RoleFacts) -> bool:
    """Whether a role is at a school that is kept."""
    if not role.org or role.org in plan.schools or role.org in plan.districts:
        return role.org in plan.schools
    reason = plan.missing("orgs", role.org)
    code = "role_org_unknown" if reason == "depends_on_refused" else reason
    plan.doubt(
        role.origin, code, "orgSourcedIds" if role.origin.file == "users" else "orgSourcedId"
    )
    return False


def _whole(year: Span, school: str, role: RoleFacts | None = None) -> Place:
    place = Place(school, year, year.starts_on, year.ends_on)
    return place if role is None else replace(place, origin=role.origin, primary=role.primary)


def _dated(plan: Plan, role: RoleFacts, setting: Setting) -> list[Place]:
    """The places of a role with days of its own."""
    if not _is_dated(plan, role) or not _has_school(plan, role):
        return []
    session = plan.terms.get(role.session)
    found = []
    for year in plan.years.values():
        if session is not None and session.year != year.year:
            continue
        begin = role.begins_on or (session.starts_on if session else year.starts_on)
        end = session.ends_on if session else year.ends_on
        if role.ends_on is not None:
            end = setting.roles.half_open(role.ends_on)
        begin, end = max(begin, year.starts_on), min(end, year.ends_on)
        if begin < end:
            place = Place(role.org, year, begin, end, role.origin, role.primary, dated=True)
            found.append(place)
    if not found:
        plan.doubt(role.origin, "role_outside_years")
    return found


def _plan_posts(plan: Plan, user: UserFacts, setting: Setting) -> None:
    """A post at each school; none in the district, and none that isn't named."""
    staff = [role for role in user.roles if role.role in STAFF_POSTS]
    posts = list(dict.fromkeys(STAFF_POSTS[role.role] for role in staff))
    attended = user.sourced_id in plan.attended
    for place, post in enumerate(posts):
        roles = [role for role in staff if STAFF_POSTS[role.role] is post]
        if post is None:
            plan.doubt(roles[0].origin, "post_withheld", "role")
            continue
        # only a first post follows the classes
        reader = user if place == 0 or not attended else replace(user, sourced_id="")
        places = _places(plan, reader, roles, setting)
        if not places:
            plan.doubt(roles[0].origin, "no_school", _org_column(roles[0]))
        for each in places:
            _plan_post(plan, user, post, each)


def _org_column(role: RoleFacts) -> str:
    return "orgSourcedIds" if role.origin.file == "users" else "orgSourcedId"


def _plan_post(plan: Plan, user: UserFacts, role: PostRole, place: Place) -> None:
    columns: dict[str, object] = {"staff_id": user.capacities["staff_member"]}
    columns |= {"school_id": plan.schools[place.school], "role": role}
    columns |= {"starts_on": place.starts_on, "ends_on": place.ends_on}
    key = _key(user, place, place.school, role)
    _part(plan, user, "post", key, columns, place.origin).moves = user.person_id


def _key(user: UserFacts, place: Place, *parts: str) -> str:
    begin = (
        (str(place.starts_on),) if place.dated and place.starts_on != place.year.starts_on else ()
    )
    return joined(user.sourced_id, *parts, str(place.year.year), *begin)


def _plan_school_enrollments(plan: Plan, user: UserFacts, row: Row, setting: Setting) -> None:
    """Enrolled is inferred from the user's schools and seats, for the whole school year."""
    roles = [role for role in user.roles if role.role == "student"]
    places = _places(plan, user, roles, setting)
    if not places:
        plan.doubt(roles[0].origin, "no_school", _org_column(roles[0]))
    years = sorted({place.year.year for place in places})
    if len(years) > 1:
        plan.doubt(row.origin, "grade_of_other_year", "grades")
    for year in years:
        schools = [place for place in places if place.year.year == year]
        primary = _primary(plan, row, schools, is_newest=year == years[-1])
        for place in schools:
            _plan_enrolled(plan, user, place, is_primary=place is primary)


def _primary(plan: Plan, row: Row, places: list[Place], *, is_newest: bool) -> Place | None:
    """The primary school: the only one, else the one that the user's rows call so."""
    if len(places) == 1:
        return places[0]
    named = [place for place in places if place.school == row["primaryOrgSourcedId"]]
    said = named or [place for place in places if place.primary]
    if is_newest and len({place.school for place in said}) == 1:
        return said[0]
    plan.doubt(row.origin, "several_schools", "orgSourcedIds")
    return None


def _plan_enrolled(plan: Plan, user: UserFacts, place: Place, *, is_primary: bool) -> None:
    student, year = user.capacities["student"], place.year.year
    columns: dict[str, object] = {"student_id": student, "school_id": plan.schools[place.school]}
    columns |= {"school_year": year, "grade_level": user.grade, "is_primary": is_primary}
    columns |= {"starts_on": place.starts_on, "ends_on": place.ends_on}
    key = _key(user, place, place.school)
    _part(plan, user, "school_enrollment", key, columns, place.origin)


def _plan_identifiers(plan: Plan, user: UserFacts, row: Row, current: Span) -> None:
    """Plan the identifiers of `userIds`, and `identifier` as a local one where they have none."""
    identifiers = _identifiers(plan, row)
    own = row["identifier"]
    if own and not any(kind is IdentifierKind.LOCAL for kind, _ in identifiers):
        identifiers.append((IdentifierKind.LOCAL, own))
    for kind, value in dict.fromkeys(identifiers):
        columns: dict[str, object] = {"student_id": user.capacities["student"]}
        columns |= {"kind": kind, "value": value}
        key = joined(user.sourced_id, kind, value)
        _part(plan, user, "student_identifier", key, columns).once = {
            "starts_on": current.starts_on
        }


def _identifiers(plan: Plan, row: Row) -> list[tuple[IdentifierKind, str]]:
    found = []
    for member in listed(row["userIds"]):
        name, _, value = member.removeprefix("{").removesuffix("}").partition(":")
        kind = IDENTIFIER_KINDS.get(name.strip().casefold())
        if not value.strip():
            plan.doubt(row.origin, "identifier_unreadable", "userIds")
        elif kind is None:
            plan.doubt(row.origin, "identifier_type_unknown", "userIds")
        else:
            found.append((kind, value.strip()))
    return found


def is_adult(user: UserFacts) -> bool:
    """Whether a user may be a child's adult by their own roles."""
    return user.link is not None or any(role.role in GUARDIAN_STANDINGS for role in user.roles)


def _part(
    plan: Plan,
    user: UserFacts,
    table: str,
    sourced_id: str,
    columns: dict[str, object],
    origin: Origin | None = None,
) -> Entry:
    """Plan something that a user's rows say beside who the user is."""
    origin = origin or user.origin
    assert origin is not None
    entry = Entry(table, sourced_id, None, columns, (origin,))
    plan.add(entry, main=False)
    return entry
