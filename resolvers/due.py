"""Work out a school's queue of immunizations: who lacks a dose that is due, of what, and why.

By when a dose is due is worked out and stands in no index, so that a page of the queue takes the
whole school: its students are read through the door, as the viewer, a batch a statement, and no
more of them than a limit. Rows of a student whose doses the viewer may not all read have no
requirements, and are in no queue.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from hub.errors import BadCursor, BadInput, LimitExceeded
from hub.limits import PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX, QUEUE_BATCH, QUEUE_STUDENTS_MAX
from hub.policy.grants import STANDINGS

if TYPE_CHECKING:
    from resolvers.loaders import Loaders

KEEPERS = tuple(each for name in "NU HA NL RG".split() for each in STANDINGS.get(name, (name,)))
"""The relations of whoever keeps a school's records of immunizations."""
STUDENTS = f"""
query Requirements($school: ID!, $today: Date!, $after: String) {{
  students(first: {QUEUE_BATCH}, after: $after, where: {{enrollments: {{
    school: {{id: {{eq: $school}}}}, startsOn: {{lte: $today}},
    or: [{{endsOn: {{isNull: true}}}}, {{endsOn: {{gt: $today}}}}]
  }}}}) {{
    nodes {{
      id givenName familyName immunizationStatus {{ state }}
      immunizationRequirements {{ vaccine lacking due nextDueOn }}
    }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""
"""The students of a school today, with what is asked of each."""


class Wanted(NamedTuple):
    """A vaccine of which a dose is lacking; `due_on` is None where it is due at once."""

    vaccine: str
    lacking: int
    reason: str
    due_on: date | None


class Waiting(NamedTuple):
    """A student who lacks doses, the soonest first."""

    student: str
    given_name: str | None
    family_name: str | None
    wanted: tuple[Wanted, ...]


async def immunizations_due(
    _source: Any,
    info: Any,
    school: str,
    through: date | None = None,
    first: int | None = None,
    after: str | None = None,
) -> dict[str, Any] | None:
    """A page of a school's queue, the soonest first; None for whoever keeps no such records."""
    loaders: Loaders = info.context
    if not loaders.viewer.shape.relations & set(KEEPERS):
        return None
    size = size_of(first)
    day = through or loaders.viewer.clock.today
    waiting = await loaders.waiting.load(school)
    due = sorted((each for each in (_by(one, day) for one in waiting) if each.wanted), key=_soonest)
    begins = 0 if after is None else _behind(due, after)
    page = due[begins : begins + size]
    more = begins + size < len(due)
    return {
        "students": [_told(each) for each in page],
        "total": len(due),
        "last": page[-1].student if page and more else None,
    }


async def of_school(loaders: Loaders, school: str) -> list[Waiting]:
    """Every student of a school today who lacks doses, in no order, a batch a statement."""
    found: list[Waiting] = []
    after, read = None, 0
    while True:
        page = await _batch(loaders, school, after)
        read += len(page["nodes"])
        found += [_waiting(each) for each in page["nodes"] if _is_asked(each)]
        if not page["pageInfo"]["hasNextPage"]:
            return [each for each in found if each.wanted]
        if read >= QUEUE_STUDENTS_MAX:
            raise LimitExceeded(
                f"A queue is of a school with at most {QUEUE_STUDENTS_MAX} students.",
                limit="queue students",
            )
        after = page["pageInfo"]["endCursor"]


def _is_asked(node: dict[str, Any]) -> bool:
    """Whether the viewer reads what is asked of a student whom nothing exempts."""
    status = node["immunizationStatus"]
    exempt = status is not None and status["state"] == "EXEMPT"
    return bool(node["immunizationRequirements"]) and not exempt


async def _batch(loaders: Loaders, school: str, after: str | None) -> Any:
    today = loaders.viewer.clock.today.isoformat()
    answer = await loaders.door.execute(
        STUDENTS,
        loaders.viewer,
        variables={"school": school, "today": today, "after": after},
        request_id=loaders.request_id,
    )
    return json.loads(answer.body)["data"]["students"]


def _waiting(node: dict[str, Any]) -> Waiting:
    wanted = (
        Wanted(each["vaccine"], each["lacking"], each["due"], _day(each["nextDueOn"]))
        for each in node["immunizationRequirements"]
        if each["lacking"]
    )
    soonest = tuple(sorted(wanted, key=lambda each: (_from(each.due_on), each.vaccine)))
    return Waiting(node["id"], node["givenName"], node["familyName"], soonest)


def _by(waiting: Waiting, day: date) -> Waiting:
    """A student with what is due by a day."""
    return waiting._replace(wanted=tuple(e for e in waiting.wanted if _from(e.due_on) <= day))


def _soonest(waiting: Waiting) -> tuple[date, str, str, str]:
    names = waiting.family_name or "", waiting.given_name or ""
    return (_from(waiting.wanted[0].due_on), *names, waiting.student)


def _from(due_on: date | None) -> date:
    """What is due at once comes before any day."""
    return due_on or date.min


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def size_of(first: int | None) -> int:
    """How many rows a page of a list has that is worked out."""
    if first is not None and first < 0:
        raise BadInput("`first` is negative.", argument="first")
    if first is not None and first > PAGE_ROWS_MAX:
        raise LimitExceeded(f"`first` is more than {PAGE_ROWS_MAX}.", limit="page rows")
    return PAGE_ROWS_DEFAULT if first is None else first


def _behind(due: list[Waiting], after: str) -> int:
    for at, each in enumerate(due):
        if each.student == after:
            return at + 1
    raise BadCursor("`after` names a student who is not, or no longer, in this queue.")


def _told(waiting: Waiting) -> dict[str, Any]:
    return {
        "student": waiting.student,
        "given_name": waiting.given_name,
        "family_name": waiting.family_name,
        "doses": [each._asdict() for each in waiting.wanted],
    }
