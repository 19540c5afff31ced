"""AUD-2: who did what to a student's rows is read, and nothing that the row itself keeps back."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from admin.columns import COLUMNS, TYPES
from hub import policy
from hub.errors import BadCursor, BadInput, LimitExceeded
from hub.models import Base
from hub.policy.history import UNTOLD, Told, told
from resolvers import entries
from resolvers.binding import bound
from resolvers.compiler import history as compiled
from resolvers.entries import columns_of
from tests.conftest import SECRET
from tests.history.asking import HISTORY, entered, history, marked, readable, whole
from tests.mutations.conftest import Office
from tests.mutations.test_sections import free
from tests.operations.golden import sourced_id_of, student_id
from tests.resolvers.conftest import prepared

if TYPE_CHECKING:
    from schema.build import Built
    from tests.conftest import Hub

ANA = "demo-student"
PEOPLE = (
    *("teacher", "counselor", "nurse", "contracted_nurse", "principal", "registrar", "office"),
    *("paraeducator", "case_manager", "substitute", "untrained_teacher", "former_teacher"),
    *("guardian", "father", "student", "privacy_officer", "liaison"),
)
NOBODY = {
    "adult_access": "nobody reads it",
    "caseload": "which rows are a counselor's, is a matter of the row",
    "transcript_line": "what the college keeps, is a matter of the row",
}
"""Tables of which nobody reads every row of a student, so that nobody reads a history."""


def test_aud2_every_table_about_students_has_a_history_or_a_reason() -> None:
    everybody = policy.Shape(frozenset(policy.RELATIONS), trained=True)
    about = {name for name in Base.metadata.tables if policy.has_student(name)}
    recounted = {each.table for each in told(everybody)}
    assert recounted | UNTOLD.keys() | NOBODY.keys() == about
    assert not recounted & (UNTOLD.keys() | NOBODY.keys())
    assert all(UNTOLD.values())


async def test_aud2_who_took_a_seat_and_why_stands_on_one_page(own_demo: Hub) -> None:
    office = Office(own_demo)
    section, (student,) = await free(office)
    given = {"studentId": student, "sectionId": section, "reason": "a free place"}
    seat = "sectionEnrollment { id version }"
    made = await office.enter("registrar", "addToSection", given, seat)
    assert made.row is not None
    left = {**made.row, "reason": "too early in the day"}
    assert (await office.enter("registrar", "dropFromSection", left, seat)).errors == []
    newest, first, *_ = (await history(own_demo, "registrar", student))["changes"]
    assert (newest["kind"], first["kind"]) == ("AMENDED", "ADDED")
    assert {newest["row"], first["row"]} == {made.row["id"]}
    assert newest["by"] == "Martin Okoro"
    assert newest["reason"] == "too early in the day"
    assert newest["operation"] == "dropFromSection"
    (ended,) = newest["fields"]
    assert (ended["name"], ended["before"], ended["isWithheld"]) == ("endsOn", None, False)
    assert ended["after"] is not None
    there = {each["name"]: each["after"] for each in first["fields"]}
    assert there["section"] == newest["about"]
    principal = (await history(own_demo, "principal", student))["changes"][0]
    assert (principal["by"], principal["reason"]) == ("Martin Okoro", None)
    assert principal["fields"] == newest["fields"]


async def test_nothing_is_told_that_isnt_read_of_the_row_itself(own_demo: Hub) -> None:
    assert await _leaks(own_demo) == []


async def test_a_column_told_by_the_row_as_it_is_now_is_noticed(
    own_demo: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A leak that is planted: everything is told to whoever may read anything of the student."""

    def everything(shape: policy.Shape) -> tuple[Told, ...]:
        ways = policy.on_each_side(policy.visible("student", shape), policy.of_every_row)
        tables = Base.metadata.tables.values()
        columns = (each for t in tables if policy.has_student(t.name) for each in t.c)
        return tuple(Told(each.table.name, each.name, ways, (), (), free=False) for each in columns)

    for room in (compiled, entries):
        monkeypatch.setattr(room, "told", everything)
    assert await _leaks(own_demo)


