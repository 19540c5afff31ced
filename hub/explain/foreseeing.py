"""What would change for the person whom a court order binds, if something were decided about it.

The order's row is put in the place of what it would be, in the statement's own text: a CTE by the
name of its table. So the policy's own relations and denies are asked twice, of what is and of what
would be, and nothing is written. Only standings and denies are looked at, and no row of a record.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal, select

from hub import policy
from hub.explain.question import PERSON, SUBJECT, Person, Question, viewer_of
from hub.explain.ways import counted
from hub.models.students import Student
from hub.policy import Anchor, forms
from hub.policy.denies import denies
from hub.policy.rules import GRANTS
from hub.sql import written
from resolvers.binding import public_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncpg import Record

    from hub.explain.answer import Asking
    from hub.viewer import Viewer

ORDER = """
SELECT id, student_id, person_id, starts_at, document_key, decided_at, lapses_on, proposed_by,
       proposed_ends_on, confirmed_by
FROM court_order WHERE id = $1
"""
AS_IF = """
WITH court_order AS (
    SELECT (jsonb_populate_record(one, $supposed::jsonb)).* FROM court_order one
    WHERE one.id = $supposed_order
    UNION ALL
    SELECT one.* FROM court_order one
    WHERE one.id <> $supposed_order AND one.person_id = $my_person
)
"""
"""Within a CTE its own name is still the table's; behind it, the name means these rows. Whoever
else an order binds is left out: the question is about one person.
"""
SAID = "document_key"
"""What of an order only those read who may know of its text and proposals (row 8a)."""


async def foreseen(asking: Asking, given: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """For each thing that may be decided of an order, what its person would read and no longer
    read of the child; None where there is no such order, or its text is withheld from the viewer.
    """
    order = await asking.connection.fetchrow(ORDER, public_id(given["order"], "ord"))
    if order is None:
        return None
    question = Question("court_order", SAID, order["student_id"])
    if not (await counted(asking.connection, question, asking.viewer))[0]:
        return None
    row = await asking.connection.fetchrow(f"{PERSON} p.id = $1", order["person_id"])
    assert row is not None
    bound = await viewer_of(asking.connection, Person(**dict(row)), asking.viewer.clock)
    now = await _opened(asking, bound, order, {})
    return [
        {"event": event, **_compared(now, await _opened(asking, bound, order, supposed))}
        for event, supposed in _possible(asking, order).items()
    ]


def _possible(asking: Asking, order: Record) -> dict[str, dict[str, Any]]:
    """What may be decided of an order, and what its row would say then."""
    if order["decided_at"] is not None:
        return {}
    found: dict[str, dict[str, Any]] = {}
    today, now = asking.viewer.clock.today, asking.viewer.clock.now
    if order["document_key"] is None:
        found["DOCUMENT"] = {"document_key": "filed", "lapses_on": None}
        found["LAPSE"] = {"lapses_on": today.isoformat()}
    if order["proposed_by"] is not None and order["confirmed_by"] is None:
        ends_on = order["proposed_ends_on"]
        found["CONFIRMATION"] = (
            {"decided_at": max(now, order["starts_at"]).isoformat()}
            if ends_on is None
            else {"ends_on": ends_on.isoformat()}
        )
    return found


def _compared(now: frozenset[str], then: frozenset[str]) -> dict[str, Any]:
    """Which slices open and close, and how many stay open, in the order of the matrix."""
    told = [(each.id, each.title) for each in policy.SLICES.values()]
    return {
        "gained": [_slice(*each) for each in told if each[0] in then - now],
        "lost": [_slice(*each) for each in told if each[0] in now - then],
        "kept": [_slice(*each) for each in told if each[0] in now & then],
    }


def _slice(slice_id: str, title: str) -> dict[str, str]:
    return {"slice": slice_id, "title": title}


async def _opened(
    asking: Asking, bound: Viewer, order: Record, supposed: Mapping[str, Any]
) -> frozenset[str]:
    """The slices of the child that the person may read if the order's row said this."""
    names = [name for name in sorted(bound.shape.relations) if _is_to_a_student(name)]
    statement = written(_holding(names))
    values = {
        **bound.parameters(),
        "subject": order["student_id"],
        "supposed": json.dumps(dict(supposed)),
        "supposed_order": order["id"],
    }
    places = list(statement.parameters)
    head = re.sub(r"\$([a-z_]+)", lambda found: f"${_place(places, found[1])}", AS_IF)
    row = await asking.connection.fetchrow(head + statement.sql, *(values[each] for each in places))
    held = frozenset(name for name, holds in dict(row or {}).items() if holds)
    return frozenset(
        grant.slice
        for grant in GRANTS
        if grant.relation in names and grant.relation in held
        if not denies(policy.RELATIONS[grant.relation], grant.slice) & held
        if bound.shape.trained
        or not policy.is_staff(grant.relation)
        or policy.row_of(grant.slice) not in policy.NEEDS_TRAINING
    )


def _place(places: list[str], name: str) -> int:
    """The number of a parameter, which joins the others where it is new."""
    if name not in places:
        places.append(name)
    return places.index(name) + 1


def _is_to_a_student(name: str) -> bool:
    """Whether a relation names a student, so that a deny can beat it."""
    return policy.RELATIONS[name].anchor in (Anchor.STUDENT, Anchor.SEAT)


def _holding(names: list[str]) -> Any:
    """Which of these relations, and which denies, hold towards the student."""
    child = Student.__table__.alias("child")
    denied = [
        forms.probe(relation, (child.c.id,)).label(name) for name, relation in policy.DENIES.items()
    ]
    return select(*(_held(name, child).label(name) for name in names), *denied).where(
        child.c.id == SUBJECT
    )


def _held(name: str, child: Any) -> Any:
    """The relation holds to the child, in whichever section."""
    relation = policy.RELATIONS[name]
    if relation.anchor is Anchor.STUDENT:
        return forms.probe(relation, (child.c.id,))
    those = forms.members(relation).subquery()
    return select(literal(1)).where(those.c[0] == child.c.id).correlate(child).exists()
