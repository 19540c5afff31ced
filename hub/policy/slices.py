"""Slices: the parts of a record that are allowed or withheld as one.

A slice is a set of columns and, where the matrix says so, a condition on their rows. A column may
be in several slices; a column in none fails a test. Columns of tables without a student of their
own (a guardian, a staff member, an incident) are *lifted*: they are readable where a row that
leads to them is (a guardianship, a post, a participation).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hub.models.base import VERSION

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    from hub.models import Base

RowCondition = Callable[["FromClause"], "ColumnElement[bool]"]
"""A condition on the rows of one table, given the alias under which they are read."""

STRUCTURE = frozenset({"id", "student_id"})
"""Readable wherever their row is visible: the key, and the student who is the row's anchor."""


@dataclass(frozen=True)
class Slice:
    """A slice by its id in the matrix. `rows` holds a condition per table name.

    `silent`: a row that fails the condition shows its columns as not recorded, since a marker
    would tell what the condition hides. `within`: its columns are the inputs of that derivation,
    and are read for what is worked out of them and for nothing else.
    """

    id: str
    title: str
    columns: frozenset[tuple[str, str]]
    rows: dict[str, RowCondition] = field(default_factory=dict, compare=False)
    silent: bool = False
    within: str = ""

    def holds(self, table: str, column: str) -> bool:
        """Whether the column is in this slice."""
        return (table, column) in self.columns

    @property
    def tables(self) -> frozenset[str]:
        """The tables of which this slice has columns."""
        return frozenset(table for table, _ in self.columns)

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class Lift:
    """Rows of `table` are readable where a row of `through` is: its column `far` is their id."""

    table: str
    through: str
    far: str


LIFTS: dict[str, Lift] = {
    lift.table: lift
    for lift in (
        Lift("guardian", "guardianship", "guardian_id"),
        Lift("staff_member", "post", "staff_id"),
        Lift("incident", "incident_participation", "incident_id"),
    )
}


def whole(*models: type[Base]) -> frozenset[tuple[str, str]]:
    """All columns of some tables."""
    return frozenset(
        (model.__tablename__, column.name)
        for model in models
        for column in model.__table__.columns
        if column.name != VERSION
    )


def only(model: type[Base], names: str) -> frozenset[tuple[str, str]]:
    """The named columns of one table, with its structural ones."""
    have = {column.name for column in model.__table__.columns}
    wanted = set(names.split())
    if wanted - have:
        raise ValueError(f"{model.__tablename__} has no column {sorted(wanted - have)}")
    return frozenset((model.__tablename__, name) for name in wanted | (STRUCTURE & have))


def rows(condition: RowCondition, *models: type[Base]) -> dict[str, RowCondition]:
    """The same row condition for some tables."""
    return {model.__tablename__: condition for model in models}
