"""An IEP is written on pages, part by part, put before the family, and comes into effect; nobody
but whose case it is comes near those pages.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from admin.answers import Reading
from admin.drafted import Unread, a_year_after, content, going_on
from tests.admin.conftest import OURS, Browser, signed_in, student_id, words
from tests.admin.test_forms import fetch, fields
from tests.admin.test_screens import check_form
from tests.admin.test_work import changes

if TYPE_CHECKING:
    import httpx

    from tests.doors.conftest import Doors

PRIYA = "demo-case-manager"
LONG = re.compile(r'<(select|textarea) id="([^"]+)"[^>]*>(.*?)</\1>', re.DOTALL)
SELECTED = re.compile(r'<option value="([^"]*)" selected>')
VERSIONS = """SELECT i.version AS number, i.row_version, i.starts_on, i.offered_on, i.consented_on,
    i.declined_on, i.superseded_on, i.amends_id FROM iep i
    WHERE 'stu_' || i.student_id = $1 ORDER BY i.version"""
GOALS = """SELECT g.goal, s.area FROM iep_goal g LEFT JOIN iep_service s ON s.id = g.iep_service_id
    WHERE 'iep_' || g.iep_id = $1 ORDER BY g.goal"""
PARTS = ("plan", "goals", "services", "supports")
STEPS = ("draft", "offer", "consent", "refusal", "amend")


def filled(page: str) -> dict[str, str]:
    """What a browser would send of a form as it stands, with lists and long texts."""
    found = {name: unescape(said) for name, said in fields(page).items()}
    for tag, name, inside in LONG.findall(page):
        chosen = [*SELECTED.findall(inside), ""][0]
        found[name] = chosen if tag == "select" else unescape(inside)
    return found


async def saved(browser: Browser, path: str, **more: str) -> httpx.Response:
    """A form as it stands but for some fields, sent; the page that asks once more, too."""
    page = await browser.see(path)
    check_form(page)
    more = {name.replace("__", "-"): said for name, said in more.items()}
    response = await browser.http.post(path, data=filled(page) | more, headers=OURS)
    if response.status_code == 200 and 'name="checked"' in response.text:
        check_form(response.text)
        checked = fields(response.text) | {"checked": "yes"}
        response = await browser.http.post(path, data=checked, headers=OURS)
    return response


async def draft_of(browser: Browser, student: str) -> str:
    """The address of the draft to which the IEP tab of a student leads, without its last word."""
    page = await browser.see(f"/admin/students/{student}/iep")
    (path,) = set(re.findall(r'"(/admin/ieps/[^"/]+)/draft"', page))
    return str(path)


async def versions(doors: Doors, student: str) -> list[dict[str, Any]]:
    """The versions of a student's IEP, as they are kept."""
    return [dict(row) for row in await fetch(doors, VERSIONS, student)]


async def test_iep7_a_version_is_written_part_by_part_and_comes_into_effect(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, PRIYA)
    jade = await student_id(own_doors, "demo-student16")
    tab = await browser.see(f"/admin/students/{jade}/iep")
    assert f'"/admin/students/{jade}/new-iep"' in tab
    before = await versions(own_doors, jade)
    (day,) = await fetch(own_doors, "SELECT fixed_today AS today FROM district")
    today = day["today"].isoformat()

    response = await saved(browser, f"/admin/students/{jade}/new-iep", startsOn=today)
    assert response.status_code == 303, words(response.text)
    assert "The draft is saved." in words(await browser.see(response.headers["location"]))
    path = await draft_of(browser, jade)
    kept = filled(await browser.see(f"{path}/goals"))
    assert kept["goals-0-goal"], "it begins with what the version in effect says"

    said = {"goals__7__area": "BEHAVIOR", "goals__7__goal": "Asks for a <break>."}
    response = await saved(browser, f"{path}/goals", **said)
    assert response.status_code == 303, words(response.text)
    goals = {row["goal"]: row["area"] for row in await fetch(own_doors, GOALS, path[12:])}
    assert goals["Asks for a <break>."] is None
    assert goals[kept["goals-0-goal"]] == kept["goals-0-service"].split(".")[0]
    said = {"services__9__area": "COUNSELING", "services__9__minutesWeekly": "25"}
    assert (await saved(browser, f"{path}/services", **said)).status_code == 303
    said = {"supports__8__kind": "ACCOMMODATION", "supports__8__area": "ACADEMIC"}
    said |= {"supports__8__instruction": "A quiet room."}
    assert (await saved(browser, f"{path}/supports", **said)).status_code == 303
    said = {"placement": "Special class"}
    assert (await saved(browser, f"{path}/plan", **said)).status_code == 303

    check = words(await browser.see(f"{path}/offer"))
    for each in ("Asks for a <break>.", "Counseling, 25 minutes a week", "A quiet room.",
                 "Special class", kept["goals-0-goal"]):  # fmt: skip
        assert each in check
    assert (await saved(browser, f"{path}/offer")).status_code == 303
    assert "stays so until" in words(await browser.see(f"{path}/consent"))
    assert (await saved(browser, f"{path}/consent", consentedOn="2099-01-01")).status_code == 422
    response = await saved(browser, f"{path}/consent")
    assert response.status_code == 303, words(response.text)
    *_, former, new = await versions(own_doors, jade)
    assert (new["consented_on"], former["superseded_on"]) == (day["today"], day["today"])
    assert len(before) + 1 == new["number"]
    tab = words(await browser.see(f"/admin/students/{jade}/iep"))
    assert f"Version {new['number']}: in effect" in tab


