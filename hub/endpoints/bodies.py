"""From bytes to a GraphQL request: strict JSON within limits, nothing that only resembles it."""

from __future__ import annotations

import asyncio
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from hub.errors import BadRequest, LimitExceeded, Refusal, TooLarge
from hub.limits import BODY_BYTES_MAX, BODY_SECONDS_MAX, JSON_DEPTH_MAX, NUMBER_DIGITS_MAX

if TYPE_CHECKING:
    from starlette.requests import Request


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class TooSlow(Refusal):
    """The client takes too long to send its body."""

    code = "BODY_TOO_SLOW"
    status = 408


@dataclass(frozen=True)
class Asked:
    """A GraphQL request as it was sent."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None


async def taken(request: Request) -> bytes:
    """The body of a request; raises TooLarge before more than the limit is read, or TooSlow."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said[:20]) > BODY_BYTES_MAX:
        raise _too_large()
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS_MAX):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BODY_BYTES_MAX:
                    raise _too_large()
    except TimeoutError:
        raise TooSlow(f"The body did not arrive within {BODY_SECONDS_MAX:.0f} s.") from None
    return bytes(body)


def asked(body: bytes) -> Asked:
    """The GraphQL request in a body; raises BadRequest or LimitExceeded."""
    sent = _parsed(body)
    if not isinstance(sent, dict):
        raise BadRequest("The body must be one JSON object.")
    if not sent.keys() <= {"query", "variables", "operationName", "extensions"}:
        raise BadRequest(
            "The body has members other than `query`, `variables`, `operationName`, `extensions`."
        )
    query, variables = sent.get("query"), sent.get("variables")
    operation_name, extensions = sent.get("operationName"), sent.get("extensions")
    if not isinstance(query, str):
        raise BadRequest("`query` must be a string.")
    if not isinstance(variables, dict | None) or not isinstance(extensions, dict | None):
        raise BadRequest("`variables` and `extensions` must be objects, null or left out.")
    if not isinstance(operation_name, str | None):
        raise BadRequest("`operationName` must be a string, null or left out.")
    return Asked(query, variables or {}, operation_name)


def _parsed(body: bytes) -> object:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise BadRequest("The body is not UTF-8.") from None
    _check_depth(text)
    try:
        sent: object = _DECODER.decode(text)
    except (json.JSONDecodeError, RecursionError):
        raise BadRequest("The body is not JSON.") from None
    # only an escape can bring half a character: no strict decoder lets its bytes through
    if "\\u" in text and _SURROGATE.search(json.dumps(sent, ensure_ascii=False)):
        raise BadRequest("A text in the body is not Unicode.")
    return sent


def _check_depth(text: str) -> None:
    """Count brackets outside of strings, before a parser that recurses sees them."""
    if text.count("[") + text.count("{") <= JSON_DEPTH_MAX:
        return  # not even all of them together nest that deep: no need to look where they stand
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > JSON_DEPTH_MAX:
            raise LimitExceeded(f"The body is nested deeper than {JSON_DEPTH_MAX}.", limit="depth")


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        raise BadRequest("An object in the body has the same name twice.")
    return found


def _integer(digits: str) -> int:
    if len(digits) > NUMBER_DIGITS_MAX:
        raise LimitExceeded(f"A number has more than {NUMBER_DIGITS_MAX} digits.", limit="digits")
    return int(digits)


def _number(digits: str) -> float:
    found = float(digits)
    if len(digits) > NUMBER_DIGITS_MAX or not math.isfinite(found):
        raise LimitExceeded("A number is longer or larger than any record's.", limit="digits")
    return found


def _refused_constant(_name: str) -> NoReturn:
    raise BadRequest("The body is not JSON: it has no NaN and no Infinity.")


def _too_large() -> TooLarge:
    return TooLarge(f"The body is larger than {BODY_BYTES_MAX // 1024} KiB.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_number,
    parse_constant=_refused_constant,
)
"""Made once: it costs as much as a small body."""
