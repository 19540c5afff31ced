"""Under HOMEROOM_READ_ONLY everything is answered, and nothing is entered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hub.settings import Settings
from tests.doors.conftest import Doors, doors_over, refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schema.build import Built
    from tests.conftest import Hub

VISIT = """
mutation Visit($input: RecordVisitInput!) {
  recordVisit(input: $input) { healthVisit { id } userErrors { code } }
}
"""
NAMES = "{ students(first: 5) { nodes { id givenName } } }"
VISITS = "SELECT count(*) FROM health_visit"


@pytest.fixture(scope="module")
async def closed(demo: Hub, built: Built) -> AsyncIterator[Doors]:
    """The doors of the demo district, through which nothing is entered."""
    async with doors_over(demo.database, built, read_only=True) as opened:
        yield opened


async def _given(doors: Doors) -> dict[str, Any]:
    async with doors.database.owner() as owner:
        student = await owner.fetchval(
            "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-student'"
        )
    return {"studentId": f"stu_{student}", "complaint": "It is sore"}


async def test_a_change_is_refused_and_told_what_to_do(closed: Doors) -> None:
    async with closed.database.owner() as owner:
        before = await owner.fetchval(VISITS)
        response = await closed.ask("demo-nurse", VISIT, input=await _given(closed))
        told = refusal(response, 503, "READ_ONLY")
        assert await owner.fetchval(VISITS) == before
    assert "send it again, with the same Idempotency-Key" in told["message"]
    assert response.headers["retry-after"] == "60"


async def test_every_mutation_is_refused_in_every_media_type(closed: Doors) -> None:
    headers = await closed.headers("demo-teacher") | {"accept": "application/json"}
    one = {"query": "mutation { __typename }"}
    two = {"query": "query Q { viewer { standings } } mutation M { __typename }"}
    for sent in (one, two | {"operationName": "M"}):
        body = json.dumps(sent)
        response = await closed.http.post("/graphql", content=body, headers=headers)
        refusal(response, 503, "READ_ONLY")


async def test_the_key_of_a_refused_change_is_still_free(own_demo: Hub, built: Built) -> None:
    async with doors_over(own_demo.database, built, read_only=True) as doors:
        given = await _given(doors)
        body = json.dumps({"query": VISIT, "variables": {"input": given}})
        headers = await doors.headers("demo-nurse") | {"idempotency-key": "outage"}
        refused = await doors.http.post("/graphql", content=body, headers=headers)
        refusal(refused, 503, "READ_ONLY")
    async with doors_over(own_demo.database, built) as doors:
        entered = (await doors.http.post("/graphql", content=body, headers=headers)).json()
    assert entered["data"]["recordVisit"]["userErrors"] == []


async def test_what_is_asked_is_answered_as_ever(closed: Doors, doors: Doors) -> None:
    asked = [await each.ask("demo-teacher", NAMES) for each in (closed, doors)]
    assert asked[0].json()["data"]["students"]["nodes"]
    assert asked[0].json()["data"] == asked[1].json()["data"]
    for path in ("/readyz", "/healthz"):
        assert (await closed.http.get(path)).status_code == 200


def test_it_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Settings().read_only
    monkeypatch.setenv("HOMEROOM_READ_ONLY", "true")
    assert Settings().read_only
