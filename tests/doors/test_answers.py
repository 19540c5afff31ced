"""A signed-in viewer asks whatever GraphQL allows, and gets their own answer."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from tests.doors.conftest import refusal

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

WHO = """query Who($first: Int!) {
  viewer { staffMember { familyName } }
  students(first: $first) { nodes { __typename name: givenName birthDate } }
}
query Other { viewer { today } }"""


async def test_named_operations_aliases_and_variables_go_through(doors: Doors) -> None:
    body = {"query": WHO, "variables": {"first": 2}, "operationName": "Who", "extensions": {}}
    response = await doors.send(json.dumps(body).encode())
    data = response.json()["data"]
    assert response.status_code == 200
    assert [node.keys() for node in data["students"]["nodes"]] == [
        {"__typename", "name", "birthDate"}
    ] * 2
    response = await doors.send(json.dumps(body | {"operationName": "Other"}).encode())
    assert response.json()["data"] == {"viewer": {"today": "2026-10-14"}}


@pytest.mark.parametrize("name", [None, "", "Nobody"])
async def test_one_of_several_operations_has_to_be_named(doors: Doors, name: str | None) -> None:
    body = {"query": WHO, "variables": {"first": 2}, "operationName": name}
    refusal(await doors.send(json.dumps(body).encode()), 400, "BAD_REQUEST")


async def test_the_schema_tells_of_itself_to_who_is_signed_in(doors: Doors) -> None:
    response = await doors.ask("demo-teacher", "{__schema{queryType{name}} __typename}")
    assert response.json()["data"] == {
        "__schema": {"queryType": {"name": "Query"}},
        "__typename": "Query",
    }


@pytest.mark.parametrize("query", ["mutation{a}", "subscription{a}"])
async def test_what_the_schema_has_not_is_neither_changed_nor_followed(
    doors: Doors, query: str
) -> None:
    assert (await doors.ask("demo-teacher", query)).status_code == 400


async def test_what_is_withheld_is_named_beside_the_data(doors: Doors) -> None:
    response = await doors.ask("demo-nurse", "{students(first:1){nodes{ieps{goals{goal}}}}}")
    withheld = response.json()["extensions"]["withheld"]
    assert {"path": "students.nodes.ieps", "slice": "18", "reason": "NOT_GRANTED"} in withheld


async def test_viewers_who_ask_at_once_get_their_own_answers(doors: Doors) -> None:
    people = ["demo-teacher", "demo-nurse", "demo-guardian", "demo-counselor"]
    query = "{viewer{standings} students(first:30){nodes{id birthDate}}}"
    alone = {who: (await doors.ask(who, query)).json()["data"] for who in people}
    asked = people * 6
    together = await asyncio.gather(*(doors.ask(who, query) for who in asked))
    for who, response in zip(asked, together, strict=True):
        assert response.json()["data"] == alone[who]
    assert len({json.dumps(data) for data in alone.values()}) == len(people)
