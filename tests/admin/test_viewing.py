"""Viewing as a colleague on screens: both have to be allowed, nothing is entered (P-33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.admin.conftest import OURS, Browser, signed_in, student_id, words
from tests.admin.test_forms import fetch, fields

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

PATH = "/admin/view-as"
STAFF = """
SELECT 'stf_' || m.id AS id FROM staff_member m JOIN person p ON p.id = m.person_id
WHERE p.sourced_id = $1
"""
AT_ONCE = "You read as yourself and as"


async def view_as(doors: Doors, browser: Browser, whom: str, name: str) -> httpx.Response:
    """What becomes of choosing a colleague, who is looked for by name."""
    page = await browser.see(f"{PATH}?q={name}")
    (row,) = await fetch(doors, STAFF, whom)
    assert row["id"] in page
    form = {"key": fields(page)["key"], "as": row["id"]}
    return await browser.http.post(f"{PATH}?q={name}", data=form, headers=OURS)


async def test_p33_pages_show_what_both_may_read_and_who_it_is(own_doors: Doors) -> None:
    principal = await signed_in(own_doors, "demo-principal")
    ana = await student_id(own_doors, "demo-student")
    grades, health = (f"/admin/students/{ana}/{each}" for each in ("grades", "health"))
    assert "Withheld" not in words(await principal.see(grades)).split("Withheld The policy")[0]
    response = await view_as(own_doors, principal, "demo-nurse", "Obi")
    assert (response.status_code, response.headers["location"]) == (303, "/admin")
    home = words(await principal.see("/admin"))
    assert f"{AT_ONCE} Grace Obi at once" in home
    assert "Withheld" in words(await principal.see(grades)).split("Withheld The policy")[0]
    assert AT_ONCE in words(await principal.see(health))
    viewings = await fetch(own_doors, "SELECT target_id FROM view_as ORDER BY at DESC LIMIT 1")
    (row,) = await fetch(own_doors, STAFF, "demo-nurse")
    assert f"stf_{viewings[0]['target_id']}" == row["id"]
    stopped = await principal.http.post("/admin/view-as/stop", headers=OURS)
    assert stopped.status_code == 303
    assert AT_ONCE not in words(await principal.see("/admin"))


async def test_p33_nothing_is_entered_while_somebody_views_as_another(own_doors: Doors) -> None:
    principal = await signed_in(own_doors, "demo-principal")
    path = f"/admin/students/{await student_id(own_doors, 'demo-student')}/incident"
    form = fields(await principal.see(path)) | {"category": "Shouting", "description": "Here."}
    await view_as(own_doors, principal, "demo-nurse", "Obi")
    refused = await principal.http.post(path, data=form, headers=OURS)
    assert refused.status_code in (403, 422)
    made = await fetch(own_doors, "SELECT FROM change WHERE operation = 'reportIncident'")
    assert made == []


async def test_p33_who_may_not_is_told_alike_and_views_as_nobody(own_doors: Doors) -> None:
    teacher = await signed_in(own_doors, "demo-teacher")
    response = await view_as(own_doors, teacher, "demo-nurse", "Obi")
    assert response.status_code == 422
    assert "You may not view as this colleague." in words(response.text)
    form = {"key": fields(response.text)["key"], "as": "stf_nobody"}
    again = await teacher.http.post(PATH, data=form, headers=OURS)
    assert (again.status_code, words(again.text)[:200]) == (422, words(response.text)[:200])
    assert AT_ONCE not in words(await teacher.see("/admin"))


async def test_p33_who_may_no_longer_views_as_nobody_again(own_doors: Doors) -> None:
    principal = await signed_in(own_doors, "demo-principal")
    await view_as(own_doors, principal, "demo-nurse", "Obi")
    await fetch(
        own_doors,
        "UPDATE post SET ends_on = starts_on FROM staff_member m JOIN person p"
        " ON p.id = m.person_id WHERE post.staff_id = m.id AND p.sourced_id = 'demo-nurse'",
    )
    refused = await principal.http.get("/admin")
    assert refused.status_code == 403
    assert "You view as yourself again" in words(refused.text)
    assert AT_ONCE not in words(await principal.see("/admin"))


async def test_signing_out_ends_viewing(own_doors: Doors) -> None:
    principal = await signed_in(own_doors, "demo-principal")
    await view_as(own_doors, principal, "demo-nurse", "Obi")
    await principal.http.post("/admin/sign-out", headers=OURS)
    assert "homeroom-viewing" not in principal.http.cookies
