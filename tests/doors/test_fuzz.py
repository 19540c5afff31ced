"""Our own fuzz against a running hub: bodies, headers, variables, ids, cursors, and bare bytes."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.limits import REQUEST_SECONDS_MAX
from tests.doors.judging import CANARY, fuzzed, long_fuzzed, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.doors.conftest import Doors
    from tests.doors.judging import Running

DOCUMENT = (
    "query($id:ID!,$first:Int,$after:String,$where:StudentWhere,$order:StudentOrder,$day:Date){"
    "student(id:$id,asOf:$day){id givenName}"
    "students(first:$first,after:$after,where:$where,orderBy:$order,asOf:$day)"
    "{totalCount{count}nodes{id givenName birthDate}}}"
)
BODY = json.dumps({"query": DOCUMENT, "variables": {"id": "stu_x", "where": {}}}).encode()
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["%", "_", "\\", "'", '"', "';--", "\u0000", "\u202e", "2026-10-14", "9999-12-31", "-1",
         "0001-01-01", "2026-02-30", "1e400", "true", "null", "{}", "\ufdd0", "🧒", "İ", "NaN"]
    ),
).map(lambda text: text + CANARY * (len(text) % 2))  # fmt: skip
NUMBERS = st.integers() | st.sampled_from([0, -1, 1_001, 2**31, 2**63, 10**39]) | st.floats()
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
COMPARED = st.dictionaries(
    st.sampled_from(["eq", "in", "lt", "gte", "isNull", "contains", "startsWith", "notIn"]),
    VALUES | TEXTS | st.lists(TEXTS, max_size=3),
    max_size=2,
)
FILTERS: st.SearchStrategy[Any] = st.recursive(
    st.dictionaries(
        st.sampled_from(
            ["id", "givenName", "familyName", "birthDate", "gradeLevel", "localId", "sortName"]
        ),
        COMPARED,
        max_size=2,
    ),
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "and": st.lists(inner, max_size=3),
            "or": st.lists(inner, max_size=3),
            "not": inner,
            "enrollments": st.fixed_dictionaries({"some": inner}),
        },
    ),
    max_leaves=5,
)
VARIABLES = st.fixed_dictionaries(
    {"id": VALUES | TEXTS.map("stu_{}".format)},
    optional={
        "first": st.integers(-2, 5) | VALUES,
        "after": TEXTS | VALUES,
        "where": FILTERS | VALUES,
        "order": VALUES
        | st.fixed_dictionaries(
            {"field": st.sampled_from(["FAMILY_NAME", "BIRTH_DATE", "id"])},
            optional={"direction": st.sampled_from(["DESC", "sideways"])},
        ),
        "day": st.dates().map(str) | VALUES,
    },
)
SPOILS = st.lists(
    st.tuples(st.integers(0, len(BODY)), st.integers(0, 8), st.binary(max_size=6)),
    min_size=1,
    max_size=4,
)
NAMES = ["accept", "authorization", "content-type", "content-encoding", "accept-encoding", "vary",
         "origin", "host", "cookie", "x-request-id", "if-none-match", "range", "x-forwarded-for",
         "content-language", "upgrade", "te", "x-http-method-override"]  # fmt: skip
HEADERS = st.dictionaries(
    st.sampled_from(NAMES),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40)
    | st.sampled_from(
        ["application/json", "application/json;charset=utf-8", "*/*;q=0", "a/b;q=1;q=2", ";;,,=",
         "Bearer", "Bearer x y", "Basic eDp4", "gzip", "GET", "websocket", "application/*;q=.5"]
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip


@pytest.fixture(scope="module")
async def hub(doors: Doors) -> AsyncIterator[Running]:
    """The demo district's hub behind a socket."""
    async with running(doors) as found:
        yield found


def spoiled(body: bytes, spoils: list[tuple[int, int, bytes]]) -> bytes:
    """A body in which some bytes are replaced by others."""
    for at, length, put in spoils:
        body = body[:at] + put + body[at + length :]
    return body


