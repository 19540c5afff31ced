"""Work out a school's board of schedules: who has no complete one now, and what they lack.

It stands in no column and so in no index: the board takes the whole school, whose students are read
through the door, as the viewer, a batch a statement. Of a student whose schedule the viewer may not
read as a whole nothing is worked out, and they are counted nowhere on it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from hub.errors import BadCursor, BadInput, LimitExceeded
from hub.limits import BOARD_SCHOOLS_MAX, SCHEDULE_BATCH, SCHEDULE_STUDENTS_MAX, UNSCHEDULED_MAX
from hub.policy.grants import STANDINGS
from resolvers.due import size_of

if TYPE_CHECKING:
    from resolvers.loaders import Loaders

PLANNERS = tuple(each for name in "CN PR RG".split() for each in STANDINGS.get(name, (name,)))
"""The relations of whoever plans schedules: they read them whole, and where a student was enrolled.
"""
STUDENTS = f"""
query Schedules($school: ID!, $today: Date!, $after: String) {{
  students(first: {SCHEDULE_BATCH}, after: $after, where: {{enrollments: {{
    school: {{id: {{eq: $school}}}}, startsOn: {{lte: $today}},
    or: [{{endsOn: {{isNull: true}}}}, {{endsOn: {{gt: $today}}}}]
  }}}}) {{
    nodes {{
      id givenName familyName gradeLevel
      enrollments {{ isPrimary school {{ id }} }}
      scheduleGaps {{ complete bellSchedule gaps {{ rule reason period weekdays sections }} }}
    }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""
"""The students of a school today, with what is lacking of their schedules."""


class Unfinished(NamedTuple):
    """A student without a complete schedule, with what is lacking."""

    student: str
    given_name: str | None
    family_name: str | None
    grade_level: int | None
    gaps: tuple[dict[str, Any], ...]

    @property
    def nowhere(self) -> bool:
        """Whether they sit in no section at all."""
        return any(each["reason"] == "NO_CLASSES" for each in self.gaps)


class Board(NamedTuple):
    """A school's board: who is on it, of how many, and of how many SCH-2 can't be told."""

    students: tuple[Unfinished, ...]
    looked_at: int
    unchecked: int


async def incomplete_schedules(
    _source: Any, info: Any, schools: list[str], first: int | None = None, after: str | None = None
) -> list[dict[str, Any]] | None:
    """A page of each school's board; None for whoever plans no schedules."""
    loaders: Loaders = info.context
    if not loaders.viewer.shape.relations & set(PLANNERS):
        return None
    size = size_of(first)
    asked = list(dict.fromkeys(schools))
    if len(asked) > BOARD_SCHOOLS_MAX:
        raise LimitExceeded(f"More than {BOARD_SCHOOLS_MAX} boards at once.", limit="boards")
    if after is not None and len(asked) > 1:
        raise BadInput("`after` goes on in the board of one school.", argument="after")
    boards = await loaders.boards.load_many(asked)
    return [_page(school, board, size, after) for school, board in zip(asked, boards, strict=True)]


def _page(school: str, board: Board, size: int, after: str | None) -> dict[str, Any]:
    begins = 0 if after is None else _behind(board.students, after)
    page = board.students[begins : begins + size]
    more = begins + size < len(board.students)
    return {
        "school": school,
        "students": [each._asdict() | {"gaps": list(each.gaps)} for each in page],
        "total": len(board.students),
        "nowhere": sum(each.nowhere for each in board.students),
        "looked_at": board.looked_at,
        "unchecked": board.unchecked,
        "escalates": len(board.students) > UNSCHEDULED_MAX,
        "last": page[-1].student if page and more else None,
    }


async def of_school(loaders: Loaders, school: str) -> Board:
    """Who of a school has no complete schedule today, in the order of a page."""
    read: list[dict[str, Any]] = []
    after = None
    while True:
        page = await _batch(loaders, school, after)
        read += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        if len(read) >= SCHEDULE_STUDENTS_MAX:
            raise LimitExceeded(
                f"A board is of a school with at most {SCHEDULE_STUDENTS_MAX} students.",
                limit="board students",
            )
        after = page["pageInfo"]["endCursor"]
    known = [each for each in read if each["scheduleGaps"] and _home(each["enrollments"]) == school]
    lacking = (_unfinished(each) for each in known if not each["scheduleGaps"]["complete"])
    unchecked = sum(each["scheduleGaps"]["bellSchedule"] is None for each in known)
    return Board(tuple(sorted(lacking, key=_in_order)), len(known), unchecked)


async def _batch(loaders: Loaders, school: str, after: str | None) -> Any:
    today = loaders.viewer.clock.today.isoformat()
    answer = await loaders.door.execute(
        STUDENTS,
        loaders.viewer,
        variables={"school": school, "today": today, "after": after},
        request_id=loaders.request_id,
    )
    return json.loads(answer.body)["data"]["students"]


def _home(stays: list[dict[str, Any]]) -> str | None:
    """The school on whose board a student is, as `hub.academics.schedules.home` has it."""
    ordered = sorted(stays, key=lambda each: (not each["isPrimary"], each["school"]["id"]))
    return ordered[0]["school"]["id"] if ordered else None


def _unfinished(node: dict[str, Any]) -> Unfinished:
    names = node["givenName"], node["familyName"], node["gradeLevel"]
    return Unfinished(node["id"], *names, tuple(node["scheduleGaps"]["gaps"]))


def _in_order(each: Unfinished) -> tuple[bool, str, str, str]:
    return not each.nowhere, each.family_name or "", each.given_name or "", each.student


def _behind(students: tuple[Unfinished, ...], after: str) -> int:
    for at, each in enumerate(students):
        if each.student == after:
            return at + 1
    raise BadCursor("`after` names a student who is not, or no longer, on this board.")