async def test_rows_are_added_and_taken_away_and_what_was_typed_stays(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PRIYA)
    ana = await student_id(own_doors, "demo-student")
    path = f"{await draft_of(browser, ana)}/goals"
    form = filled(await browser.see(path)) | {"goals-0-goal": "Says <it>."}
    response = await browser.http.post(path, data=form | {"more": "goals"}, headers=OURS)
    check_form(response.text)
    longer = filled(response.text)
    assert response.status_code == 200
    assert (longer["goals-0-goal"], longer["goals-4-goal"]) == ("Says <it>.", "")
    assert re.search(r'id="goals-4" tabindex="-1" autofocus', response.text), "one types on there"
    longer |= {"goals-4-goal": "No area is chosen"}
    response = await browser.http.post(path, data=longer, headers=OURS)
    assert response.status_code == 422
    check_form(response.text)
    assert 'href="#goals-4-area"' in response.text
    assert "Goal 5: Choose a field of work." in words(response.text), "it says in which row"
    again = filled(response.text)
    assert {name: again[name] for name in longer if name != "key"} == {
        name: said for name, said in longer.items() if name != "key"
    }
    response = await browser.http.post(path, data=again | {"less": "goals-4"}, headers=OURS)
    shorter = filled(response.text)
    assert "goals-4-goal" not in shorter
    assert shorter["goals-0-goal"] == "Says <it>."
    assert await changes(own_doors) == []
    assert (await browser.http.post(path, data=shorter, headers=OURS)).status_code == 303


async def test_goals_of_a_service_that_is_taken_away_stay(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PRIYA)
    ana = await student_id(own_doors, "demo-student")
    path = await draft_of(browser, ana)
    before = await fetch(own_doors, GOALS, path[12:])
    form = filled(await browser.see(f"{path}/services"))
    gone = next(name for name, said in form.items() if said == "SPEECH.1").removesuffix("-was")
    response = await browser.http.post(f"{path}/services", data=form | {"less": gone}, headers=OURS)
    form = filled(response.text)
    for _ in range(2):  # pressed twice it is the same change, told again
        response = await browser.http.post(f"{path}/services", data=form, headers=OURS)
        assert response.status_code == 303, words(response.text)
    after = await fetch(own_doors, GOALS, path[12:])
    assert [row["goal"] for row in after] == [row["goal"] for row in before]
    assert [None if row["area"] == "SPEECH" else row["area"] for row in before] == [
        row["area"] for row in after
    ]


async def test_who_saved_first_is_shown_to_whoever_saves_later(own_doors: Doors) -> None:
    first, later = [await signed_in(own_doors, PRIYA) for _ in range(2)]
    ana = await student_id(own_doors, "demo-student")
    draft = await draft_of(first, ana)
    path = f"{draft}/goals"
    opened = filled(await later.see(path)) | {"goals-0-goal": "What the later one wrote."}
    assert (
        await saved(first, path, **{"goals-0-goal": "What the first one wrote."})
    ).status_code == 303

    longer = await later.http.post(path, data=opened | {"more": "goals"}, headers=OURS)
    opened = filled(longer.text)
    response = await later.http.post(path, data=opened, headers=OURS)
    assert response.status_code == 422
    assert "Somebody saved this draft after you opened it." in words(response.text)
    assert "What the first one wrote." in words(response.text)
    again = filled(response.text)
    assert again["goals-0-goal"] == "What the later one wrote."
    response = await later.http.post(path, data=again, headers=OURS)
    assert response.status_code == 303, "they have seen both"
    goals = [row["goal"] for row in await fetch(own_doors, GOALS, draft[12:])]
    assert "What the later one wrote." in goals
    assert "What the first one wrote." not in goals