BODIES = st.binary(max_size=300) | SPOILS.map(lambda spoils: spoiled(BODY, spoils))


@fuzzed(80)
@given(BODIES)
async def test_no_body_is_a_5xx_or_tells_of_us(hub: Running, body: bytes) -> None:
    await hub.post(body)


@fuzzed(50)
@given(HEADERS)
async def test_no_header_is_a_5xx_or_tells_of_us(hub: Running, headers: dict[str, str]) -> None:
    await hub.post(BODY, headers)


@fuzzed(80)
@given(VARIABLES)
async def test_no_variable_is_a_5xx_or_comes_back(hub: Running, variables: Any) -> None:
    await hub.ask(DOCUMENT, variables)


async def _listed(hub: Running, root: str, who: str) -> list[dict[str, Any]]:
    answer = await hub.ask(f"{{{root}(first:3){{edges{{cursor node{{id}}}}}}}}", who=who)
    edges: list[dict[str, Any]] = answer.json()["data"][root]["edges"]
    return edges


TO_ONE = {
    "student": "students",
    "section": "sections",
    "school": "schools",
    "guardian": "guardians",
}
CUTS = st.tuples(
    st.integers(0, 45), st.integers(0, 3), TEXTS | st.text("0123456789abcdef-_", max_size=4)
)


@fuzzed(25)
@given(st.sampled_from(sorted(TO_ONE)), CUTS)
async def test_no_id_but_its_own_finds_a_row(
    hub: Running, root: str, cut: tuple[int, int, str]
) -> None:
    known = (await _listed(hub, TO_ONE[root], "demo-registrar"))[0]["node"]["id"]
    at, length, put = cut
    given_id = known[:at] + put + known[at + length :]
    for each in (root, "node"):
        answer = await hub.ask(f"query($id:ID!){{{each}(id:$id){{id}}}}", {"id": given_id})
        found = (answer.json().get("data") or {}).get(each)
        assert found in (None, {"id": given_id})
        assert found is None or given_id == known


@fuzzed(40)
@given(CUTS)
async def test_no_cursor_but_those_given_out_goes_on(
    hub: Running, cut: tuple[int, int, str]
) -> None:
    known = (await _listed(hub, "students", "demo-teacher"))[0]["cursor"]
    at, length, put = cut
    forged = known[:at] + put + known[at + length :]
    query = "query($after:String){students(first:1,after:$after){nodes{id}}}"
    answer = await hub.ask(query, {"after": forged}, who="demo-teacher")
    if forged != known:
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


@fuzzed(30)
@given(st.binary(min_size=1, max_size=200), st.sampled_from([b"", b"POST /graphql HTTP/1.1\r\n"]))
async def test_no_bytes_on_the_wire_are_a_5xx(hub: Running, sent: bytes, head: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", hub.port)
    writer.write(head + sent)
    writer.write_eof()
    async with asyncio.timeout(REQUEST_SECONDS_MAX):
        answer = await reader.read()
    writer.close()
    assert not answer.startswith(b"HTTP/1.1 5")


async def _again(promise: Any, hub: Running, example: Any) -> None:
    """Try a fuzz with one more example."""
    await promise.hypothesis.inner_test(hub, example)


@pytest.mark.full
@long_fuzzed()
@given(BODIES, HEADERS, VARIABLES, CUTS)
async def test_a_long_fuzz_finds_nothing(
    hub: Running,
    body: bytes,
    headers: dict[str, str],
    variables: Any,
    cut: tuple[int, int, str],
) -> None:
    await _again(test_no_body_is_a_5xx_or_tells_of_us, hub, body)
    await _again(test_no_header_is_a_5xx_or_tells_of_us, hub, headers)
    await _again(test_no_variable_is_a_5xx_or_comes_back, hub, variables)
    await _again(test_no_cursor_but_those_given_out_goes_on, hub, cut)
