"""Posts and coverage on screens: whoever leads a school gives and ends them, is told before what
that opens, and nobody else does (P-10, P-43).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import OURS, Text, part, signed_in, words
from tests.admin.test_forms import fetch, fields
from tests.admin.test_screens import check_form
from tests.admin.test_work import changes

if TYPE_CHECKING:
    import httpx

    from tests.admin.conftest import Browser
    from tests.doors.conftest import Doors

PRINCIPAL = "demo-principal"
TODAY = date(2026, 10, 14)
NAMED = """
SELECT 'stf_' || s.id FROM staff_member s JOIN person p ON p.id = s.person_id
WHERE p.sourced_id = $1
"""


async def _id(doors: Doors, who: str) -> str:
    (row,) = await fetch(doors, NAMED, who)
    return str(row[0])


async def _school(browser: Browser) -> str:
    """The page of the staff of the principal's school, reached by links."""
    (row,) = await fetch(
        browser.doors,
        "SELECT 'sch_' || o.school_id FROM post o JOIN staff_member s ON s.id = o.staff_id"
        " JOIN person p ON p.id = s.person_id WHERE p.sourced_id = $1",
        PRINCIPAL,
    )
    path = f"/admin/schools/{row[0]}/staff"
    assert '"/admin/schools"' in await browser.see("/admin")
    assert path in await browser.see("/admin/schools")
    return path


def _ticked(page: str) -> dict[str, str]:
    """The classes that are offered, all ticked."""
    boxes = [each for each in Text(page).named("input") if each.get("type") == "checkbox"]
    return {each["name"] or "": "yes" for each in boxes}


async def _twice(browser: Browser, path: str, said: dict[str, str]) -> tuple[str, httpx.Response]:
    """Fill a form in; the words of the page that asks once more, and what becomes of it."""
    page = await browser.see(path)
    check_form(page)
    asked = await browser.http.post(path, data=fields(page) | said, headers=OURS)
    assert asked.status_code == 200, words(asked.text)
    check_form(asked.text)
    form = fields(asked.text) | {"checked": "yes"}
    return words(asked.text), await browser.http.post(path, data=form, headers=OURS)


async def test_p10_a_principal_lets_somebody_stand_in_for_all_classes_of_a_teacher(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, PRINCIPAL)
    teacher, other = await _id(own_doors, "demo-teacher"), await _id(own_doors, "demo-co-teacher")
    path = f"/admin/staff/{teacher}/cover"
    assert path in await browser.see(await _school(browser))
    classes = _ticked(await browser.see(path))
    last = (TODAY + timedelta(days=2)).isoformat()
    told, response = await _twice(browser, path, {**classes, "staffId": other, "lastDay": last})
    assert "From Oct 14, 2026 to Oct 16, 2026, " in told
    assert f"will read the records of the students in these {len(classes)} classes:" in told
    assert "As a substitute does" in told
    assert response.status_code == 303, words(response.text)
    kept = await fetch(
        own_doors, "SELECT ends_on, long_term FROM coverage WHERE 'stf_' || staff_id = $1"
        " AND starts_on = $2", other, TODAY,
    )  # fmt: skip
    assert [tuple(row) for row in kept] == [(TODAY + timedelta(days=3), False)] * len(classes)
    assert await changes(own_doors) == ["assignCoverage"] * len(classes)
    shown = part(await browser.see(await _school(browser)), "covers")
    assert shown.count("Oct 14, 2026 to Oct 16, 2026") == len(classes)


async def test_p10_coverage_ends_on_a_screen(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PRINCIPAL)
    page = await browser.see(await _school(browser))
    found = re.search(r'"(/admin/coverages/[^/]+/end)"', page)
    assert found
    told, response = await _twice(browser, found[1], {"reason": "she is back"})
    assert "From Oct 14, 2026 on, " in told
    assert response.status_code == 303, words(response.text)
    assert "The coverage ends." in words(await browser.see(response.headers["location"]))
    assert found[1] not in await browser.see(await _school(browser))
    assert await changes(own_doors) == ["endCoverage"]


async def test_p43_a_principal_gives_a_post_and_ends_it(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PRINCIPAL)
    school = await _school(browser)
    path = school.replace("/staff", "/post")
    assert path in await browser.see(school)
    page = await browser.see(path)
    assert 'value="COACH"' in page
    assert 'value="NURSE"' not in page
    who = await _id(own_doors, "demo-co-teacher")
    said = {"staffId": who, "role": "COUNSELOR", "reason": "the counselor is on leave"}
    told, response = await _twice(browser, path, said)
    assert "They read names and schedules of all students here" in told
    assert response.status_code == 303, words(response.text)
    assert "The post is given." in words(await browser.see(response.headers["location"]))
    (row,) = await fetch(
        own_doors, "SELECT 'pst_' || id AS id FROM post WHERE 'stf_' || staff_id = $1"
        " AND role = 'COUNSELOR'", who,
    )  # fmt: skip
    end = f"/admin/posts/{row['id']}/end"
    assert end in await browser.see(school)
    _, response = await _twice(browser, end, {"reason": "she is back"})
    assert response.status_code == 303, words(response.text)
    assert end not in await browser.see(school)
    assert await changes(own_doors) == ["assignPost", "endPost"]


async def test_p43_nobody_gives_themselves_a_post_on_a_screen(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PRINCIPAL)
    path = (await _school(browser)).replace("/staff", "/post")
    said = {"staffId": await _id(own_doors, PRINCIPAL), "role": "COACH", "reason": "I coach"}
    _, response = await _twice(browser, path, said)
    assert response.status_code == 422
    assert "Nobody gives a post to themselves" in words(response.text)
    assert await changes(own_doors) == []


async def test_what_is_missing_of_coverage_is_said_at_its_field(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PRINCIPAL)
    path = f"/admin/staff/{await _id(own_doors, 'demo-teacher')}/cover"
    form = fields(await browser.see(path))
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 422
    for name in ("sections", "staffId", "lastDay"):
        assert f'href="#{name}"' in response.text
    said = {"staffId": "stf_x", "lastDay": "soon", "section-sec_x": "yes"}
    response = await browser.http.post(path, data=form | said, headers=OURS)
    assert 'href="#lastDay"' in response.text
    assert await changes(own_doors) == []


@pytest.mark.parametrize("who", ["demo-teacher", "demo-registrar", "demo-guardian"])
async def test_p43_whoever_leads_no_school_is_offered_nothing_and_gives_nothing(
    own_doors: Doors, who: str
) -> None:
    school = await _school(await signed_in(own_doors, PRINCIPAL))
    browser = await signed_in(own_doors, who)
    teacher, other = await _id(own_doors, "demo-teacher"), await _id(own_doors, "demo-co-teacher")
    shown = await browser.http.get(school)
    assert "/cover" not in shown.text
    assert "/end" not in shown.text
    path = f"/admin/staff/{teacher}/cover"
    page = await browser.http.get(path)
    if page.status_code == 200 and _ticked(page.text):
        said = {**_ticked(page.text), "staffId": other, "lastDay": TODAY.isoformat()}
        _, response = await _twice(browser, path, said)
        assert response.status_code == 422
    assert await changes(own_doors) == []
