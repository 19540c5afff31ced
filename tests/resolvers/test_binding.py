"""Bind: ids have one form, cursors one list, and what a client types stands for itself."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hub.errors import BadCursor, BadInput
from resolvers.binding import opened, padded, public_id
from schema.door import Door
from tests.conftest import SECRET
from tests.operations.golden import student_id

if TYPE_CHECKING:
    from hub.viewer import Viewer
    from schema.build import Built
    from tests.conftest import Hub

KEY = UUID("0a1b2c3d-4e5f-4a6b-8c7d-8e9f0a1b2c3d")


async def test_what_is_kept_of_a_viewer_follows_their_shape_and_day(
    registrar: Viewer, teacher: Viewer
) -> None:
    """Slices are counted once a shape and days once a day; a request binds a copy of its own."""
    told, days = registrar.parameters(), ("today", "grace_from", "posted_until")
    assert told["my_slices"] != teacher.parameters()["my_slices"]
    clock = registrar.clock
    next_week = replace(clock, today=clock.today + timedelta(days=7))
    later = replace(registrar, clock=next_week).parameters()
    assert all(later[day] == told[day] + timedelta(days=7) for day in days)
    told.clear()
    assert registrar.parameters().keys() == later.keys()


def test_a_public_id_is_its_prefix_and_a_uuid_in_lower_case() -> None:
    assert public_id(f"stu_{KEY}", "stu") == KEY


@pytest.mark.parametrize(
    "text",
    [
        "", "stu", "stu_", str(KEY), f"sch_{KEY}", f"stu{KEY}", f"STU_{KEY}",
        f"stu_{str(KEY).upper()}", f"stu_{KEY.hex}", f"stu_{{{KEY}}}",
        f"stu_{KEY}\n", f" stu_{KEY}",
        f"stu_+{str(KEY)[1:]}", f"stu_{str(KEY)[:-1]}", f"stu_{KEY}0", f"stu_{KEY} ",
        "stu_" + str(KEY).replace("0", "\u0660"), f"stu_urn:uuid:{KEY}", f"stu_\0{str(KEY)[1:]}",
    ],
)  # fmt: skip
def test_every_other_form_of_an_id_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        public_id(text, "stu")
    assert str(KEY)[:8] not in refused.value.message


@pytest.mark.parametrize("given", ["+1", "1", "stu_1", "x", "", "stu_\u0000", "😀"])
@pytest.mark.parametrize("root", ["student", "node", "guardian"])
async def test_an_id_that_is_none_is_bad_input(
    demo: Hub, registrar: Viewer, root: str, given: str
) -> None:
    text = f"query($id: ID!) {{ {root}(id: $id) {{ id }} }}"
    literal = f"{{ {root}(id: {json.dumps(given)}) {{ id }} }}"
    for execute in (
        demo.door.execute(text, registrar, variables={"id": given}),
        demo.door.execute(literal, registrar),
    ):
        with pytest.raises(BadInput):
            await execute


async def test_an_id_of_another_type_is_bad_input(demo: Hub, registrar: Viewer) -> None:
    ana = await student_id(demo, "demo-student")
    for text in (f'{{ section(id: "{ana}") {{ id }} }}',
                 f'{{ schools(where: {{id: {{eq: "{ana}"}}}}) {{ nodes {{id}} }} }}'):  # fmt: skip
        with pytest.raises(BadInput):
            await demo.door.execute(text, registrar)


async def test_p23_an_unknown_and_a_forbidden_id_get_the_same_bytes(
    demo: Hub, teacher: Viewer
) -> None:
    text = "query($id: ID!) { student(id: $id) { givenName courtOrders { kind } } }"
    given = (f"stu_{KEY}", await student_id(demo, "demo-no-pickup"))
    bodies = []
    for each in given:
        body = json.loads((await demo.door.execute(text, teacher, variables={"id": each})).body)
        del body["extensions"]["requestId"]
        bodies.append(json.dumps(body))
    assert bodies[0] == bodies[1]
    assert json.loads(bodies[0])["data"] == {"student": None}


PAGE = "students(first: 2, after: $after%s) { edges { cursor node { id } } }"


def listing(arguments: str = "", declared: str = "") -> str:
    """A page of students with its cursors."""
    return f"query($after: String{declared}) {{ {PAGE % arguments} }}"


async def cursors(
    door: Door, viewer: Viewer, text: str, variables: dict[str, Any] | None = None
) -> list[str]:
    """The cursors of a page."""
    answer = await door.execute(text, viewer, variables=variables or {})
    (connection,) = json.loads(answer.body)["data"].values()
    return [edge["cursor"] for edge in connection["edges"]]


async def test_a_cursor_goes_on_in_its_own_list(demo: Hub, registrar: Viewer) -> None:
    first, second = await cursors(demo.door, registrar, listing())
    (following, _) = await cursors(demo.door, registrar, listing(), {"after": first})
    assert following == second


OTHERS = [
    pytest.param(listing(", orderBy: {field: GIVEN_NAME}"), {}, id="other order"),
    pytest.param(listing(", orderBy: {field: SORT_NAME, direction: DESC}"), {}, id="direction"),
    pytest.param(listing(", where: {gradeLevel: {eq: 10}}"), {}, id="other filter"),
    pytest.param(
        listing(", where: $w", ", $w: StudentWhere"), {"w": {"gradeLevel": {"eq": 10}}},
        id="other filter by variable",
    ),
    pytest.param(
        "query($after: String) { schools(first: 2, after: $after) { nodes { id } } }", {},
        id="other type",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "variables"), OTHERS)
async def test_a_cursor_of_another_list_is_refused(
    demo: Hub, registrar: Viewer, text: str, variables: dict[str, Any]
) -> None:
    first, _ = await cursors(demo.door, registrar, listing())
    with pytest.raises(BadCursor):
        await demo.door.execute(text, registrar, variables={**variables, "after": first})


async def test_a_cursor_of_another_filters_value_is_refused(demo: Hub, registrar: Viewer) -> None:
    text = listing(", where: {gradeLevel: {gte: $g}}", ", $g: Int")
    first, _ = await cursors(demo.door, registrar, text, {"g": 9})
    assert await cursors(demo.door, registrar, text, {"g": 9, "after": first})
    with pytest.raises(BadCursor):
        await cursors(demo.door, registrar, text, {"g": 10, "after": first})


async def test_a_cursor_of_another_viewer_is_refused(
    demo: Hub, registrar: Viewer, nurse: Viewer, teacher: Viewer
) -> None:
    first, _ = await cursors(demo.door, registrar, listing())
    for other in (nurse, teacher):
        with pytest.raises(BadCursor):
            await cursors(demo.door, other, listing(), {"after": first})


def forged(cursor: str) -> list[str]:
    """Cursors that look like one."""
    raw = urlsafe_b64decode(cursor)
    other = bytes([raw[0] ^ 1, *raw[1:]])
    seal = bytes([*raw[:-1], raw[-1] ^ 1])
    return [
        "", "=", "0", "x" * 44, cursor[:-4], cursor[4:], cursor.lower(),
        urlsafe_b64encode(other).decode(), urlsafe_b64encode(seal).decode(),
        urlsafe_b64encode(raw[:16]).decode(), urlsafe_b64encode(raw[:16] + bytes(16)).decode(),
        urlsafe_b64encode(raw + b"\0").decode(), "ünïcödé" * 6, "\0" * 44, "🦄",
    ]  # fmt: skip


async def test_a_forged_cursor_is_refused(demo: Hub, registrar: Viewer) -> None:
    first, _ = await cursors(demo.door, registrar, listing())
    for each in forged(first):
        with pytest.raises(BadCursor):
            await cursors(demo.door, registrar, listing(), {"after": each})


async def test_a_cursor_has_one_form(demo: Hub, registrar: Viewer) -> None:
    """What base64 would overlook is not overlooked: a cursor is the text that was given out."""
    first, _ = await cursors(demo.door, registrar, listing())
    for each in (first + first, f"{first}!", f" {first}", f"{first[:9]}\n{first[9:]}"):
        with pytest.raises(BadCursor):
            await cursors(demo.door, registrar, listing(), {"after": each})


def test_a_cursor_is_opened_with_its_own_key_only() -> None:
    with pytest.raises(BadCursor):
        opened(urlsafe_b64encode(KEY.bytes + bytes(16)).decode(), b"another key")


def test_a_key_is_padded_as_hmac_pads_it() -> None:
    inner, outer = padded(b"key")
    assert len(inner) == len(outer) == 64
    assert {a ^ b for a, b in zip(inner, outer, strict=True)} == {0x36 ^ 0x5C}


async def test_pages_may_differ_in_size(demo: Hub, registrar: Viewer) -> None:
    first, _ = await cursors(demo.door, registrar, listing())
    text = "query($after: String) { students(first: 5, after: $after) { edges { cursor } } }"
    found = await cursors(demo.door, registrar, text, {"after": first})
    assert len(found) == 5


async def test_a_cursor_is_good_at_another_worker(
    demo: Hub, built: Built, registrar: Viewer
) -> None:
    """What a worker planned before is in no cursor: not the values of an earlier request."""
    warm = Door(built, demo.database, SECRET, demo.door.zone)
    cold = Door(built, demo.database, SECRET, demo.door.zone)
    text = listing(
        ", where: {gradeLevel: {gte: $g}, familyName: {gte: $f}}", ", $g: Int, $f: String"
    )
    await cursors(warm, registrar, text, {"g": 9, "f": "A"})
    first, second = await cursors(warm, registrar, text, {"g": 9, "f": "B"})
    following = await cursors(cold, registrar, text, {"g": 9, "f": "B", "after": first})
    assert following[0] == second


LIKE = ["%", "_", "\\", "%%", "a%", "_a", "\\%", "a_b", "'", '"', "' OR true --", "$1", "%(x)s"]


@pytest.mark.parametrize("operator", ["startsWith", "contains"])
@pytest.mark.parametrize("text", LIKE)
async def test_signs_of_like_and_of_sql_stand_for_themselves(
    demo: Hub, registrar: Viewer, operator: str, text: str
) -> None:
    """No family of the district has such a sign in its name."""
    asked = "query($w: StudentWhere) { students(where: $w) { totalCount { count } } }"
    where = {"familyName": {operator: text}}
    answer = await demo.door.execute(asked, registrar, variables={"w": where})
    assert json.loads(answer.body)["data"]["students"]["totalCount"]["count"] == 0


async def test_a_text_with_like_signs_is_found_where_it_stands(own_demo: Hub) -> None:
    viewer = await own_demo.viewer("demo-registrar")
    for name in ("100%", "under_score", "back\\slash"):
        async with own_demo.database.owner() as owner:
            await owner.execute(
                "UPDATE student SET family_name = $1 WHERE person_id ="
                " (SELECT id FROM person WHERE sourced_id = 'demo-student')",
                name,
            )
        for operator, part in (("contains", name[1:]), ("startsWith", name), ("eq", name)):
            where = {"familyName": {operator: part}}
            asked = "query($w: StudentWhere) { students(where: $w) { nodes { familyName } } }"
            answer = await own_demo.door.execute(asked, viewer, variables={"w": where})
            assert json.loads(answer.body)["data"]["students"]["nodes"] == [{"familyName": name}]


@pytest.mark.parametrize("operator", ["eq", "ne", "contains", "startsWith", "lt"])
async def test_a_text_with_nul_is_refused(demo: Hub, registrar: Viewer, operator: str) -> None:
    asked = "query($w: StudentWhere) { students(where: $w) { nodes { id } } }"
    with pytest.raises(BadInput):
        await demo.door.execute(
            asked, registrar, variables={"w": {"familyName": {operator: "A\0B"}}}
        )
    where = f'{{familyName: {{{operator}: "A\\u0000B"}}}}'
    literal = f"{{ students(where: {where}) {{ nodes {{ id }} }} }}"
    with pytest.raises(BadInput):
        await demo.door.execute(literal, registrar)


@pytest.mark.parametrize("text", ["\ud800", "A\udfffB"])
async def test_a_text_with_half_a_character_is_refused(
    demo: Hub, registrar: Viewer, text: str
) -> None:
    """JSON can say a lone surrogate; UTF-8, and so the database, can't."""
    asked = "query($w: StudentWhere) { students(where: $w) { nodes { id } } }"
    with pytest.raises(BadInput):
        await demo.door.execute(
            asked, registrar, variables={"w": {"familyName": {"contains": text}}}
        )


@pytest.mark.parametrize("value", [2**31 - 1, -(2**31), 70_000])
async def test_a_number_that_its_column_cannot_hold_is_refused_or_finds_nothing(
    demo: Hub, registrar: Viewer, value: int
) -> None:
    asked = "query($n: Int) { students(where: {gradeLevel: {eq: $n}}) { nodes { id } } }"
    try:
        answer = await demo.door.execute(asked, registrar, variables={"n": value})
    except BadInput as error:
        refused = error.message
        said = []
    else:
        refused = ""
        said = json.loads(answer.body)["data"]["students"]["nodes"]
    assert str(value) not in refused
    assert said == []
