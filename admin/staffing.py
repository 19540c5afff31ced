"""Staff of a school: who works there, who stands in for whom, and which posts the viewer gives.

What is offered is no permission: who may give or end what, the door says.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from admin.answers import Gap, nodes_of, rows_of
from admin.language import marked
from admin.words import code
from hub.models.codes import PostRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    Told = dict[str, Any]
    Query = Mapping[str, str]

OPENS = {
    "TEACHER": marked("By the post alone they read nothing: it takes a class."),
    "COACH": marked("The post opens no record."),
    "SUBSTITUTE": marked(
        "By the post alone they read nothing: it takes standing in for a teacher."
    ),
    "COUNSELOR": marked(
        "They read names and schedules of all students here, and the records of those who are "
        "named to them."
    ),
    "CASE_MANAGER": marked("By the post alone they read nothing: it takes a caseload."),
    "PROVIDER": marked("By the post alone they read nothing: it takes a service."),
    "PARAEDUCATOR": marked("By the post alone they read nothing: it takes a student to aid."),
    "OFFICE": marked(
        "They read of all students here whom to call, attendance with its reasons, health alerts "
        "and the bus."
    ),
}
"""The posts that a principal gives, and what each opens."""


def told(found: Told, _query: Query) -> Told:
    """What holds from today on: `held` posts, each with its last day,
    and `covers`; both by name; what the viewer may give there.
    """
    today, school = found["viewer"]["today"], found["school"]
    nodes = [each for each in nodes_of(school["posts"]) if not _gap(each["staffMember"])]
    held = [each for each in nodes if _lasts(each, today)]
    held.sort(key=lambda each: (str(each["staffMember"]["sortName"]), str(each["role"])))
    roles = [role for role, _ in _given(found)]
    return {
        "held": [(each, _last_day(each)) for each in held],
        "covers": _covers(nodes_of(school["sections"]), today),
        "leads": _leads(found),
        "given_here": roles,
    }


def gives(found: Told, _query: Query) -> Told:
    """Which posts the viewer gives at the school, as `given_here`, and what these open."""
    return {"given_here": _given(found), "opens": OPENS}


def _leads(found: Told) -> bool:
    """Whether the viewer leads the school."""
    here = found["school"]["id"]
    return any(
        each["role"] == "PRINCIPAL" and (_gap(each["school"]) or each["school"]["id"] == here)
        for each in _posts(found)
    )


def _given(found: Told) -> list[tuple[str, str]]:
    """The posts that the viewer gives here, each with its name: some as the principal, all as
    whoever runs the systems.
    """
    operates = any(each["role"] == "OPERATOR" for each in _posts(found))
    whole = [role.value for role in PostRole]
    roles = whole if operates else list(OPENS) if _leads(found) else []
    return [(role, str(code(role))) for role in roles]


def _posts(found: Told) -> list[Any]:
    staff = found["viewer"]["staffMember"]
    return [] if _gap(staff) else rows_of(staff["posts"])


def _covers(sections: list[Any], today: str) -> list[Told]:
    """Who stands in where, from today on, with who teaches there."""
    found = [
        {
            "row": row,
            "section": section,
            "taught": [
                each["staffMember"]
                for each in rows_of(section["staff"])
                if not _gap(each["staffMember"])
            ],
            "last": _last_day(row),
        }
        for section in sections
        for row in rows_of(section["coverages"])
        if _lasts(row, today)
    ]
    return sorted(found, key=lambda each: str(each["row"]["startsOn"]))


def _lasts(row: Any, today: str) -> bool:
    """Whether it holds today or will."""
    return _gap(row["endsOn"]) or row["endsOn"] > today


def _last_day(row: Any) -> str:
    """The last day on which it holds; empty where none is said."""
    if _gap(row["endsOn"]):
        return ""
    return (date.fromisoformat(row["endsOn"]) - timedelta(days=1)).isoformat()


def _gap(value: Any) -> bool:
    return isinstance(value, Gap)
