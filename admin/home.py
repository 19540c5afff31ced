"""What the day asks of whoever is signed in, as data: a part of the first page is a document and
a template, and is offered by the posts that the viewer's own answer names.

What is offered is no permission: what a part shows, and whether, the door says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin import problems, scopes, twins
from admin.answers import Gap, nodes_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Told = dict[str, Any]
    Posts = Sequence[dict[str, Any]]


def _nothing(_found: Told) -> Told:
    return {}


@dataclass(frozen=True)
class Part:
    """One part of the first page. `posts` are those of whose day it is part, none: of everybody's
    on staff, and then only where the answer has `rows`. `adds` is what its template is given
    beside the answer; `sited` that it is about the schools of these posts: a post without a
    school has no such part.
    """

    folder: str
    posts: frozenset[str] = frozenset()
    sited: bool = False
    adds: Callable[[Told], Told] = _nothing
    rows: Callable[[Told], Any] = bool


def offered(posts: Posts) -> list[Part]:
    """The parts of whoever holds these posts, in their order."""
    return [
        part
        for part in PARTS
        if not part.posts
        or (schools_of(part, posts) if part.sited else _held(part, posts))
    ]  # fmt: skip


def schools_of(part: Part, posts: Posts) -> list[str]:
    """The schools of the posts for which a part is, each once."""
    return list(dict.fromkeys(each["school"]["id"] for each in _held(part, posts)
                              if each["school"]))  # fmt: skip


def _held(part: Part, posts: Posts) -> list[dict[str, Any]]:
    return [each for each in posts if each["role"] in part.posts]


def first_lines(found: Told) -> Told:
    """For each section by its id, who of it has something that is read first (row 11, 8b, 17)."""
    return {
        "read_first": {
            section["id"]: [] if isinstance(section["roster"], Gap) else _tagged(section["roster"])
            for section in found["mySections"]["nodes"]
        }
    }


def _tagged(roster: Any) -> list[Any]:
    students = [each["student"] for each in roster["nodes"]]
    there = [each for each in students if not isinstance(each, Gap)]
    named = ("healthAlerts", "courtOrders", "supports")
    return sorted((each for each in there if any(each[name] for name in named)), key=_name)


def _name(student: Any) -> str:
    return str(student["sortName"])


def due_doses(found: Told) -> Told:
    """Orders with a time of day, the earliest first, each with the student and what was given
    today: `doses`.
    """
    doses = [
        {"student": student, "order": order, "given": nodes_of(order["administrations"])}
        for student in found["students"]["nodes"]
        for order in rows_of(student["medicationOrders"])
        if not isinstance(order["dueAt"], Gap)
    ]
    return {"doses": sorted(doses, key=lambda each: (each["order"]["dueAt"], each["order"]["id"]))}


def plans(found: Told) -> Told:
    """IEPs in effect of a caseload, the next review first, with what waits beside each and who
    teaches the student and has not confirmed their part: `plans` (IEP-11). Versions and plans under
    section 504 that nobody has agreed to, and those that are followed: `drafts`, `programs`.
    """
    students = found["myCaseload"]["nodes"]
    every = [(student, iep) for student in students for iep in rows_of(student["ieps"])]
    drafts = [{"student": student, "iep": iep} for student, iep in every if _open(iep)]
    waits = {each["student"]["id"] for each in drafts}
    read = [
        {"student": student, "iep": iep, "missing": _missing(student, iep),
         "waits": student["id"] in waits, "writes": not isinstance(iep["version"], Gap)}
        for student, iep in every
        if iep["status"] == "IN_EFFECT"
    ]  # fmt: skip
    programs = [
        {"student": student, "plan": plan, "waits": waiting(plan)}
        for student in students
        for plan in rows_of(student["plans504"])
        if plan["status"] != "ENDED" and not isinstance(plan["version"], Gap)
    ]
    return {
        "plans": sorted(read, key=lambda each: str(each["iep"]["annualDueOn"])),
        "drafts": sorted(drafts, key=lambda each: str(each["iep"]["startsOn"])),
        "programs": sorted(programs, key=lambda each: str(each["plan"]["reviewDueOn"])),
    }


def _open(iep: Any) -> bool:
    """Whether the viewer writes of a version to which nobody has said yes or no."""
    return iep["status"] in ("DRAFT", "OFFERED") and not isinstance(iep["version"], Gap)


def waiting(plan: Any) -> bool:
    """Whether a plan under section 504 is still being drawn up: one that is adopted begins."""
    return plan["status"] == "DRAFT" and isinstance(plan["adoptedOn"], Gap)


def _missing(student: Any, iep: Any) -> list[Any]:
    """The staff of a student's sections who are not among those who confirmed, each once."""
    told = {each["staffMember"]["id"] for each in rows_of(iep["acknowledgements"])
            if not isinstance(each["staffMember"], Gap)}  # fmt: skip
    found = {}
    for seat in rows_of(student["schedule"]):
        if isinstance(seat["section"], Gap):
            continue
        for each in rows_of(seat["section"]["staff"]):
            if not isinstance(each["staffMember"], Gap):
                found[each["staffMember"]["id"]] = each["staffMember"]
    return [member for key, member in found.items() if key not in told]


