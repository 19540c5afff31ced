"""A review of access is said to be done: once a quarter, by who leads the school or the privacy
officer, and whoever reviews next sees by whom (P-43).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hub.quarters import overdue, quarter_before, quarter_of
from tests.admin.conftest import signed_in, words
from tests.admin.signing_in import Someone

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

PRINCIPAL, OFFICER = "demo-principal", "demo-privacy-officer"


async def _path(doors: Doors, who: str = PRINCIPAL) -> str:
    schools = await (await signed_in(doors, who)).see("/admin/review")
    return next(each for each in schools.split('"') if each.startswith("/admin/review/sch_"))


async def _as(doors: Doors, who: str) -> Someone:
    return Someone(doors, (await signed_in(doors, who)).http)


async def test_p43_a_principal_says_that_she_reviewed_her_school(own_doors: Doors) -> None:
    browser, path = await _as(own_doors, PRINCIPAL), await _path(own_doors)
    before = words((await browser.http.get(path)).text)
    assert "The last review was done on Sep 19, 2026" in before
    assert "Overdue" not in before
    response = await browser.fill(path, toChange="2", note="Two substitutes are gone.")
    assert (response.status_code, response.headers["location"]) == (303, f"{path}?done=review")
    after = (await browser.http.get(response.headers["location"])).text
    assert "The last review was done on Oct 14, 2026 by" in words(after)
    assert "Something had to change for 2 people. Two substitutes are gone." in words(after)
    assert 'name="toChange"' not in after
    other = await _as(own_doors, OFFICER)
    assert "Two substitutes are gone." in words((await other.http.get(path)).text)


async def test_p43_the_review_of_a_quarter_is_done_once(own_doors: Doors) -> None:
    first, second = await _as(own_doors, PRINCIPAL), await _as(own_doors, OFFICER)
    path = await _path(own_doors)
    page = (await second.http.get(path)).text
    await first.fill(path, toChange="0")
    late = await second.send(page, path, toChange="1")
    assert late.status_code == 422
    assert "The review of this quarter is done already." in words(late.text)


@pytest.mark.parametrize("typed", ["", "some", "-1"])
async def test_how_many_have_to_change_is_said_as_a_number(doors: Doors, typed: str) -> None:
    browser, path = await _as(doors, PRINCIPAL), await _path(doors)
    response = await browser.fill(path, toChange=typed, note="What I found")
    assert response.status_code == 422
    assert "What I found" in response.text


async def test_p43_an_officer_sees_which_school_is_overdue(doors: Doors) -> None:
    page = words(await (await signed_in(doors, OFFICER)).see("/admin/review"))
    assert page.count("Overdue. never reviewed") == 1
    assert "last reviewed on Sep 19, 2026" in page


@pytest.mark.parametrize("who", ["demo-teacher", "demo-district-registrar", "demo-guardian"])
async def test_p43_nobody_else_reads_or_says_that_a_school_was_reviewed(
    doors: Doors, who: str
) -> None:
    path = await _path(doors)
    browser = await signed_in(doors, who)
    assert (await browser.http.get(path)).status_code == 404
    assert "reviewed on" not in words(await browser.see("/admin/review"))


def test_a_review_is_overdue_when_a_quarter_has_passed_without_one() -> None:
    today = date(2026, 10, 14)
    assert quarter_of(today) == date(2026, 10, 1)
    assert quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)
    assert quarter_before(date(2026, 1, 1)) == date(2025, 10, 1)
    assert overdue(None, today)
    assert overdue(date(2026, 4, 1), today)
    assert not overdue(date(2026, 7, 1), today)
    assert not overdue(date(2026, 10, 1), today)
