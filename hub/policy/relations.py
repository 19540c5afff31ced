"""How a person stands to a row: relations with their windows, each defined once.

A relation is a set of *facts* (joined tables) with the columns that name its subject and the
conditions under which it holds for the viewer. From one definition come three printed forms
(`hub.policy.forms`): probe, set and population. `reach` is the viewer's own side: whether the
viewer can stand in the relation to anyone, which decides the viewer's shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause, Select

    from hub.policy.seats import Seats


class Anchor(Enum):
    """What a relation is to: the subject that its columns name."""

    # words, since Python 3.11.2 makes an object() of a member that is an empty tuple
    NONE = ""
    STUDENT = "student_id"
    SEAT = "student_id section_id"
    STAFF = "staff_id"
    SCHOOL = "school_id"
    SECTION = "section_id"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns by which a row names the subject."""
        return tuple(self.value.split())


class Kind(Enum):
    """In which capacity a viewer stands in a relation; denies bind by it."""

    ANYONE = "anyone"
    STAFF = "staff"
    TEACHER_OF_RECORD = "teacher of record"
    GUARDIAN = "guardian"
    SELF = "self"
    SCHOOL = "member of a school"
    APP = "app of a vendor"


@dataclass(frozen=True)
class Facts:
    """The rows on which a relation rests, for the viewer of the statement.

    `subject` names the anchor; `holds` are the conditions; `reach` selects the viewer's keys and
    `key` is the column on the subject's side that must be among them (None where the facts have
    one side only). `apart` are the conditions on the subject's side, `near`, where these and the
    key are all there is to ask.
    """

    tables: FromClause | None
    subject: tuple[ColumnElement[object], ...]
    holds: tuple[ColumnElement[bool], ...]
    reach: Select[tuple[object]] | None = None
    key: ColumnElement[object] | None = None
    near: FromClause | None = None
    apart: tuple[ColumnElement[bool], ...] | None = None


@dataclass(frozen=True)
class Relation:
    """One way to stand to a subject. `facts()` builds fresh aliases each time it is printed.

    `wide` relations reach whole schools or the district: no root list is drawn from their set, but
    of students where it is a `school`'s, the viewer's own.
    `contracted` marks the relation of a contracted post, whose reading of 17-19 is logged; `listed`
    one that rests on an agreement or letter that lists a slice. `seats` is set where the relation
    is to the student of a seat (`hub.policy.seats`), or to that seat alone: what is known of a
    student is then in which sections. `few`: the viewer has a handful of subjects,
    if any, so that beside many rows all of them are read once and not asked for at each row.
    """

    name: str
    title: str
    anchor: Anchor
    kind: Kind
    facts: Callable[[], Facts]
    wide: bool = False
    school: bool = False
    contracted: bool = False
    seats: Seats | None = None
    listed: bool = False
    few: bool = False
