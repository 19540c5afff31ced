"""The health office's work on forms: a round of medication, visits, doses and openings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.admin.conftest import OURS, signed_in, student_id, words
from tests.admin.test_forms import fetch, fields, sent
from tests.admin.test_work import changes

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

GIVEN = """
SELECT medication_order_id, outcome FROM medication_administration a, district d
WHERE a.given_at >= d.fixed_today ORDER BY outcome
"""


def ticked(page: str) -> list[str]:
    """The orders that a page of a round lets be ticked."""
    return re.findall(r'type="checkbox" name="given-([^"]+)"', page)


async def test_p6_a_round_records_who_was_ticked_and_nobody_twice(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-nurse")
    page = await browser.see("/admin/medication")
    orders = ticked(page)
    assert len(orders) >= 2
    form = fields(page) | {f"given-{orders[0]}": "yes", f"note-{orders[1]}": "absent today"}
    for _ in range(2):  # the same page sent twice is the same doses
        response = await browser.http.post("/admin/medication", data=form, headers=OURS)
        assert response.status_code == 303
        assert response.headers["location"].startswith("/admin/medication?done=given&entered=")
    rows = await fetch(own_doors, GIVEN)
    assert [row["outcome"] for row in rows] == ["Given.", "Not given: absent today"]
    after = await browser.see(response.headers["location"])
    assert "What was ticked is recorded." in words(after)
    assert set(ticked(after)) == set(orders[2:])


async def test_p6_a_round_that_comes_back_keeps_what_is_not_saved(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-nurse")
    page = await browser.see("/admin/medication")
    first, second, *_ = ticked(page)
    form = fields(page) | {f"given-{first}": "yes", f"given-{second}": "yes"}
    form[f"note-{second}"] = "half of it <spilled>"
    await fetch(
        own_doors,
        "UPDATE medication_order SET ends_on = starts_on WHERE id = $1::uuid",
        second.removeprefix("med_"),
    )
    response = await browser.http.post("/admin/medication", data=form, headers=OURS)
    assert response.status_code == 422
    assert "There is a problem" in words(response.text)
    assert [row["outcome"] for row in await fetch(own_doors, GIVEN)] == ["Given."]
    assert first not in ticked(response.text), "it is saved, and can't be sent again"


async def test_p6_two_nurses_with_two_lists_give_one_dose(own_doors: Doors) -> None:
    """Both opened the round before either sent it."""
    browser, other = [await signed_in(own_doors, "demo-nurse") for _ in range(2)]
    page, stale = [await each.see("/admin/medication") for each in (browser, other)]
    order = ticked(page)[0]
    sent_first = fields(page) | {f"given-{order}": "yes"}
    response = await browser.http.post("/admin/medication", data=sent_first, headers=OURS)
    assert response.status_code == 303
    sent_second = fields(stale) | {f"given-{order}": "yes"}
    response = await other.http.post("/admin/medication", data=sent_second, headers=OURS)
    assert response.status_code == 422
    assert "recorded a dose of this order today already" in words(response.text)
    assert [row["outcome"] for row in await fetch(own_doors, GIVEN)] == ["Given."]


async def test_an_empty_round_says_so_and_a_teacher_has_none(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-nurse")
    response = await sent(browser, "/admin/medication")
    assert response.status_code == 422
    assert "Tick who took their dose" in words(response.text)
    teacher = await signed_in(own_doors, "demo-co-teacher")
    assert (await teacher.http.get("/admin/medication")).status_code == 404


async def test_imm7_a_dose_is_recorded_with_its_source(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-nurse")
    ana = await student_id(own_doors, "demo-student")
    path = f"/admin/students/{ana}/dose"
    response = await sent(browser, path, vaccine="MMR", givenOn="2100-01-01", source="card")
    assert response.status_code == 422
    assert 'href="#givenOn"' in response.text
    form = fields(response.text)
    assert (form["vaccine"], form["source"]) == ("MMR", "card")
    for _ in range(2):
        good = form | {"givenOn": "2026-10-01"}
        response = await browser.http.post(path, data=good, headers=OURS)
        assert response.status_code == 303
    assert (await changes(own_doors)).count("recordDose") == 1
    teacher = await signed_in(own_doors, "demo-teacher")
    response = await sent(teacher, path, vaccine="MMR", givenOn="2026-10-01", source="card")
    assert response.status_code == 422
    assert (await changes(own_doors)).count("recordDose") == 1


async def test_14_a_visit_is_closed_from_the_first_page(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-nurse")
    ana = await student_id(own_doors, "demo-student")
    await sent(browser, f"/admin/students/{ana}/visit", complaint="A bee sting")
    home = await browser.see("/admin")
    path = re.search(r'"(/admin/visits/[^"]+)"', home)[1]  # type: ignore[index]
    response = await sent(browser, path, treatment="Ice")
    assert (response.status_code, response.headers["location"]) == (303, "/admin?done=left")
    page = await browser.see("/admin?done=left")
    assert "The visit is closed." in words(page)
    assert path not in page
    again = await browser.see(path)
    assert "They left at" in words(again)


async def test_p12_a_nurse_lead_looks_into_an_opening(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-nurse-lead")
    path = re.search(r'"(/admin/openings/[^"]+)"', await browser.see("/admin"))[1]  # type: ignore[index]
    response = await sent(browser, path, reason="Asthma on the field: it was needed.")
    assert response.status_code == 303
    assert path not in await browser.see("/admin")
    assert await changes(own_doors) == ["reviewOpening"]


OPENED = "SELECT reason_code, reason FROM break_glass WHERE reason LIKE 'She fell%'"


async def test_p12_a_principal_opens_a_health_record_for_an_hour_and_says_why(
    own_doors: Doors,
) -> None:
    principal = await signed_in(own_doors, "demo-principal")
    student = await student_id(own_doors, "demo-adult-student")
    path = f"/admin/students/{student}/open"
    assert path in await principal.see(f"/admin/students/{student}")
    for told, wrong in (
        ({"reason": "She fell from the bars and isn't answering."}, "Choose what is in danger."),
        ({"emergency": "HEALTH", "reason": "fell"}, "in 20 characters or more"),
    ):
        response = await sent(principal, path, **told)
        assert response.status_code == 422
        assert wrong in words(response.text)
        assert fields(response.text).get("emergency", "") == told.get("emergency", "")
    assert await fetch(own_doors, OPENED) == []
    said = {"emergency": "HEALTH", "reason": "She fell from the bars and isn't answering."}
    response = await sent(principal, path, **said)
    assert response.headers["location"] == f"/admin/students/{student}/health?done=opened"
    page = words(await principal.see(response.headers["location"]))
    assert "open to you for an hour" in page
    (row,) = await fetch(own_doors, OPENED)
    assert (row["reason_code"], row["reason"]) == (said["emergency"], said["reason"])
    teacher = await signed_in(own_doors, "demo-teacher")
    ana = await student_id(own_doors, "demo-student")
    refused = await sent(teacher, f"/admin/students/{ana}/open", **said)
    assert refused.status_code == 422, "a teacher opens nothing"
