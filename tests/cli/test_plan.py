"""`homeroom plan` shows how an operation is answered, and leaves nothing behind."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hub.cli.errors import CommandRefused
from hub.cli.plan import Asked, literal, rehearsed
from hub.errors import Unauthenticated

if TYPE_CHECKING:
    from hub.database import Database
    from tests.conftest import Hub

ANA = "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id WHERE sourced_id = $1"
IEPS = "query Ieps($id: ID!) { student(id: $id) { familyName ieps { disability } } }"


async def planned(
    hub: Hub, who: str, text: str, variables: str = "{}", as_whom: str | None = None
) -> str:
    """What the command prints about an operation."""
    asked = Asked(text, variables, None, as_whom)
    lines = [line async for line in rehearsed(hub.database, hub.door.built, asked, who)]
    return "\n".join(lines)


async def ana(hub: Hub) -> str:
    """Ana's public id, as JSON of variables."""
    async with hub.database.owner() as owner:
        return f'{{"id": "stu_{await owner.fetchval(ANA, "demo-student")}"}}'


async def test_a_plan_is_shown_room_by_room(demo: Hub) -> None:
    shown = await planned(demo, "case_manager", IEPS, await ana(demo))
    rooms = [shown.index(f"{room}\n") for room in ("PLAN", "\nSQL", "gets", "ROOM, ms")]
    assert rooms == sorted(rooms)
    tree, sql = shown[: rooms[1]], shown[rooms[1] : rooms[2]]
    assert "    Show key=familyName column=family_name slice=1a" in tree
    assert "Child key=ieps many=True" in tree
    assert "CM -order:any -own_child" in tree
    assert sql.count("row_to_json") >= 1
    assert "$1 my_token" in sql
    assert "Torres" not in shown, "the answer isn't printed"
    assert "Execution Time" in shown[rooms[2] :]
    assert "run " in shown[rooms[3] :]


async def test_a_reading_that_would_be_recorded_is_not(own_demo: Hub) -> None:
    ask = "query Open($id: ID!) { student(id: $id) { carePlanParts { action confidential } } }"
    count = "SELECT count(*) FROM disclosure"
    async with own_demo.database.owner() as owner:
        before = await owner.fetchval(count)
        shown = await planned(own_demo, "principal", ask, await ana(own_demo))
        assert "INSERT INTO disclosure" in shown
        assert await owner.fetchval(count) == before
        viewer = await own_demo.viewer("demo-principal")
        await own_demo.door.execute(ask, viewer, variables=json.loads(await ana(own_demo)))
        assert await owner.fetchval(count) == before + 1, "the reading itself is recorded"


@pytest.mark.parametrize(
    ("text", "variables", "why"),
    [
        ("{ students { nodes { fooo } } }", "{}", r"fooo.* \(line 1, column 22\)"),
        ("{ viewer ", "{}", "Syntax Error"),
        (IEPS, "{}", r"\$id"),
        (IEPS, "[1]", "a JSON object"),
        (IEPS, "{id", "a JSON object"),
    ],
)
async def test_what_cannot_be_planned_is_refused_with_its_place(
    demo: Hub, text: str, variables: str, why: str
) -> None:
    with pytest.raises(CommandRefused, match=why):
        await planned(demo, "teacher", text, variables)


async def test_p9_nothing_is_planned_as_somebody_suspended(demo: Hub) -> None:
    with pytest.raises(Unauthenticated):
        await planned(demo, "suspended_teacher", "{ viewer { today } }")


async def test_nothing_is_planned_as_somebody_else_in_a_live_district(own_demo: Hub) -> None:
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE district SET kind = 'LIVE'")
    with pytest.raises(CommandRefused, match="live district"):
        await planned(own_demo, "teacher", "{ viewer { today } }")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ('it\'s \\ $1 -- "x"; %', "text"),
        (b"\x00'\\\xff", "bytea"),
        (UUID(int=7), "uuid"),
        (date(2026, 10, 14), "date"),
        (datetime(2026, 10, 14, 17, 0, 0, 5, UTC), "timestamptz"),
        (time(8, 30), "time"),
        (Decimal("1.50"), "numeric"),
        (17, "integer"),
        (True, "boolean"),
        (None, "text"),
    ],
)
async def test_a_value_written_as_sql_is_that_value(empty: Database, value: Any, kind: str) -> None:
    async with empty.acquire() as connection:
        assert await connection.fetchval(f"SELECT {literal(value)}::{kind}") == value
