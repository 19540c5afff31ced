"""Absent and denied send the same statements: judged by counting them, not by seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.errors import BadCursor
from tests.operations.golden import student_id
from tests.resolvers.test_binding import KEY
from tests.resolvers.test_one_statement import Watched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from tests.conftest import Hub

DENIED = "demo-no-pickup"
ROOTS = [
    "student(id: $id) { givenName birthDate courtOrders { kind } }",
    "node(id: $id) { id ... on Student { givenName } }",
    "explain: students(where: {id: {eq: $id}}) { totalCount { count } nodes { givenName } }",
]


@pytest.fixture
async def sent(demo: Hub, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[str]]:
    """The statements that the demo district's door sends."""
    database = Watched(demo.database.facts, demo.database.settings)
    database.sent = []
    monkeypatch.setattr(demo.door, "database", database)
    yield database.sent
    await database.close()


async def _asked(
    demo: Hub, sent: list[str], who: str, text: str, variables: dict[str, Any]
) -> tuple[list[str], str]:
    """The statements of a request, and its answer under one request id."""
    viewer = await demo.viewer(who)
    sent.clear()
    answer = await demo.door.execute(text, viewer, variables=variables, request_id=KEY)
    return list(sent), answer.body


@pytest.mark.parametrize("root", ROOTS, ids=["student", "node", "filter"])
@pytest.mark.parametrize("who", ["demo-teacher", "demo-guardian"])
async def test_p23_absent_and_denied_send_the_same_statements(
    demo: Hub, sent: list[str], who: str, root: str
) -> None:
    text = f"query($id: ID!) {{ {root} }}"
    absent = await _asked(demo, sent, who, text, {"id": f"stu_{KEY}"})
    denied = await _asked(demo, sent, who, text, {"id": await student_id(demo, DENIED)})
    assert absent == denied
    assert len(absent[0]) == 1


async def test_p23_a_cursor_out_of_sight_and_a_forged_one_are_refused_alike(
    demo: Hub, sent: list[str]
) -> None:
    text = "query($after: String) { students(first: 1, after: $after) { edges { cursor } } }"
    registrar, teacher = await demo.viewer("demo-registrar"), await demo.viewer("demo-teacher")
    answer = await demo.door.execute(text, registrar)
    cursor = answer.body.split('"cursor":"')[1].split('"')[0]
    seen = []
    for forged in (cursor, cursor[:-6] + "AAAAAA"):
        sent.clear()
        with pytest.raises(BadCursor) as refused:
            await demo.door.execute(text, teacher, variables={"after": forged})
        seen.append((list(sent), refused.value.message))
    assert seen[0] == seen[1]