async def _leaks(hub: Hub) -> list[tuple[str, str, str]]:
    """Who is told of which fields of a type that they may not read of the row."""
    ana = await student_id(hub, ANA)
    marks = {each.entry: each for each in await marked(hub, ana)}
    catalog = hub.door.built.catalog
    types = {each.table.name: each for each in catalog.types.values() if each.table is not None}
    names = columns_of(catalog)
    found, seen = [], 0
    for who in PEOPLE:
        viewer = await hub.viewer(sourced_id_of(who))
        told_of: dict[tuple[str, str], set[str]] = {}
        for each in await whole(hub, viewer, ana):
            mark = marks.get(each["id"])
            if mark is not None:
                place = mark.table, each["row"]
                told_of.setdefault(place, set()).add(names[mark.table, mark.column][0])
        for (table, row), fields in told_of.items():
            seen += len(fields)
            open_ = await readable(hub, viewer, types[table], fields, row)
            found += [(who, table, name) for name in sorted(fields - open_)]
    assert seen > len(PEOPLE)
    return found


@pytest.mark.parametrize("who", ["teacher", "guardian", "student", "nurse", "counselor"])
async def test_what_somebody_isnt_told_of_may_be_anything(own_demo: Hub, who: str) -> None:
    """Twins: of entries that somebody doesn't read, author, values, words and reason change, and
    not a letter of what they read does.
    """
    ana = await student_id(own_demo, ANA)
    entries = {each.entry for each in await marked(own_demo, ana)}
    before = await whole(own_demo, who, ana)
    others = [UUID(each[4:]) for each in entries - {each["id"] for each in before}]
    assert others
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "UPDATE change SET person_id = (SELECT id FROM person WHERE sourced_id = 'demo-nurse'),"
            " operation = 'other', reason = 'another', before = after, after = before"
            " WHERE id = ANY($1)",
            others,
        )
    assert await whole(own_demo, who, ana) == before


async def test_beside_a_column_that_is_read_the_others_tell_nothing(own_demo: Hub) -> None:
    """A name that was given up is 1c: of a change of name and grade a teacher reads the grade."""
    ana = await student_id(own_demo, ANA)
    before = {"given_name": "Anna", "grade_level": 9}
    after = {"given_name": "Ana", "grade_level": 10}
    entry = await entered(own_demo, "student", UUID(ana[4:]), ana, before, after, reason="by court")
    told_to = {
        who: next(e for e in await whole(own_demo, who, ana) if e["id"] == entry)
        for who in ("registrar", "teacher", "guardian")
    }
    assert [each["name"] for each in told_to["registrar"]["fields"]] == ["givenName", "gradeLevel"]
    assert told_to["registrar"]["reason"] == "by court"
    for who in ("teacher", "guardian"):
        assert [each["name"] for each in told_to[who]["fields"]] == ["gradeLevel"]
        assert (told_to[who]["reason"], told_to[who]["operation"]) == (None, None)
    only = {"given_name": "Anna", "grade_level": 10}
    hidden = await entered(own_demo, "student", UUID(ana[4:]), ana, only, after)
    for who in ("teacher", "guardian", "student"):
        assert hidden not in {each["id"] for each in await whole(own_demo, who, ana)}


async def test_a_text_that_was_mended_is_told_to_whoever_may_write_it(own_demo: Hub) -> None:
    ana = await student_id(own_demo, ANA)
    row = await _kept(own_demo, "health_alert", ana)
    was, now = {"instruction": "has a diagnosis"}, {"instruction": "call the nurse"}
    entry = await entered(own_demo, "health_alert", row, ana, was, now)
    for who, text in (("nurse", "has a diagnosis"), ("teacher", None), ("guardian", None)):
        found = next(e for e in await whole(own_demo, who, ana) if e["id"] == entry)
        (field,) = found["fields"]
        assert (field["before"], field["isWithheld"]) == (text, text is None)


