"""Where a student is enrolled, on screens: they leave, change school, begin, each after a check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import OURS, Browser, signed_in, student_id, words
from tests.admin.test_forms import fetch, fields, sent
from tests.admin.test_screens import check_form
from tests.admin.test_work import changes
from tests.mutations.twins import SECOND

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

STAYS = """SELECT e.school_id, e.starts_on, e.ends_on, e.exit_reason, e.entry_code, e.is_primary,
    e.grade_level FROM school_enrollment e JOIN student s ON s.id = e.student_id
    JOIN person p ON p.id = s.person_id, district d
    WHERE p.sourced_id = 'demo-student' AND (e.ends_on IS NULL OR e.ends_on > d.fixed_today)
    ORDER BY e.starts_on, e.id"""
ELSEWHERE = """SELECT 'sch_' || id AS id, name FROM school WHERE id NOT IN (
    SELECT e.school_id FROM school_enrollment e JOIN student s ON s.id = e.student_id
    JOIN person p ON p.id = s.person_id WHERE p.sourced_id = 'demo-student') ORDER BY id LIMIT 1"""
TODAY = "2026-10-14"


async def form_of(browser: Browser, what: str) -> str:
    """Where a form about Ana's enrollment is, as her page links to it."""
    page = await browser.student("demo-student")
    return str(re.search(rf'"(/admin/enrollments/[^"]+/{what})"', page)[1])  # type: ignore[index]


async def checked_once(browser: Browser, path: str, form: dict[str, str], said: str) -> None:
    """Send a form, read what it would do, and send it twice."""
    before = await changes(browser.doors)
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 200, words(response.text)
    assert "Check this before it is entered" in words(response.text)
    check_form(response.text)
    assert await changes(browser.doors) == before
    back = await browser.http.post(
        path, data=fields(response.text) | {"change": "yes"}, headers=OURS
    )
    assert "Check this before" not in words(back.text)
    for name in ("exitReason", "entryCode", "startsOn", "lastDay"):
        assert fields(back.text).get(name, "") == form.get(name, "")
    checked = fields(response.text) | {"checked": "yes"}
    kept = []
    for _ in range(2):
        response = await browser.http.post(path, data=checked, headers=OURS)
        assert response.status_code == 303, words(response.text)
        kept.append(await changes(browser.doors))
    assert kept[0] == kept[1] != before
    assert said in words(await browser.see(response.headers["location"]))


async def test_eh_a_student_is_withdrawn_after_what_ends_with_it_was_shown(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, "demo-registrar")
    path = await form_of(browser, "withdraw")
    page = await browser.see(path)
    check_form(page)
    response = await browser.http.post(
        path, data=fields(page) | {"lastDay": "some <day>"}, headers=OURS
    )
    assert response.status_code == 422
    assert 'href="#exitReason"' in response.text
    assert 'href="#lastDay"' in response.text
    assert fields(response.text)["lastDay"] == "some <day>"
    early = {"lastDay": "2001-01-01", "exitReason": "HOME_SCHOOL", "checked": "yes"}
    response = await browser.http.post(path, data=fields(page) | early, headers=OURS)
    assert response.status_code == 422, "the door says so of a day before their first"
    assert 'href="#lastDay"' in response.text
    assert fields(response.text)["exitReason"] == "HOME_SCHOOL"
    good = fields(page) | {"lastDay": "2026-10-30", "exitReason": "HOME_SCHOOL"}
    looked = await browser.http.post(path, data=good, headers=OURS)
    assert re.search(r"With it end \d+ seats", words(looked.text))
    assert "Last day Oct 30, 2026" in words(looked.text)
    await checked_once(browser, path, good, "The student leaves the school.")
    (stay, *_) = await fetch(own_doors, STAYS)
    assert (stay["ends_on"].isoformat(), stay["exit_reason"]) == ("2026-10-31", "HOME_SCHOOL")


async def test_eh_a_student_changes_school_once(own_doors: Doors) -> None:
    (school,) = await fetch(own_doors, ELSEWHERE)
    browser = await signed_in(own_doors, "demo-registrar")
    path = await form_of(browser, "transfer")
    page = await browser.see(path)
    check_form(page)
    entered = {"exitReason": "MOVED", "entryCode": "CAME", "gradeLevel": "9", "schoolId": ""}
    response = await browser.http.post(path, data=fields(page) | entered, headers=OURS)
    assert response.status_code == 422
    assert 'href="#schoolId"' in response.text
    assert fields(response.text)["entryCode"] == "CAME"
    assert '<option value="9" selected>' in response.text
    form = fields(page) | entered | {"schoolId": school["id"], "startsOn": "2026-10-19"}
    response = await browser.http.post(path, data=form, headers=OURS)
    assert school["name"] in words(response.text)
    await checked_once(browser, path, form, "The student changes school.")
    old, new = await fetch(own_doors, STAYS)
    assert (old["ends_on"], new["starts_on"].isoformat()) == (new["starts_on"], "2026-10-19")
    assert (f"sch_{new['school_id']}", new["grade_level"]) == (school["id"], 9)
    assert (old["exit_reason"], new["entry_code"]) == ("MOVED", "CAME")


