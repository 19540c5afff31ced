"""There is no WebSocket: whoever asks for one is answered as anybody, over HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.doors.conftest import listening

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

SOON = 5.0


@pytest.mark.parametrize("protocol", ["graphql-ws", "graphql-transport-ws"])
async def test_an_upgrade_to_a_websocket_is_not_made_whatever_its_origin(
    doors: Doors, protocol: str
) -> None:
    lines = [
        "GET /graphql HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket",
        "Origin: https://elsewhere.example", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", f"Sec-WebSocket-Protocol: {protocol}",
    ]  # fmt: skip
    async with listening(doors.app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        async with asyncio.timeout(SOON):
            status = await reader.readline()
        writer.close()
    assert status.startswith(b"HTTP/1.1 405")


async def test_a_websocket_that_a_server_lets_through_is_closed(doors: Doors) -> None:
    scope = {"type": "websocket", "path": "/graphql", "headers": [], "app": doors.app}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await doors.app(scope, receive, send)
    assert [message["type"] for message in sent] == ["websocket.close"]
