"""What one entered a moment ago is taken back by the page that says it was entered: by its person,
in their session, as long as the hub allows it; else the page says why not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from admin.taking_back import ENTRIES_MAX, SHOWN, way_with
from resolvers.mutations.undoing import COVERED
from tests.admin.conftest import OURS, Text, signed_in, student_id, words
from tests.admin.test_forms import fetch, fields
from tests.admin.test_work import changes

if TYPE_CHECKING:
    import httpx

    from tests.admin.conftest import Browser
    from tests.doors.conftest import Doors

NURSE = "demo-nurse"
STUNG = "SELECT id FROM health_visit WHERE complaint = 'A bee sting'"


async def _visited(doors: Doors) -> tuple[Browser, str]:
    """A nurse who has entered a visit, and where her browser goes then."""
    nurse = await signed_in(doors, NURSE)
    path = f"/admin/students/{await student_id(doors, 'demo-student')}/visit"
    form = fields(await nurse.see(path)) | {"complaint": "A bee sting"}
    response = await nurse.http.post(path, data=form, headers=OURS)
    assert response.status_code == 303
    return nurse, response.headers["location"]


async def _pressed(browser: Browser, page: str, **otherwise: str) -> httpx.Response:
    """Press the button that takes it back."""
    assert 'action="/admin/undo"' in page
    form = page.split('action="/admin/undo"')[1].partition("</form>")[0]
    sent = {each["name"] or "": each["value"] or "" for each in Text(form).named("input")}
    return await browser.http.post("/admin/undo", data=sent | otherwise, headers=OURS)


async def test_what_was_entered_a_moment_ago_is_taken_back(own_doors: Doors) -> None:
    nurse, way = await _visited(own_doors)
    page = await nurse.see(way)
    assert "The visit is recorded. Take this back" in words(page)
    response = await _pressed(nurse, page)
    assert response.status_code == 303
    after = await nurse.see(response.headers["location"])
    assert "It is taken back. Both stay on record." in words(after)
    assert 'action="/admin/undo"' not in after
    assert urlsplit(response.headers["location"]).path == urlsplit(way).path
    assert await fetch(own_doors, STUNG) == []
    assert await changes(own_doors) == ["recordVisit", "undo"]


async def test_the_button_pressed_twice_takes_it_back_once_and_says_the_same(
    own_doors: Doors,
) -> None:
    nurse, way = await _visited(own_doors)
    page = await nurse.see(way)
    first, second = await _pressed(nurse, page), await _pressed(nurse, page)
    assert (first.status_code, first.headers["location"]) == (
        second.status_code,
        second.headers["location"],
    )
    assert await changes(own_doors) == ["recordVisit", "undo"]


async def test_what_was_changed_since_stays_and_the_page_says_why(own_doors: Doors) -> None:
    nurse, way = await _visited(own_doors)
    page = await nurse.see(way)
    (visit,) = await fetch(own_doors, STUNG)
    close = f"/admin/visits/hvs_{visit['id']}"
    found = [each for each in await _links(nurse) if each.endswith(str(visit["id"]))] or [close]
    form = fields(await nurse.see(found[0])) | {"treatment": "Ice"}
    assert (await nurse.http.post(found[0], data=form, headers=OURS)).status_code == 303
    response = await _pressed(nurse, page)
    assert response.status_code == 422
    assert "It has been changed since" in words(response.text)
    assert len(await fetch(own_doors, STUNG)) == 1


async def _links(browser: Browser) -> list[str]:
    page = await browser.see("/admin")
    return [each["href"] or "" for each in Text(page).named("a")]


async def test_what_was_entered_on_another_day_stays_and_the_page_says_why(
    own_doors: Doors,
) -> None:
    nurse, way = await _visited(own_doors)
    page = await nurse.see(way)
    async with own_doors.database.owner() as owner:
        await owner.execute("UPDATE change SET at = at - interval '2 days'")
    response = await _pressed(nurse, page)
    assert response.status_code == 422
    assert "It is undone on its own day only" in words(response.text)


async def test_nobody_else_is_offered_it_and_no_other_entry_is_taken_back_by_the_button(
    own_doors: Doors,
) -> None:
    nurse, way = await _visited(own_doors)
    page = await nurse.see(way)
    another = await signed_in(own_doors, NURSE)
    assert 'action="/admin/undo"' not in await another.see(way)
    assert (await _pressed(another, page)).status_code == 403
    assert (await _pressed(nurse, page, entered="hvs_" + "0" * 36)).status_code == 403
    told = parse_qs(urlsplit(way).query)
    forged = way.replace(told["entered"][0], "hvs_" + "0" * 36)
    assert 'action="/admin/undo"' not in await nurse.see(forged)
    sent = {"entered": told["entered"][0], "key": told["seal"][0]}
    elsewhere = {"sec-fetch-site": "cross-site"}
    refused = await nurse.http.post("/admin/undo", data=sent, headers=elsewhere)
    assert refused.status_code == 403
    assert len(await fetch(own_doors, STUNG)) == 1


async def test_nobody_is_led_elsewhere_by_the_button(own_doors: Doors) -> None:
    nurse, way = await _visited(own_doors)
    response = await _pressed(nurse, await nurse.see(way), to="//elsewhere.example")
    assert response.headers["location"] == "/admin?done=undone"


def test_only_what_can_be_undone_is_offered() -> None:
    assert SHOWN.keys() <= COVERED.keys()
    assert COVERED.keys() - SHOWN.keys() == {"enterScores", "takeAttendance"}


def test_as_many_as_an_address_holds_are_offered_together() -> None:
    one = "mad_" + "0" * 36
    assert way_with("/admin?done=given", b"s", "t", []) == "/admin?done=given"
    assert "entered=" in way_with("/admin?done=given", b"s", "t", [one] * ENTRIES_MAX)
    many = way_with("/admin?done=given", b"s", "t", [one] * (ENTRIES_MAX + 1))
    assert many == "/admin?done=given"
