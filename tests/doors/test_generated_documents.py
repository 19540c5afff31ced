"""Documents that hypothesis-graphql and schemathesis draw, asked of a running hub."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_graphql import Mode, queries

from hub.limits import REQUEST_SECONDS_MAX
from tests.doors.judging import EXAMPLES, fuzzed, long_fuzzed, running
from tests.doors.scalars import SCALARS
from tests.tidy.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.doors.conftest import Doors
    from tests.doors.judging import Running

SCHEMA = (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")
FITTING = queries(SCHEMA, custom_scalars=SCALARS, mode=Mode.POSITIVE)
"""Most of these are refused for what they ask of `first`, `after` or `id`; those of
tests/resolvers/test_generated.py keep to the limits and are answered."""
UNFIT = queries(SCHEMA, custom_scalars=SCALARS, mode=Mode.NEGATIVE)
PEOPLE = ["demo-registrar", "demo-teacher", "demo-guardian", "demo-nurse"]
SEED = "71004"


@pytest.fixture(scope="module")
async def hub(doors: Doors) -> AsyncIterator[Running]:
    """The demo district's hub behind a socket."""
    async with running(doors) as found:
        yield found


@fuzzed(15)
@given(FITTING, st.sampled_from(PEOPLE))
async def test_no_document_of_the_schema_is_a_5xx_or_tells_of_us(
    hub: Running, document: str, who: str
) -> None:
    await hub.ask(document, who=who)


@fuzzed(15)
@given(UNFIT, st.sampled_from(PEOPLE))
async def test_no_document_that_does_not_fit_is_a_5xx_or_tells_of_us(
    hub: Running, document: str, who: str
) -> None:
    await hub.ask(document, who=who)


@pytest.mark.full
@long_fuzzed()
@given(FITTING | UNFIT, st.sampled_from(PEOPLE))
async def test_thousands_of_documents_find_nothing(hub: Running, document: str, who: str) -> None:
    await hub.ask(document, who=who)


async def schemathesis(hub: Running, *more: str) -> None:
    """Let schemathesis ask every root, with documents that fit the schema and that don't."""
    token = await hub.doors.token("demo-registrar")
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli", "run", f"http://127.0.0.1:{hub.port}/graphql",
        "--header", f"Authorization: Bearer {token}", "--phases", "fuzzing", "--mode", "all",
        "--checks", "not_a_server_error", "--request-timeout", str(REQUEST_SECONDS_MAX),
        "--generation-database", "none", "--no-shrink", "--no-color", *more,
        cwd=ROOT, env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.doors.scalars"},
        stdout=PIPE, stderr=STDOUT,
    )  # fmt: skip
    said, _ = await running.communicate()
    assert running.returncode == 0, said.decode()
    assert b" passed" in said, said.decode()
    assert b" failed" not in said, said.decode()


async def test_schemathesis_finds_nothing_at_a_few_roots(hub: Running) -> None:
    few = "^Query.(viewer|student|students|explain)$"
    await schemathesis(hub, "--max-examples", "2", "--seed", SEED, "--include-name-regex", few)


@pytest.mark.full
async def test_schemathesis_finds_nothing(hub: Running) -> None:
    await schemathesis(hub, "--max-examples", str(EXAMPLES // 40))
