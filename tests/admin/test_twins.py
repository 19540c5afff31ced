"""Two on record who are one, on screens: students are looked for, said to be one child, confirmed
by another person and taken back; guardians are decided on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import OURS, Browser, part, signed_in, student_id, words
from tests.admin.test_forms import fetch, fields, sent
from tests.admin.test_screens import check_form
from tests.admin.test_work import changes
from tests.mutations.one_child import APART, GIVEN_UP, KEPT
from tests.mutations.twins import SECOND

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

FIRST, SECOND_PERSON = "demo-district-registrar", "demo-registrar"


@pytest.fixture
async def first(own_doors: Doors) -> Browser:
    """The registrar of the district, with a second one; the two were never at two schools, and
    they are the only pair.
    """
    await fetch(own_doors, "DELETE FROM student_merge")
    await fetch(own_doors, APART, GIVEN_UP)
    await fetch(own_doors, SECOND)
    return await signed_in(own_doors, FIRST)


async def said(browser: Browser) -> str:
    """Say that the two are one child; where the pair is."""
    ana, leo = [await student_id(browser.doors, each) for each in (KEPT, GIVEN_UP)]
    form = {"other": leo, "stays": "THIS", "reason": "one birth certificate", "checked": "yes"}
    response = await sent(browser, f"/admin/students/{ana}/same?q=Leo+Torres", **form)
    assert response.status_code == 303, words(response.text)
    page = await browser.see(response.headers["location"])
    assert "It waits for another person" in words(page)
    (path,) = set(re.findall(r'"(/admin/same-students/smg_[^"]+)"', page))
    return str(path)


async def test_syn3_the_other_record_is_found_beside_and_said_once_after_a_check(
    first: Browser,
) -> None:
    ana, leo = [await student_id(first.doors, each) for each in (KEPT, GIVEN_UP)]
    assert f"/admin/students/{ana}/same?q=Ana%20Torres" in await first.student(KEPT)
    path = f"/admin/students/{ana}/same?q=Leo+Torres"
    page = await first.see(path)
    check_form(page)
    assert f'value="{leo}"' in page
    assert f'value="{ana}"' not in page, "nobody is on record twice with themselves"
    form = fields(page) | {"reason": "one <birth> certificate"}
    response = await first.http.post(path, data=form, headers=OURS)
    assert response.status_code == 422
    assert 'href="#other"' in response.text
    assert 'href="#stays"' in response.text
    again = fields(response.text)
    assert again["reason"] == "one <birth> certificate"
    form = again | {"other": leo, "stays": "OTHER"}
    response = await first.http.post(path, data=form, headers=OURS)
    assert "Check this before it is said" in words(response.text)
    assert "Leo Torres stays" in words(response.text)
    check_form(response.text)
    assert await changes(first.doors) == []
    checked = fields(response.text)
    back = await first.http.post(path, data=checked | {"change": "yes"}, headers=OURS)
    assert {each: fields(back.text)[each] for each in ("other", "stays")} == {
        "other": leo,
        "stays": "OTHER",
    }
    for _ in range(2):
        response = await first.http.post(path, data=checked | {"checked": "yes"}, headers=OURS)
        assert response.status_code == 303, words(response.text)
    rows = await fetch(first.doors, "SELECT 'stu_' || kept_id AS kept FROM student_merge")
    assert {row["kept"] for row in rows} == {leo}
    again_said = await sent(first, path, other=leo, stays="THIS", checked="yes")
    assert again_said.status_code == 422
    assert "given up for another already" in words(again_said.text)


async def test_syn3_another_person_sees_both_and_what_goes_over_before_they_confirm(
    first: Browser,
) -> None:
    path = await said(first)
    own = await first.see(path)
    assert "another person has to confirm it" in words(own)
    assert "I confirm it" not in words(own)
    key = fields(own) | {"decision": "ONE"}
    refused = await first.http.post(path, data=key, headers=OURS)
    assert refused.status_code == 422, "who said it is told so before the check"
    assert "another person has to confirm it" in words(refused.text)

    second = await signed_in(first.doors, SECOND_PERSON)
    home = part(await second.see("/admin"), "twins")
    assert "1 pair waits" in home
    page = await second.see(path)
    check_form(page)
    assert "Torres, Leo" in words(page)
    response = await second.http.post(path, data=fields(page), headers=OURS)
    assert response.status_code == 422
    assert 'href="#decision"' in response.text
    chosen = fields(page) | {"decision": "ONE"}
    response = await second.http.post(path, data=chosen, headers=OURS)
    assert response.status_code == 200
    check_form(response.text)
    gone = re.search(r"(\d+) rows go over", words(response.text))
    assert gone
    assert int(gone[1]) > 10
    assert re.search(r"\d+ rows? stays? behind", words(response.text))
    assert "confirmStudentMerge" not in await changes(first.doors), "a dry run leaves nothing"
    checked = fields(response.text) | {"checked": "yes"}
    for _ in range(2):
        response = await second.http.post(path, data=checked, headers=OURS)
        assert response.status_code == 303, words(response.text)
    confirmed = "SELECT FROM student_merge WHERE confirmed_on IS NOT NULL"
    assert len(await fetch(first.doors, confirmed)) == 2
    after = await second.see("/admin/same-students?done=decided")
    assert "No pair is left to confirm." in words(after)
    assert path in after


async def test_syn3_a_merge_is_taken_back_with_a_reason_only(first: Browser) -> None:
    path = await said(first)
    second = await signed_in(first.doors, SECOND_PERSON)
    await sent(second, path, decision="ONE", checked="yes")
    page = await second.see(path)
    assert "Make them two again" in words(page)
    response = await second.http.post(path, data=fields(page), headers=OURS)
    assert response.status_code == 422
    assert 'href="#reason"' in response.text
    form = fields(response.text) | {"reason": "cousins of one name"}
    response = await second.http.post(path, data=form, headers=OURS)
    assert "What went over goes back" in words(response.text)
    assert "cousins of one name" in words(response.text)
    checked = fields(response.text) | {"checked": "yes"}
    for _ in range(2):
        response = await second.http.post(path, data=checked, headers=OURS)
        assert response.status_code == 303, words(response.text)
    assert await fetch(first.doors, "SELECT FROM student_merge") == []
    listed = words(await second.see("/admin/same-students"))
    assert "No pair is left to confirm." in listed


async def test_p15_a_pair_is_for_registrars_alone(first: Browser) -> None:
    path = await said(first)
    ana, leo = [await student_id(first.doors, each) for each in (KEPT, GIVEN_UP)]
    for who in ("teacher", "principal", "guardian"):
        browser = await signed_in(first.doors, f"demo-{who}")
        assert (await browser.http.get(path)).status_code == 404, who
        assert (await browser.http.get("/admin/same-students")).status_code == 404, who
        assert "/same" not in await browser.student(KEPT), who
        form = {"other": leo, "stays": "THIS", "checked": "yes"}
        response = await sent(browser, f"/admin/students/{ana}/same?q=Torres", **form)
        assert response.status_code in {403, 422}, "who finds nobody has no form"
    assert set(await changes(first.doors)) == {"mergeStudents"}


PAIR = """
SELECT id, 'gdn_' || first_id AS first FROM guardian_candidate WHERE decided_on IS NULL
ORDER BY id LIMIT 1
"""


async def test_gua3_a_pair_is_checked_decided_and_confirmed_by_another(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, "demo-district-registrar")
    (row,) = await fetch(own_doors, PAIR)
    home = await browser.see("/admin")
    path = re.search(rf'"(/admin/duplicates/\w+_{row["id"]})"', home)[1]  # type: ignore[index]
    page = await browser.see(path)
    check_form(page)
    form = fields(page)
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 422
    assert 'href="#decision"' in response.text
    chosen = fields(response.text) | {"decision": row["first"], "reason": "One phone, one name"}
    response = await browser.http.post(path, data=chosen, headers=OURS)
    assert "Check this before it is decided" in words(response.text)
    assert await changes(own_doors) == []
    checked = fields(response.text) | {"checked": "yes"}
    for _ in range(2):
        response = await browser.http.post(path, data=checked, headers=OURS)
        assert response.status_code == 303, words(response.text)
    assert set(await changes(own_doors)) == {"mergeGuardians"}
    merged = await browser.see(response.headers["location"])
    assert "Confirm that they are one person" in words(merged)
    again = await browser.http.post(path, data=fields(merged), headers=OURS)
    assert again.status_code == 422, "whoever merged them does not confirm it"
    assert "confirmMerge" not in await changes(own_doors)
