"""What is no GraphQL request is refused as such: always JSON, never a 5xx, never a value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.endpoints.bodies import Asked, asked
from hub.errors import BadRequest, LimitExceeded
from hub.limits import BODY_BYTES_MAX, JSON_DEPTH_MAX
from tests.doors.conftest import refusal

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

DEEP = 50_000
MALFORMED = {
    "nothing": b"",
    "a number": b"1",
    "a text": b'"x"',
    "null": b"null",
    "true": b"true",
    "a list": b"[]",
    "a batch": b'[{"query":"{viewer{today}}"}]',
    "no query": b"{}",
    "a null query": b'{"query":null}',
    "a query that is a number": b'{"query":1}',
    "variables that are a list": b'{"query":"{viewer{today}}","variables":[]}',
    "variables that are a text": b'{"query":"{viewer{today}}","variables":"{}"}',
    "an operation name that is a number": b'{"query":"{viewer{today}}","operationName":7}',
    "extensions that are a text": b'{"query":"{viewer{today}}","extensions":"x"}',
    "a member that nobody knows": b'{"query":"{viewer{today}}","id":"x"}',
    "a member twice": b'{"query":"{viewer{today}}","query":"{viewer{trained}}"}',
    "a variable twice": b'{"query":"{viewer{today}}","variables":{"a":1,"a":2}}',
    "NaN": b'{"query":"{viewer{today}}","variables":{"a":NaN}}',
    "Infinity": b'{"query":"{viewer{today}}","variables":{"a":-Infinity}}',
    "bad UTF-8": b'{"query":"{viewer{today}}","variables":{"a":"\xff"}}',
    "UTF-16": '{"query":"{viewer{today}}"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"query":"{viewer{today}}"}',
    "half a character": b'{"query":"{viewer{today}}","variables":{"a":"\\ud800"}}',
    "half a character as a name": b'{"query":"{viewer{today}}","variables":{"\\udc00":1}}',
    "something behind": b'{"query":"{viewer{today}}"} x',
    "two objects": b'{"query":"{viewer{today}}"}{"query":"{viewer{today}}"}',
    "a comment": b'{"query":"{viewer{today}}"/* */}',
    "a cut object": b'{"query":"{viewer{today}}"',
    "a form": b"query=%7Bviewer%7Btoday%7D%7D",
}
TOO_MUCH = {
    "lists in lists": b'{"query":"","variables":{"a":' + b"[" * DEEP + b"]" * DEEP + b"}}",
    "open lists": b"[" * DEEP,
    "objects in objects": b'{"a":' * (DEEP // 2) + b"1" + b"}" * (DEEP // 2),
    "6,000 digits": b'{"query":"","variables":{"a":' + b"9" * 6_000 + b"}}",
    "6,000 negative digits": b'{"query":"","variables":{"a":-' + b"9" * 6_000 + b"}}",
    "a huge float": b'{"query":"","variables":{"a":1e999}}',
    "a long float": b'{"query":"","variables":{"a":0.' + b"1" * 6_000 + b"}}",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_body_is_a_400(doors: Doors, body: bytes) -> None:
    refusal(await doors.send(body), 400, "BAD_REQUEST")


@pytest.mark.parametrize("body", TOO_MUCH.values(), ids=TOO_MUCH)
async def test_a_body_beyond_a_limit_is_a_400(doors: Doors, body: bytes) -> None:
    refusal(await doors.send(body), 400, "LIMIT_EXCEEDED")


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_a_malformed_body_is_a_400_in_either_media_type(doors: Doors, accept: str) -> None:
    response = await doors.send(b"1", accept=accept)
    refusal(response, 400, "BAD_REQUEST")
    assert response.headers["content-type"] == accept


async def test_a_body_over_the_limit_is_a_413(doors: Doors) -> None:
    largest = json.dumps({"query": "{viewer{today}}"}).encode().ljust(BODY_BYTES_MAX)
    assert (await doors.send(largest)).status_code == 200
    response = await doors.send(largest + b" ")
    refusal(response, 413, "BODY_TOO_LARGE")
    assert response.headers["connection"] == "close"


def test_the_limit_of_depth_is_where_it_says() -> None:
    most = b"[" * (JSON_DEPTH_MAX - 2) + b"]" * (JSON_DEPTH_MAX - 2)
    body = b'{"query":"","variables":{"a":%s}}'
    assert asked(body % most).query == ""
    with pytest.raises(LimitExceeded, match="nested deeper"):
        asked(body % (b"[" + most + b"]"))


def test_brackets_in_a_text_are_no_depth() -> None:
    text = '[{"' * 500 + "\\"
    body = json.dumps({"query": text, "variables": {text: text}})
    assert asked(body.encode()) == Asked(text, {text: text}, None)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_request_or_a_refusal(body: bytes) -> None:
    try:
        found = asked(body)
    except (BadRequest, LimitExceeded):
        pass
    else:
        assert isinstance(found.query, str)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["query", "variables", "operationName", "a"]), inner)
        ),
        max_leaves=8,
    )
)
def test_any_json_is_a_request_or_a_refusal(sent: object) -> None:
    try:
        found = asked(json.dumps(sent).encode())
    except (BadRequest, LimitExceeded):
        pass
    else:
        assert isinstance(sent, dict)
        assert found.query == sent["query"]
        assert found.variables == (sent.get("variables") or {})
