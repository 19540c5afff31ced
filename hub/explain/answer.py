"""The answer of an explanation: who asks about whom, and how much of it they may be told.

The privacy officer asks about anybody and any day, but of no record that is closed to them: their
own child's, and one from which an order keeps them. Everybody else asks about themselves and now,
and is told by which standing they may read and by which they might; what an order or another deny
takes from them looks like a standing that they don't have, so that nothing tells of it (P-23).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import union_all

from hub import policy
from hub.clock import clock_on
from hub.errors import BadInput, FieldWithheld
from hub.explain.evidence import rests_on
from hub.explain.question import (
    PERSON,
    Connection,
    Person,
    Question,
    about_student,
    place,
    viewer_of,
)
from hub.explain.readers import readers
from hub.explain.ways import Way, counted, ways
from hub.policy import forms
from hub.policy.denies import denies
from hub.policy.matrix import title_of
from hub.sql import written
from resolvers.binding import public_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from hub.explain.readers import Reader
    from hub.policy.viewpoint import Clock
    from hub.sql import Statement
    from hub.viewer import Viewer
    from resolvers.catalog import Catalog

ASKED_ABOUT = ("stf", "gdn", "stu", "app")
"""The prefixes of the ids by which a person can be named."""


@cache
def _closed() -> Statement:
    """The students towards whom something denies the privacy officer what they read as one."""
    names = sorted(denies(policy.RELATIONS["PO"], "33"))
    return written(union_all(*(forms.members(policy.DENIES[name]) for name in names)))


@dataclass(frozen=True)
class Asking:
    """What every explanation needs: a connection, the catalog, who asks, and the zone."""

    connection: Connection
    catalog: Catalog
    viewer: Viewer
    zone: ZoneInfo

    @property
    def officer(self) -> bool:
        """Whether the privacy officer asks."""
        return "PO" in self.viewer.shape.relations

    async def closed(self, student: UUID | None) -> bool:
        """Whether the student's record is closed to the privacy officer as to any staff: an order
        binds them, or it is their own child (P-15, P-16). Then they ask as everybody does.
        """
        return student is not None and student in await self.closed_to()

    async def closed_to(self) -> frozenset[UUID]:
        """The students whose records are so closed to whoever asks."""
        statement, values = _closed(), self.viewer.parameters()
        rows = await self.connection.fetch(
            statement.sql, *(values[name] for name in statement.parameters)
        )
        return frozenset(row[0] for row in rows)

    def clock(self, on: date | None) -> Clock:
        """The clock of a day, at the time at which a fixed day stands; now without one."""
        if on is None or on == self.viewer.clock.today:
            return self.viewer.clock
        return clock_on(on, self.zone)


async def explained(asking: Asking, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Why a person may or may not read a field; None for a student or person who isn't there.

    Raises BadInput for an unknown field or where a student is missing, FieldWithheld where only
    the privacy officer may ask.
    """
    person_id, on = given.get("person"), given.get("on")
    if not asking.officer and (person_id is not None or on is not None):
        raise FieldWithheld("Another person or day is for the privacy officer.", field="explain")
    question = _question(asking, given)
    viewer = asking.viewer
    if asking.officer and await asking.closed(question.subject):
        if person_id is not None or on is not None or not await _is_known(asking, question):
            return None
        return await _in_short(asking, given, question)
    if person_id is not None:
        person = await _person(asking.connection, person_id)
        if person is None:
            return None
        viewer = await viewer_of(asking.connection, person, asking.clock(on))
        if person.suspended:
            return _told(given, viewer, readable=False, ways=[], suspended=True)
    elif on is not None:
        viewer = replace(viewer, clock=asking.clock(on))
    if not await _is_there(asking, question):
        return None
    if asking.officer:
        return await _in_full(asking, given, question, viewer)
    return await _in_short(asking, given, question)


