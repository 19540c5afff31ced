"""Nobody learns anything without a valid token, and a token's end bites at once (P-9)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hub.identity.tokens import digest, revoke
from hub.models.codes import TokenKind
from tests.doors.conftest import refusal

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

TODAY = b'{"query":"{viewer{today}}"}'
BODIES = [TODAY, b'{"query":"{nothing}"}', b"1", b"\xff", b"[" * 10_000, b"x" * 1_000_000]
KIND = {"content-type": "application/json"}


async def _knock(doors: Doors, token: str | None, body: bytes = TODAY) -> httpx.Response:
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    return await doors.http.post("/graphql", content=body, headers=headers | KIND)


def _same(response: httpx.Response) -> tuple[object, ...]:
    """All that a client sees of a response but its request's id."""
    text = response.text.replace(response.headers["x-request-id"], "")
    headers = {k: v for k, v in response.headers.items() if k != "x-request-id"}
    return response.status_code, headers, text


async def test_p9_missing_unknown_expired_revoked_and_suspended_look_the_same(
    own_doors: Doors,
) -> None:
    doors = own_doors
    expired, revoked = [await doors.fresh_token("demo-teacher") for _ in range(2)]
    suspended = await doors.fresh_token("demo-suspended-teacher")
    async with doors.database.owner() as owner:
        await owner.execute(
            "UPDATE token SET issued_at = now() - interval '2 days',"
            " expires_at = now() - interval '1 day' WHERE digest = $1",
            digest(expired),
        )
        await revoke(owner, revoked)
    link = await doors.fresh_token("demo-teacher", TokenKind.LINK)
    session = await doors.fresh_token("demo-teacher", TokenKind.SESSION)
    tokens = [None, "", "hr_unknown", "x" * 5_000, expired, revoked, suspended, link, session]
    answers = [await _knock(doors, token) for token in tokens]
    refusal(answers[0], 401, "UNAUTHENTICATED")
    assert answers[0].headers["www-authenticate"] == 'Bearer realm="homeroom"'
    assert {str(_same(answer)) for answer in answers} == {str(_same(answers[0]))}


@pytest.mark.parametrize("body", BODIES)
async def test_the_anonymous_are_refused_before_anything_is_read(doors: Doors, body: bytes) -> None:
    expected = _same(await _knock(doors, None))
    assert _same(await _knock(doors, None, body)) == expected
    response = await doors.http.post("/graphql", content=body, headers={"accept": "text/html"})
    refusal(response, 401, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    "given", ["{0}", "Basic {0}", "Bearer", "Bearer {0} {0}", "Bearer {0},{0}", "Token {0}"]
)
async def test_only_one_bearer_token_is_a_sign_in(doors: Doors, given: str) -> None:
    token = await doors.token("demo-teacher")
    headers = KIND | {"authorization": given.format(token)}
    refusal(
        await doors.http.post("/graphql", content=TODAY, headers=headers), 401, "UNAUTHENTICATED"
    )


async def test_two_authorization_headers_are_none(doors: Doors) -> None:
    token = ("authorization", f"Bearer {await doors.token('demo-teacher')}")
    headers = [token, token, ("content-type", "application/json")]
    refusal(
        await doors.http.post("/graphql", content=TODAY, headers=headers), 401, "UNAUTHENTICATED"
    )


async def test_the_scheme_is_read_in_any_case(doors: Doors) -> None:
    headers = KIND | {"authorization": f"bEARER  {await doors.token('demo-teacher')}"}
    assert (await doors.http.post("/graphql", content=TODAY, headers=headers)).status_code == 200


async def test_a_revoked_token_is_refused_on_its_next_request(own_doors: Doors) -> None:
    token = await own_doors.fresh_token("demo-teacher")
    assert (await _knock(own_doors, token)).status_code == 200
    async with own_doors.database.owner() as owner:
        await revoke(owner, token)
    refusal(await _knock(own_doors, token), 401, "UNAUTHENTICATED")


async def test_p9_a_suspended_person_is_refused_on_the_next_request(own_doors: Doors) -> None:
    token = await own_doors.fresh_token("demo-teacher")
    assert (await _knock(own_doors, token)).status_code == 200
    async with own_doors.database.owner() as owner:
        await owner.execute(
            "UPDATE person SET suspended_at = now(), epoch = epoch + 1"
            " WHERE sourced_id = 'demo-teacher'"
        )
    refusal(await _knock(own_doors, token), 401, "UNAUTHENTICATED")


async def test_facts_that_moved_are_read_anew_within_the_request(own_doors: Doors) -> None:
    query = json.dumps({"query": "{viewer{standings}}"}).encode()
    token = await own_doors.fresh_token("demo-nurse")
    before = (await _knock(own_doors, token, query)).json()["data"]["viewer"]["standings"]
    assert "NU" in before
    async with own_doors.database.owner() as owner:
        await owner.execute(
            "UPDATE post SET ends_on = starts_on + 1 FROM staff_member s JOIN person p"
            " ON p.id = s.person_id WHERE post.staff_id = s.id AND p.sourced_id = 'demo-nurse'"
        )
        await owner.execute("UPDATE person SET epoch = epoch + 1 WHERE sourced_id = 'demo-nurse'")
    response = await _knock(own_doors, token, query)
    assert response.status_code == 200
    assert "NU" not in response.json()["data"]["viewer"]["standings"]
