"""Change: one's own entry of the same day is undone, as long as nothing was built on it.

What it covers adds a thing that has no second reader by law: a visit, a dose, a score, a roll, a
report. It never covers what others rely on from the moment that it is there, and what has words
of its own for its end: posted marks (EC 49066), court orders and rights, seats, what follows from
an incident, openings and whatever else is a disclosure. The first entry stays on record, and the
undoing beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Uuid, any_, bindparam, cast, func, literal, or_, select

from hub.models import Base
from hub.models.audit import Change
from hub.models.behavior import Incident, IncidentParticipation
from hub.models.codes import ChangeKind
from hub.models.grades import AttendanceEvent, RollSubmission, Score
from hub.models.guardians import EmergencyContact
from hub.models.health import HealthAlert, HealthVisit, Immunization, MedicationAdministration
from hub.models.ieps import ServiceSession
from hub.models.orgs import District
from hub.policy.viewpoint import MY_PERSON
from hub.sql import Statement, written
from resolvers.mutations import gradebook
from resolvers.mutations.asked import key
from resolvers.mutations.errors import Refused, Wrong, refused
from resolvers.mutations.given import ANY
from resolvers.mutations.grades import open_seats
from resolvers.mutations.work import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolvers.mutations.work import Work

    Values = Mapping[str, Any]

UNDONE = "undone"
"""The reason of every undoing; what somebody says of it stands behind."""


@dataclass(frozen=True)
class Entry:
    """What an entry adds: rows of a table with the columns that it says, and maybe `parts` of
    another one, which go first.
    """

    model: type[Base]
    said: str
    parts: type[Base] | None = None
    of_parts: str = ""


COVERED: dict[str, Entry] = {
    "writeHealthAlert": Entry(
        HealthAlert, "student_id instruction severity dietary starts_on ends_on"
    ),
    "recordVisit": Entry(
        HealthVisit, "student_id complaint arrived_at left_at treatment confidential"
    ),
    "recordDose": Entry(Immunization, "student_id vaccine given_on source confidential"),
    "recordMedication": Entry(
        MedicationAdministration, "student_id medication_order_id given_at outcome"
    ),
    "addEmergencyContact": Entry(
        EmergencyContact, "student_id name relationship phone may_pick_up priority"
    ),
    "enterScores": Entry(Score, "student_id section_id assignment_id points missing"),
    "logService": Entry(
        ServiceSession, "student_id iep_service_id provider_id day minutes outcome"
    ),
    "takeAttendance": Entry(RollSubmission, "", AttendanceEvent, "student_id status day"),
    "reportIncident": Entry(
        Incident,
        "school_id occurred_on location category description",
        IncidentParticipation,
        "student_id role",
    ),
}
"""The changes that can be undone, and what each adds."""
NOT_YOURS = "That is no entry of yours."
NOT_COVERED = "That isn't undone: it has words of its own for being corrected, ended or withdrawn."
AS_A_WHOLE = "That came with more: undo all of it, by the roll or the incident."
YESTERDAY = "It is undone on its own day only: correct it instead."
BUILT_ON = "It has been changed since, or something was built on it: correct it instead."


@dataclass(frozen=True)
class Undo:
    """What somebody entered today, by its id."""

    id: Annotated[UUID, ANY]
    reason: str | None = None


async def undo(work: Work, given: Undo) -> Outcome:
    """Undo one's own entry of today: as if it had never been, but for the record."""
    work.reason = UNDONE if given.reason is None else f"{UNDONE}: {given.reason}"
    made = await _made(work, given.id)
    entry = COVERED[made["operation"]]
    if entry.model is RollSubmission:
        await _may_take(work, given.id)
    parts = await _parts(work, made, entry)
    await _untouched(work, entry, given.id, parts)
    if entry.parts is not None:
        await _take_back(work, entry.parts, parts, entry.of_parts)
    await _take_back(work, entry.model, [given.id], entry.said)
    return Outcome(made["student_id"])


async def _made(work: Work, row_id: UUID) -> Values:
    """How the row was entered: by the viewer, today, in a way that can be undone."""
    found = await work.find(MADE, id=row_id)
    if not found:
        raise refused("id", Wrong.NOT_FOUND, NOT_YOURS)
    made = found[0]
    if made["operation"] not in COVERED:
        raise refused("id", Wrong.CONFLICT, NOT_COVERED)
    if made["entity"] != COVERED[made["operation"]].model.__tablename__:
        raise refused("id", Wrong.CONFLICT, AS_A_WHOLE)
    if not made["today"]:
        raise refused("id", Wrong.TOO_LATE, YESTERDAY)
    return made


