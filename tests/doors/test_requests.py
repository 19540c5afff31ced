"""What every request gets: one line in the log, the time each room took, a refusal when busy."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING

from hub.database import Database
from hub.logs import KEYS, REFUSED
from hub.settings import Settings
from tests.doors.conftest import doors_over, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.build import Built
    from tests.conftest import Hub
    from tests.doors.conftest import Doors

LINE = {
    "timestamp", "level", "event", "request_id", "route", "method", "status", "duration_ms", "bytes"
}  # fmt: skip


async def test_a_request_is_one_line_without_values(
    doors: Doors, logged: Callable[[], list[dict[str, object]]]
) -> None:
    name = "Quillfeather"
    query = f'{{students(where:{{givenName:{{eq:"{name}"}}}}){{nodes{{id}}}}}}'
    await doors.ask("demo-teacher", query)
    await doors.ask("demo-teacher", query.replace("eq", name))
    await doors.http.get(f"/admin/students/{name}?name={name}")
    await doors.http.get(f"/{name}")
    lines = logged()
    assert [line["route"] for line in lines] == [
        "/graphql",
        "/graphql",
        "/admin/students/{id}",
        "/",
    ]
    assert [line["status"] for line in lines] == [200, 400, 401, 404]
    assert [line.get("code") for line in lines] == [
        None, "GRAPHQL_VALIDATION_FAILED", "UNAUTHENTICATED", "NOT_FOUND"
    ]  # fmt: skip
    assert all(line.keys() - {"code"} == LINE <= KEYS.keys() for line in lines)
    written = json.dumps(lines)
    assert name not in written
    assert REFUSED not in written
    assert await doors.token("demo-teacher") not in written


async def test_every_route_has_a_form_that_the_log_takes(doors: Doors) -> None:
    for route in doors.app.routes:
        assert KEYS["route"](route.path), route.path  # type: ignore[attr-defined]


async def test_server_timing_tells_the_milliseconds_of_each_room(doors: Doors) -> None:
    response = await doors.ask("demo-teacher", "{students(first:1){nodes{id}}}")
    timing = response.headers["server-timing"]
    assert re.fullmatch(r"(\w+;dur=\d+\.\d\d(, |$))+", timing)
    assert re.findall(r"(\w+);", timing) == ["identify", "plan", "run", "print"]


async def test_health_and_readiness_are_told_to_anyone(doors: Doors) -> None:
    for path, status in (("/healthz", "up"), ("/readyz", "ready")):
        response = await doors.http.get(path)
        assert (response.status_code, response.json()) == (200, {"status": status})
        assert response.headers["cache-control"] == "no-store"


async def test_a_database_of_another_version_is_not_ready(own_doors: Doors) -> None:
    async with own_doors.database.owner() as owner:
        await owner.execute("UPDATE alembic_version SET version_num = 'older'")
    assert (await own_doors.http.get("/readyz")).status_code == 503
    assert (await own_doors.http.get("/healthz")).status_code == 200


async def test_a_busy_database_is_a_503_that_may_be_tried_again(
    own_demo: Hub, built: Built
) -> None:
    narrow = Database(own_demo.database.facts, Settings(pool_size=1, pool_wait_ms=20))
    async with doors_over(narrow, built) as doors:
        headers = await doors.headers("demo-teacher")
        async with narrow.acquire():
            for _ in range(2):
                response = await doors.http.post("/graphql", content=b"1", headers=headers)
                refusal(response, 503, "UNAVAILABLE")
                assert response.headers["retry-after"] == "1"
            assert (await doors.http.get("/readyz")).status_code == 503
        assert (await doors.ask("demo-teacher", "{viewer{today}}")).status_code == 200
        async with narrow.acquire():
            response = await doors.ask("demo-teacher", "{viewer{today}}")
            refusal(response, 503, "UNAVAILABLE")
    await narrow.close()


async def test_connections_that_end_are_a_503_at_worst_and_soon_replaced(
    own_doors: Doors,
) -> None:
    query = "{students(first:1){nodes{id}}}"
    statuses = []
    async with own_doors.database.owner() as owner:
        for _ in range(20):
            assert (await own_doors.ask("demo-teacher", query)).status_code == 200
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            statuses.append((await own_doors.ask("demo-teacher", query)).status_code)
            await asyncio.sleep(0.02)
    assert set(statuses) <= {200, 503}
