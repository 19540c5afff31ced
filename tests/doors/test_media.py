"""Media types, methods and statuses are as GraphQL over HTTP says."""

from __future__ import annotations

import pytest

from tests.doors.conftest import GRAPHQL, Doors, refusal

JSON = "application/json"
BODY = b'{"query":"{viewer{today}}"}'
ACCEPTED = {
    "": JSON,
    "*/*": JSON,
    "application/*": JSON,
    GRAPHQL: GRAPHQL,
    f"{GRAPHQL}, */*": GRAPHQL,
    f"{JSON};q=0, */*": GRAPHQL,
    JSON: JSON,
    "APPLICATION/JSON; charset=utf-8": JSON,
    f"{JSON}, {GRAPHQL}": GRAPHQL,
    f"{JSON}, {GRAPHQL};q=0.9": JSON,
    f"{JSON};q=0.5, */*;q=0.1": JSON,
    f"{GRAPHQL};q=0, */*": JSON,
    f"text/html, {JSON};q=0.1": JSON,
    f"{JSON};q=2, {GRAPHQL};q=0.2": GRAPHQL,
}
REFUSED = ["text/html", "application/xml, text/*", f"{JSON};q=0", "*/*;q=0", "nonsense", ",;="]


@pytest.mark.parametrize(("accept", "media"), ACCEPTED.items())
async def test_the_answer_has_the_type_that_the_client_wants(
    doors: Doors, accept: str, media: str
) -> None:
    response = await doors.send(BODY, accept=accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == media
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize("accept", REFUSED)
async def test_a_client_that_takes_neither_type_is_told_406(doors: Doors, accept: str) -> None:
    refusal(await doors.send(BODY, accept=accept), 406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    "sent", [JSON, "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"']
)
async def test_json_in_utf_8_is_read(doors: Doors, sent: str) -> None:
    assert (await doors.send(BODY, content_type=sent)).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "text/plain",
        "text/plain,application/json",
        "application/json,text/plain",
        "application/json; charset=latin-1",
        "application/json; boundary=x",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=application/json",
    ],
)
async def test_another_type_of_body_is_a_415(doors: Doors, sent: str) -> None:
    response = await doors.send(BODY, content_type=sent)
    refusal(response, 415, "UNSUPPORTED_MEDIA_TYPE")
    assert response.headers["accept-post"] == JSON


async def test_a_body_without_a_type_or_with_two_is_a_415(doors: Doors) -> None:
    headers = await doors.headers("demo-teacher")
    token = ("authorization", headers["authorization"])
    kind = ("content-type", JSON)
    for sent in ([token], [token, kind, kind]):
        response = await doors.http.post("/graphql", content=BODY, headers=sent)
        refusal(response, 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip"])
async def test_a_compressed_body_is_a_415(doors: Doors, coding: str) -> None:
    refusal(await doors.send(BODY, content_encoding=coding), 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
async def test_no_other_method_than_post_is_answered(doors: Doors, method: str) -> None:
    response = await doors.http.request(method, "/graphql?query={viewer{today}}")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    if method != "HEAD":
        refusal(response, 405, "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize("path", ["/", "/graphql/", "/graphiql", "/graphql/schema", "//graphql"])
async def test_an_address_of_nothing_is_a_404(doors: Doors, path: str) -> None:
    refusal(await doors.http.get(f"http://127.0.0.1{path}"), 404, "NOT_FOUND")


WELL_FORMED = {
    "GRAPHQL_VALIDATION_FAILED": '{"query":"{nothing}"}',
    "BAD_REQUEST": '{"query":"{viewer{today}}","operationName":"Other"}',
    "BAD_INPUT": '{"query":"{student(id:\\"x\\"){id}}"}',
    "LIMIT_EXCEEDED": '{"query":"{students(first:5000){nodes{id}}}"}',
    "FIELD_WITHHELD": ('{"query":"{courtOrders(where:{caseNumber:{isNull:true}}){nodes{id}}}"}'),
    "BAD_CURSOR": '{"query":"{students(after:\\"x\\"){nodes{id}}}"}',
}


@pytest.mark.parametrize(("code", "body"), WELL_FORMED.items(), ids=WELL_FORMED)
async def test_a_refused_operation_is_a_400_but_a_200_in_plain_json(
    doors: Doors, code: str, body: str
) -> None:
    refusal(await doors.send(body.encode()), 400, code)
    refusal(await doors.send(body.encode(), accept=JSON), 200, code)


async def test_answers_are_kept_by_nobody(doors: Doors) -> None:
    for response in (await doors.send(BODY), await doors.send(b"1"), await doors.http.get("/")):
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"
    assert (await doors.send(BODY)).headers["vary"] == "Accept, Authorization, Homeroom-View-As"


async def test_no_origin_is_let_in(doors: Doors) -> None:
    response = await doors.send(BODY, origin="https://elsewhere.example")
    assert not [name for name in response.headers if name.startswith("access-control")]