async def test_300_a_refused_offer_leaves_the_version_in_effect(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PRIYA)
    ana = await student_id(own_doors, "demo-student")
    path = await draft_of(browser, ana)
    assert (await saved(browser, f"{path}/offer")).status_code == 303
    assert "Version 2 stays in effect" in words(await browser.see(f"{path}/refusal"))
    response = await saved(browser, f"{path}/refusal", reason="They ask for another school.")
    assert response.status_code == 303, words(response.text)
    *_, current, refused = await versions(own_doors, ana)
    assert current["superseded_on"] is None
    assert refused["declined_on"] is not None
    tab = await browser.see(f"/admin/students/{ana}/iep")
    assert f'"/admin/students/{ana}/new-iep"' in tab, "another one can be drafted"


async def test_300_of_an_offer_some_services_are_refused_and_the_rest_agreed_to(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, PRIYA)
    ana = await student_id(own_doors, "demo-student")
    path = await draft_of(browser, ana)
    assert (await saved(browser, f"{path}/offer")).status_code == 303
    page = await browser.see(f"{path}/consent")
    service = re.findall(r'name="(declinedIds-[^"]+)"', page)[0]
    response = await saved(browser, f"{path}/consent", **{service: "yes"})
    assert response.status_code == 303, words(response.text)
    declined = await fetch(
        own_doors,
        "SELECT 'declinedIds-svc_' || id AS id FROM iep_service WHERE 'iep_' || iep_id = $1"
        " AND declined_on IS NOT NULL", path[12:],
    )  # fmt: skip
    assert [row["id"] for row in declined] == [service]


async def test_iep7_the_version_in_effect_is_amended_and_reviewed_when_it_would_have_been(
    own_doors: Doors,
) -> None:
    browser = await signed_in(own_doors, PRIYA)
    jade = await student_id(own_doors, "demo-student16")
    tab = await browser.see(f"/admin/students/{jade}/iep")
    (path,) = set(re.findall(r'"(/admin/ieps/[^"]+/amend)"', tab))
    response = await saved(browser, path)
    assert response.status_code == 422, "it begins on some day"
    (day,) = await fetch(own_doors, "SELECT fixed_today::text AS today FROM district")
    response = await saved(browser, path, startsOn=day["today"])
    assert response.status_code == 303, words(response.text)
    assert "It amends version" in words(await browser.see(response.headers["location"]))
    draft = await draft_of(browser, jade)
    assert "annualDueOn" not in await browser.see(f"{draft}/plan")
    response = await saved(browser, f"{draft}/plan", placement="Special class")
    assert response.status_code == 303, words(response.text)
    *_, new = await versions(own_doors, jade)
    assert new["amends_id"] is not None
    due = "SELECT annual_due_on AS due FROM iep WHERE id = $1 OR amends_id = $1"
    first, second = await fetch(own_doors, due, new["amends_id"])
    assert first["due"] == second["due"]


async def test_p15_nobody_else_comes_near_a_draft(own_doors: Doors) -> None:
    priya = await signed_in(own_doors, PRIYA)
    ana = await student_id(own_doors, "demo-student")
    path = await draft_of(priya, ana)
    (there,) = {(await priya.http.get("/admin/ieps/iep_0/draft")).text}
    assert words(there)
    for who in ("teacher", "nurse", "guardian", "other-case-manager", "special-education",
                "principal", "student", "restricted-father"):  # fmt: skip
        other = await signed_in(own_doors, f"demo-{who}")
        absent = (await other.http.get("/admin/ieps/iep_0/draft")).text
        addresses = [f"{path}/{word}" for word in (*PARTS, *STEPS)]
        for each in (*addresses, f"/admin/students/{ana}/new-iep"):
            page = await other.http.get(each)
            assert (page.status_code, page.text) == (404, absent), (who, each)
        tab = await other.http.get(f"/admin/students/{ana}/iep")
        for each in ("/draft", "/new-iep", "/amend"):
            assert f'{each}"' not in tab.text, (who, each)
    form = filled(await priya.see(f"{path}/goals"))
    teacher = await signed_in(own_doors, "demo-teacher")
    response = await teacher.http.post(f"{path}/goals", data=form, headers=OURS)
    assert response.status_code == 403, "a form of somebody else's session"
    assert await changes(own_doors) == []


