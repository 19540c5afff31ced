"""The three printed forms of a relation, each as a query that selects the subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from hub.models import Base
from hub.policy import DENIES, RELATIONS, Anchor
from hub.policy import forms as printed
from hub.sql import written

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    from hub.policy.relations import Relation
    from hub.sql import Statement

OF_LETTERS = {"VA:1a", "VA:17.accommodations", "VA.directory:1a", "MO:1a"}
"""Relations of letters differ by the slice that is listed alone: some stand for all of them."""
EVERY: dict[str, Relation] = {
    **{name: it for name, it in RELATIONS.items() if not it.listed or name in OF_LETTERS},
    **DENIES,
}
"""Every relation on which an allow or a deny rests."""

TABLES = {
    Anchor.NONE: "student",
    Anchor.STUDENT: "student",
    Anchor.SEAT: "section_enrollment",
    Anchor.STAFF: "staff_member",
    Anchor.SCHOOL: "school",
    Anchor.SECTION: "section",
}
"""Where the subjects of an anchor are."""
FORMS = ("probe", "set", "population")


def selecting(relation: Relation, form: str) -> Statement:
    """The subjects that a form of the relation selects, each once and in order."""
    row = Base.metadata.tables[TABLES[relation.anchor]].alias("this")
    keys = _keys(relation.anchor, row)
    shown = keys or (row.c.id,)
    chosen = select(*shown).where(_condition(relation, form, row)).distinct().order_by(*shown)
    return written(chosen)


def _keys(anchor: Anchor, row: FromClause) -> tuple[ColumnElement[object], ...]:
    if anchor is Anchor.STAFF:
        return (row.c.id,)
    return printed.keys(anchor, row, TABLES[anchor])


def _condition(relation: Relation, form: str, row: FromClause) -> ColumnElement[bool]:
    subject = _keys(relation.anchor, row)
    if form == "probe":
        return printed.probe(relation, subject)
    if form == "population":
        return printed.population(relation, subject)
    return printed.subject_set([relation], subject or (row.c.id,))