async def test_a_row_that_is_gone_is_told_to_whoever_keeps_such_rows(own_demo: Hub) -> None:
    ana = await student_id(own_demo, ANA)
    gone = uuid4()
    said = {"severity": "SERIOUS", "dietary": False}
    await entered(own_demo, "health_alert", gone, ana, None, said, kind="ADDED")
    await entered(own_demo, "health_alert", gone, ana, said, None, kind="TAKEN_BACK")
    row = f"alr_{gone}"
    told_to = {
        who: [e["kind"] for e in await whole(own_demo, who, ana) if e["row"] == row]
        for who in ("nurse", "teacher", "guardian")
    }
    assert told_to == {"nurse": ["TAKEN_BACK", "ADDED"], "teacher": [], "guardian": []}


async def test_syn3_a_row_that_was_another_childs_for_a_time_is_told_to_nobody(
    own_demo: Hub,
) -> None:
    ana = await student_id(own_demo, ANA)
    other = await student_id(own_demo, "demo-student16")
    row = await _kept(own_demo, "health_alert", ana)
    entry = await entered(own_demo, "health_alert", row, ana, {"dietary": False}, {"dietary": True})
    assert entry in {each["id"] for each in await whole(own_demo, "nurse", ana)}
    await entered(own_demo, "health_alert", row, other, {"dietary": True}, {"dietary": False})
    assert entry not in {each["id"] for each in await whole(own_demo, "nurse", ana)}


async def test_p23_a_student_of_whom_nothing_is_ones_own_has_no_history(demo: Hub) -> None:
    nobody = f"stu_{uuid4()}"
    for who in ("teacher", "guardian", "student", "analyst"):
        closed = await student_id(demo, "demo-closed-to-father")
        assert await history(demo, who, nobody) is None
        if who in ("student", "analyst"):
            assert await history(demo, who, closed) is None


async def test_p33_whoever_views_as_somebody_reads_what_both_do(own_demo: Hub) -> None:
    ana = await student_id(own_demo, ANA)
    await marked(own_demo, ana)
    viewer = await own_demo.viewing_as("demo-principal", "demo-counselor")
    both = {each["id"] for each in await whole(own_demo, viewer, ana)}
    mine, theirs = [
        {each["id"] for each in await whole(own_demo, who, ana)}
        for who in ("principal", "counselor")
    ]
    assert both
    assert both <= mine & theirs
    assert mine != theirs


