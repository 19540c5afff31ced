"""The same question to every server: nothing is measured unless the answers are the same."""

from __future__ import annotations

import http.client
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.bench.cells import NOBODY, document
from tests.bench.load import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hub.progress import Progress
    from tests.bench.cells import Cell, Subject

TIMEOUT_SECONDS = 60
FORMS = {"grade": int}
"""Values of a request that aren't text in PostGraphile's variables."""
PREFIX = re.compile(r"^[a-z]{3}_(?=[0-9a-f]{8}-)")
"""Of the hub's public ids."""
HUB, OPEN_HUB, BY_HAND = "hub", "open hub", "by hand"
IDIOMATIC, POSTGRAPHILE = "idiomatic", "PostGraphile"


class Unequal(Exception):
    """Two servers answer the same question differently: nothing is measured."""


@dataclass(frozen=True)
class Compared:
    """A cell whose servers answer alike: who is measured, and the median size of `data` in bytes.

    `left_out` is how many subjects were left out, since a filter can't name their rows to the hub
    without authorization.
    """

    cell: Cell
    kinds: tuple[str, ...]
    size: int
    left_out: int = 0


def request(kind: str, cell: Cell, subject: Subject) -> bytes:
    """The whole HTTP request to a server of a kind."""
    if kind == BY_HAND:
        path = f"/{cell.query}/{cell.viewer}?{urlencode(subject.values)}"
        return _written("GET", path, subject.token, b"")
    if kind == POSTGRAPHILE:
        own = {name: FORMS.get(name, str)(value) for name, value in subject.values.items()}
        return _posted(document(cell.query, "postgraphile"), own, subject.token)
    if kind == IDIOMATIC and not subject.variables:
        return _posted(document(cell.query, "idiomatic"), {}, subject.token)
    variables = subject.open_variables if kind == OPEN_HUB else subject.variables
    return _posted(cell.document, variables, subject.token)


def _posted(text: str, variables: Mapping[str, Any], token: str) -> bytes:
    body = json.dumps({"query": text, "variables": variables}).encode()
    return _written("POST", "/graphql", token, body)


def compared(cell: Cell, kinds: tuple[str, ...], ports: Mapping[str, int]) -> Compared:
    """Ask the servers for every subject of the cell.

    Raises Unequal unless the hub's `data` and the hand-written are the same bytes, the idiomatic
    one the same JSON, and the values in PostGraphile's the same.
    """
    first = OPEN_HUB if cell.viewer == NOBODY else HUB
    asked = tuple(kind for kind in kinds if kind in ports and (kind != HUB or first == HUB))
    answers = [
        {kind: _answer(ports[kind], request(kind, cell, subject)) for kind in asked}
        for subject in cell.subjects
    ]
    for answer in answers:
        _check(cell, answer, first)
    alike = [data(each[first]) == data(each.get(OPEN_HUB, each[first])) for each in answers]
    if not any(alike):
        return Compared(cell, tuple(k for k in asked if k != OPEN_HUB), _median(answers, first))
    kept = tuple(each for each, same in zip(cell.subjects, alike, strict=True) if same)
    left_out = len(cell.subjects) - len(kept)
    return Compared(replace(cell, subjects=kept), asked, _median(answers, first), left_out)


def compare_all(
    cells: list[Cell], kinds: Mapping[str, tuple[str, ...]], ports: dict[str, int], told: Progress
) -> list[Compared]:
    """Every cell, with the servers that answer its query."""
    with told.step("comparing the answers", len(cells)) as step:
        found = []
        for cell in cells:
            found.append(compared(cell, kinds[cell.name], ports))
            step.advance()
    return found


def data(body: str) -> str:
    """The text of `data`, just as it stands in an answer."""
    start = len('{"data":')
    if not body.startswith('{"data":{'):
        raise Unequal(f"An answer holds no data: {body[:200]}")
    _, end = json.JSONDecoder().raw_decode(body, start)
    return body[start:end]


def _check(cell: Cell, answer: Mapping[str, str], first: str) -> None:
    expected = data(answer[first])
    if expected != data(answer[BY_HAND]):
        raise Unequal(f"{cell.name}: the {first} and the statement by hand differ in bytes.")
    if IDIOMATIC in answer and json.loads(expected) != json.loads(answer[IDIOMATIC])["data"]:
        raise Unequal(f"{cell.name}: the idiomatic application answers something else.")
    if POSTGRAPHILE in answer:
        found = json.loads(data(answer[POSTGRAPHILE]))
        if values(json.loads(expected)) != values(found):
            raise Unequal(f"{cell.name}: PostGraphile answers something else.")


def values(answer: Any) -> list[str]:
    """The values of an answer in order of text, without what servers write each in its own way:
    prefixes of ids, whether a total is exact, and what is null or empty.
    """
    return sorted(_values(answer))


def _values(answer: Any) -> Iterator[str]:
    if isinstance(answer, dict):
        for name, value in answer.items():
            if name != "exact":
                yield from _values(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from _values(value)
    elif answer is not None:
        yield PREFIX.sub("", str(answer))


def _median(answers: list[dict[str, str]], kind: str) -> int:
    sizes = sorted(len(data(each[kind]).encode()) for each in answers)
    return sizes[len(sizes) // 2]


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


def _answer(port: int, asked: bytes) -> str:
    """The body of the answer to one request."""
    head, _, body = asked.partition(b"\r\n\r\n")
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
