"""A case manager writes an IEP with a browser and gets it into effect, JavaScript off and on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hub.models.codes import TokenKind
from tests.admin.conftest import student_id
from tests.admin.test_browser import CHROMIUM, _try, _window
from tests.admin.test_forms import fetch

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.doors.conftest import Doors

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="HOMEROOM_BROWSER is not set"),
]
STATE = """SELECT i.consented_on, (SELECT count(*) FROM iep_goal g WHERE g.iep_id = i.id) AS goals,
    (SELECT count(*) FROM iep_service s WHERE s.iep_id = i.id) AS services
    FROM iep i WHERE 'stu_' || i.student_id = $1 ORDER BY i.version DESC LIMIT 1"""


def press(page: Page, name: str) -> None:
    """Press a button, and wait for the page that comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).last.click()


def saved(page: Page, name: str) -> None:
    """Press what saves, and see that it is saved."""
    press(page, name)
    page.get_by_role("status").wait_for()


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
async def test_iep7_an_iep_is_written_and_agreed_to_in_a_browser(
    own_doors: Doors,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    link = await own_doors.fresh_token("demo-case-manager", TokenKind.LINK)
    jade = await student_id(own_doors, "demo-student16")
    (before,) = await fetch(own_doors, STATE, jade)

    def work(page: Page, url: str) -> None:
        page.goto(f"{url}/admin")
        page.locator(f'a[href="/admin/students/{jade}/new-iep"]').click()
        page.get_by_label("First day").fill("2026-10-14")
        saved(page, "Save and go on")
        page.get_by_role("link", name="Goals").click()
        goals = page.get_by_label("Goal", exact=True).count()
        page.get_by_label("Goal", exact=True).first.fill("Reads a page aloud.")
        press(page, "Add another goal")
        page.locator("fieldset:focus").wait_for()
        assert page.get_by_label("Goal", exact=True).first.input_value() == "Reads a page aloud."
        page.get_by_label("Field of work").last.select_option("BEHAVIOR")
        page.get_by_label("Goal", exact=True).last.fill("Asks for a break.")
        press(page, "Add another goal")
        press(page, f"Take away Goal {goals + 2}")
        assert page.get_by_label("Goal", exact=True).count() == goals + 1
        saved(page, "Save and go on")
        page.get_by_role("link", name="Services").click()
        page.get_by_label("Minutes a week").first.fill("half an hour")
        page.get_by_label("Minutes a week").first.press("Enter")
        page.get_by_role("alert").wait_for()
        page.get_by_label("Minutes a week").first.fill("35")
        page.get_by_label("Minutes a week").first.press("Enter")
        page.get_by_role("status").wait_for()
        page.get_by_role("link", name="Check it, and put it before the family").click()
        assert "35 minutes a week" in page.locator("main").inner_text()
        saved(page, "It was put before the family")
        page.get_by_role("link", name="Record what the family agreed to").click()
        press(page, "Check it")
        saved(page, "Record the consent")
        assert "In effect" in page.locator("main").inner_text()

    def person(url: str) -> None:
        size: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
        with _window(url, java_script_enabled=scripts, **size) as window:
            window.sign_in(link)
            work(window.page, url)
            told = [each for each in window.complaints if "422" not in each]
            assert (told, len(window.complaints)) == ([], 1), "one form came back"
            window.complaints.clear()

    await _try(own_doors, person)
    (after,) = await fetch(own_doors, STATE, jade)
    assert after["consented_on"] is not None
    assert (after["goals"], after["services"]) == (before["goals"] + 1, before["services"])
