"""Questions of the list of students are saved, found again, renamed and deleted, by their owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

from hub.limits import SCOPES_MAX
from tests.admin.conftest import signed_in, words
from tests.admin.test_forms import fetch, sent

if TYPE_CHECKING:
    from tests.admin.conftest import Browser
    from tests.doors.conftest import Doors

ASKED = "grade=11&order=-name"
OWN = """SELECT 'scp_' || c.id AS id, c.name, c.grade_level, c.sorted_by FROM saved_scope c
    JOIN staff_member m ON m.id = c.staff_id JOIN person p ON p.id = m.person_id
    WHERE p.sourced_id = $1 ORDER BY c.saved_at DESC, c.name"""


async def saved(browser: Browser, name: str = "Juniors", **parts: str) -> str:
    """What comes of a form that saves the question of an address."""
    given = {"grade": "11", "order": "-name", **parts, "name": name}
    response = await sent(browser, f"/admin/scopes?{ASKED}", **given)
    return words(response.text) if response.status_code != 303 else response.headers["location"]


async def named(doors: Doors, who: str, name: str) -> str:
    """The id of a question that somebody saved."""
    found = {row["name"]: row["id"] for row in await fetch(doors, OWN, who)}
    return str(found[name])


async def test_a_question_is_saved_and_found_above_the_list_and_on_the_first_page(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, "demo-counselor")
    page = await browser.see(f"/admin/students?{ASKED}")
    assert f'href="/admin/scopes?{ASKED}"'.replace("&", "&amp;") in page
    form = words(await browser.see(f"/admin/scopes?{ASKED}"))
    assert "Grade 11, by name, from the last on" in form
    assert await saved(browser) == "/admin/students?done=scope"
    for path in ("/admin/students?done=scope", "/admin"):
        there = await browser.see(path)
        link = re.search(r'<a href="([^"]+)">Juniors</a>', there)
        assert link is not None
        assert link[1].replace("&amp;", "&") == f"/admin/students?{ASKED}"


async def test_what_was_searched_and_the_day_are_not_saved_and_the_page_says_so(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, "demo-registrar")
    page = await browser.see("/admin/students?q=Torres&grade=10&asOf=2026-10-03")
    assert 'href="/admin/scopes?grade=10"' in page
    only = await browser.see("/admin/students?q=Torres")
    assert "Save this question" not in only
    form = words(await browser.see("/admin/scopes?grade=10&q=Torres"))
    assert "kept, since it may be a child" in form
    assert "Torres" not in form
    await saved(browser, grade="10", q="Torres", asOf="2026-10-03")
    kept = await fetch(own_doors, "SELECT to_jsonb(c)::text AS said FROM saved_scope c")
    assert not [each for each in kept if "Torres" in each["said"] or "2026-10-03" in each["said"]]


async def test_a_question_is_renamed_and_deleted_by_its_owner(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-registrar")
    scope = await named(own_doors, "demo-registrar", "Ninth grade")
    page = await browser.see(f"/admin/scopes/{scope}")
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    path = f"/admin/scopes/{scope}"
    response = await sent(browser, path, name="Freshmen", version=version[1])
    assert response.headers["location"] == "/admin/scopes?done=scope_named"
    assert "Freshmen" in await browser.see("/admin/students")
    response = await sent(browser, f"{path}/drop")
    assert response.headers["location"] == "/admin/scopes?done=scope_dropped"
    assert "Freshmen" not in await browser.see("/admin/scopes")
    assert (await browser.http.get(path)).status_code == 404


async def test_p23_a_question_of_somebody_else_is_one_that_there_is_not(own_doors: Doors) -> None:
    scope = await named(own_doors, "demo-registrar", "Ninth grade")
    none = f"scp_{uuid4()}"
    for who in ("demo-principal", "demo-guardian"):
        browser = await signed_in(own_doors, who)
        assert "Ninth grade" not in await browser.see("/admin/scopes")
        for path in ("", "/drop"):
            other = await browser.http.get(f"/admin/scopes/{scope}{path}")
            nobody = await browser.http.get(f"/admin/scopes/{none}{path}")
            assert other.status_code == nobody.status_code == 404
            assert other.text == nobody.text


async def test_what_is_wrong_with_a_name_is_said_at_its_field(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-registrar")
    assert "Say what you call it." in await saved(browser, "")
    assert "under this name" in await saved(browser, "Ninth grade")
    assert "A name has 1 to 60 characters." in await saved(browser, "x" * 61)
    count = len(await fetch(own_doors, OWN, "demo-registrar"))
    for number in range(SCOPES_MAX - count):
        assert "done=scope" in await saved(browser, f"Number {number}")
    assert f"You have saved {SCOPES_MAX} questions" in await saved(browser, "One more")


async def test_a_family_saves_nothing(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-guardian")
    assert "Save this question" not in await browser.see("/admin/students?grade=10")
    assert '<form method="post">' not in (await browser.see("/admin/scopes?grade=10"))
    assert not await fetch(own_doors, OWN, "demo-guardian")
