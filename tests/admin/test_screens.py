"""What each viewer's screens show; what is withheld is told apart from what is not there."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from graphql import parse, validate

from admin.home import PARTS
from admin.render import HEADERS
from admin.screen import Screen, document
from admin.screens import FRAME, SCREENS, TABS, WHOM
from admin.viewing import SCREEN as VIEWING
from admin.work import FORMS
from tests.admin.conftest import Browser, Text, part, signed_in, student_id, words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from schema.build import Built
    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

ANA = "demo-student"
VIEWERS = [
    f"demo-{key}"
    for key in (
        "principal case-manager counselor health-aide registrar paraeducator substitute"
        " untrained-teacher student"
    ).split()
]
TOLD = {"birthDate", "addresses", "conditions", "immunizations", "marks", "actions"}
"""Fields of which the screen tells in a line of its own that they are withheld."""
WITHHELD = "Withheld: not part of your work with this student"
CLOSED = "Withheld: this sign-in does not open it"


async def test_a_teacher_sees_alerts_contacts_and_accommodations_but_no_diagnosis(as_: As) -> None:
    browser = await as_("demo-teacher")
    page = await browser.student(ANA)
    first = part(page, "first")
    assert first.index("Court order") < first.index("Life-threatening") < first.index("Serious")
    assert "No peanuts. Swelling or trouble breathing" in first
    assert f"Born {WITHHELD}" in words(page)
    assert f"Lives at {WITHHELD}" in words(page)
    tabs = {tab: await browser.student(ANA, tab) for tab in TABS}
    assert "(626) 555" in part(tabs["family"], "guardians")
    assert "A seat near the board." in part(tabs["iep"], "glance")
    assert f"Conditions and care plans {WITHHELD}" in part(tabs["health"], "health")
    assert "Wipe tables before snacks." in part(tabs["health"], "health")
    assert "Geometry A A Quarter 1" in part(tabs["grades"], "marks")
    for hidden in ("Allergy to peanuts", "Albuterol", "2011", "8000000011", "Ridgeline", "HepB"):
        assert not any(hidden in each for each in (page, *tabs.values()))


async def test_a_nurse_sees_health_but_no_marks(as_: As) -> None:
    browser = await as_("demo-nurse")
    page = await browser.student(ANA, "health")
    health = part(page, "health")
    for shown in ("Allergy to peanuts", "Two puffs, wait four minutes", "Albuterol", "Bee sting"):
        assert shown in health
    assert "Due" in health
    assert "Not recorded" in health
    assert part(await browser.student(ANA, "grades"), "marks") == f"Marks {WITHHELD}"
    assert f"Actions {WITHHELD}" in part(await browser.student(ANA, "behavior"), "behavior")


async def test_a_guardian_sees_all_of_the_child_but_not_the_other_adults(as_: As) -> None:
    browser = await as_("demo-guardian")
    page = await browser.student(ANA)
    tabs = {tab: await browser.student(ANA, tab) for tab in TABS}
    assert "Lucia Torres" in part(tabs["family"], "guardians")
    assert "Asthma" in part(tabs["health"], "health")
    assert "Left the room twice" in part(tabs["behavior"], "behavior")
    assert "B" in part(tabs["grades"], "marks")
    assert f"Court orders: {CLOSED}" in part(page, "first")
    for hidden in ("Gabriel Vega", "(323) 555", "Ridgeline", "Dylan", "Kept at the clinic"):
        assert not any(hidden in each for each in (page, *tabs.values()))
    assert "another student" in part(tabs["behavior"], "behavior")


async def test_p18_a_restricted_father_sees_neither_school_nor_people(as_: As) -> None:
    browser = await as_("demo-restricted-father")
    page = await browser.student("demo-restricted")
    assert "Sofia" in words(page)
    family, schedule = [
        await browser.student("demo-restricted", tab) for tab in ("family", "schedule")
    ]
    for where, heading in ((family, "guardians"), (family, "contacts"), (schedule, "schedule")):
        assert CLOSED in part(where, heading)
        assert "555" not in part(where, heading)
    assert f"School {CLOSED}" in words(page)
    assert f"Lives at {CLOSED}" in words(page)


@pytest.mark.parametrize("who", VIEWERS)
async def test_every_viewer_of_a_student_gets_a_page(as_: As, who: str) -> None:
    browser = await as_(who)
    for tab in ("", *TABS):
        page = await browser.student(ANA, tab)
        assert "Ana" in words(page)
        check_form(page)


async def test_p37_lapsed_training_is_told_as_the_reason(as_: As) -> None:
    page = await (await as_("demo-untrained-teacher")).student(ANA, "iep")
    lapsed = "Withheld: your confidentiality training is not current"
    assert lapsed in part(page, "iep")
    assert lapsed in part(page, "glance")


async def test_p18_who_may_not_collect_is_said_first_and_beside_their_name(as_: As) -> None:
    browser = await as_("demo-district-registrar")
    page = await browser.student("demo-no-pickup")
    assert "Court order Jonas Brandt may not collect the student." in part(page, "first")
    guardians = part(await browser.student("demo-no-pickup", "family"), "guardians")
    father = guardians[guardians.index("Jonas Brandt") :]
    assert "Court order: may not collect the student." in father
    assert "May not collect the student" in father


async def test_withheld_not_recorded_and_none_are_three_words(as_: As) -> None:
    browser = await as_("demo-nurse")
    pages = [await browser.student(ANA, tab) for tab in ("", *TABS)]
    page = pages[-1]
    kinds = {span.get("class") for each in pages for span in Text(each).named("span")}
    assert {"gap withheld", "gap not-recorded", "gap none"} <= kinds
    footer = words(page[page.index("<footer>") :])
    for word in ("Withheld", "Not recorded", "None"):
        assert word in footer


async def test_p23_unknown_forbidden_and_nonsense_are_the_same_page(doors: Doors, as_: As) -> None:
    browser = await as_("demo-guardian")
    forbidden = await student_id(doors, "demo-classmate")
    unknown = "stu_00000000-0000-4000-8000-000000000000"
    section = forbidden.replace("stu_", "sec_")
    answers = [
        await browser.http.get(f"/admin/{path}")
        for path in (
            f"students/{forbidden}",
            f"students/{unknown}",
            "students/nonsense",
            f"students/{section}",
            f"sections/{section}",
            "nothing",
            "static/nothing",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    same = [{k: v for k, v in each.headers.items() if k != "x-request-id"} for each in answers]
    assert all(each == same[0] for each in same)


async def test_p15_a_restricted_father_who_counsels_sees_no_page_of_his_child(as_: As) -> None:
    browser = await as_("demo-counselor")
    await browser.student("demo-open-to-father")
    target = await student_id(browser.doors, "demo-closed-to-father")
    assert (await browser.http.get(f"/admin/students/{target}")).status_code == 404


async def test_a_teacher_begins_with_her_sections_and_reaches_a_roster(as_: As) -> None:
    browser = await as_("demo-teacher")
    home = await browser.see("/admin")
    link = re.search(r'<a href="(/admin/sections/[^"]+)">Geometry A</a>', home)
    assert link
    page = await browser.see(link[1])
    roster = part(page, "roster")
    assert roster.index("Hill, Marcus") < roster.index("Reyes, Ivy") < roster.index("Torres, Ana")
    ana = roster[roster.index("Torres, Ana") :]
    assert "Life-threatening No peanuts." in ana
    assert "Lucia Torres (mother) (626) 555" in ana
    assert "Court order Daniel Reyes may see no records." in roster
    check_form(home)
    check_form(page)


async def test_a_guardian_begins_with_the_children(as_: As) -> None:
    home = await (await as_("demo-guardian")).see("/admin")
    children = part(home, "children")
    assert "Ana Torres Grade 10. You are the mother. School Creekside High School" in children
    assert "Leo Torres" in children
    assert "My sections" not in words(home)
    check_form(home)


async def test_a_guardian_sees_no_student_in_a_roster_but_the_child(as_: As) -> None:
    teacher = await as_("demo-teacher")
    link = re.search(r'"(/admin/sections/[^"]+)">Geometry A', await teacher.see("/admin"))
    assert link
    roster = part(await (await as_("demo-guardian")).see(link[1]), "roster")
    assert "1 student whom you may see" in roster
    assert "Torres, Ana" in roster


async def test_a_list_of_students_goes_on_page_by_page(as_: As) -> None:
    browser = await as_("demo-district-registrar")
    path: str | None = "/admin/students"
    seen: list[str] = []
    while path and len(seen) < 120:
        page = await browser.see(path)
        seen += re.findall(r'href="/admin/students/(stu_[0-9a-f-]+)">', page)
        more = re.search(r'class="next" href="([^"]+after=[^"]+)"', page)
        path = more[1].replace("&amp;", "&") if more else None
    assert len(seen) == len(set(seen)) >= 120
    assert (await browser.http.get("/admin/students?after=nonsense")).status_code == 404


async def test_what_people_wrote_is_text_and_never_markup(own_doors: Doors) -> None:
    nasty = "<script>alert(1)</script>&\"'"
    async with own_doors.database.owner() as owner:
        await owner.execute("UPDATE student SET given_name = $1", nasty)
        await owner.execute("UPDATE health_alert SET instruction = $1", nasty)
        await owner.execute("UPDATE guardian SET family_name = $1, email = $1", nasty)
        await owner.execute("UPDATE section SET title = $1, room = $1", nasty)
    browser = await signed_in(own_doors, "demo-teacher")
    home = await browser.see("/admin")
    link = re.search(r'"(/admin/sections/sec_[^"]+)"', home)
    assert link
    tabs = [await browser.student(ANA, tab) for tab in ("", "family", "schedule")]
    for page in (home, await browser.see(link[1]), *tabs):
        assert all(each["src"] for each in Text(page).named("script"))
        assert nasty in "".join(Text(page).words)
        check_form(page)


async def test_pages_are_kept_by_nobody_and_load_nothing_from_elsewhere(
    doors: Doors, as_: As
) -> None:
    browser = await as_("demo-nurse")
    for path in ("/admin", "/admin/students/x", "/admin/link/x"):
        response = await browser.http.get(path)
        for name, value in HEADERS.items():
            assert response.headers[name] == value
    sheet = re.search(r'href="(/admin/static/homeroom.css[^"]*)"', await browser.see("/admin"))
    assert sheet
    response = await doors.http.get(sheet[1])
    assert response.headers["content-type"].startswith("text/css")
    assert "immutable" in response.headers["cache-control"]
    assert not re.search(r"@import|url\(", response.text)


ALL = [
    FRAME,
    WHOM,
    VIEWING,
    *SCREENS,
    *(form.screen for form in FORMS),
    *(Screen("/admin", each.folder) for each in PARTS),
]


@pytest.mark.parametrize("screen", ALL, ids=lambda screen: screen.folder)
def test_every_document_fits_the_schema(built: Built, screen: Screen) -> None:
    schema = built.schema._schema
    assert not validate(schema, parse(document(screen)))


@pytest.mark.parametrize(("tab", "fields"), [("family", "guardianships"), ("iep", "supports")])
async def test_a_screen_tells_what_the_same_document_answers_the_same_viewer(
    doors: Doors, as_: As, tab: str, fields: str
) -> None:
    screen = next(each for each in SCREENS if each.folder == f"students/{tab}")
    for who in ("demo-teacher", "demo-nurse"):
        body = {"query": document(screen), "variables": {"id": await student_id(doors, ANA)}}
        answer = await doors.http.post("/graphql", json=body, headers=await doors.headers(who))
        student = answer.json()["data"]["student"]
        page = words(await (await as_(who)).student(ANA, tab))
        for text in _texts(student[fields]):
            assert text in page, text


@pytest.mark.parametrize("who", ["demo-teacher", "demo-nurse"])
async def test_p35_every_field_of_a_tab_that_is_withheld_is_told_as_withheld(
    doors: Doors, as_: As, who: str
) -> None:
    browser, told = await as_(who), 0
    for tab in ("overview", *TABS):
        path = "/admin/students/{id}" + ("" if tab == "overview" else f"/{tab}")
        screen = next(each for each in SCREENS if each.path == path)
        asked = screen.asks({}, date(2026, 10, 14)) if screen.asks else {}
        variables = {"id": await student_id(doors, ANA), **asked}
        body = {"query": document(screen), "variables": variables}
        answer = await doors.http.post("/graphql", json=body, headers=await doors.headers(who))
        withheld = {each["field"] for each in answer.json()["data"]["student"]["withheld"]}
        page = words(await browser.student(ANA, "" if tab == "overview" else tab))
        assert page.count("Withheld:") >= len(withheld & TOLD)
        told += len(withheld & TOLD)
    assert told >= 2


def _texts(value: object) -> list[str]:
    """The texts in an answer that are no codes, ids, states or days."""
    found = json.dumps(value)
    return [
        json.loads(text)
        for text in re.findall(r'": ("[^"]*")', found)
        if not re.fullmatch(r'"([A-Z_]+|[a-z]{3}_[0-9a-f-]+|[a-zA-Z]*|[0-9-]{10})"', text)
    ]


def check_form(page: str) -> None:
    """Semantic HTML that works without scripts, for a reader of any kind."""
    text = Text(page)
    assert len(text.named("h1")) == len(text.named("main")) == text.named("title").count({}) == 1
    assert text.named("html") == [{"lang": "en"}]
    assert text.named("a")[0]["href"] == "#content"
    assert len(text.named("caption")) == len(text.named("table"))
    assert all(each.get("scope") in ("row", "col") for each in text.named("th"))
    (script,) = text.named("script")
    assert (script["src"] or "").startswith("/admin/static/homeroom.js?")
    assert not text.named("style")
    assert not text.unlabelled()
    ids = [each["id"] for _, each in text.elements if "id" in each]
    assert len(ids) == len(set(ids))
    for _, attributes in text.elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        label = attributes.get("aria-labelledby")
        assert label is None or set(label.split()) <= set(ids)
        for name in ("href", "src", "action"):
            assert re.match(r"[/#]", attributes.get(name) or "/")
    for anchor in text.named("a"):
        target = anchor["href"] or ""
        assert not target.startswith("#") or target[1:] in ids