async def test_eh_a_student_is_enrolled_beside_their_school(own_doors: Doors) -> None:
    (school,) = await fetch(own_doors, ELSEWHERE)
    await fetch(own_doors, SECOND)
    browser = await signed_in(own_doors, "demo-registrar")
    ana = await student_id(own_doors, "demo-student")
    path = f"/admin/students/{ana}/enroll"
    assert path in await browser.student("demo-student")
    page = await browser.see(path)
    check_form(page)
    response = await browser.http.post(
        path, data=fields(page) | {"startsOn": "2026-02-30", "beside": "yes"}, headers=OURS
    )
    assert response.status_code == 422
    for name in ("startsOn", "schoolId", "gradeLevel", "entryCode"):
        assert f'href="#{name}"' in response.text
    assert 'name="beside" value="yes" checked' in response.text
    good = {"schoolId": school["id"], "gradeLevel": "10", "entryCode": "CONCURRENT"}
    form = fields(page) | good | {"startsOn": TODAY}
    first = await browser.http.post(path, data=form | {"checked": "yes"}, headers=OURS)
    assert first.status_code == 422, "they have a school that answers for them (RDY-2)"
    await checked_once(browser, path, form | {"beside": "yes"}, "The student is enrolled.")
    assert [stay["is_primary"] for stay in await fetch(own_doors, STAYS)] == [True, False]


@pytest.mark.parametrize("who", ["teacher", "principal", "counselor"])
async def test_eh_nobody_but_a_registrar_moves_an_enrollment(own_doors: Doors, who: str) -> None:
    registrar = await signed_in(own_doors, "demo-registrar")
    ana = await student_id(own_doors, "demo-student")
    (school,) = await fetch(own_doors, ELSEWHERE)
    paths = [await form_of(registrar, what) for what in ("withdraw", "transfer")]
    paths.append(f"/admin/students/{ana}/enroll")
    browser = await signed_in(own_doors, f"demo-{who}")
    page = await browser.student("demo-student")
    form = {"exitReason": "HOME_SCHOOL", "entryCode": "CAME", "schoolId": school["id"],
            "gradeLevel": "10", "beside": "yes", "checked": "yes"}  # fmt: skip
    for path in paths:
        assert path not in page
        shown = await browser.http.get(path)
        if shown.status_code == 200:
            assert (await sent(browser, path, **form)).status_code == 422, path
        else:
            assert shown.status_code == 404, path
    assert await changes(own_doors) == []


async def test_p23_a_new_student_is_entered_once_those_alike_were_looked_at(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, "demo-registrar")
    assert '"/admin/new-student"' in await browser.see("/admin/students")
    (ana,) = await fetch(own_doors, ANA)
    page = await browser.see("/admin/new-student")
    check_form(page)
    form = fields(page) | {
        "givenName": "Anna",
        "familyName": "Torres",
        "birthDate": ana["birth_date"].isoformat(),
        "schoolId": ana["school"],
        "gradeLevel": str(ana["grade_level"]),
        "entryCode": "NEW",
    }
    seen = await _sent_and_checked(browser, form)
    assert seen.status_code == 422
    assert "Torres, is another child" not in words(seen.text)
    assert "Ana Torres, born on" in words(seen.text)
    assert f'"/admin/students/{ana["id"]}"' in seen.text
    assert await changes(own_doors) == []
    check_form(seen.text)
    again = form | fields(seen.text) | {f"lookedAt-{ana['id']}": "yes"}
    entered = await _sent_and_checked(browser, again)
    assert entered.status_code == 303, words(entered.text)
    assert set(await changes(own_doors)) == {"createStudent"}
    assert "Torres, Anna" in words(await browser.see("/admin/students?q=Anna+Torres"))


async def test_p23_who_enters_no_students_finds_out_about_none(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-teacher")
    (ana,) = await fetch(own_doors, ANA)
    assert '"/admin/new-student"' not in await browser.see("/admin/students")
    form = fields(await browser.see("/admin/new-student")) | {
        "givenName": "Ana",
        "familyName": "Torres",
        "birthDate": ana["birth_date"].isoformat(),
        "schoolId": ana["school"],
        "gradeLevel": "10",
        "entryCode": "NEW",
    }
    refused = await _sent_and_checked(browser, form)
    assert refused.status_code == 422
    assert ana["id"] not in refused.text
    assert await changes(own_doors) == []


async def _sent_and_checked(browser: Browser, form: dict[str, str]) -> httpx.Response:
    """Send the form, and then the page on which it is looked over."""
    path = "/admin/new-student"
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 200, words(response.text)
    checked = fields(response.text) | {"checked": "yes"}
    return await browser.http.post(path, data=checked, headers=OURS)


ANA = """SELECT 'stu_' || s.id AS id, s.birth_date, s.grade_level, 'sch_' || e.school_id AS school
    FROM student s JOIN person p ON p.id = s.person_id JOIN school_enrollment e
    ON e.student_id = s.id AND e.ends_on IS NULL AND e.is_primary
    WHERE p.sourced_id = 'demo-student'"""
