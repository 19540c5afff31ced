"""On every page somebody can say that something is wrong, sees what becomes of it, and whoever
answers for it finds it on their first page and in the weekly list.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from admin.answers import Reading
from admin.problems import grouped, way
from tests.admin.conftest import OURS, Browser, part, signed_in, student_id, words
from tests.admin.test_forms import fetch, fields, sent
from tests.admin.test_screens import check_form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

LINK = re.compile(r'<a href="(/admin/problem\?[^"]+)">Something is wrong here</a>')
REQUEST = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SAID = "Her <middle> name is missing."


def way_from(page: str) -> str:
    """Where the foot of a page leads."""
    (found,) = LINK.findall(page)
    return unescape(found)


async def reported(browser: Browser, page: str, said: str = SAID) -> None:
    """Say that something is wrong with a page, by its own link."""
    path = way_from(page)
    form = fields(await browser.see(path)) | {"said": said}
    response = await browser.http.post(path, data=form, headers=OURS)
    assert response.status_code == 303, words(response.text)
    assert response.headers["location"] == "/admin/my-reports?done=reported"


async def test_each_page_says_of_itself_what_it_is_and_names_nobody_in_its_address(as_: As) -> None:
    teacher = await as_("demo-teacher")
    ana = await student_id(teacher.doors, "demo-student")
    for path, about, screen in (
        ("/admin", None, "/admin"),
        ("/admin/students?q=Ana", None, "/admin/students"),
        (f"/admin/students/{ana}", ana, "/admin/students/{id}"),
        (f"/admin/students/{ana}/health", ana, "/admin/students/{id}/health"),
        (f"/admin/students/{ana}/incident", ana, "/admin/students/{id}/incident"),
    ):
        told = parse_qs(urlsplit(way_from(await teacher.see(path))).query)
        assert told.get("about", [None]) == [about]
        assert told["screen"] == [screen]
        assert REQUEST.fullmatch(told["request"][0])


async def test_what_a_teacher_says_reaches_the_registrar_and_the_answer_comes_back(
    own_doors: Doors,
) -> None:
    teacher = await signed_in(own_doors, "demo-teacher")
    registrar = await signed_in(own_doors, "demo-registrar")
    page = await teacher.student("demo-student")
    request = parse_qs(urlsplit(way_from(page)).query)["request"][0]
    await reported(teacher, page)
    mine = await teacher.see("/admin/my-reports?done=reported")
    check_form(mine)
    assert "What you said is on its way" in words(mine)
    assert SAID in words(mine)
    home = await registrar.see("/admin")
    assert SAID in part(home, "problems")
    (path,) = re.findall(rf'href="(/admin/problems/prb_[^"]+)">{SAID[:4]}', home)
    detail = await registrar.see(path)
    check_form(detail)
    assert request in words(detail)
    assert "Rosa Diaz" in words(detail)
    for given, field in (({}, "state"), ({"state": "SETTLED"}, "answer")):
        refused = await registrar.http.post(path, data=fields(detail) | given, headers=OURS)
        assert refused.status_code == 422
        assert f'href="#{field}"' in refused.text
    response = await sent(registrar, path, state="IN_HAND")
    assert response.headers["location"] == "/admin/problems?done=told"
    assert "In hand" in words(await teacher.see("/admin/my-reports"))
    await sent(registrar, path, state="SETTLED", answer="It is there by now.")
    assert "It is there by now." in words(await teacher.see("/admin/my-reports"))
    assert SAID not in words(await registrar.see("/admin/problems"))


async def test_nothing_said_is_told_at_the_field_and_nothing_is_lost(as_: As) -> None:
    guardian = await as_("demo-guardian")
    path = way_from(await guardian.student("demo-student", "family"))
    form = fields(await guardian.see(path))
    response = await guardian.http.post(path, data=form | {"said": " "}, headers=OURS)
    assert response.status_code == 422
    check_form(response.text)
    assert 'href="#said"' in response.text
    again = fields(response.text)
    assert {name: again[name] for name in ("about", "screen", "request")} == {
        name: form[name] for name in ("about", "screen", "request")
    }


async def test_p23_an_address_of_somebodys_own_making_reports_on_nobody(as_: As) -> None:
    """A child whom one may not see and one that there isn't are refused in the same words."""
    counselor = await as_("demo-counselor")
    ivy = await student_id(counselor.doors, "demo-closed-to-father")
    told = []
    for about in (ivy, "stu_00000000-0000-4000-8000-000000000000"):
        path = f"/admin/problem?about={about}&screen=/admin/students/x"
        form = fields(await counselor.see(path)) | {"said": "Wrong."}
        response = await counselor.http.post(path, data=form, headers=OURS)
        assert response.status_code == 422
        told.append(words(response.text).replace(about, ""))
    assert told[0] == told[1]
    assert "There is no such row, or none that you may see." in told[0]


async def test_a_report_of_one_parent_is_on_no_page_of_the_other(own_doors: Doors) -> None:
    mother = await signed_in(own_doors, "demo-guardian")
    await reported(mother, await mother.student("demo-student"), "We have moved out.")
    father = await signed_in(own_doors, "demo-father")
    for path in ("/admin/my-reports", "/admin/problems", "/admin"):
        assert "We have moved out." not in words(await father.see(path)), path


@pytest.mark.parametrize("who", ["principal", "data-steward"])
async def test_who_leads_sees_how_much_is_open_and_reads_none_of_it(as_: As, who: str) -> None:
    browser = await as_(f"demo-{who}")
    page = await browser.see("/admin/problems")
    check_form(page)
    (row,) = re.findall(
        r"<tr>(?:(?!</tr>).)*/admin/students/{id}/schedule.*?</tr>", page, re.DOTALL
    )
    assert words(row).split()[-5:-2] == ["Registrar", "1", "1"]
    assert "The schedule leaves out" not in words(page)
    (prb,) = await fetch(
        browser.doors,
        "SELECT 'prb_' || id AS id FROM problem WHERE said LIKE 'The schedule leaves out%'",
    )
    detail = await browser.see(f"/admin/problems/{prb['id']}")
    assert "Withheld" in words(detail)
    assert "<textarea" not in detail


def test_a_student_of_two_reports_on_one_page_is_affected_once() -> None:
    reading = Reading(staff=True)

    def row(key: str, student: str | None, students: int, at: str) -> object:
        return reading.read(
            {
                "id": key,
                "screen": "/admin/students/{id}",
                "desk": "REGISTRAR",
                "students": students,
                "reportedAt": f"2026-10-{at}T17:00:00+00:00",
                "school": {"name": "Ridge"},
                "student": student and {"id": student},
                "section": None,
                "said": None,
                "states": [{"field": "said", "state": "WITHHELD"}],
                "withheld": [{"field": "said", "reason": "NO_GRANT"}],
            }
        )

    rows = [row("1", "a", 1, "12"), row("2", "a", 1, "10"), row("3", None, 1, "13")]
    (group,) = grouped(rows)
    assert (group.count, group.students) == (3, 2), "whom one may not know is counted each time"
    assert group.days("2026-10-14") == 4
    assert group.told == []


def test_a_page_about_reports_names_none() -> None:
    key = "prb_0c8b2c1e-5a3f-4b1e-9c55-1f2e3d4c5b6a"
    assert "about" not in way("/admin/problems/{id}", {"id": key}, key)  # type: ignore[arg-type]
