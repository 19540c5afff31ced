"""A form that is sent while there is no connection stays as it was filled in, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub.models.codes import TokenKind
from tests.admin.conftest import student_id
from tests.admin.test_browser import CHROMIUM, _try, _window
from tests.admin.test_forms import fetch

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

VISITS = "SELECT complaint FROM health_visit WHERE complaint = 'A bee sting'"
UNREACHED = "ERR_INTERNET_DISCONNECTED"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="HOMEROOM_BROWSER is not set"),
]


async def test_ops3_without_a_connection_nothing_that_was_entered_is_lost(own_doors: Doors) -> None:
    link = await own_doors.fresh_token("demo-nurse", TokenKind.LINK)
    path = f"/admin/students/{await student_id(own_doors, 'demo-student')}/visit"

    def person(url: str) -> None:
        with _window(url) as window:
            window.sign_in(link)
            page = window.page
            page.goto(f"{url}{path}")
            page.get_by_label("What is wrong").fill("A bee sting")
            told = page.locator("#unreached")
            assert not told.is_visible()
            page.context.set_offline(True)
            page.get_by_role("button", name="Record the visit").click()
            told.wait_for(state="visible")
            assert page.get_by_label("What is wrong").input_value() == "A bee sting"
            page.context.set_offline(False)
            page.get_by_role("button", name="Record the visit").click()
            page.wait_for_url("**done=visit**")
            # what the browser itself says of having no connection is no complaint about a page
            window.complaints[:] = [each for each in window.complaints if UNREACHED not in each]
            window.complaints[:] = [each for each in window.complaints if "homeroom.js" not in each]

    await _try(own_doors, person)
    assert len(await fetch(own_doors, VISITS)) == 1
