"""The door: what it answers, what it refuses with which code, and when a viewer is stale."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hub.errors import BadRequest, LimitExceeded, Refusal
from hub.limits import DOCUMENT_TOKENS_MAX, ERRORS_MAX
from schema.documents import Invalid
from schema.door import Door, StaleViewer
from tests.conftest import SECRET
from tests.operations.golden import sourced_id_of
from tests.resolvers.calls import Calls
from tests.resolvers.conftest import prepared

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from tests.conftest import Hub

TWO = "query One { viewer { today } } query Other { district { name } }"


async def body(hub: Hub, viewer: Viewer, text: str, *, printed: bool = False, **more: Any) -> Any:
    """The body of an answer, also as graphql-core prints it."""
    door = hub.door
    if printed:
        door = Door(door.built, hub.database, SECRET, door.zone, printed=True)
    return json.loads((await door.execute(text, viewer, **more)).body)


async def test_an_operation_is_chosen_by_its_name(demo: Hub, registrar: Viewer) -> None:
    one = await body(demo, registrar, TWO, operation_name="One")
    other = await body(demo, registrar, TWO, operation_name="Other")
    assert list(one["data"]) == ["viewer"]
    assert list(other["data"]) == ["district"]
    again = await body(demo, registrar, TWO, operation_name="One")
    assert again["data"] == one["data"]


@pytest.mark.parametrize("name", [None, "", "Third", "one"])
async def test_an_operation_that_is_not_there_is_a_bad_request(
    demo: Hub, registrar: Viewer, name: str | None
) -> None:
    with pytest.raises(BadRequest):
        await demo.door.execute(TWO, registrar, operation_name=name)


async def test_one_operation_needs_no_name_and_answers_to_no_other(
    demo: Hub, registrar: Viewer
) -> None:
    text = "query Named { viewer { today } }"
    assert await body(demo, registrar, text, operation_name="Named")
    assert await body(demo, registrar, text)
    with pytest.raises(BadRequest):
        await demo.door.execute(text, registrar, operation_name="Another")


@pytest.mark.parametrize(
    "text",
    [
        "mutation { viewer { today } }",
        "mutation M { addStudent(name: 1) { id } }",
        "subscription { viewer { today } }",
        "mutation { __typename }",
    ],
)
async def test_only_queries_are_answered(demo: Hub, registrar: Viewer, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        await demo.door.execute(text, registrar)
    assert refused.value.code in ("BAD_REQUEST", "GRAPHQL_VALIDATION_FAILED")


INVALID = [
    "", " ", "{", "}", "{ viewer }", "{ nothing }", "hello", "\0",
    "{ viewer { today { day } } }", "{ students { nodes } }", "query Q { viewer { ...F } }",
    "fragment F on Viewer { today }", "{ viewer { ...F } } fragment F on Viewer { ...F }",
    "{ viewer { ...F } } fragment F on Viewer { ...G } fragment G on Viewer { ...F }",
    "{ viewer { today } } fragment F on Viewer { today }", "{ student { id } }",
    "{ student(id: 1.5) { id } }", '{ students(first: "5") { nodes { id } } }',
    "{ students(where: {nothing: 1}) { nodes { id } } }", "{ viewer { ... on Student { id } } }",
    "{ a: viewer { today } a: district { name } }", "query($a: Int) { viewer { today } }",
    "query($a: Nothing) { students(first: $a) { nodes { id } } }",
    "query($a: String) { students(first: $a) { nodes { id } } }", "{ viewer @skip { today } }",
    "{ viewer @nothing { today } }", "query A { viewer { today } } query A { viewer { today } }",
    "{ viewer { today } } query A { viewer { today } }", "type Query { a: Int }",
    "{ students(orderBy: {field: NOTHING}) { nodes { id } } }", "{ viewer { today }",
    "{ students(first: 1, first: 2) { nodes { id } } }", "{ __type { name } }",
]  # fmt: skip


@pytest.mark.parametrize("text", INVALID)
async def test_a_document_that_does_not_fit_is_invalid(
    demo: Hub, registrar: Viewer, text: str
) -> None:
    with pytest.raises(Refusal) as refused:
        await demo.door.execute(text, registrar)
    assert refused.value.code in ("GRAPHQL_VALIDATION_FAILED", "BAD_REQUEST")


@pytest.mark.parametrize(
    ("declared", "given"),
    [
        ("$v: Int!", {}),
        ("$v: Int!", {"v": None}),
        ("$v: Int", {"v": "three"}),
        ("$v: Int", {"v": [1]}),
        ("$v: Int", {"v": {"a": 1}}),
        ("$v: Int", {"v": 1e40}),
        ("$v: Int", {"v": float("nan")}),
    ],
)
async def test_a_variable_that_does_not_fit_is_invalid(
    demo: Hub, registrar: Viewer, declared: str, given: dict[str, Any]
) -> None:
    text = f"query({declared}) {{ students(first: $v) {{ nodes {{ id }} }} }}"
    with pytest.raises(Invalid):
        await demo.door.execute(text, registrar, variables=given)


@pytest.mark.parametrize(
    "where",
    [
        {"nothing": 1}, {"familyName": "Torres"}, {"familyName": {"eq": 3}}, [], "x", 1,
        {"birthDate": {"eq": "2011-13-01"}}, {"birthDate": {"eq": "today"}},
        {"gradeLevel": {"in": "x"}}, {"preferredNameAudience": {"eq": "NOBODY"}},
        {"medicationOrders": {"dueAt": {"eq": "25:00"}}}, {"and": {"nothing": []}},
        {"visits": {"arrivedAt": {"eq": "yesterday"}}}, {"scores": {"points": {"eq": "five"}}},
    ],
)  # fmt: skip
async def test_a_filter_that_does_not_fit_is_invalid(
    demo: Hub, registrar: Viewer, where: Any
) -> None:
    text = "query($v: StudentWhere) { students(where: $v) { nodes { id } } }"
    with pytest.raises(Invalid):
        await demo.door.execute(text, registrar, variables={"v": where})


async def test_variables_that_nobody_declared_are_ignored(demo: Hub, registrar: Viewer) -> None:
    found = await body(demo, registrar, "{ viewer { today } }", variables={"x": 1, "": None})
    assert found["data"] == {"viewer": {"today": "2026-10-14"}}


async def test_errors_are_few(demo: Hub, registrar: Viewer) -> None:
    text = "{" + " ".join(f"nothing{at}" for at in range(100)) + "}"
    with pytest.raises(Invalid) as refused:
        await demo.door.execute(text, registrar)
    assert 0 < len(refused.value.errors) <= ERRORS_MAX


async def test_a_default_and_an_explicit_null_are_told_apart(demo: Hub, registrar: Viewer) -> None:
    text = "query($n: Int = 2) { students(first: $n) { nodes { id } } }"
    two = (await body(demo, registrar, text))["data"]["students"]["nodes"]
    fifty = (await body(demo, registrar, text, variables={"n": None}))["data"]["students"]["nodes"]
    assert (len(two), len(fifty)) == (2, 50)


async def test_introspection_alone_and_beside_data(demo: Hub, registrar: Viewer) -> None:
    alone = await body(demo, registrar, '{ __type(name: "Viewer") { name } }')
    assert alone["data"] == {"__type": {"name": "Viewer"}}
    text = """{ viewer { today } kind: __type(name: "Viewer") { fields { name } }
        __typename ...Meta } fragment Meta on Query { __schema { queryType { name } } }"""
    mixed = (await body(demo, registrar, text))["data"]
    assert list(mixed) == ["viewer", "kind", "__typename", "__schema"]
    assert mixed["__schema"] == {"queryType": {"name": "Query"}}
    assert mixed["viewer"] == {"today": "2026-10-14"}


async def test_skipped_introspection_beside_data_is_left_out(demo: Hub, registrar: Viewer) -> None:
    text = """query($a: Boolean!) { viewer { today } __schema @include(if: $a) {
        queryType { name } } }"""
    found = await body(demo, registrar, text, variables={"a": False})
    assert found["data"] == {"viewer": {"today": "2026-10-14"}}


async def test_of_an_operation_without_fields_the_data_is_empty(
    demo: Hub, registrar: Viewer
) -> None:
    text = "query($a: Boolean = true) { viewer @skip(if: $a) { today } }"
    assert (await body(demo, registrar, text))["data"] == {}
    assert (await body(demo, registrar, text, printed=True))["data"] == {}
    inside = "query($a: Boolean = true) { viewer { today @skip(if: $a) } district { name } }"
    assert (await body(demo, registrar, inside))["data"]["viewer"] == {}
    list_of = "query($a: Boolean = true) { schools(first: 2) { nodes { name @skip(if: $a) } } }"
    for printed in (True, False):
        found = await body(demo, registrar, list_of, printed=printed)
        assert found["data"] == {"schools": {"nodes": [{}, {}]}}


async def test_what_nobody_of_the_shape_can_read_is_named_in_the_extensions(
    demo: Hub, registrar: Viewer
) -> None:
    text = "{ s: students(first: 1) { n: nodes { c: conditions { name } familyName } } }"
    found = await body(demo, registrar, text)
    assert found["extensions"]["withheld"] == [
        {"path": "s.n.c", "slice": "12", "reason": "NOT_GRANTED"}
    ]
    free = await body(demo, registrar, "{ students(first: 1) { nodes { familyName } } }")
    assert "withheld" not in free["extensions"]


async def test_the_request_id_is_given_back_or_made(demo: Hub, registrar: Viewer) -> None:
    given = UUID("0a1b2c3d-4e5f-4a6b-8c7d-8e9f0a1b2c3d")
    found = await body(demo, registrar, "{ viewer { today } }", request_id=given)
    assert found["extensions"]["requestId"] == str(given)
    made = [await body(demo, registrar, "{ viewer { today } }") for _ in range(2)]
    assert made[0]["extensions"] != made[1]["extensions"]


async def test_text_of_any_script_is_answered_as_it_is_kept(own_demo: Hub) -> None:
    name = 'Zoë "Ω" \\ \n\t 😀 </script> \u2028 \x7f'
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE school SET name = $1", name)
    viewer = await own_demo.viewer("demo-registrar")
    for printed in (False, True):
        text = "{ schools(first: 1) { nodes { name } } }"
        found = await body(own_demo, viewer, text, printed=printed)
        assert found["data"]["schools"]["nodes"] == [{"name": name}]


STALE = {
    "p9_the_person_is_suspended": "UPDATE person SET suspended_at = now() WHERE id = $1",
    "the_viewers_facts_moved": "UPDATE person SET epoch = epoch + 1 WHERE id = $1",
    "the_token_is_revoked": "UPDATE token SET revoked_at = now() WHERE person_id = $1",
    "the_token_expired": "UPDATE token SET expires_at = now() WHERE person_id = $1",
    "the_token_is_gone": "DELETE FROM token WHERE person_id = $1",
}


@pytest.mark.parametrize("name", STALE)
async def test_a_stale_viewer_gets_nothing_on_the_next_request(own_demo: Hub, name: str) -> None:
    """The statement itself checks, so that a revocation bites at once (P-19)."""
    viewer = await own_demo.viewer(sourced_id_of("teacher"))
    texts = (
        "{ viewer { today } }",
        "{ students(first: 1) { nodes { familyName } } }",
        "{ mySections(first: 1) { nodes { nextMeeting { room } } } }",
    )
    for text in texts:
        await own_demo.door.execute(text, viewer)
    async with own_demo.database.owner() as owner:
        await owner.execute(STALE[name], viewer.person_id)
    for text in texts:
        with pytest.raises(StaleViewer):
            await own_demo.door.execute(text, viewer)


async def test_p19_an_order_bites_on_the_next_request(own_demo: Hub) -> None:
    """Whatever was planned or kept before: the same statement now answers nothing."""
    viewer = await own_demo.viewer(sourced_id_of("guardian"))
    text = "{ students(first: 5) { nodes { givenName } } }"
    before = await body(own_demo, viewer, text)
    assert before["data"]["students"]["nodes"] == [{"givenName": "Ana"}, {"givenName": "Leo"}]
    async with own_demo.database.owner() as owner:
        await owner.execute(
            "INSERT INTO court_order (id, student_id, guardian_id, person_id, kind, starts_at)"
            " SELECT gen_random_uuid(), s.id, $1, $2, 'NO_RECORDS', $3 FROM student s"
            " JOIN person p ON p.id = s.person_id WHERE p.sourced_id = 'demo-student'",
            viewer.guardian_id,
            viewer.person_id,
            viewer.clock.now,
        )
    after = await body(own_demo, viewer, text)
    assert after["data"]["students"]["nodes"] == [{"givenName": "Leo"}]


HEAVY = {
    "brackets": "{" * 3000,
    "selections": "{ a " * 1500 + "}" * 1500,
    "lists": "{ students(where: {and: " + "[" * 1500 + "]" * 1500 + "}) { nodes { id } } }",
    "objects": "{ students(where: " + "{not: " * 1200 + "{}" + "}" * 1200 + ") { nodes { id } } }",
    "tokens": "{ viewer { today } " + "a " * DOCUMENT_TOKENS_MAX + "}",
    "fields": "{ viewer { " + "today " * 6000 + "} }",
    "aliases": "{ viewer { " + " ".join(f"a{at}: today" for at in range(1600)) + " } }",
    "spreads": "{ viewer { " + "...F " * 1400 + "} } fragment F on Viewer { today }",
    "chain": "{ viewer { ...F0 } } "
    + " ".join(f"fragment F{at} on Viewer {{ ...F{at + 1} }}" for at in range(800))
    + " fragment F800 on Viewer { today }",
    "variables": "query("
    + " ".join(f"$v{at}: Int" for at in range(900))
    + ") { viewer { today } }",
    "directives": "{ viewer " + "@skip(if: false) " * 900 + "{ today } }",
    "inline": "{ viewer { " + "... { " * 900 + "today" + " }" * 900 + " } }",
    "unused": "{ viewer { today } } "
    + " ".join(f"fragment F{at} on Viewer {{ today }}" for at in range(900)),
}
CALLS_MAX = 800_000
"""Python calls that one document may cost: well under a second of work."""


def cost(hub: Hub, viewer: Viewer, text: str) -> int:
    """The calls that planning or refusing a document takes; no error of our own comes out."""
    with Calls() as calls, suppress(LimitExceeded, Invalid):
        prepared(hub.door, text, viewer)
    return calls.made


@pytest.mark.parametrize("name", HEAVY)
async def test_a_heavy_document_is_refused_or_answered_with_little_work(
    demo: Hub, registrar: Viewer, name: str
) -> None:
    assert cost(demo, registrar, HEAVY[name]) < CALLS_MAX


CONFLICTS = {
    "one field again and again": "{ viewer { " + "today " * 1400 + "} }",
    "one object again and again": "{" + "viewer { today } " * 700 + "}",
    "aliases of one field": "{" + "".join(f"v{at}: viewer {{ today }} " for at in range(39)) + "}",
    "fragments of one field": "{ viewer { "
    + " ".join(f"...F{at}" for at in range(300))
    + " } } "
    + " ".join(f"fragment F{at} on Viewer {{ today trained }}" for at in range(300)),
}


@pytest.mark.parametrize("name", CONFLICTS)
async def test_fields_that_merge_are_compared_with_bounded_work(
    demo: Hub, registrar: Viewer, name: str
) -> None:
    assert cost(demo, registrar, CONFLICTS[name]) < CALLS_MAX


async def test_a_heavy_document_keeps_nobody_else_waiting(demo: Hub, registrar: Viewer) -> None:
    text = CONFLICTS["fragments of one field"]
    heavy = asyncio.ensure_future(demo.door.execute(text, registrar))
    turns = 0
    while not heavy.done():
        await asyncio.sleep(0.001)
        turns += 1
    with suppress(LimitExceeded, Invalid):
        await heavy
    assert turns > 3  # on the loop itself it would leave one or two


async def test_a_moment_is_printed_alike_on_both_roads(own_demo: Hub) -> None:
    """Also one whose fraction of a second ends in a zero."""
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE disclosure SET at = '2026-10-01T08:00:00.353780Z'")
    viewer = await own_demo.viewer(sourced_id_of("privacy_officer"))
    text = "{ disclosures(first: 1) { nodes { at } } }"
    fast, slow = [
        (await body(own_demo, viewer, text, printed=each))["data"] for each in (False, True)
    ]
    assert fast == slow
    assert fast["disclosures"]["nodes"][0]["at"].startswith("2026-10-01T08:00:00.35378")