async def test_pages_are_the_whole_history_and_another_ones_entry_is_no_cursor(
    own_demo: Hub,
) -> None:
    ana = await student_id(own_demo, ANA)
    entries = {each.entry for each in await marked(own_demo, ana)}
    found = await whole(own_demo, "registrar", ana)
    pages, after = [], None
    while True:
        page = await history(own_demo, "registrar", ana, first=7, after=after)
        pages += page["changes"]
        after = page["last"]
        if after is None:
            break
    assert pages == found
    assert [e["at"] for e in found] == sorted((e["at"] for e in found), reverse=True)
    hidden = min(entries - {each["id"] for each in await whole(own_demo, "teacher", ana)})
    for other in (hidden, f"chg_{uuid4()}"):
        with pytest.raises(BadCursor) as refusal:
            await history(own_demo, "teacher", ana, after=other)
        assert "not in this history" in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [({"first": 0}, BadInput), ({"first": 101}, LimitExceeded), ({"after": "x"}, BadInput)],
)
async def test_what_a_history_cannot_be_asked_is_refused(
    demo: Hub, given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await history(demo, "registrar", await student_id(demo, ANA), **given)


async def test_two_that_begin_at_once_are_each_written_of_its_own_plan(own_demo: Hub) -> None:
    viewer = await own_demo.viewer("demo-registrar")
    ana = await student_id(own_demo, ANA)
    texts = [HISTORY, HISTORY, HISTORY.replace("History(", "Other("), HISTORY + " "]
    asked = (own_demo.door.execute(each, viewer, variables={"id": ana}) for each in texts)
    answers = await asyncio.gather(*asked)
    assert len({json.dumps(json.loads(each.body)["data"]) for each in answers}) == 1


@pytest.mark.parametrize("size", [57, 58, 59, 60, 61, 62, 63])
async def test_a_history_is_told_alike_under_any_alias(own_demo: Hub, size: int) -> None:
    ana = await student_id(own_demo, ANA)
    await marked(own_demo, ana)
    viewer = await own_demo.viewer("demo-registrar")
    alias = "a" * size
    aliased = HISTORY.replace("history(", f"{alias}: history(")
    answer = await own_demo.door.execute(aliased, viewer, variables={"id": ana})
    assert json.loads(answer.body)["data"][alias] == await history(own_demo, viewer, ana)


async def test_two_histories_are_told_in_one_statement_each_by_its_own_rows(
    own_demo: Hub,
) -> None:
    students = [await student_id(own_demo, each) for each in (ANA, "demo-student16")]
    for each in students:
        await marked(own_demo, each)
    viewer = await own_demo.viewer("demo-registrar")
    text = """query($a: ID!, $b: ID!) {
      a: history(student: $a, first: 5) { last changes { id about fields { name after } } }
      b: history(student: $b, first: 100) { last changes { id about fields { name after } } } }"""
    both = await own_demo.door.execute(
        text, viewer, variables=dict(zip("ab", students, strict=True))
    )
    told_of = json.loads(both.body)["data"]
    for key, student, first in zip("ab", students, (5, 100), strict=True):
        alone = await history(own_demo, viewer, student, first=first)
        found = told_of[key]
        assert found["last"] == alone["last"]
        assert [each["id"] for each in found["changes"]] == [e["id"] for e in alone["changes"]]
        assert [each["about"] for each in found["changes"]] == [
            each["about"] for each in alone["changes"]
        ]
    assert any(each["about"] for each in told_of["b"]["changes"])


async def test_a_class_that_is_over_is_named_too(own_demo: Hub) -> None:
    office = Office(own_demo)
    section, (student,) = await free(office)
    given = {"studentId": student, "sectionId": section, "reason": "a free place"}
    made = await office.enter("registrar", "addToSection", given, "sectionEnrollment { id }")
    assert made.errors == []
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "UPDATE section SET ends_on = starts_on WHERE id = $1", UUID(section[4:])
        )
    (entry, *_) = (await history(own_demo, "registrar", student))["changes"]
    there = {each["name"]: each["after"] for each in entry["fields"]}
    assert entry["about"]
    assert there["section"] == entry["about"]


async def test_a_page_of_a_history_is_found_by_its_student(own_demo: Hub) -> None:
    """The plan, read: entries come by the index of their student, and rows by that of theirs."""
    viewer = await own_demo.viewer("demo-registrar")
    asked = {"id": await student_id(own_demo, ANA), "first": 50}
    made = prepared(own_demo.door, HISTORY, viewer, asked)
    values = bound(made.plan, asked, viewer, SECRET, uuid4())
    async with own_demo.database.owner() as owner, owner.transaction():
        await owner.execute(
            "INSERT INTO change"
            " (request_id, person_id, operation, entity, row_id, student_id, kind)"
            " SELECT s.id, p.id, 'x', 'score', gen_random_uuid(), s.id, 'ADDED' FROM student s,"
            " generate_series(1, 30), (SELECT id FROM person LIMIT 1) p"
        )
        await owner.execute("ANALYZE change")
        given = [values[name] for name in made.statement.parameters]
        rows = await owner.fetch(f"EXPLAIN {made.statement.sql}", *given)
    plan = json.dumps([row[0] for row in rows])
    assert "ix_change_student_id_at" in plan
    assert "ix_change_row_id_at" in plan


async def _kept(hub: Hub, table: str, student: str) -> UUID:
    async with hub.database.owner() as owner:
        row: UUID = await owner.fetchval(
            f"SELECT id FROM {table} WHERE student_id = $1 ORDER BY id LIMIT 1",
            UUID(student[4:]),
        )
        return row


def test_every_field_of_a_history_has_words(built: Built) -> None:
    everybody = policy.Shape(frozenset(policy.RELATIONS), trained=True)
    types = {e.table.name: e.name for e in built.catalog.types.values() if e.table is not None}
    shown = columns_of(built.catalog)
    places = [(e.table, e.column) for e in told(everybody) if (e.table, e.column) in shown]
    assert {types[table] for table, _ in places} == TYPES.keys()
    assert {shown[place][0] for place in places} == COLUMNS.keys()
