"""Orders by what may be null: each row once, nulls at the end, and one index that carries it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hub import policy
from hub.errors import BadCursor, FieldWithheld
from schema.door import Door
from tests.conftest import SECRET
from tests.operations.golden import sourced_id_of
from tests.oracle import answers
from tests.resolvers.conftest import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.viewer import Viewer
    from schema.build import Built
    from tests.conftest import Hub

STUDENTS = """query Page($n: Int, $after: String, $way: Direction!) {
  students(first: $n, after: $after, orderBy: {field: GRADE_LEVEL, direction: $way}) {
    nodes { id gradeLevel } totalCount { count } pageInfo { hasNextPage endCursor } } }"""
MARKS = """query Page($n: Int, $after: String, $way: Direction!, $of: ID!) { student(id: $of) {
  marks(first: $n, after: $after, orderBy: {field: SUPERSEDED_AT, direction: $way}) {
    nodes { id supersededAt } totalCount { count } pageInfo { hasNextPage endCursor } } } }"""
SIZES = (1, 7, 1000)
DRAWS = (
    ("mostly nulls", (None, None, None, 9)),
    ("few values", (None, 8, 9, 9)),
    ("many values", (None, *range(-1, 13))),
    ("nothing but nulls", (None,)),
    ("no nulls", (0, 0, 12)),
)
"""Grades to draw from: 0 is the least that is recorded, and what a sort key has for null."""


@dataclass(frozen=True)
class All:
    """A reading in which the listed rows are readable in full."""

    columns: dict[tuple[str, UUID], frozenset[str]]
    silenced: frozenset[tuple[str, UUID, str]] = frozenset()


async def walked(
    hub: Hub, viewer: Viewer, text: str, size: int, way: str, **given: Any
) -> list[UUID]:
    """The ids of all rows, page by page; each page has its size but the last."""
    found: list[UUID] = []
    after, more = None, True
    while more:
        variables = {"n": size, "after": after, "way": way, **given}
        answer = await hub.door.execute(text, viewer, variables=variables)
        data = json.loads(answer.body)["data"]
        page = data["students"] if "students" in data else data["student"]["marks"]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
        assert len(page["nodes"]) == size or not more
        found += [UUID(each["id"][4:]) for each in page["nodes"]]
    assert len(found) == page["totalCount"]["count"]
    return found


def expected(
    table: str, rows: Sequence[dict[str, Any]], column: str, *, descending: bool
) -> list[UUID]:
    """The list as the oracle has it."""
    reading = All({(table, row["id"]): frozenset({column}) for row in rows})
    world: Any = {table: rows}
    return answers.select(world, reading, table, order=(column,), descending=descending)


@pytest.mark.parametrize(("draw", "grades"), DRAWS, ids=[name for name, _ in DRAWS])
async def test_p32_pages_of_any_size_walk_every_row_once_whatever_is_null(
    own_demo: Hub, draw: str, grades: tuple[int | None, ...]
) -> None:
    viewer = await own_demo.viewer(sourced_id_of("registrar"))
    dice = Random(draw)
    async with own_demo.database.owner() as owner:
        ids = [row[0] for row in await owner.fetch("SELECT id FROM student ORDER BY id")]
        drawn = {each: dice.choice(grades) for each in ids}
        await owner.executemany(
            "UPDATE student SET grade_level = $2 WHERE id = $1", list(drawn.items())
        )
    seen = await walked(own_demo, viewer, STUDENTS, 1000, "ASC")
    rows = [{"id": each, "grade_level": drawn[each]} for each in seen]
    assert len(rows) > 60
    for descending, way in ((False, "ASC"), (True, "DESC")):
        wanted = expected("student", rows, "grade_level", descending=descending)
        for size in SIZES:
            assert await walked(own_demo, viewer, STUDENTS, size, way) == wanted, (way, size)


async def test_pages_below_a_row_are_sorted_by_what_may_be_null(own_demo: Hub) -> None:
    viewer = await own_demo.viewer(sourced_id_of("registrar"))
    async with own_demo.database.owner() as owner:
        student = await owner.fetchval(
            "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-student'"
        )
        await owner.execute(
            "UPDATE mark SET superseded_at = posted_at + interval '1 day'"
            " WHERE student_id = $1 AND get_byte(uuid_send(id), 15) % 3 = 0",
            student,
        )
        found = await owner.fetch(
            "SELECT id, superseded_at FROM mark WHERE student_id = $1", student
        )
    rows = [dict(row) for row in found]
    assert {row["superseded_at"] is None for row in rows} == {True, False}
    for descending, way in ((False, "ASC"), (True, "DESC")):
        wanted = expected("mark", rows, "superseded_at", descending=descending)
        for size in (1, 3, 1000):
            of = f"stu_{student}"
            assert await walked(own_demo, viewer, MARKS, size, way, of=of) == wanted, (way, size)


async def test_p32_a_cursor_on_a_null_is_bound_to_its_order_and_direction(own_demo: Hub) -> None:
    viewer = await own_demo.viewer(sourced_id_of("registrar"))
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE student SET grade_level = NULL")
    answer = await own_demo.door.execute(STUDENTS, viewer, variables={"n": 1, "way": "DESC"})
    cursor = json.loads(answer.body)["data"]["students"]["pageInfo"]["endCursor"]
    again = {"n": 1, "after": cursor, "way": "DESC"}
    await own_demo.door.execute(STUDENTS, viewer, variables=again)
    for text, way in ((STUDENTS, "ASC"), (STUDENTS.replace("GRADE_LEVEL", "BIRTH_DATE"), "DESC")):
        with pytest.raises(BadCursor):
            await own_demo.door.execute(text, viewer, variables={**again, "way": way})


async def test_p32_an_order_by_a_nullable_column_withheld_on_some_rows_is_refused(
    demo: Hub, teacher: Viewer
) -> None:
    """She reads of her own child what was done at the nurse's, and of her pupils only that they
    were there: no list may be sorted by it, since an order would tell where nothing was done.
    """
    text = """query($of: ID!) { student(id: $of) {
        visits(orderBy: {field: TREATMENT}) { nodes { id } } } }"""
    with pytest.raises(FieldWithheld) as refused:
        await demo.door.execute(text, teacher, variables={"of": f"stu_{UUID(int=0)}"})
    assert refused.value.details == {"field": "treatment"}


async def test_p36_text_that_is_shown_whole_only_sorts_nothing(
    demo: Hub, built: Built, registrar: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planner reads the grade as such a text: no filter reaches one, and no order does."""
    whole = policy.WHOLE_ONLY["incident", "description"]
    monkeypatch.setitem(policy.WHOLE_ONLY, ("student", "grade_level"), whole)
    door = Door(built, demo.database, SECRET, demo.door.zone)
    with pytest.raises(FieldWithheld):
        await door.execute(STUDENTS.replace(" gradeLevel", ""), registrar, variables={"way": "ASC"})


@pytest.mark.parametrize("way", ["ASC", "DESC"])
async def test_one_index_carries_a_cursor_on_a_null_and_on_a_value(
    demo: Hub, registrar: Viewer, way: str
) -> None:
    given = {"n": 5, "after": "x", "way": way}
    statement = prepared(demo.door, STUDENTS, registrar, given).statement
    nothing = ", ".join("NULL" for _ in statement.parameters)
    async with demo.database.owner() as owner:
        await owner.execute(f"PREPARE page AS {statement.sql}")
        for kind in ("seqscan", "sort", "bitmapscan"):
            await owner.execute(f"SET enable_{kind} = off")
        await owner.execute("SET plan_cache_mode = force_generic_plan")
        found = await owner.fetch(f"EXPLAIN (COSTS OFF) EXECUTE page({nothing})")
    plan = "\n".join(row[0] for row in found)
    assert "using ix_student_grade_level_nulls_id on student this" in plan
    assert "Index Cond: (ROW((grade_level IS NULL), COALESCE(" in plan
