"""What the day has for a family, as data: a part for guardians and one for students, each a
document and a template as those of `admin/home.py`, and what is asked of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.answers import TO_FAMILY, WITHHELD, Gap, nodes_of, rows_of
from admin.home import Part
from admin.language import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Told = dict[str, Any]

WHERE = frozenset({"/schedule", "/attendance"})
"""Parts of the record that tell where a child is: closed together with today's attendance."""
WAYS = (
    ("", marked("The record")),
    ("/grades", marked("Grades")),
    ("/attendance", marked("Attendance")),
    ("/schedule", marked("Schedule")),
    ("/health", marked("Health")),
    ("/disclosures", marked("Who else read the record")),
    ("/consents", marked("Consents and opt-outs")),
    ("/requests", marked("See or correct the record")),
)
"""Where a family goes from their first page, as links name it."""


def offered(capacities: Iterable[str]) -> list[Part]:
    """The parts of whoever is no staff, by their capacities: of their children, of themselves."""
    return [PARTS[each] for each in capacities]


def of_guardian(found: Told) -> Told:
    """Each child with what is asked of this guardian: `children`. An order may hide how they stand
    to a child whose record is open otherwise: then `tie` is a gap.
    """
    viewer = found["viewer"]
    ties = {each["student"]["id"]: each for each in rows_of(viewer["guardian"]["guardianships"])}
    theirs = [each for each in nodes_of(found["students"]) if each["id"] != viewer["student"]["id"]]
    hidden = Gap(WITHHELD, TO_FAMILY)
    return {
        "children": [
            {
                **_child(each),
                "tie": ties.get(each["id"], hidden),
                "asks": [*_of_adult(ties.get(each["id"], hidden), viewer["today"]), *_asks(each)],
            }
            for each in theirs
        ]
    }


def of_student(found: Told) -> Told:
    """The student as their own `children`, of whom one asks what one asks of a family."""
    student = found["viewer"]["student"]
    return {"children": [{**_child(student), "asks": list(_asks(student))}]}


def _child(student: Any) -> Told:
    """A child: which requests about them wait for an answer, and where to go from here."""
    away = isinstance(student["attendance"], Gap)
    return {
        "student": student,
        "waiting": [each for each in nodes_of(student["recordRequests"]) if _waits(each)],
        "ways": [(path, said) for path, said in WAYS if not (away and path in WHERE)],
    }


def _waits(request: Any) -> bool:
    return isinstance(request["answeredOn"], Gap) and not request["answeredOn"].withheld


def _asks(student: Any) -> Iterator[Told]:
    """What the school waits for: where to go, in words, and since or by when."""
    for plan in rows_of(student["ieps"]):
        if plan["status"] == "OFFERED":
            said = marked("A plan for special education waits for your answer")
            yield {"at": "/iep", "said": said, "day": _known(plan["offeredOn"])}
    status = student["immunizationStatus"]
    if not isinstance(status, Gap) and status["state"] == "OVERDUE":
        said = marked("A dose of a vaccine is overdue")
        yield {"at": "/health", "said": said, "day": _known(status["dueOn"])}
    for request in nodes_of(student["recordRequests"]):
        refused = (request["kind"], request["outcome"]) == ("AMEND", "REFUSED")
        if refused and isinstance(request["statement"], Gap):
            said = marked("A correction was refused: you may answer that, and ask for a hearing")
            yield {"at": "/requests", "said": said, "day": _known(request["answeredOn"])}


def _of_adult(tie: Any, today: str) -> Iterator[Told]:
    """Whether the school has to check who the guardian is (GUA-4)."""
    until = tie["validatedUntil"]
    lapsed = not isinstance(until, Gap) and until <= today
    unknown = isinstance(until, Gap) and not until.withheld
    if lapsed or unknown:
        said = marked("Show the office of the school who you are, with an identity document")
        yield {"at": "", "said": said, "day": None}


def _known(value: Any) -> Any:
    return None if isinstance(value, Gap) else value


PARTS = {
    "guardian": Part("family/children", adds=of_guardian),
    "student": Part("family/myself", adds=of_student),
}
"""The parts of a family's first page, by the capacity in which somebody has it."""
