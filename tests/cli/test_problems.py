"""`homeroom problems`: what is open, by school and page, as far as its viewer may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.cli.problems import listed
from hub.cli.viewing import AsWhom

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer.testing import Result

    from schema.build import Built
    from tests.conftest import Hub


async def test_the_list_counts_reports_and_students_and_quotes_nothing(
    own_demo: Hub, built: Built
) -> None:
    for who, pages in (("registrar", 3), ("principal", 6), ("data_steward", 7)):
        head, columns, *lines = await listed(own_demo.database, built, AsWhom(persona=who))
        assert head.startswith("Open problems as of 2026-10-14: ")
        assert columns.split() == [
            "students",
            "reports",
            "days",
            "who",
            "answers",
            "school",
            "page",
        ]
        assert len(lines) == pages, (who, lines)
        assert any(line.endswith("/admin/students/{id}/schedule") for line in lines)
    assert "second period" not in "\n".join(lines)


async def test_a_list_of_nothing_says_so(own_demo: Hub, built: Built) -> None:
    lines = await listed(own_demo.database, built, AsWhom(persona="father"))
    assert lines == ["Open problems as of 2026-10-14: 0 on 0 pages"]


def test_a_list_needs_one_viewer(homeroom: Callable[..., Result]) -> None:
    for arguments in ([], ["--as", "registrar", "--person", "x"]):
        assert homeroom("problems", *arguments).exit_code == 2
