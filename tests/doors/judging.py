"""Judges any answer of the door: no 5xx, no hang, nothing of our insides, no value sent."""

from __future__ import annotations

import json
import os
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any

import httpx
from hypothesis import HealthCheck, Phase, settings

from hub.limits import ERRORS_MAX, MESSAGE_CHARACTERS_MAX, REQUEST_SECONDS_MAX
from tests.doors.conftest import GRAPHQL, listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.doors.conftest import Doors

CANARY = "Quillfeather"
"""Part of every text that a fuzzed value holds: it stands for a name or a diagnosis."""
INSIDES = re.compile(
    r"Traceback|asyncpg|sqlalchemy|strawberry|graphql-core|starlette|uvicorn|postgres|\.py\b"
    r"|0x[0-9a-f]{6}|site-packages|/tmp/|\bSELECT\b|\bFROM\b|\bLATERAL\b|::|[a-z]_[a-z]+\.[a-z]"
    r"|Did you mean|relation \"|column \"|<class|object at",
)
DETAILS = {"code", "requestId", "limit", "argument", "field"}
CODE = re.compile(r"[A-Z]+(_[A-Z]+)*")
EXAMPLES = int(os.environ.get("HOMEROOM_FUZZ_EXAMPLES", "2000"))
"""How many examples each of the long fuzzes tries."""


def fuzzed(examples: int) -> settings:
    """Settings of a fuzz in the suite: the same examples each time, so that it can't be moody."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=timedelta(seconds=REQUEST_SECONDS_MAX),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def long_fuzzed() -> settings:
    """Settings of a fuzz outside of the suite: other examples each time."""
    return settings(fuzzed(EXAMPLES), derandomize=False, print_blob=True)


@dataclass
class Running:
    """A hub behind a socket, and a client who holds a token of the person named."""

    port: int
    http: httpx.AsyncClient
    doors: Doors

    async def post(
        self, content: bytes, headers: dict[str, str] | None = None, who: str = "demo-registrar"
    ) -> httpx.Response:
        """The answer to a body, judged."""
        sent = await self.doors.headers(who) | (headers or {})
        began = perf_counter()
        response = await self.http.post("/graphql", content=content, headers=sent)
        judge(response, perf_counter() - began)
        return response

    async def ask(
        self, query: str, variables: Any = None, who: str = "demo-registrar"
    ) -> httpx.Response:
        """The answer to a document, judged."""
        body = json.dumps({"query": query, "variables": variables})
        return await self.post(body.encode(), who=who)


@asynccontextmanager
async def running(doors: Doors) -> AsyncIterator[Running]:
    """The hub of these doors, behind a socket."""
    async with listening(doors.app) as port:
        base = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=base, timeout=REQUEST_SECONDS_MAX + 5) as http:
            yield Running(port, http, doors)


def judge(response: httpx.Response, seconds: float) -> None:
    """Fail unless the answer is one that the door may give to anything at all."""
    assert seconds < REQUEST_SECONDS_MAX, seconds
    assert response.status_code < 500, response.text
    assert response.headers["content-type"] in (GRAPHQL, "application/json")
    body = response.json()
    assert body.keys() <= {"data", "errors", "extensions"}
    assert ("data" in body) != ("errors" in body)
    assert "errors" in body or response.status_code == 200
    assert len(body.get("errors", [])) <= ERRORS_MAX
    for error in body.get("errors", []):
        judge_error(error, response.headers["x-request-id"])


def judge_error(error: dict[str, Any], request_id: str) -> None:
    """Fail unless an error tells a code, a place and the request's id, and nothing else."""
    assert error.keys() <= {"message", "locations", "path", "extensions"}
    assert error["extensions"].keys() <= DETAILS, error
    assert CODE.fullmatch(error["extensions"]["code"])
    assert error["extensions"]["code"] != "INTERNAL"
    assert error["extensions"]["requestId"] == request_id
    assert len(error["message"]) <= MESSAGE_CHARACTERS_MAX
    told = json.dumps({**error, "extensions": {**error["extensions"], "requestId": ""}})
    assert CANARY not in told
    assert not INSIDES.search(told), told
