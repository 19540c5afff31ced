"""A file that is too large loses nothing of a form, in a browser with scripts and without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hub.models.codes import TokenKind
from tests.admin.conftest import student_id
from tests.admin.filing import PDF, keys
from tests.admin.test_browser import CHROMIUM, _try, _window

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.doors.conftest import Doors

UNPROCESSABLE = "422"
LARGE = 12 * 1024 * 1024

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="HOMEROOM_BROWSER is not set"),
]


def fill(page: Page, file: Path) -> None:
    """Enter an order, with a file."""
    page.locator("input[name=guardianId]").first.check()
    page.locator("input[name=kind][value=NO_LOCATION]").check()
    page.get_by_label("Court", exact=True).fill("Superior Court")
    page.get_by_label("What the order says").fill("Stay away")
    page.locator("#documentKey").set_input_files(file)


def still_there(page: Page) -> None:
    """Everything that was entered beside the file is on the page."""
    assert page.locator("input[name=guardianId]").first.is_checked()
    assert page.locator("input[name=kind][value=NO_LOCATION]").is_checked()
    assert page.get_by_label("Court", exact=True).input_value() == "Superior Court"
    assert page.get_by_label("What the order says").input_value() == "Stay away"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
async def test_ops3_a_file_that_is_too_large_loses_nothing(
    own_doors: Doors, tmp_path: Path, *, scripts: bool
) -> None:
    link = await own_doors.fresh_token("demo-registrar", TokenKind.LINK)
    path = f"/admin/students/{await student_id(own_doors, 'demo-student')}/order"
    large, small = tmp_path / "color.pdf", tmp_path / "order.pdf"
    large.write_bytes(PDF + b"x" * LARGE)
    small.write_bytes(PDF)
    more: dict[str, Any] = {} if scripts else {"java_script_enabled": False}

    def person(url: str) -> None:
        with _window(url, **more) as window:
            window.sign_in(link)
            page = window.page
            page.goto(f"{url}{path}")
            fill(page, large)
            sent = len(window.asked)
            check = page.get_by_role("button", name="Check what it closes")
            if scripts:
                told = page.locator("#documentKey-large")
                told.wait_for(state="visible")
                check.click()
                assert told.is_visible()
                assert page.evaluate("document.activeElement.id") == "documentKey"
                assert window.asked[sent:] == [], "nothing of it was sent"
            else:
                check.click()
                page.get_by_role("link", name="The file is 12.1 MB.").wait_for()
            still_there(page)
            page.locator("#documentKey").set_input_files(small)
            if scripts:
                page.locator("#documentKey-large").wait_for(state="hidden")
            check.click()
            page.get_by_role("heading", name="Check this before it is filed").wait_for()
            page.get_by_role("button", name="File the order").click()
            page.wait_for_url("**done=order**")
            page.goto(f"{url}{path}s")
            with page.expect_download() as coming:
                page.locator("a[href^='/admin/papers/order/']").first.click()
            assert coming.value.suggested_filename == "order.pdf"
            assert coming.value.path().read_bytes() == PDF
            # what the browser itself says of a page that holds errors is no complaint about it
            window.complaints[:] = [each for each in window.complaints if UNPROCESSABLE not in each]

    await _try(own_doors, person)
    assert len(await keys(own_doors)) == 1
