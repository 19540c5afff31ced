"""The two operations as each server is asked for them, and what they must answer."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.load import HOST

if TYPE_CHECKING:
    from tests.bench.district import Subject

HERE = Path(__file__).parent
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Operation:
    """One operation: its name, the prefix of its subject's public id, and its route by hand."""

    name: str
    prefix: str
    route: str

    @property
    def document(self) -> str:
        """What GraphQL is asked."""
        return (HERE / f"{self.name}.graphql").read_text()

    def request(self, kind: str, subject: Subject) -> bytes:
        """The whole HTTP request to a server of a kind."""
        if kind == "by hand":
            return _written("GET", self.route.format(subject.key), subject.token, b"")
        variables = {"id": f"{self.prefix}_{subject.key}"}
        body = json.dumps({"query": self.document, "variables": variables}).encode()
        return _written("POST", "/graphql", subject.token, body)


OPERATIONS = {
    "record": Operation("record", "stu", "/students/{}"),
    "roster": Operation("roster", "sec", "/sections/{}/roster"),
}
"""One student's whole record for a guardian; the roster of a class for its teacher."""


class Unequal(Exception):
    """Two servers answer the same question differently: nothing is measured."""


def check_equal(operation: Operation, subjects: tuple[Subject, ...], ports: dict[str, int]) -> int:
    """Ask all servers for every subject; returns the median size of `data` in bytes.

    Raises Unequal unless the hub's `data` and the hand-written are the same bytes, and the
    idiomatic one the same JSON.
    """
    sizes = []
    for subject in subjects:
        hub = data(_answer(ports["hub"], operation.request("hub", subject)))
        hand = data(_answer(ports["by hand"], operation.request("by hand", subject)))
        idiomatic = _answer(ports["idiomatic"], operation.request("idiomatic", subject))
        if hub != hand:
            raise Unequal(f"{operation.name}: the hub and the statement by hand differ in bytes.")
        if json.loads(hub) != json.loads(idiomatic)["data"]:
            raise Unequal(f"{operation.name}: the idiomatic application answers something else.")
        sizes.append(len(hub.encode()))
    return sorted(sizes)[len(sizes) // 2]


def data(body: str) -> str:
    """The text of `data`, just as it stands in an answer."""
    start = len('{"data":')
    if not body.startswith('{"data":{'):
        raise Unequal(f"An answer holds no data: {body[:200]}")
    _, end = json.JSONDecoder().raw_decode(body, start)
    return body[start:end]


def _written(method: str, path: str, token: str, body: bytes) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}",
        f"Authorization: Bearer {token}",
        "Accept: application/json",
    ]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _answer(port: int, request: bytes) -> str:
    """The body of the answer to one request."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT_SECONDS)
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    if answer.status != http.client.OK:
        raise Unequal(f"{path} answers {answer.status}: {text[:200]}")
    return text
