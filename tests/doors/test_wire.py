"""What comes over a real socket: half a body, a slow or endless one, a client that leaves."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from hub.endpoints import bodies, requests
from hub.limits import BODY_BYTES_MAX
from tests.doors.conftest import listening

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator, Callable

    import pytest

    from tests.doors.conftest import Doors

QUERY = b'{"query":"{students(first:1){nodes{id}}}"}'
SOON = 5.0


@asynccontextmanager
async def _connected(doors: Doors) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
    async with listening(doors.app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            yield reader, writer
        finally:
            writer.close()


async def _head(doors: Doors, *more: str, who: str | None = "demo-teacher") -> bytes:
    lines = ["POST /graphql HTTP/1.1", "Host: localhost", "Content-Type: application/json", *more]
    if who is not None:
        lines.append(f"Authorization: Bearer {await doors.token(who)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def _answer(reader: StreamReader) -> tuple[int, dict[str, str], bytes]:
    async with asyncio.timeout(SOON):
        head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(headers["content-length"]))
    return int(head[0].split()[1]), headers, body


async def _ended(reader: StreamReader) -> bool:
    async with asyncio.timeout(SOON):
        return await reader.read() == b""


def _code(body: bytes) -> object:
    return json.loads(body)["errors"][0]["extensions"]["code"]


async def test_a_request_over_a_socket_is_answered(doors: Doors) -> None:
    async with _connected(doors) as (reader, writer):
        for _ in range(2):
            writer.write(await _head(doors, f"Content-Length: {len(QUERY)}") + QUERY)
            status, headers, body = await _answer(reader)
            assert status == 200
            assert headers["content-type"] == "application/json"
            assert json.loads(body)["data"]["students"]["nodes"]


async def test_half_a_body_is_refused_after_a_while(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS_MAX", 0.2)
    async with _connected(doors) as (reader, writer):
        writer.write(await _head(doors, "Content-Length: 500") + QUERY)
        status, headers, body = await _answer(reader)
        assert (status, _code(body), headers["connection"]) == (408, "BODY_TOO_SLOW", "close")
        assert await _ended(reader)


async def test_a_body_that_drips_is_refused_after_a_while(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS_MAX", 0.3)
    async with _connected(doors) as (reader, writer):
        writer.write(await _head(doors, "Content-Length: 1000"))
        answer = asyncio.create_task(_answer(reader))
        for _ in range(60):
            writer.write(b" ")
            await asyncio.sleep(0.02)
            if answer.done():
                break
        assert (await answer)[0] == 408


async def test_an_endless_body_is_refused_where_the_limit_is(doors: Doors) -> None:
    async with _connected(doors) as (reader, writer):
        writer.write(await _head(doors, "Transfer-Encoding: chunked"))
        for _ in range(BODY_BYTES_MAX // 4096 + 1):
            writer.write(b"1000\r\n" + b" " * 4096 + b"\r\n")
        status, headers, body = await _answer(reader)
        assert (status, _code(body), headers["connection"]) == (413, "BODY_TOO_LARGE", "close")


async def test_a_body_that_says_it_is_too_large_is_not_awaited(doors: Doors) -> None:
    async with _connected(doors) as (reader, writer):
        writer.write(await _head(doors, f"Content-Length: {10**12}"))
        status, _, body = await _answer(reader)
        assert (status, _code(body)) == (413, "BODY_TOO_LARGE")
        assert await _ended(reader)


async def test_the_anonymous_are_refused_without_a_byte_of_their_body(doors: Doors) -> None:
    async with _connected(doors) as (reader, writer):
        writer.write(await _head(doors, "Content-Length: 500", "Expect: 100-continue", who=None))
        status, _, body = await _answer(reader)
        assert (status, _code(body)) == (401, "UNAUTHENTICATED")


async def test_what_is_no_http_harms_nobody(doors: Doors) -> None:
    async with listening(doors.app) as port:
        for sent in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"\x00" * 100 + b"\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(sent)
            writer.write_eof()
            async with asyncio.timeout(SOON):
                await reader.read()
            writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(await _head(doors, f"Content-Length: {len(QUERY)}") + QUERY)
        assert (await _answer(reader))[0] == 200
        writer.close()


@asynccontextmanager
async def _blocked(doors: Doors) -> AsyncIterator[Callable[[int], object]]:
    """Hold a lock for which every statement on students waits; say when so many wait."""
    async with doors.database.owner() as owner, doors.database.owner() as watcher:

        async def waiting(count: int) -> None:
            async with asyncio.timeout(3):
                while count != await watcher.fetchval(  # noqa: ASYNC110 - it tells nobody
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND wait_event_type = 'Lock'"
                ):
                    await asyncio.sleep(0.02)

        async with owner.transaction():
            await owner.execute("LOCK TABLE student IN ACCESS EXCLUSIVE MODE")
            yield waiting


async def test_a_client_that_leaves_ends_its_statement(
    own_doors: Doors, logged: Callable[[], list[dict[str, object]]]
) -> None:
    doors = own_doors
    assert (await doors.send(QUERY)).status_code == 200
    async with _connected(doors) as (reader, writer):
        async with _blocked(doors) as waiting:
            writer.write(await _head(doors, f"Content-Length: {len(QUERY)}") + QUERY)
            await waiting(1)  # type: ignore[misc]
            writer.close()
            await waiting(0)  # type: ignore[misc]
        assert [line["status"] for line in logged()] == [200, 499]
        assert await reader.read() == b""
    statuses = {(await doors.send(QUERY)).status_code for _ in range(8)}
    assert statuses == {200}


async def test_a_request_has_a_deadline(own_doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    doors = own_doors
    assert (await doors.send(QUERY)).status_code == 200
    monkeypatch.setattr(requests, "REQUEST_SECONDS_MAX", 0.3)
    async with _connected(doors) as (reader, writer), _blocked(doors) as waiting:
        writer.write(await _head(doors, f"Content-Length: {len(QUERY)}") + QUERY)
        status, _, body = await _answer(reader)
        assert (status, _code(body)) == (503, "UNAVAILABLE")
        await waiting(0)  # type: ignore[misc]
    monkeypatch.undo()
    assert (await doors.send(QUERY)).status_code == 200