async def read_by(asking: Asking, given: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Everybody who could read a field of a student on a day; None where there is no student.

    Raises FieldWithheld for everybody but the privacy officer, BadInput as `explained` does.
    """
    if not asking.officer:
        raise FieldWithheld("Who could read a field is for the privacy officer.", field="readers")
    question = _question(asking, given)
    if question.subject is None:
        raise BadInput(f"{given['field']} is about no student.", argument="field")
    if not await _is_there(asking, question) or await asking.closed(question.subject):
        return None
    found = await readers(asking.connection, question, asking.clock(given.get("on")))
    return [_reader(each) for each in found]


def _question(asking: Asking, given: Mapping[str, Any]) -> Question:
    table, column = place(asking.catalog, given["field"])
    if not about_student(table):
        return Question(table, column, None)
    if given.get("student") is None:
        raise BadInput(f"{given['field']} is about a student: say whom.", argument="student")
    return Question(table, column, public_id(given["student"], "stu"))


async def _person(connection: Connection, public: str) -> Person | None:
    if public[:3] not in ASKED_ABOUT:
        raise BadInput(
            "`person` is no id of a staff member, guardian, student or app.", argument="person"
        )
    row = await connection.fetchrow(
        f"{PERSON} $1 IN (s.id, g.id, c.id, a.id)", public_id(public, public[:3])
    )
    return None if row is None else Person(**dict(row))


async def _is_there(asking: Asking, question: Question) -> bool:
    """The student is there for whoever asks; for the privacy officer, everyone is."""
    if question.subject is None:
        return True
    if asking.officer:
        found = "SELECT EXISTS (SELECT FROM student WHERE id = $1)"
        return bool(await asking.connection.fetchval(found, question.subject))
    return await _is_known(asking, question)


async def _is_known(asking: Asking, question: Question) -> bool:
    """The student is there for whoever asks, by their own standings."""
    student = Question("student", None, question.subject)
    return (await counted(asking.connection, student, asking.viewer))[0] > 0


async def _in_full(
    asking: Asking, given: Mapping[str, Any], question: Question, viewer: Viewer
) -> dict[str, Any]:
    """Every way with its rows, what beats it, and on what it rests."""
    readable, rows = await counted(asking.connection, question, viewer)
    found = []
    for way in await ways(asking.connection, question, viewer):
        rests = await rests_on(asking.connection, way, question, viewer)
        found.append(_way(way, way.outcome, rests))
    said = _told(given, viewer, readable=readable > 0, ways=found)
    return said | {"rows": rows, "readable_rows": readable}


async def _in_short(asking: Asking, given: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """By which standing the asker reads, or might: never what beats it, nor whether a row is
    there.
    """
    found = await ways(asking.connection, question, asking.viewer)
    said = [_way(each, each.outcome_in_short, []) for each in found]
    readable = any(each["outcome"] == "OPENS" for each in said)
    return _told(given, asking.viewer, readable=readable, ways=said)


def _told(
    given: Mapping[str, Any],
    viewer: Viewer,
    *,
    readable: bool,
    ways: list[dict[str, Any]],
    suspended: bool = False,
) -> dict[str, Any]:
    return {
        "field": given["field"],
        "day": viewer.clock.today,
        "readable": readable,
        "suspended": suspended,
        "rows": None,
        "readable_rows": None,
        "ways": ways,
    }


def _way(way: Way, outcome: str, rests: list[Any]) -> dict[str, Any]:
    relation, piece = policy.RELATIONS[way.clause.relation], policy.SLICES[way.clause.slice]
    beaten = way.beaten_by if outcome == "DENIED" else ()
    ends = [each.ends_on for each in rests if each.ends_on is not None]
    return {
        "standing": relation.name,
        "title": title_of(relation.name),
        "slice": piece.id,
        "slice_title": piece.title,
        "basis": way.basis.split(),
        "logged": way.clause.logged,
        "outcome": outcome,
        "beaten_by": [policy.DENIES[name].title for name in beaten if name in policy.DENIES],
        "rests_on": [
            {"table": e.table, "row": str(e.id), "starts_on": e.starts_on, "ends_on": e.ends_on}
            for e in rests
        ],
        "until": min(ends) if ends and outcome == "OPENS" else None,
        "change": CHANGES[outcome],
    }


CHANGES = {
    "OPENS": "Nothing needs to change; it ends with the rows on which it rests.",
    "NOT_HELD": "The person would have to come to stand so to the student.",
    "DENIED": "What denies it would have to end or be decided; a deny beats every grant.",
    "UNTRAINED": "The person's confidentiality training would have to be current (P-37).",
    "NO_ROW": "Nothing is recorded that it could open.",
    "OTHER_ROWS": "It opens only rows that meet its slice's condition, or are the person's own.",
}
"""By outcome, what would change it."""


def _reader(found: Reader) -> dict[str, Any]:
    keys = (found.staff_id, found.guardian_id, found.student_id, found.app_id)
    ids = zip(ASKED_ABOUT, keys, strict=True)
    return {
        "id": next(_public(prefix, key) for prefix, key in ids if key is not None),
        "name": found.name,
        "standings": list(found.relations),
        "titles": [title_of(each) for each in found.relations],
    }


def _public(prefix: str, key: UUID) -> str:
    return f"{prefix}_{key}"
