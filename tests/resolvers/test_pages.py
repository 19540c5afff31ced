"""Pages: bounded, in order, each row once; counts tell no more than rows do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hub.errors import BadCursor, BadInput, FieldWithheld, LimitExceeded
from hub.limits import PAGE_PRODUCT_MAX, PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX, ROOT_FIELDS_MAX
from schema.documents import Invalid
from tests.operations.golden import sourced_id_of

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from tests.conftest import Hub


async def data(hub: Hub, viewer: Viewer, text: str, **variables: Any) -> Any:
    """The data of an answer."""
    answer = await hub.door.execute(text, viewer, variables=variables)
    return json.loads(answer.body)["data"]


@pytest.mark.parametrize("given", [-1, -(2**31)])
async def test_a_negative_first_is_refused(demo: Hub, registrar: Viewer, given: int) -> None:
    for text in (
        f"{{ students(first: {given}) {{ nodes {{ id }} }} }}",
        f"{{ schools {{ nodes {{ sections(first: {given}) {{ nodes {{ id }} }} }} }} }}",
    ):
        with pytest.raises(BadInput) as refused:
            await demo.door.execute(text, registrar)
        assert refused.value.details == {"argument": "first"}


@pytest.mark.parametrize("given", [PAGE_ROWS_MAX + 1, 2**31 - 1])
async def test_a_first_above_the_limit_is_refused(demo: Hub, registrar: Viewer, given: int) -> None:
    text = "query($n: Int) { students(first: $n) { nodes { id } } }"
    with pytest.raises(LimitExceeded) as refused:
        await demo.door.execute(text, registrar, variables={"n": given})
    assert refused.value.details == {"limit": "page rows"}


@pytest.mark.parametrize("given", [2**31, "5", 1.5, True])
async def test_a_first_that_is_no_integer_is_invalid(
    demo: Hub, registrar: Viewer, given: Any
) -> None:
    text = "query($n: Int) { students(first: $n) { nodes { id } } }"
    with pytest.raises(Invalid):
        await demo.door.execute(text, registrar, variables={"n": given})


async def test_the_largest_page_and_the_default_are_answered(demo: Hub, registrar: Viewer) -> None:
    text = "query($n: Int) { students(first: $n) { nodes { id } totalCount { count exact } } }"
    default = await data(demo, registrar, text)
    null = await data(demo, registrar, text, n=None)
    largest = await data(demo, registrar, text, n=PAGE_ROWS_MAX)
    assert default == null
    assert len(default["students"]["nodes"]) == PAGE_ROWS_DEFAULT
    total = largest["students"]["totalCount"]
    assert total == {"count": len(largest["students"]["nodes"]), "exact": True}


async def test_an_empty_page_tells_whether_rows_follow(demo: Hub, registrar: Viewer) -> None:
    text = """{ students(first: 0) { nodes { id } edges { cursor }
        pageInfo { hasNextPage endCursor } totalCount { count } } }"""
    page = (await data(demo, registrar, text))["students"]
    assert page["nodes"] == page["edges"] == []
    assert page["pageInfo"] == {"hasNextPage": True, "endCursor": None}
    assert page["totalCount"]["count"] > 50


async def test_a_list_without_rows_is_a_page_without_rows(demo: Hub, registrar: Viewer) -> None:
    text = """{ students(where: {familyName: {eq: "Nobody"}}) { nodes { id } edges { cursor }
        pageInfo { hasNextPage endCursor } totalCount { count exact } } }"""
    assert (await data(demo, registrar, text))["students"] == {
        "nodes": [],
        "edges": [],
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "totalCount": {"count": 0, "exact": True},
    }


ORDERS = [
    "",
    ", orderBy: {field: GIVEN_NAME}",
    ", orderBy: {field: GIVEN_NAME, direction: DESC}",
    ", orderBy: {field: FAMILY_NAME, direction: DESC}, where: {gradeLevel: {in: [9, 10]}}",
    ", orderBy: {field: GIVEN_NAME}, where: {not: {gradeLevel: {eq: 12}}}",
]


@pytest.mark.parametrize("arguments", ORDERS)
async def test_all_pages_together_are_the_list(
    demo: Hub, registrar: Viewer, arguments: str
) -> None:
    text = (
        "query($n: Int, $after: String) { students(first: $n, after: $after" + arguments + ")"
        " { nodes { id } pageInfo { hasNextPage endCursor } totalCount { count } } }"
    )
    whole = (await data(demo, registrar, text, n=PAGE_ROWS_MAX))["students"]
    found: list[Any] = []
    after = None
    more = True
    while more:
        page = (await data(demo, registrar, text, n=17, after=after))["students"]
        assert page["totalCount"] == whole["totalCount"]
        found += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert found == whole["nodes"]
    assert len(found) > 30


async def test_the_end_cursor_is_the_last_edges(demo: Hub, registrar: Viewer) -> None:
    text = "{ students(first: 3) { edges { cursor } pageInfo { endCursor } } }"
    page = (await data(demo, registrar, text))["students"]
    assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]


async def test_pages_below_rows_go_on_per_row(demo: Hub, registrar: Viewer) -> None:
    text = """query($after: String) { sections(first: 2, where: {title: {startsWith: "English 10"}})
        { nodes { roster(first: 1, after: $after) { edges { cursor node { id } }
        pageInfo { hasNextPage } } } } }"""
    first = (await data(demo, registrar, text))["sections"]["nodes"][0]["roster"]
    cursor = first["edges"][0]["cursor"]
    second = (await data(demo, registrar, text, after=cursor))["sections"]["nodes"][0]["roster"]
    assert second["edges"][0]["node"] != first["edges"][0]["node"]


async def test_a_cursor_whose_row_is_gone_is_refused(own_demo: Hub) -> None:
    viewer = await own_demo.viewer("demo-counselor")
    text = """query($after: String) { students(first: 1, after: $after,
        where: {schedule: {section: {title: {startsWith: "Geometry"}}}}) {
        edges { cursor node { id } } } }"""
    (edge,) = (await data(own_demo, viewer, text))["students"]["edges"]
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "UPDATE school_enrollment SET ends_on = '2026-10-01' WHERE student_id = $1"
            " AND ends_on IS NULL",
            edge["node"]["id"].removeprefix("stu_"),
        )
    with pytest.raises(BadCursor):
        await own_demo.door.execute(text, viewer, variables={"after": edge["cursor"]})


async def test_nested_pages_ask_for_so_many_rows_together(demo: Hub, registrar: Viewer) -> None:
    text = "{ schools(first: %d) { nodes { sections(first: %d) { nodes { id } } } } }"
    outer = 100
    await demo.door.execute(text % (outer, PAGE_PRODUCT_MAX // outer), registrar)
    with pytest.raises(LimitExceeded) as refused:
        await demo.door.execute(text % (outer, PAGE_PRODUCT_MAX // outer + 1), registrar)
    assert refused.value.details == {"limit": "page product"}


async def test_so_many_root_fields_are_answered(demo: Hub, registrar: Viewer) -> None:
    def roots(count: int) -> str:
        return "{" + " ".join(f"v{at}: viewer {{ today }}" for at in range(count)) + "}"

    await demo.door.execute(roots(ROOT_FIELDS_MAX), registrar)
    with pytest.raises(LimitExceeded):
        await demo.door.execute(roots(ROOT_FIELDS_MAX + 1), registrar)


async def test_p32_an_order_by_what_is_withheld_is_refused(demo: Hub, co_teacher: Viewer) -> None:
    text = "{ students(orderBy: {field: BIRTH_DATE}) { nodes { id } } }"
    with pytest.raises(FieldWithheld) as refused:
        await demo.door.execute(text, co_teacher)
    assert refused.value.details == {"field": "birth_date"}


async def test_p32_an_order_by_what_is_withheld_on_some_rows_is_refused(
    demo: Hub, teacher: Viewer
) -> None:
    """She reads her own child's birth date: sorting by it would tell the others'."""
    text = "{ students(orderBy: {field: BIRTH_DATE}) { nodes { birthDate } } }"
    with pytest.raises(FieldWithheld):
        await demo.door.execute(text, teacher)


async def test_a_count_counts_the_rows_that_one_may_see(demo: Hub) -> None:
    text = """{ students(first: 1000) { nodes { id } totalCount { count }
        pageInfo { hasNextPage } } }"""
    for who in ("teacher", "guardian", "contracted_provider", "student", "analyst", "nurse"):
        page = (await data(demo, await demo.viewer(sourced_id_of(who)), text))["students"]
        assert page["totalCount"]["count"] == len(page["nodes"]), who
        assert page["pageInfo"]["hasNextPage"] is False


async def test_an_order_says_nothing_else_than_its_field(demo: Hub, registrar: Viewer) -> None:
    text = (
        "query($d: Direction!) { students(first: 60, orderBy: {field: FAMILY_NAME, direction: $d}) "
        "{ nodes { familyName } } }"
    )
    up = (await data(demo, registrar, text, d="ASC"))["students"]["nodes"]
    down = (await data(demo, registrar, text, d="DESC"))["students"]["nodes"]
    names = [each["familyName"] for each in up]
    assert names == sorted(names)
    assert [each["familyName"] for each in down] == sorted(
        (each["familyName"] for each in down), reverse=True
    )


async def test_a_day_chooses_facts_and_opens_nothing(demo: Hub, co_teacher: Viewer) -> None:
    text = """query($day: Date) { students(first: 1000, asOf: $day) {
        nodes { id } totalCount { count } } }"""
    today = (await data(demo, co_teacher, text))["students"]
    for day in ("2024-09-01", "2026-10-14", "2030-01-01"):
        assert (await data(demo, co_teacher, text, day=day))["students"] == today


async def test_history_shows_rows_of_any_day(demo: Hub, registrar: Viewer) -> None:
    text = """query($history: Boolean, $day: Date) { student(id: "%s") {
        enrollments(history: $history, asOf: $day) { schoolYear } } }"""
    ids = "{ students(first: 1, where: {gradeLevel: {eq: 11}}) { nodes { id } } }"
    student = (await data(demo, registrar, ids))["students"]["nodes"][0]["id"]
    asked = text % student
    now = (await data(demo, registrar, asked))["student"]["enrollments"]
    then = (await data(demo, registrar, asked, day="2025-10-01"))["student"]["enrollments"]
    ever = (await data(demo, registrar, asked, history=True))["student"]["enrollments"]
    assert now == [{"schoolYear": 2027}]
    assert then == [{"schoolYear": 2026}]
    assert [each for each in ever if each in (*now, *then)] == [*then, *now]
