"""One operation, one statement; its text is a function of the viewer's shape alone."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from graphql import StringValueNode, parse, visit
from graphql.language import Visitor
from sqlalchemy import literal, select

from hub.database import Database
from hub.errors import Refusal
from hub.models.students import Student
from hub.sql import written
from schema.door import Door
from tests.conftest import SECRET
from tests.operations.golden import Golden, answered, goldens, sourced_id_of, variables_of
from tests.resolvers.conftest import prepared
from tests.resolvers.sources import multiplied

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.database import Connection
    from hub.viewer import Viewer
    from schema.build import Built
    from schema.door import Prepared
    from tests.conftest import Hub

EACH = [pytest.param(golden, id=golden.name) for golden in goldens()]
COMPUTED = {
    "sections/a_teacher_sees_when_her_classes_meet_next": 2,
    "health/the_nurse_reads_whose_immunizations_are_due": 2,
    "sections/an_office_clerk_teaches_nothing": 1,
    "schedules/the_principal_reads_who_has_no_complete_schedule": 2,
}
"""Operations for which more is read: the calendars of the schools of one's
sections, and the students of a school by the hundreds."""
REFUSED = {
    golden.name
    for golden in goldens()
    if "data" not in json.loads(golden.answer.read_text(encoding="utf-8"))
}
"""Operations that are refused as a whole, before anything is read for them."""
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Watched(Database):
    """A database that writes down every statement that is sent to it."""

    sent: list[str]

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Connection]:
        """A connection whose statements are written down."""
        async with super().acquire() as connection:
            with connection.query_logger(lambda record: self.sent.append(record.query)):
                yield connection
                # asyncpg tells of a statement in the loop's next turn
                await asyncio.sleep(0)


@pytest.fixture
async def watched(demo: Hub, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[str]]:
    """The statements that the demo district's door sends."""
    database = Watched(demo.database.facts, demo.database.settings)
    database.sent = []
    monkeypatch.setattr(demo.door, "database", database)
    yield database.sent
    await database.close()


async def test_every_operation_is_one_statement(demo: Hub, watched: list[str]) -> None:
    for golden in goldens():
        watched.clear()
        await answered(golden, demo)
        expected = 0 if golden.name in REFUSED else COMPUTED.get(golden.name, 1)
        assert len(watched) == expected, golden.name


async def test_many_rows_and_roots_are_one_statement(
    demo: Hub, watched: list[str], registrar: Viewer
) -> None:
    await demo.door.execute(
        "{ students(first: 40) { nodes { schedule { section { meetings { room } } } } }"
        " other: students(first: 2) { nodes { marks { nodes { value } } } }"
        " schools { nodes { name } } viewer { staffMember { posts { role } } } }",
        registrar,
    )
    assert len(watched) == 1


async def test_computed_fields_of_many_rows_are_two_statements(
    demo: Hub, watched: list[str], registrar: Viewer
) -> None:
    await demo.door.execute(
        "{ sections(first: 60) { nodes { nextMeeting { startsAt } } }"
        " schools { nodes { sections(first: 3) { nodes { nextMeeting { room } } } } } }",
        registrar,
    )
    assert len(watched) == 2


async def test_introspection_is_no_statement(
    demo: Hub, watched: list[str], registrar: Viewer
) -> None:
    await demo.door.execute("{ __schema { types { name } } }", registrar)
    assert watched == []


@pytest.mark.parametrize("golden", EACH)
async def test_with_folding_switched_off_the_answer_is_the_same(
    golden: Golden, demo: Hub, unfolded: Door
) -> None:
    assert await answered(golden, demo, unfolded) == golden.answer.read_text(encoding="utf-8")


