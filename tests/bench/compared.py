"""The same question to every server: nothing is measured unless the answers are the same."""

from __future__ import annotations

import http.client
import json
import re
from dataclasses import dataclass, field, replace
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
SPELLED = re.compile(r"^[a-z]{3}_(?=[0-9a-f]{8}-)|(?<=:\d\d)\.000000(?=\+)")
"""What the hub's ids have in front, and PostGraphile's times behind the second."""
HUB, OPEN_HUB, BY_HAND = "hub", "open hub", "by hand"
IDIOMATIC, POSTGRAPHILE = "idiomatic", "PostGraphile"


class Unequal(Exception):
    """Two servers answer the same question differently: nothing is measured."""


class NoAnswer(Exception):
    """A server refuses a question: it is left out of that cell, which is told."""


@dataclass(frozen=True)
class Compared:
    """A cell whose servers answer alike: who is measured, and the median size of `data` in bytes.

    `left_out` is how many subjects were left out, since a filter can't name their rows to the hub
    without authorization; `silent` is which servers don't answer, with what they say.
    """

    cell: Cell
    kinds: tuple[str, ...]
    size: int
    left_out: int = 0
    silent: Mapping[str, str] = field(default_factory=dict)


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
    asked = [kind for kind in kinds if kind in ports and (kind != HUB or first == HUB)]
    answers, silent = _answers(cell, asked, ports)
    if first not in answers:
        others = tuple(kind for kind in answers if kind != OPEN_HUB)
        return Compared(cell, others, 0, silent=silent)
    by_subject = [
        {kind: found[number] for kind, found in answers.items()}
        for number in range(len(cell.subjects))
    ]
    for answer in by_subject:
        _check(cell, answer, first)
    size = _median(answers[first])
    alike = [data(each[first]) == data(each.get(OPEN_HUB, each[first])) for each in by_subject]
    if not any(alike):
        kept_kinds = tuple(kind for kind in answers if kind != OPEN_HUB)
        return Compared(cell, kept_kinds, size, silent=silent)
    kept = tuple(each for each, same in zip(cell.subjects, alike, strict=True) if same)
    left_out = len(cell.subjects) - len(kept)
    return Compared(replace(cell, subjects=kept), tuple(answers), size, left_out, silent)


def _answers(
    cell: Cell, kinds: list[str], ports: Mapping[str, int]
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """What each server answers to every subject, and what those say that refuse one."""
    answers, silent = {}, {}
    for kind in kinds:
        try:
            answers[kind] = [
                _answer(ports[kind], request(kind, cell, subject)) for subject in cell.subjects
            ]
        except NoAnswer as refused:
            silent[kind] = str(refused)
    return answers, silent


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
    if BY_HAND in answer and expected != data(answer[BY_HAND]):
        raise Unequal(f"{cell.name}: the {first} and the statement by hand differ in bytes.")
    if IDIOMATIC in answer and json.loads(expected) != json.loads(answer[IDIOMATIC])["data"]:
        raise Unequal(f"{cell.name}: the idiomatic application answers something else.")
    if POSTGRAPHILE in answer:
        found = json.loads(data(answer[POSTGRAPHILE]))
        if values(_without_dates_of_seats(json.loads(expected))) != values(found):
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
        yield SPELLED.sub("", str(answer))


def _without_dates_of_seats(answer: Any) -> Any:
    """Without what no policy on rows can withhold: the dates of seats in others' classes."""
    for seat in (answer.get("student") or {}).get("schedule") or ():
        for name in ("startsOn", "endsOn"):
            seat.pop(name, None)
    return answer


def _median(answers: list[str]) -> int:
    sizes = sorted(len(data(each).encode()) for each in answers)
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
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
    except TimeoutError:
        raise NoAnswer(f"none in {TIMEOUT_SECONDS} s") from None
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise NoAnswer(f"{answer.status} {_code(text)}".strip())
    return text


def _code(text: str) -> str:
    """The code of the first error in an answer; nothing where there is none."""
    try:
        return str(json.loads(text)["errors"][0]["extensions"]["code"])
    except (ValueError, LookupError, TypeError):
        return ""
