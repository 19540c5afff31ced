"""What is followed, joined or paged by is indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import BindParameter, ColumnClause, Table
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression

from hub.models import Base
from hub.models.base import DATES_IN_ORDER
from hub.policy import DENIES, RELATIONS
from schema.query import ROOTS
from tests.models.catalogs import foreign_keys, gist_indexes, indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ClauseElement

    from hub.database import Connection, Database
    from hub.policy.relations import Relation
    from schema.build import Built

NARROWING = {
    ("counselor_range", "grade_level"),
    ("agreement_scope", "grade_level"),
    ("engagement_scope", "grade_level"),
}
"""Compared within one counselor's few ranges, or one letter's scope, which another index finds."""


def kept(column: object) -> set[tuple[str, str]]:
    """The table columns behind a column of an alias or of a union."""
    found = column.base_columns if isinstance(column, ColumnClause) else ()
    return {(each.table.name, each.name) for each in found if isinstance(each.table, Table)}


def joined(expression: ClauseElement) -> Iterator[tuple[str, str]]:
    """The columns that an expression compares with another column, or with who the viewer is."""
    for element in visitors.iterate(expression):
        if isinstance(element, BinaryExpression) and element.operator is operators.eq:
            for side, other in ((element.left, element.right), (element.right, element.left)):
                if _is_a_side(other):
                    yield from kept(side)


def sides(relation: Relation) -> set[tuple[str, str]]:
    """The columns by which a relation is found: its joins, its viewer, its subject, its reach."""
    facts = relation.facts()
    whole = [facts.tables, facts.reach, *facts.holds]
    found = {pair for part in whole if part is not None for pair in joined(part)}
    return found.union(*(kept(column) for column in (*facts.subject, facts.key)))


async def test_every_foreign_key_is_indexed(empty: Database) -> None:
    async with empty.owner() as owner:
        have, wanted = await indexed(owner), await foreign_keys(owner)
    assert len(wanted) > len(Base.metadata.tables)
    assert {(table, column) for table, column in wanted if (table, (column,)) not in have} == set()


async def test_every_column_by_which_a_relation_is_found_is_indexed(empty: Database) -> None:
    async with empty.owner() as owner:
        have = await indexed(owner)
    missing = {
        name: columns
        for name, relation in (RELATIONS | DENIES).items()
        if (columns := {each for each in sides(relation) if (each[0], (each[1],)) not in have})
        - NARROWING
    }
    assert missing == {}


async def test_the_default_order_of_every_root_list_is_indexed(
    empty: Database, built: Built
) -> None:
    """With the id behind it: a cursor is compared as a row."""
    async with empty.owner() as owner:
        have = await indexed(owner)
    lists = [root.target for root, _ in ROOTS.values() if root.kind == "page"]
    entries = [built.catalog.types[name] for name in lists if name is not None]
    assert entries
    missing = {
        (entry.name, order)
        for entry in entries
        if entry.table is not None and (entry.table.name, order := (*entry.order, "id")) not in have
    }
    assert missing == set()


async def test_no_index_of_an_exclusion_answers_a_query(empty: Database) -> None:
    """PostgreSQL takes GiST to be as cheap as a B-tree and walked it, at many times the cost."""
    async with empty.owner() as owner:
        assert await gist_indexes(owner, whole=True) == set()
        assert await gist_indexes(owner, whole=False) >= {"ex_guardianship_window"}
        await owner.execute("SET enable_seqscan = off")
        bonds = "SELECT FROM guardianship WHERE student_id = gen_random_uuid() AND "
        plan = await _plan(owner, bonds + "guardian_id = gen_random_uuid()")
        implied = await _plan(owner, bonds + f"({DATES_IN_ORDER})")
    assert "ix_guardianship_" in plan
    assert "ex_guardianship_window" not in plan
    assert "ex_guardianship_window" in implied, "the index is there for whoever restates it"


@pytest.mark.parametrize(
    ("relation", "side"),
    [
        ("TR", ("section_staff", "staff_id")),
        ("GD", ("guardianship", "guardian_id")),
        ("CN/range", ("counselor_range", "staff_id")),
        ("order:all", ("court_order", "person_id")),
        ("AU:wrote", ("health_visit", "student_id")),
        ("VA:28", ("agreement_scope", "school_id")),
        ("MO:18", ("engagement", "staff_id")),
        ("own child", ("household_student", "household_id")),
    ],
)
def test_the_sides_of_a_relation_are_seen(relation: str, side: tuple[str, str]) -> None:
    assert side in sides((RELATIONS | DENIES)[relation])


def _is_a_side(other: object) -> bool:
    if isinstance(other, BindParameter):
        return other.required and other.key.startswith("my_")
    return bool(kept(other))


async def _plan(owner: Connection, query: str) -> str:
    return "\n".join(row[0] for row in await owner.fetch(f"EXPLAIN {query}"))