async def _parts(work: Work, made: Values, entry: Entry) -> list[UUID]:
    """What came with it in the same request, and has to go with it."""
    if entry.parts is None:
        return []
    beside = await work.find(BESIDE, request=made["request_id"])
    if any(row["kind"] != ChangeKind.ADDED for row in beside):
        raise refused("id", Wrong.CONFLICT, BUILT_ON)  # it changed what was there before
    return [row["row_id"] for row in beside if row["entity"] == entry.parts.__tablename__]


async def _untouched(work: Work, entry: Entry, row_id: UUID, parts: Sequence[UUID]) -> None:
    """Nobody has changed it since, and nothing leans on it; nor does anybody now."""
    rows = [row_id, *parts]
    if not await work.find(locking(entry.model), id=row_id):
        raise refused("id", Wrong.NOT_FOUND, NOT_YOURS)
    changes = await work.find(CHANGES, rows=rows)
    leans = leaning(entry.model, entry.parts)
    if len(changes) != len(rows) or (leans and await work.find(leans, id=row_id)):
        raise refused("id", Wrong.CONFLICT, BUILT_ON)


async def _may_take(work: Work, roll_id: UUID) -> None:
    """Whoever undoes a roll may take it: of nobody's absence a roll has no row that says so. Nobody
    else takes it meanwhile.
    """
    for roll in await work.find(ROLL, id=roll_id):
        await work.find(gradebook.LOCK, id=roll["section_id"])
        if not await open_seats(work, roll["section_id"], roll["day"]):
            raise refused("id", Wrong.NOT_ALLOWED, "You may no longer take this roll.")


async def _take_back(work: Work, model: type[Base], rows: Sequence[UUID], said: str) -> None:
    columns = frozenset(said.split())
    verdicts = await work.take_back(model, rows, columns, paths=["id"] * len(rows))
    errors = dict.fromkeys(each.error for each in verdicts if each.error)
    if errors:
        raise Refused(*errors)


_CHANGE, _ROLL = Change.__table__, RollSubmission.__table__
_ZONE = select(District.timezone).scalar_subquery()


def _day(moment: Any) -> Any:
    """The district's day, by the clock that stamps records; a demo's own day stands still."""
    return cast(func.timezone(_ZONE, moment), Date)


MADE = written(
    select(
        _CHANGE.c.operation,
        _CHANGE.c.entity,
        _CHANGE.c.student_id,
        _CHANGE.c.request_id,
        (_day(_CHANGE.c.at) == _day(func.clock_timestamp())).label("today"),
    ).where(
        _CHANGE.c.row_id == key("id"),
        _CHANGE.c.person_id == MY_PERSON,
        _CHANGE.c.kind == ChangeKind.ADDED,
    )
)
"""How the viewer entered a row."""
BESIDE = written(
    select(_CHANGE.c.entity, _CHANGE.c.row_id, _CHANGE.c.kind).where(
        _CHANGE.c.request_id == key("request"), _CHANGE.c.person_id == MY_PERSON
    )
)
"""All that the viewer changed in one request."""
CHANGES = written(
    select(_CHANGE.c.id).where(_CHANGE.c.row_id == any_(bindparam("rows", type_=ARRAY(Uuid()))))
)
"""What became of rows since they came, their coming included."""
ROLL = written(select(_ROLL.c.section_id, _ROLL.c.day).where(_ROLL.c.id == key("id")))


@cache
def locking(model: type[Base]) -> Statement:
    """The row, which nobody else changes or builds on meanwhile."""
    table = model.__table__
    return written(select(table.c.id).where(table.c.id == key("id")).with_for_update())


@cache
def leaning(model: type[Base], parts: type[Base] | None) -> Statement | None:
    """Whether a row of another table names the row, beside its own parts; None where none can."""
    own = model.__table__
    columns = [
        column
        for table in Base.metadata.sorted_tables
        if parts is None or table is not parts.__table__
        for column in table.c
        if any(each.column is own.c.id for each in column.foreign_keys)
    ]
    if not columns:
        return None
    named = (select(literal(1)).where(each == key("id")).exists() for each in columns)
    return written(select(literal(1)).where(or_(*named)))