async def test_rows_that_are_no_page_are_shown_from_where_they_stand(
    demo: Hub, teacher: Viewer
) -> None:
    """A level less for each read, and one row is in no order: PostgreSQL plans and starts less."""
    text = """query($id: ID!) { section(id: $id) { title term { name }
        staff { role staffMember { familyName } } } }"""
    some = {"id": "sec_00000000-0000-4000-8000-000000000000"}
    said = prepared(demo.door, text, teacher, some).statement.sql
    names = "section AS this term AS this1 section_staff AS this1 staff_member AS this2"
    assert all(pair in said for pair in re.findall(r"\w+ AS \w+", names))
    assert said.count(" ORDER BY ") == 1, "only the list has an order"
    assert "seat_limit" not in said, "no row is selected whole, to be selected from"


async def test_folding_leaves_something_out(demo: Hub, unfolded: Door) -> None:
    """Else the promise before would be empty."""
    shorter = 0
    for golden in goldens()[::4]:
        if golden.name not in REFUSED:
            without = await plan_of(golden, demo, unfolded)
            with_folding = await plan_of(golden, demo, demo.door)
            shorter += len(with_folding.statement.sql) < len(without.statement.sql)
    assert shorter > len(goldens()) / 8


async def plan_of(golden: Golden, demo: Hub, door: Door) -> Prepared:
    """The plan and statement of a golden operation."""
    viewer = await demo.viewer(sourced_id_of(golden.viewer))
    return prepared(door, golden.text, viewer, await variables_of(golden, demo))


async def test_no_statement_multiplies_rows(demo: Hub) -> None:
    """Each FROM has one element, or conditions between them; none is read in two places."""
    for golden in goldens():
        if golden.name not in REFUSED:
            made = await plan_of(golden, demo, demo.door)
            assert multiplied(made.statement.sql) == [], golden.name


def test_what_would_multiply_rows_is_found() -> None:
    one, other = Student.__table__.alias("one"), Student.__table__.alias("other")
    inner = select(one.c.id).where(one.c.id == other.c.id)
    lost = select(literal(1)).where(inner.exists().correlate(None))
    rows = select(other.c.id).subquery()
    twice = select(rows.c.id, select(rows.c.id).correlate(None).scalar_subquery())
    unbound = select(other.c.id).select_from(
        other.join(select(one.c.id).limit(1).lateral(), literal(value=True))
    )
    for wrong in (select(one.c.id, other.c.id), lost, twice, unbound):
        assert multiplied(written(wrong).sql), written(wrong).sql
    right = select(other.c.id).where(inner.correlate(other).exists())
    assert multiplied(written(right).sql) == []


async def test_no_viewers_id_date_or_value_stands_in_a_text(demo: Hub) -> None:
    for golden in goldens():
        if golden.name in REFUSED:
            continue
        made = await plan_of(golden, demo, demo.door)
        sql = made.statement.sql
        assert not UUID.search(sql), golden.name
        assert not DATE.search(sql), golden.name
        for value in _values(golden):
            assert f"'{value}'" not in sql, golden.name


def _values(golden: Golden) -> list[str]:
    """Every text that the client gave."""
    found = [each for each in golden.variables.values() if isinstance(each, str)]

    class Reader(Visitor):
        def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
            found.append(node.value)

    visit(parse(golden.text), Reader())
    return found


async def test_two_viewers_of_one_shape_get_one_text(demo: Hub, built: Built) -> None:
    """Also where each has a door of their own, so that nothing is kept between them."""
    several = await _of_one_shape(demo)
    assert len(several) >= 3
    for number, (first, second) in enumerate(several):
        assert first.person_id != second.person_id
        assert first.shape == second.shape
        for text in sorted({golden.document for golden in goldens()})[number :: 3 * len(several)]:
            texts = [_text(demo, built, each, text) for each in (first, second)]
            assert texts[0] == texts[1]


async def _of_one_shape(demo: Hub) -> list[tuple[Viewer, Viewer]]:
    """Pairs of different people of one shape: guardians, students, teachers."""
    async with demo.database.owner() as owner:
        rows = await owner.fetch(
            "SELECT sourced_id FROM person WHERE suspended_at IS NULL"
            " AND sourced_id ~ '^(guardian|student|staff)-[0-9]$' ORDER BY sourced_id"
        )
    by_shape: dict[Any, list[Viewer]] = {}
    for row in rows:
        viewer = await demo.viewer(row["sourced_id"])
        by_shape.setdefault(viewer.shape, []).append(viewer)
    return [(each[0], each[1]) for each in by_shape.values() if len(each) > 1][:3]


