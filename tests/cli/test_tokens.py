"""`homeroom token` signs in as anybody, in demo and sample districts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.cli.errors import CommandRefused
from hub.cli.tokens import print_token
from hub.identity.tokens import redeem
from tests.cli.conftest import settings_over

if TYPE_CHECKING:
    from tests.conftest import Hub

WHOSE = "SELECT id FROM person WHERE sourced_id = $1"


async def printed(
    capsys: pytest.CaptureFixture[str],
    hub: Hub,
    persona: str | None = None,
    person: str | None = None,
    *,
    link: bool = False,
) -> str:
    """What the command prints to standard output."""
    await print_token(settings_over(hub.database), persona, person, link=link)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("persona", "person"),
    [("case_manager", None), ("case-manager", None), (None, "demo-case-manager")],
)
async def test_a_token_stands_alone_on_the_last_line_and_signs_in(
    capsys: pytest.CaptureFixture[str], demo: Hub, persona: str | None, person: str | None
) -> None:
    out = await printed(capsys, demo, persona, person)
    assert out.endswith("\n")
    viewer = await demo.identity.viewer(out.splitlines()[-1])
    async with demo.database.owner() as owner:
        assert viewer.person_id == await owner.fetchval(WHOSE, "demo-case-manager")


async def test_a_link_signs_a_browser_in_once(
    capsys: pytest.CaptureFixture[str], demo: Hub
) -> None:
    out = await printed(capsys, demo, "nurse", link=True)
    link = out.splitlines()[-1]
    assert link.startswith("http://127.0.0.1:8000/admin/link/hr_")
    async with demo.database.owner() as owner:
        assert await redeem(owner, link.rpartition("/")[2]) is not None
        assert await redeem(owner, link.rpartition("/")[2]) is None


async def test_whoever_is_unknown_is_refused_with_whom_there_is(
    capsys: pytest.CaptureFixture[str], demo: Hub
) -> None:
    with pytest.raises(
        CommandRefused, match=r"There is no persona headmaster\. There are: teacher,"
    ):
        await printed(capsys, demo, "headmaster")
    with pytest.raises(CommandRefused, match="Nobody in this district has the sourced id x-1"):
        await printed(capsys, demo, None, "x-1")


async def test_nobody_signs_in_as_somebody_else_in_a_live_district(
    capsys: pytest.CaptureFixture[str], own_demo: Hub
) -> None:
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE district SET kind = 'LIVE'")
        for link in (False, True):
            with pytest.raises(CommandRefused, match="live district"):
                await printed(capsys, own_demo, "teacher", link=link)
        assert await owner.fetchval("SELECT count(*) FROM token") == 0
        await owner.execute("UPDATE district SET kind = 'SAMPLE'")
        assert (await printed(capsys, own_demo, "teacher")).startswith("hr_")


async def test_a_sample_district_without_personas_says_what_helps(
    capsys: pytest.CaptureFixture[str], own_demo: Hub
) -> None:
    async with own_demo.database.owner() as owner:
        await owner.execute("UPDATE person SET sourced_id = NULL WHERE sourced_id = 'demo-teacher'")
    with pytest.raises(CommandRefused, match="use --person"):
        await printed(capsys, own_demo, "teacher")
