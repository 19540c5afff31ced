"""Read: a document and its variables become a selection tree, as the specification says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from graphql import OperationDefinitionNode, get_variable_values, parse

from hub.errors import LimitExceeded
from hub.limits import ALIAS_BYTES_MAX, DEPTH_MAX, FIELDS_MAX
from resolvers.operation import Given, Selection, field_count, read, structure
from tests.resolvers.calls import Calls

if TYPE_CHECKING:
    from schema.build import Built
    from tests.conftest import Hub


def selected(
    built: Built, text: str, variables: dict[str, Any] | None = None
) -> tuple[Selection, ...]:
    """The root selections of the one operation of a document."""
    schema, document = built.schema._schema, parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    got = get_variable_values(schema, operation.variable_definitions or (), variables or {})
    assert not isinstance(got, list), got
    return read(schema, document, operation, got.coerced)


def keys(selections: tuple[Selection, ...]) -> list[Any]:
    """Response keys, those below an object as a list behind its key."""
    found: list[Any] = []
    for each in selections:
        found.append(each.key)
        found += [keys(below) for below in each.children.values()]
    return found


def said(argument: Any) -> Any:
    """An argument without what it leaves at null."""
    if isinstance(argument, dict):
        return {name: said(each) for name, each in argument.items() if each is not None}
    return argument


def test_fields_of_one_key_merge_where_the_first_stood(built: Built) -> None:
    text = "{ viewer { today } district { name } viewer { trained today } }"
    assert keys(selected(built, text)) == ["viewer", ["today", "trained"], "district", ["name"]]


def test_fragments_are_spread_in_place_and_once(built: Built) -> None:
    text = """{ ...A viewer { ...B ...B today } ...A }
        fragment A on Query { district { name ...C } }
        fragment B on Viewer { trained ... { slices ...B2 } }
        fragment B2 on Viewer { standings }
        fragment C on District { seed }"""
    assert keys(selected(built, text)) == [
        "district", ["name", "seed"], "viewer", ["trained", "slices", "standings", "today"],
    ]  # fmt: skip


def test_a_fragment_on_an_interface_or_a_union_applies_to_its_types(built: Built) -> None:
    text = """{ node(id: "x") { __typename id ... on Student { a: givenName ... on Node { b: id } }
        ... on School { c: name } } }"""
    (node,) = selected(built, text)
    assert keys(node.children["Student"]) == ["__typename", "id", "a", "b"]
    assert keys(node.children["School"]) == ["__typename", "id", "c"]
    assert keys(node.children["Term"]) == ["__typename", "id"]


def test_a_union_reads_each_of_its_types(built: Built) -> None:
    text = """{ incident(id: "x") { participations { __typename ... on AnotherStudent { label }
        ... on IncidentParticipation { role } } } }"""
    (incident,) = selected(built, text)
    (participations,) = incident.only()
    assert {name: keys(below) for name, below in participations.children.items()} == {
        "IncidentParticipation": ["__typename", "role"],
        "AnotherStudent": ["__typename", "label"],
    }


@pytest.mark.parametrize(
    ("directive", "variables", "kept"),
    [
        ("@skip(if: true)", {}, False),
        ("@skip(if: false)", {}, True),
        ("@include(if: false)", {}, False),
        ("@include(if: true) @skip(if: true)", {}, False),
        ("@include(if: $a)", {"a": True}, True),
        ("@include(if: $a)", {"a": False}, False),
        ("@skip(if: $a)", {"a": True}, False),
        ("@skip(if: $b)", {}, False),
        ("@include(if: $b)", {}, True),
    ],
)
@pytest.mark.parametrize("place", ["{ today PUT }", "{ ... PUT { today } }", "{ ...F PUT }"])
def test_skip_and_include_are_settled(
    built: Built, directive: str, variables: dict[str, Any], *, kept: bool, place: str
) -> None:
    body = place.replace("PUT", directive)
    if place.startswith("{ today"):
        body = f"{{ today {directive} }}"
    text = f"""query($a: Boolean = false, $b: Boolean = true) {{ viewer {{ trained ...Both }} }}
        fragment Both on Viewer {body}
        fragment F on Viewer {{ today }}"""
    ((_, below),) = [(each.key, keys(each.only())) for each in selected(built, text, variables)]
    assert below == (["trained", "today"] if kept else ["trained"])


def test_an_object_of_which_everything_is_skipped_is_still_there(built: Built) -> None:
    (viewer,) = selected(built, "{ viewer { today @skip(if: true) } }")
    assert viewer.only() == ()


def test_arguments_keep_where_they_came_from(built: Built) -> None:
    text = """query($n: Int, $w: StudentWhere, $name: String, $names: [String!]) {
        a: students(first: $n, where: $w) { nodes { id } }
        b: students(first: 3, where: {familyName: {eq: $name, in: $names, ne: null}}) {
            nodes { id } }
        c: students(orderBy: {field: FAMILY_NAME}, where: {familyName: {in: "Diaz"}}) {
            nodes { id } } }"""
    given = {"n": 2, "w": {"not": {"gradeLevel": {"in": [9, 10]}}}, "name": "Hill"}
    a, b, c = (dict(each.arguments) for each in selected(built, text, given))
    assert a["first"] == Given(2, ("n",))
    way = ("w", "not", "gradeLevel", "in")
    levels = [Given(9, (*way, 0)), Given(10, (*way, 1))]
    assert said(a["where"]) == {"not": {"gradeLevel": {"in": levels}}}
    assert b["first"] == Given(3)
    assert b["where"] == {"familyName": {"eq": Given("Hill", ("name",)), "ne": None}}
    assert c["where"] == {"familyName": {"in": [Given("Diaz")]}}
    assert c["orderBy"] == {"field": Given("FAMILY_NAME")}
    assert c["first"] is None


def test_an_enum_variable_is_its_name(built: Built) -> None:
    text = """query($o: StudentOrder) { students(orderBy: $o) { nodes { id } } }"""
    (students,) = selected(built, text, {"o": {"field": "FAMILY_NAME", "direction": "DESC"}})
    assert students.arguments["orderBy"] == {
        "field": Given("FAMILY_NAME", ("o", "field")),
        "direction": Given("DESC", ("o", "direction")),
    }


async def test_selections_deeper_than_the_limit_are_refused(demo: Hub) -> None:
    viewer = await demo.viewer("demo-registrar")

    def nested(levels: int) -> str:
        ways = ["guardianships", "student"]
        body = "{ id }"
        for at in reversed(range(levels - 3)):
            body = f"{{ {ways[at % 2]} {body} }}"
        return f"{{ students(first: 1) {{ nodes {body} }} }}"

    await demo.door.execute(nested(DEPTH_MAX), viewer)
    with pytest.raises(LimitExceeded) as refused:
        await demo.door.execute(nested(DEPTH_MAX + 1), viewer)
    assert refused.value.details == {"limit": "depth"}


def exponential(count: int) -> str:
    """A document in which each fragment spreads the next one twice."""
    parts = ["{ viewer { ...F0 } }"]
    parts += [
        f"fragment F{at} on Viewer {{ a{at}: today ...F{at + 1} ...F{at + 1} }}"
        for at in range(count)
    ]
    return "\n".join([*parts, f"fragment F{count} on Viewer {{ trained }}"])


def test_exponential_fragments_are_counted_in_linear_time() -> None:
    document = parse(exponential(60))
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    with Calls() as calls, pytest.raises(LimitExceeded):
        field_count(document, operation)
    assert calls.made < 10_000


def test_few_exponential_fragments_are_read_once(built: Built) -> None:
    assert keys(selected(built, exponential(6))) == [
        "viewer", ["a0", "a1", "a2", "a3", "a4", "a5", "trained"],
    ]  # fmt: skip


def test_fields_are_counted_behind_their_fragments() -> None:
    fragment = "fragment F on Viewer { " + " ".join(f"a{at}: today" for at in range(10)) + " }"
    for spreads, counts in ((3, True), (FIELDS_MAX // 10 + 1, False)):
        body = " ".join(f"v{at}: viewer {{ ...F }}" for at in range(spreads))
        document = parse(f"{{ {body} }} {fragment}")
        operation = document.definitions[0]
        assert isinstance(operation, OperationDefinitionNode)
        if counts:
            assert field_count(document, operation) <= spreads * 12
        else:
            with pytest.raises(LimitExceeded):
                field_count(document, operation)


async def test_a_long_alias_is_refused_and_the_longest_is_answered(demo: Hub) -> None:
    viewer = await demo.viewer("demo-registrar")
    longest = "a" * ALIAS_BYTES_MAX
    answer = await demo.door.execute(f"{{ {longest}: viewer {{ {longest}: today }} }}", viewer)
    assert f'"{longest}"' in answer.body
    for text in (f"{{ {longest}a: viewer {{ today }} }}", f"{{ viewer {{ {longest}a: today }} }}"):
        with pytest.raises(LimitExceeded) as refused:
            await demo.door.execute(text, viewer)
        assert refused.value.details == {"limit": "alias"}


def test_the_structure_of_variables_is_all_but_the_text_of_strings() -> None:
    kept = structure({"id": "stu_1", "name": "Hill", "n": 3, "on": True, "in": ["a", "b"]})
    assert kept == structure({"id": "stu_2", "name": "Price", "n": 3, "on": True, "in": ["c", ""]})
    for other in (
        {"id": "sch_1", "name": "Hill", "n": 3, "on": True, "in": ["a", "b"]},
        {"id": "stu_1", "name": None, "n": 3, "on": True, "in": ["a", "b"]},
        {"id": "stu_1", "name": "Hill", "n": 4, "on": True, "in": ["a", "b"]},
        {"id": "stu_1", "name": "Hill", "n": 3, "on": False, "in": ["a", "b"]},
        {"id": "stu_1", "name": "Hill", "n": 3, "on": True, "in": ["a"]},
    ):
        assert structure(other) != kept
