"""The rows on which a standing or a deny rests: which enrollment, which post, which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, and_, cast, literal, null, select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.expression import Alias

from hub.explain.question import SUBJECT, Connection, Question
from hub.explain.ways import Way, asked
from hub.policy import DENIES, RELATIONS, Anchor
from hub.sql import written

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy import FromClause

    from hub.policy.relations import Relation
    from hub.viewer import Viewer

ROWS_MAX = 20
"""Rows shown of one standing: an order or a seat is one; a household can be several."""


@dataclass(frozen=True)
class Evidence:
    """A row on which a standing or deny rests, with its half-open dates where it has any."""

    table: str
    id: UUID
    starts_on: date | None
    ends_on: date | None


async def rests_on(
    connection: Connection, way: Way, question: Question, viewer: Viewer
) -> list[Evidence]:
    """The rows on which a way rests: by which its standing is held, and by which it is denied."""
    names = [way.clause.relation] if way.stands else []
    names += [name for name in way.beaten_by if name in DENIES]
    found = [await evidence(connection, name, question, viewer) for name in names]
    return [row for rows in found for row in rows]


async def evidence(
    connection: Connection, name: str, question: Question, viewer: Viewer
) -> tuple[Evidence, ...]:
    """The rows by which the viewer stands in a relation, or is denied, towards the student.

    `name` is a relation's or a deny's; what holds of one's own section rests on the section.
    """
    relation = DENIES.get(name) or RELATIONS[name.removesuffix(":own")]
    facts = relation.facts()
    anchors = (Anchor.STUDENT, Anchor.NONE)
    if facts.tables is None or relation.anchor not in anchors or question.subject is None:
        return ()
    places = range(len(_sources(facts.tables)))
    rows = [await _rows(connection, relation, at, question, viewer) for at in places]
    return tuple(dict.fromkeys(each for found in rows for each in found))


async def _rows(
    connection: Connection, relation: Relation, at: int, question: Question, viewer: Viewer
) -> list[Evidence]:
    """The rows of one of the relation's tables: `at` is its place among them."""
    facts = relation.facts()
    assert facts.tables is not None
    source = _sources(facts.tables)[at]
    about = [column == SUBJECT for column in facts.subject]
    columns = (source.c.id, *(_date(source, name) for name in ("starts_on", "ends_on")))
    wanted = select(literal(str(source.element.name)), *columns).select_from(facts.tables)
    wanted = wanted.where(and_(*about, *facts.holds)).distinct().order_by(source.c.id)
    found = await asked(connection, written(wanted.limit(ROWS_MAX)), question, viewer)
    return [Evidence(*row) for row in found]


def _sources(tables: Any) -> list[Any]:
    """The aliases of tables with rows of their own, in the order in which they are joined."""
    return [
        each
        for each in visitors.iterate(tables)
        if isinstance(each, Alias) and hasattr(each.element, "name") and "id" in each.c
    ]


def _date(source: FromClause, name: str) -> Any:
    return source.c[name] if name in source.c else cast(null(), Date)