async def test_504_a_plan_is_drafted_adopted_and_ended(own_doors: Doors) -> None:
    browser = await signed_in(own_doors, PRIYA)
    jade = await student_id(own_doors, "demo-student16")
    assert f'"/admin/students/{jade}/504"' in await browser.see(f"/admin/students/{jade}/iep")
    assert f'"/admin/students/{jade}/new-504"' in await browser.see(f"/admin/students/{jade}/504")
    (day,) = await fetch(own_doors, "SELECT fixed_today::text AS today FROM district")
    form = {"impairment": "A broken <arm>", "startsOn": day["today"], "reviewDueOn": day["today"]}
    form |= {"accommodations-0-area": "ACADEMIC", "accommodations-0-instruction": "A scribe."}
    response = await saved(browser, f"/admin/students/{jade}/new-504", **form)
    assert response.status_code == 422
    assert 'href="#reviewDueOn"' in response.text, "it is looked at again later"
    again = filled(response.text)
    assert again.items() >= form.items()
    again["reviewDueOn"] = "2027-06-01"
    path = f"/admin/students/{jade}/new-504"
    response = await browser.http.post(path, data=again, headers=OURS)
    assert response.status_code == 303, words(response.text)
    path = response.headers["location"].split("?")[0]
    longer = filled(await browser.see(path))
    assert longer["impairment"] == "A broken <arm>"
    response = await browser.http.post(path, data=longer | {"more": "accommodations"}, headers=OURS)
    longer = filled(response.text) | {
        "accommodations-1-area": "HEALTH",
        "accommodations-1-instruction": "Rest.",
    }
    assert (await browser.http.post(path, data=longer, headers=OURS)).status_code == 303
    assert (await saved(browser, f"{path}/adopt")).status_code == 303
    listed = words(await browser.see(f"/admin/students/{jade}/504"))
    assert "In effect" in listed
    assert "Rest." in listed
    response = await saved(browser, f"{path}/end", reason="It has healed.")
    assert response.status_code == 303, words(response.text)
    assert "Ended" in words(await browser.see(f"/admin/students/{jade}/504"))
    for who in ("teacher", "nurse", "guardian", "other-case-manager", "special-education"):
        other = await signed_in(own_doors, f"demo-{who}")
        for each in (path, f"{path}/adopt", f"{path}/end", f"/admin/students/{jade}/new-504"):
            assert (await other.http.get(each)).status_code == 404, (who, each)


def version(**more: Any) -> Any:
    """A version of an IEP as a screen's answer says it, with nothing in it but `more`."""
    said = dict.fromkeys(("disability", "placement", "presentLevels", "amends", "caseManager"))
    days = {"startsOn": "2026-10-14", "annualDueOn": "2027-10-14"}
    parts: dict[str, Any] = {"goals": [], "services": [], "supports": []}
    return Reading(staff=True).read({**said, **days, **parts, **more})


def test_what_is_withheld_from_its_writer_is_never_written_over() -> None:
    assert content(version())["placement"] is None
    reasons = {"withheld": [{"field": "placement", "reason": "NO_GRANT"}]}
    with pytest.raises(Unread):
        content(version(**reasons))


def test_parts_that_begin_with_a_version_move_with_its_first_day() -> None:
    line = {"kind": "ACCOMMODATION", "area": "ACADEMIC", "instruction": "A seat.", "endsOn": None}
    later = {**line, "instruction": "Notes.", "startsOn": "2026-11-02", "endsOn": "2026-12-01"}
    said = content(version(supports=[{**line, "startsOn": "2026-10-14"}, later]))
    assert said["annualDueOn"] is None, "a year after its first day"
    assert [each["startsOn"] for each in said["supports"]] == [None, "2026-11-02"]
    next_one = going_on(said, "2026-12-01")
    assert [each["instruction"] for each in next_one["supports"]] == ["A seat."]


@pytest.mark.parametrize(
    ("day", "then"), [("2026-10-14", "2027-10-14"), ("2028-02-29", "2029-02-28")]
)
def test_iep7_a_review_is_a_year_after_the_first_day(day: str, then: str) -> None:
    assert a_year_after(day) == then
