"""Allow: whose shape a change may move. Shapes are read once a token and day and kept until the
person's epoch moves; so a change of rows on which somebody's relations rest has to move it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select, union_all, update
from sqlalchemy.sql.visitors import iterate

from hub.models import Base
from hub.models.guardians import Guardian, Guardianship
from hub.models.ieps import IepService
from hub.models.staff import Person, StaffMember
from hub.models.students import Student
from hub.policy import RELATIONS

if TYPE_CHECKING:
    from sqlalchemy import CTE, Select

CAPACITIES: dict[str, Any] = {
    "staff_member": StaffMember.__table__,
    "guardian": Guardian.__table__,
}
FAMILIES = {"student": "id", "school_enrollment": "student_id"}
"""Tables on which the shape of a student and of their guardians rests, and who the student is."""


@cache
def reached() -> frozenset[str]:
    """The tables in which it stands whether a viewer has a relation to anybody, or may read what
    needs training (P-37).
    """
    found = {"training"}
    for relation in RELATIONS.values():
        facts = relation.facts()
        asked: Any = facts.reach if facts.reach is not None else facts.tables
        if asked is not None:
            found |= {each.name for each in iterate(asked) if isinstance(each, Table)}
    return frozenset(found)


@cache
def named_by(table: str) -> tuple[tuple[str, str], ...]:
    """The columns of a table that name whose relations rest on it, each with their capacity."""
    if table not in reached():
        return ()
    return tuple(
        (column.name, key.column.table.name)
        for column in Base.metadata.tables[table].c
        for key in column.foreign_keys
        if key.column.table.name in CAPACITIES
    )


def moves(table: str) -> bool:
    """Whether somebody's shape may rest on the table."""
    return bool(named_by(table)) or table in FAMILIES


def moved(table: str, rows: CTE, judged: CTE) -> list[CTE]:
    """The update that moves the epochs of those whom written rows name, or named before; none
    where nobody's shape rests on the table.
    """
    people = [each for name in named_by(table) for each in _holders(*name, rows, judged)]
    if table in FAMILIES:
        people += _family(rows.c[FAMILIES[table]])
    if table == "iep":
        people.append(_providers(rows.c.id))
    if not people:
        return []
    person: Any = Person.__table__
    bump = update(person).values(epoch=person.c.epoch + 1)
    return [bump.where(person.c.id.in_(union_all(*people))).returning(person.c.id).cte("moved")]


def _holders(column: str, capacity: str, rows: CTE, judged: CTE) -> list[Select[Any]]:
    there = CAPACITIES[capacity]
    named = [select(rows.c[column])]
    if f"was_{column}" in judged.c:
        named.append(select(judged.c[f"was_{column}"]))
    return [select(there.c.person_id).where(there.c.id.in_(each)) for each in named]


def _providers(iep_id: Any) -> Select[Any]:
    """Who gives the services of a version of an IEP: with it they come into effect, and go."""
    service, staff = IepService.__table__, StaffMember.__table__
    return (
        select(staff.c.person_id)
        .join_from(staff, service, service.c.provider_id == staff.c.id)
        .where(service.c.iep_id.in_(select(iep_id)))
    )


def _family(student_id: Any) -> list[Select[Any]]:
    """The student, and whoever is a guardian of theirs."""
    student, guardian = Student.__table__, Guardian.__table__
    standing = Guardianship.__table__
    mine = select(student.c.person_id).where(student.c.id.in_(select(student_id)))
    theirs = (
        select(guardian.c.person_id)
        .join_from(guardian, standing, standing.c.guardian_id == guardian.c.id)
        .where(standing.c.student_id.in_(select(student_id)))
    )
    return [mine, theirs]