def asked(found: Told) -> Told:
    """What families wait for, who has to be answered first at the head: `asked`."""
    rows = found["recordRequests"]["nodes"]
    return {"asked": sorted(rows, key=lambda each: str(each["dueOn"]))}


def services(found: Told) -> Told:
    """What the viewer delivers, by student: `services`."""
    me = found["viewer"]["staffMember"]["id"]
    return {
        "services": [
            {"student": student, "service": service, "last": nodes_of(service["sessions"])}
            for student in found["myCaseload"]["nodes"]
            for service in rows_of(student["services"])
            if not isinstance(service["provider"], Gap) and service["provider"]["id"] == me
        ]
    }


def _of(posts: str) -> frozenset[str]:
    return frozenset(posts.split())


PARTS = (
    Part("home/sections", adds=first_lines, rows=lambda found: found["mySections"]["nodes"]),
    Part("home/medication", _of("NURSE HEALTH_AIDE"), adds=due_doses),
    Part("home/visits", _of("NURSE HEALTH_AIDE")),
    Part("home/plans", _of("CASE_MANAGER"), adds=plans),
    Part("home/services", _of("PROVIDER"), adds=services),
    Part("home/caseload", _of("COUNSELOR PARAEDUCATOR")),
    Part("home/incidents", _of("PRINCIPAL")),
    Part("home/openings", _of("NURSE_LEAD PRIVACY_OFFICER")),
    Part("home/reviews", _of("SPECIAL_EDUCATION")),
    Part("home/requests", _of("REGISTRAR PRIVACY_OFFICER"), adds=asked),
    Part("home/guardians", _of("REGISTRAR")),
    Part("home/duplicates", _of("REGISTRAR")),
    Part("home/twins", _of("REGISTRAR"), adds=twins.waiting),
    Part("home/orders", _of("REGISTRAR")),
    Part("home/unscheduled", _of("PRINCIPAL COUNSELOR REGISTRAR"), sited=True),
    Part("home/rolls", _of("PRINCIPAL OFFICE REGISTRAR"), sited=True),
    Part("home/comings", _of("REGISTRAR"), sited=True),
    Part("home/findings", _of("DATA_STEWARD")),
    Part(
        "home/problems",
        _of("REGISTRAR PRINCIPAL NURSE NURSE_LEAD SPECIAL_EDUCATION DATA_STEWARD"),
        adds=problems.waiting,
    ),
    Part("home/immunizations", _of("NURSE REGISTRAR"), sited=True),
    Part("home/scopes", adds=scopes.linked, rows=lambda found: found["myScopes"]["nodes"]),
    Part("home/children", rows=lambda found: found["viewer"]["guardian"]),
)
"""Every part of the first page, in the order in which they stand on it."""
