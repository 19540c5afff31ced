"""Who is whose adult: by the users' agents, or by a file of relationships."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.models.codes import Relationship, Standing
from hub.oneroster.live import usable
from hub.oneroster.mapping import CONTACT, GUARDIAN_STANDINGS
from hub.oneroster.memberships import is_adult
from hub.oneroster.plan import Entry, Plan, Span, UserFacts
from hub.oneroster.values import joined, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from hub.oneroster.findings import Origin
    from hub.oneroster.staging import Row


@dataclass(frozen=True, slots=True)
class _Link:
    """An adult of a child, and the row that says so."""

    child: UserFacts
    adult: UserFacts
    origin: Origin
    relationship: Relationship
    standing: Standing
    place: int = 1
    confirms: bool = False


def plan_families(plan: Plan, rows: Iterable[Row], current: Span | None, named: Named) -> None:
    """Plan the guardianships of users by their agents."""
    for row in rows:
        user = plan.users.get(row.sourced_id)
        if user is None or user.origin != row.origin:
            continue
        if "student" in user.capacities:
            _plan_agents(plan, user, row, current)
        elif is_adult(user):
            _plan_children(plan, user, row, current, named)


Named = dict[str, frozenset[str]]
"""The adults whom each child's own row names, of children that adults name."""


def _plan_agents(plan: Plan, child: UserFacts, row: Row, current: Span | None) -> None:
    """Plan a guardianship for each adult whom the child's row names."""
    for place, adult in enumerate(_agents(plan, row), start=1):
        if not is_adult(adult):
            plan.doubt(row.origin, "agent_not_guardian", "agentSourcedIds")
        elif current is not None:
            relationship, standing = _standing(adult)
            known = adult.origin is None
            link = _Link(child, adult, row.origin, relationship, standing, place, known)
            _plan_guardianship(plan, link, current)


def _plan_children(
    plan: Plan, adult: UserFacts, row: Row, current: Span | None, named: Named
) -> None:
    """Plan a contact for each child that only the adult's row names: it gives no rights."""
    for child in _agents(plan, row):
        if "student" not in child.capacities:
            plan.doubt(row.origin, "agent_not_student", "agentSourcedIds")
        elif adult.sourced_id not in named.get(child.sourced_id, ()) and child.origin is not None:
            plan.doubt(row.origin, "one_sided_agent", "agentSourcedIds")
            if current is not None:
                relationship = _standing(adult)[0]
                contact = Standing.CONTACT_ONLY
                link = _Link(child, adult, row.origin, relationship, contact)
                _plan_guardianship(plan, link, current)


def _standing(adult: UserFacts) -> tuple[Relationship, Standing]:
    """How an adult stands to the children who name them: as their strongest role says."""
    if adult.link is not None:
        return adult.link
    held = {role.role for role in adult.roles}
    return next(standing for role, standing in GUARDIAN_STANDINGS.items() if role in held)


def _agents(plan: Plan, row: Row) -> Iterator[UserFacts]:
    """The users whom a user's row names."""
    for name in listed(row["agentSourcedIds"]):
        if name in plan.users:
            yield plan.users[name]
        else:
            reason = plan.missing("users", name)
            plan.doubt(row.origin, reason, "agentSourcedIds")


def plan_relationships(
    plan: Plan, rows: Iterable[Row], current: Span | None, repeated: Collection[int]
) -> None:
    """Plan a guardianship for each row of relationships.csv; its role is that towards the child."""
    places: dict[str, int] = {}
    for row in usable(plan, rows, repeated):
        child, adult = (
            _named(plan, row, "userSourcedId"),
            _named(plan, row, "relationshipUserSourcedId"),
        )
        if child is None or adult is None:
            continue
        if "student" not in child.capacities:
            plan.refuse(row.origin, "not_a_student", "userSourcedId")
            continue
        role = row["relationshipRole"]
        if role not in GUARDIAN_STANDINGS:
            plan.doubt(row.origin, "relationship_unknown", "relationshipRole")
        relationship, standing = GUARDIAN_STANDINGS.get(role, CONTACT)
        place = places[child.sourced_id] = places.get(child.sourced_id, 0) + 1
        if current is None:
            plan.doubt(row.origin, "no_school_year")
            continue
        link = _Link(child, adult, row.origin, relationship, standing, place)
        _plan_guardianship(plan, link, current, main=True)


def _named(plan: Plan, row: Row, column: str) -> UserFacts | None:
    user = plan.users.get(row[column])
    if user is None:
        plan.refuse(row.origin, plan.missing("users", row[column]), column)
    return user


def _plan_guardianship(plan: Plan, link: _Link, current: Span, *, main: bool = False) -> None:
    """Plan a guardianship from the school year on, not yet validated."""
    child, adult = link.child, link.adult
    own_id = adult.capacities["guardian"]
    guardian_id, person_id = plan.merged.get(own_id, (own_id, adult.person_id))
    columns: dict[str, object] = {"student_id": child.capacities["student"]}
    columns |= {"relationship": link.relationship, "standing": link.standing}
    entry = Entry(
        "guardianship",
        joined(child.sourced_id, adult.sourced_id),
        None,
        columns,
        (link.origin,),
        once={
            "guardian_id": guardian_id,
            "starts_on": current.starts_on,
            "contact_priority": link.place,
        },
        said={**columns, "guardian_id": own_id},
        confirms=link.confirms,
        moves=person_id,
    )
    plan.add(entry, main=main)
