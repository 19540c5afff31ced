"""`homeroom schedules`: who has no complete schedule now, as far as its viewer reads schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.cli.schedules import listed
from hub.cli.viewing import AsWhom

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer.testing import Result

    from schema.build import Built
    from tests.conftest import Hub


async def test_rdy4_the_command_counts_each_school_and_names_nobody(
    own_demo: Hub, built: Built
) -> None:
    for who in ("principal", "district_registrar"):
        head, columns, *lines = await listed(own_demo.database, built, AsWhom(persona=who))
        assert head.startswith("Without a complete schedule at 2026-10-14 10:00: ")
        assert columns.split() == ["without", "nowhere", "students", "unchecked", "school"]
        async with own_demo.database.owner() as owner:
            every = await owner.fetchval("SELECT count(*) FROM school")
        assert who == "principal" or len(lines) == every
        first = lines[0].split()
        assert int(first[0]) > 10
        assert lines[0].endswith("Creekside High School (more than 10: escalates)")
        assert "Grace" not in "\n".join(lines)


async def test_whoever_reads_no_schedules_is_told_of_no_school(own_demo: Hub, built: Built) -> None:
    lines = await listed(own_demo.database, built, AsWhom(persona="father"))
    assert lines == ["Without a complete schedule at 2026-10-14 10:00: 0 students, 0 schools"]


def test_a_list_of_schedules_needs_one_viewer(homeroom: Callable[..., Result]) -> None:
    for arguments in ([], ["--as", "registrar", "--person", "x"]):
        assert homeroom("schedules", *arguments).exit_code == 2