def _text(demo: Hub, built: Built, viewer: Viewer, text: str) -> Any:
    door = Door(built, demo.database, SECRET, demo.door.zone)
    variables = {"id": "stu_00000000-0000-4000-8000-000000000000"} if "$id" in text else {}
    try:
        made = prepared(door, text, viewer, variables)
    except Refusal as refusal:
        return (refusal.code, refusal.message)
    return (made.statement.sql, made.statement.parameters, made.withheld)


WARM: tuple[tuple[str, tuple[dict[str, Any], ...]], ...] = (
    (
        "query($w: StudentWhere) { students(first: 3, where: $w) { nodes { familyName } } }",
        (
            {"w": {"familyName": {"startsWith": "B"}}},
            {"w": {"familyName": {"startsWith": "M"}}},
            {"w": {"familyName": {"in": ["Hill", "Price", "Chen"]}}},
            {"w": {"familyName": {"in": ["Hill"]}}},
            {"w": {"not": {"gradeLevel": {"eq": 10}}}},
            {"w": {"not": {"gradeLevel": {"eq": 9}}}},
            {"w": {"preferredName": {"isNull": True}}},
            {"w": {"preferredName": {"isNull": False}}},
            {"w": None},
            {},
        ),
    ),
    (
        (
            "query($n: Int, $o: StudentOrder) { students(first: $n, orderBy: $o)"
            " { nodes { familyName } } }"
        ),
        (
            {"n": 1},
            {"n": 2},
            {"n": None},
            {"n": 2, "o": {"field": "FAMILY_NAME", "direction": "DESC"}},
            {"n": 2, "o": {"field": "FAMILY_NAME"}},
            {"n": 2, "o": {"field": "GIVEN_NAME", "direction": "DESC"}},
        ),
    ),
    (
        (
            "query($a: Boolean!, $b: Boolean = true) { students(first: 1)"
            " { nodes { familyName @include(if: $a) givenName @skip(if: $b) id } } }"
        ),
        ({"a": True}, {"a": False}, {"a": True, "b": False}, {"a": False, "b": False}),
    ),
    (
        "query($d: Date) { students(first: 2, asOf: $d) { nodes { enrollments { startsOn } } } }",
        ({"d": "2026-10-14"}, {"d": "2025-10-14"}, {"d": None}, {}),
    ),
)


@pytest.mark.parametrize(("text", "variables"), WARM)
async def test_a_kept_plan_answers_other_variables_as_a_cold_one(
    demo: Hub, built: Built, registrar: Viewer, text: str, variables: tuple[dict[str, Any], ...]
) -> None:
    warm = Door(built, demo.database, SECRET, demo.door.zone)
    answers = set()
    for given in (*variables, *reversed(variables)):
        cold = Door(built, demo.database, SECRET, demo.door.zone)
        found = [
            json.loads((await door.execute(text, registrar, variables=given)).body)["data"]
            for door in (warm, cold)
        ]
        assert found[0] == found[1], given
        answers.add(json.dumps(found[0]))
    assert len(answers) > 1


async def test_a_node_is_found_by_the_type_of_its_id(demo: Hub, registrar: Viewer) -> None:
    text = "query($id: ID!) { node(id: $id) { __typename id } }"
    roots = await demo.door.execute(
        "{ students(first: 1) { nodes { id } } schools(first: 2) { nodes { id } } }", registrar
    )
    data = json.loads(roots.body)["data"]
    for each in (*data["students"]["nodes"], *data["schools"]["nodes"], *data["students"]["nodes"]):
        found = await demo.door.execute(text, registrar, variables={"id": each["id"]})
        expected = "Student" if each["id"].startswith("stu_") else "School"
        node = json.loads(found.body)["data"]["node"]
        assert node == {"__typename": expected, "id": each["id"]}
