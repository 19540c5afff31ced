"""What is asked: a field of the schema, the student whose rows are meant, and a viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, literal, select, true

from hub import policy
from hub.errors import BadInput
from hub.identity.facts import shape_of
from hub.models import Base
from hub.viewer import Viewer
from resolvers.catalog import ColumnField, Computed, Link

if TYPE_CHECKING:
    import asyncpg
    from sqlalchemy import ColumnElement, FromClause

    from hub.policy import Clause
    from hub.policy.viewpoint import Clock
    from resolvers.catalog import Catalog

    Bool = ColumnElement[bool]

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
PERSON = """
SELECT p.id AS person_id, p.epoch, p.suspended_at IS NOT NULL AS suspended,
       s.id AS staff_id, g.id AS guardian_id, c.id AS student_id, a.id AS app_id
FROM person p
LEFT JOIN vendor_app a ON a.person_id = p.id
LEFT JOIN staff_member s ON s.person_id = p.id AND a.id IS NULL
LEFT JOIN guardian g ON g.person_id = p.id AND a.id IS NULL
LEFT JOIN student c ON c.person_id = p.id AND a.id IS NULL
WHERE """
"""The columns of a Person, up to the condition that says who is meant."""
SUBJECT = bindparam("subject", type_=Uuid())
NOBODY = UUID(int=0)
"""The token of a viewer who never signed in: only the policy is asked, no statement answers."""
SOMEBODY = UUID(int=0)
"""Any student: what a statement is for before its parameter is bound."""
ANYBODY = policy.Shape(frozenset(policy.RELATIONS), trained=True)
"""The shape of a viewer from whom nothing is pruned: every grant has its clause."""
ANY_APP = policy.Shape(ANYBODY.relations - policy.OF_PERSONS, trained=True)
"""The same of a vendor's app."""


def anybody_like(viewer: Viewer) -> policy.Shape:
    """From whom nothing is pruned that could be the viewer's."""
    return ANYBODY if viewer.app_id is None else ANY_APP


@dataclass(frozen=True)
class Question:
    """Whether a viewer may read a column of a table's rows; or see its rows (`column` None).

    `subject` is the student whose rows are meant; None for tables that aren't about a student.
    """

    table: str
    column: str | None
    subject: UUID | None

    def clauses(self, shape: policy.Shape) -> tuple[Clause, ...]:
        """The policy's answer for viewers of a shape."""
        if self.column is None:
            return policy.visible(self.table, shape)
        return policy.clauses(self.table, self.column, shape)


@dataclass(frozen=True)
class Person:
    """A person, or an app, with the ids of their capacities; those that they lack are None."""

    person_id: UUID
    epoch: int
    suspended: bool
    staff_id: UUID | None
    guardian_id: UUID | None
    student_id: UUID | None
    app_id: UUID | None


async def viewer_of(connection: Connection, person: Person, clock: Clock) -> Viewer:
    """The person as a viewer at a clock, without a sign-in."""
    ids = {
        "person_id": person.person_id,
        "staff_id": person.staff_id,
        "guardian_id": person.guardian_id,
        "student_id": person.student_id,
        "app_id": person.app_id,
    }
    shape = await shape_of(connection, ids, clock)
    return Viewer(token_id=NOBODY, epoch=person.epoch, shape=shape, clock=clock, **ids)  # type: ignore[arg-type]


def place(catalog: Catalog, field: str) -> tuple[str, str | None]:
    """The table and column of a field `Type.name`; without a column for a list, whose rows are
    meant. Raises BadInput where there is no such field, or none that the policy decides.
    """
    type_name, _, name = field.partition(".")
    entry = catalog.types.get(type_name)
    found = entry.fields.get(name) if entry else None
    if entry is None or found is None:
        raise BadInput(f"The schema has no field {field}; write TYPE.FIELD, as it does.")
    if isinstance(found, Link) and found.many:
        return found.far.table.name, None
    if isinstance(found, ColumnField | Link) and entry.table is not None:
        column = found.column if isinstance(found, ColumnField) else found.near
        return str(entry.table.name), column.name
    if isinstance(found, Computed):
        if found.under:
            raise BadInput(f"{field} is worked out for whoever reads slice {found.under}.")
        asked = ", ".join(each.name for each in found.needs)
        raise BadInput(f"{field} is worked out from other fields: ask about {asked}.")
    raise BadInput(f"{field} is about the viewer, and open to every viewer.")


def about_student(table: str) -> bool:
    """Whether the rows of a table are about a student, directly or by a row that leads to them."""
    lift = policy.LIFTS.get(table)
    return policy.has_student(table) or (lift is not None and policy.has_student(lift.through))


def meant(rows: FromClause, question: Question) -> Bool:
    """Which rows of a table are about the student, directly or by a row that leads to them."""
    if question.subject is None:
        return true()
    if question.table == "student":
        return rows.c.id == SUBJECT
    if "student_id" in rows.c:
        return rows.c.student_id == SUBJECT
    lift = policy.LIFTS.get(question.table)
    if lift is None or not policy.has_student(lift.through):
        return true()
    through = Base.metadata.tables[lift.through].alias("leading")
    leads = and_(through.c[lift.far] == rows.c.id, through.c.student_id == SUBJECT)
    return select(literal(1)).where(leads).correlate(rows).exists()
