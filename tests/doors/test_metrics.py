"""Whoever watches over the hub is told how much is asked and what waits, and of nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx

from hub.app import build_app
from hub.ledger.accesses import Accesses
from hub.metrics import Metrics, served
from hub.settings import Settings
from tests.doors.conftest import HERE, KEY

if TYPE_CHECKING:
    from schema.build import Built
    from tests.conftest import Hub


async def numbers(port: int) -> dict[str, float]:
    """What is served at a port, by name and labels."""
    async with httpx.AsyncClient() as http:
        text = (await http.get(f"http://127.0.0.1:{port}/metrics")).text
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


async def test_requests_are_counted_by_route_and_status_and_by_nothing_else(
    demo: Hub, built: Built
) -> None:
    settings = Settings(secret_key=KEY, metrics_port=0)
    app = build_app(demo.database, settings, built=built)
    counts = (each.kwargs.get("count") for each in app.user_middleware)
    count: Any = next(filter(None, counts))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as http:
        assert (await http.get("/healthz")).status_code == 200
        assert (await http.post("/graphql", content=b"{}")).status_code == 401
        assert (await http.get("/admin/students/stu_of_somebody")).status_code == 401
    with served(count.__self__, [0]) as port:
        found = await numbers(port)
    counted = {name: n for name, n in found.items() if name.startswith("homeroom_requests_total")}
    assert counted == {
        'homeroom_requests_total{route="/healthz",status="200"}': 1,
        'homeroom_requests_total{route="/graphql",status="401"}': 1,
        'homeroom_requests_total{route="/admin/students/{id}",status="401"}': 1,
    }
    assert not any(re.search("somebody|stu_", name) for name in found)


async def test_free_connections_and_waiting_readings_are_told(demo: Hub) -> None:
    log = Accesses(demo.database)
    metrics = Metrics(lambda: demo.database.free, lambda: log.waiting)
    with served(metrics, [0]) as port:
        before = await numbers(port)
        async with demo.database.acquire():
            during = await numbers(port)
    assert before["homeroom_connections_free"] - during["homeroom_connections_free"] == 1
    assert before["homeroom_readings_waiting"] == 0


async def test_nothing_is_served_unless_a_port_is_named(demo: Hub, built: Built) -> None:
    app = build_app(demo.database, Settings(secret_key=KEY), built=built)
    assert not any(each.kwargs.get("count") for each in app.user_middleware)
