"""Change: somebody says that something is wrong, and whoever answers for it says what became of it
(S6).
"""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import distinct, func, select

from hub.limits import SCREEN_CHARACTERS_MAX
from hub.models.enrollment import SchoolEnrollment
from hub.models.problem_codes import ProblemState
from hub.models.problems import Problem
from hub.models.sections import Section, SectionEnrollment
from hub.policy.viewpoint import TODAY
from hub.policy.windows import in_force
from hub.sql import written
from resolvers.mutations.asked import key
from resolvers.mutations.desks import address, desk_of
from resolvers.mutations.errors import Wrong, refused
from resolvers.mutations.given import ANY, Named
from resolvers.mutations.restoring import MODELS
from resolvers.mutations.visible import seen_by
from resolvers.mutations.work import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.mutations.work import Work

TABLES = {model.__name__: table for table, model in MODELS.items()}
"""The table of a type, by its name."""
NO_ADDRESS = (
    f"The address of a page begins with /, and has {SCREEN_CHARACTERS_MAX} characters at most."
)
NO_REQUEST = "The id of a request is a UUID, as it stands in `extensions.requestId`."
NOT_SENT = "No report names a record of this kind: name the student, or tell whoever wrote it."
STILL_OPEN = "Say SETTLED or NOTHING_WRONG: it is in hand by `takeProblemInHand`."
ANSWERED = "It is answered: if something is wrong again, report that."
CLOSED = (ProblemState.SETTLED, ProblemState.NOTHING_WRONG)


@dataclass(frozen=True)
class ReportProblem:
    """What is wrong, and where it was seen."""

    said: str
    screen: str
    about: Annotated[Named, ANY] | None = None
    request: str | None = None


async def report_problem(work: Work, given: ReportProblem) -> UUID:
    """Report that something is wrong. A record that the reporter may not see is one that there
    isn't.
    """
    screen = _screen(given.screen)
    if given.request is not None and not _is_uuid(given.request):
        raise refused("request", Wrong.INVALID, NO_REQUEST)
    about = await _about(work, given.about, screen)
    said = {"said": given.said, "screen": screen, "request": given.request}
    staff = work.viewer.staff_id
    stamped = {
        **about,
        "person_id": work.viewer.person_id,
        "staff_id": staff,
        "guardian_id": None if staff else work.viewer.guardian_id,
        "state": ProblemState.OPEN,
        "reported_at": work.now,
    }
    return await work.add(Problem, said, stamped)


def _screen(said: str) -> str:
    screen = address(said)
    if screen is None or len(screen) > SCREEN_CHARACTERS_MAX:
        raise refused("screen", Wrong.INVALID, NO_ADDRESS)
    return screen


def _is_uuid(said: str) -> bool:
    try:
        return str(UUID(said)) == said
    except ValueError:
        return False


async def _about(work: Work, named: Named | None, screen: str) -> Mapping[str, Any]:
    """The columns that say what a report is about, and whose desk it lies on."""
    desk = desk_of(named.type if named else None, screen)
    if desk is None:
        raise refused("about", Wrong.INVALID, NOT_SENT)
    if named is None:
        return {"desk": desk}
    table = TABLES[named.type]
    asked = await to_thread(seen_by, table, work.viewer.shape)
    found = await work.find(asked, id=named.id)
    if not found:
        raise refused("about", Wrong.NOT_FOUND, ABSENT)
    (record,) = found
    return {
        "desk": desk,
        "entity": table,
        "row_key": str(named.id),
        "student_id": record["student_id"],
        "section_id": record["section_id"] if record["student_id"] is None else None,
        **await _where(work, record, whole=table == "school"),
    }


async def _where(work: Work, record: Mapping[str, Any], *, whole: bool) -> Mapping[str, Any]:
    """At which school a record is, and about how many students: all of them of a `whole` one."""
    if record["student_id"] is not None:
        found = await work.find(ATTENDED, id=record["student_id"])
        return {"school_id": found[0]["school_id"] if found else None, "students": 1}
    if record["section_id"] is not None:
        (section,) = await work.find(SEATED, id=record["section_id"])
        return dict(section)
    if whole:
        (school,) = await work.find(ENROLLED, id=record["school_id"])
        return {"school_id": record["school_id"], "students": school["students"]}
    return {"school_id": record["school_id"], "students": None}


@dataclass(frozen=True)
class TakeProblemInHand:
    """A report that somebody looks into from now on."""

    id: Annotated[UUID, "Problem"]
    version: int


async def take_problem_in_hand(work: Work, given: TakeProblemInHand) -> UUID:
    """Say that one is looking into it; also in the place of whoever was."""
    found = await work.find(STATE, id=given.id)
    taken = {"taken_at": work.now, "taken_by": work.viewer.staff_id}
    said = {"state": ProblemState.IN_HAND}
    problem = await work.amend(Problem, given.id, given.version, said, taken)
    if found[0]["state"] in CLOSED:
        raise refused("id", Wrong.CONFLICT, ANSWERED)
    return problem


@dataclass(frozen=True)
class AnswerProblem:
    """What became of a report, in words for whoever made it."""

    id: Annotated[UUID, "Problem"]
    version: int
    state: ProblemState
    answer: str


async def answer_problem(work: Work, given: AnswerProblem) -> UUID:
    """Answer a report; one that is answered is answered anew."""
    if given.state not in CLOSED:
        raise refused("state", Wrong.INVALID, STILL_OPEN)
    found = await work.find(STATE, id=given.id)
    stamped: dict[str, Any] = {"answered_at": work.now}
    if found and found[0]["taken_at"] is None:
        stamped |= {"taken_at": work.now, "taken_by": work.viewer.staff_id}
    said = {"state": given.state, "answer": given.answer}
    return await work.amend(Problem, given.id, given.version, said, stamped)


_PROBLEM, _SECTION = Problem.__table__, Section.__table__
_STAY, _SEAT = SchoolEnrollment.__table__, SectionEnrollment.__table__
STATE = written(
    select(_PROBLEM.c.state, _PROBLEM.c.taken_at)
    .where(_PROBLEM.c.id == key("id"))
    .with_for_update()
)
ATTENDED = written(
    select(_STAY.c.school_id)
    .where(_STAY.c.student_id == key("id"), _STAY.c.starts_on <= TODAY)
    .order_by(in_force(_STAY).desc(), _STAY.c.is_primary.desc(), _STAY.c.starts_on.desc())
    .limit(1)
)
"""The school of a student: the primary one of today, or the one that they left last."""
SEATED = written(
    select(
        _SECTION.c.school_id,
        select(func.count(distinct(_SEAT.c.student_id)))
        .where(_SEAT.c.section_id == _SECTION.c.id, in_force(_SEAT))
        .correlate(_SECTION)
        .scalar_subquery()
        .label("students"),
    ).where(_SECTION.c.id == key("id"))
)
"""The school of a section, and how many sit in it today."""
ENROLLED = written(
    select(func.count(distinct(_STAY.c.student_id)).label("students")).where(
        _STAY.c.school_id == key("id"), in_force(_STAY)
    )
)
"""How many are enrolled at a school today."""
