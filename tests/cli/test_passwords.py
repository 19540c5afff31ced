"""`homeroom password` prints a link by which somebody chooses a password, and sets none itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.cli.errors import CommandRefused
from hub.cli.passwords import print_link
from hub.identity import credentials
from tests.cli.conftest import settings_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer.testing import Result

    from tests.conftest import Hub

KEPT = "SELECT user_name, hash FROM credential"


async def _printed(
    capsys: pytest.CaptureFixture[str], hub: Hub, who: str, name: str | None = None
) -> str:
    await print_link(settings_over(hub.database), who, name)
    return capsys.readouterr().out.splitlines()[-1]


async def test_a_link_stands_alone_on_the_last_line_and_is_for_that_person(
    capsys: pytest.CaptureFixture[str], own_demo: Hub
) -> None:
    link = await _printed(capsys, own_demo, "demo-nurse", "Grace")
    assert link.startswith("http://127.0.0.1:8000/admin/password/hr_")
    async with own_demo.database.owner() as owner:
        found = await credentials.behind(owner, link.rpartition("/")[2])
        assert found is not None
        assert (found.user_name, found.hash) == ("grace", None)


async def test_a_user_name_is_proposed_and_kept_until_another_is_given(
    capsys: pytest.CaptureFixture[str], own_demo: Hub
) -> None:
    async with own_demo.database.owner() as owner:
        email = await owner.fetchval(
            "SELECT lower(s.email) FROM staff_member s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-nurse'"
        )
        for given, kept in ((None, email or "demo-nurse"), ("grace", "grace"), (None, "grace")):
            await _printed(capsys, own_demo, "nurse", given)
            assert [row["user_name"] for row in await owner.fetch(KEPT)] == [kept]


async def test_it_works_in_a_live_district_where_no_token_is_printed(
    capsys: pytest.CaptureFixture[str], own_demo: Hub
) -> None:
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE district SET kind = 'LIVE', fixed_today = NULL")
    assert "/admin/password/hr_" in await _printed(capsys, own_demo, "demo-nurse", "grace")


@pytest.mark.parametrize(
    ("who", "name", "said"),
    [
        ("demo-nobody", None, "There is no persona"),
        ("demo-gradebook-app", None, "A vendor's app signs in by its token"),
        ("demo-nurse", "x" * 300, "A user name has 1 to 254 characters"),
        ("demo-nurse", "   ", "A user name has 1 to 254 characters"),
        ("demo-nurse", "TAKEN", "Somebody else signs in under that name"),
    ],
)
async def test_who_or_what_can_not_be_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], own_demo: Hub, who: str, name: str | None, said: str
) -> None:
    await _printed(capsys, own_demo, "demo-teacher", "taken")
    with pytest.raises(CommandRefused, match=said):
        await print_link(settings_over(own_demo.database), who, name)


def test_no_password_is_taken_on_a_command_line(homeroom: Callable[..., Result]) -> None:
    told = homeroom("password", "--help").stdout
    assert "--person" in told
    assert "--password" not in told
