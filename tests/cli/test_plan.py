"""`homeroom plan` shows how an operation is answered, and leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hub.cli.errors import CommandRefused
from hub.cli.plan import Asked, literal, print_plan
from hub.errors import Unauthenticated
from tests.cli.conftest import settings_over

if TYPE_CHECKING:
    from hub.database import Database
    from tests.conftest import Hub

ANA = "SELECT s.id FROM student s JOIN person p ON p.id = s.person_id WHERE sourced_id = $1"
IEPS = "query Ieps($id: ID!) { student(id: $id) { familyName ieps { disability } } }"


async def planned(
    capsys: pytest.CaptureFixture[str], hub: Hub, who: str, text: str, variables: str = "{}"
) -> str:
    """What the command prints."""
    await print_plan(settings_over(hub.database), Asked(text, variables, None), who)
    return capsys.readouterr().out


async def ana(hub: Hub) -> str:
    """Ana's public id, as JSON of variables."""
    async with hub.database.owner() as owner:
        return f'{{"id": "stu_{await owner.fetchval(ANA, "demo-student")}"}}'


async def test_a_plan_is_shown_room_by_room(capsys: pytest.CaptureFixture[str], demo: Hub) -> None:
    shown = await planned(capsys, demo, "case_manager", IEPS, await ana(demo))
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


async def test_a_reading_that_would_be_recorded_is_not(
    capsys: pytest.CaptureFixture[str], own_demo: Hub
) -> None:
    ask = "{ students { nodes { supports { instruction } } } }"
    count = "SELECT (SELECT count(*) FROM disclosure), (SELECT count(*) FROM token WHERE revoked_at IS NULL)"
    async with own_demo.database.owner() as owner:
        before = await owner.fetchrow(count)
        shown = await planned(capsys, own_demo, "contracted_provider", ask)
        assert "INSERT INTO disclosure" in shown
        assert await owner.fetchrow(count) == before
        viewer = await own_demo.viewer("demo-contracted-provider")
        await own_demo.door.execute(ask, viewer)
        assert await owner.fetchrow(count) != before, "the reading itself is recorded"


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
    capsys: pytest.CaptureFixture[str], demo: Hub, text: str, variables: str, why: str
) -> None:
    with pytest.raises(CommandRefused, match=why):
        await planned(capsys, demo, "teacher", text, variables)


async def test_p9_nothing_is_planned_as_somebody_suspended(
    capsys: pytest.CaptureFixture[str], demo: Hub
) -> None:
    with pytest.raises(Unauthenticated):
        await planned(capsys, demo, "suspended_teacher", "{ viewer { today } }")


async def test_nothing_is_planned_as_somebody_else_in_a_live_district(
    capsys: pytest.CaptureFixture[str], own_demo: Hub
) -> None:
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE district SET kind = 'LIVE'")
    with pytest.raises(CommandRefused, match="live district"):
        await planned(capsys, own_demo, "teacher", "{ viewer { today } }")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("it's \\ $1 -- \"x\"; %", "text"),
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
