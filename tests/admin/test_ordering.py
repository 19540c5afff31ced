"""A list is put in another order by its heads: by the API's own order, page by page."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from admin import ordering
from tests.admin.conftest import Text, signed_in, words
from tests.admin.test_finding import REFUSED

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

ORDERS = {"name": "SORT_NAME", "grade": "GRADE_LEVEL"}
STUDENT = re.compile(r'href="/admin/students/(stu_[0-9a-f-]+)">')


def heads(page: str) -> dict[str, str]:
    """How the columns of a page's table stand that stand in an order, by their words."""
    found = re.findall(r'<th scope="col" aria-sort="(\w+)">(.*?)</th>', page, re.DOTALL)
    return {words(said).split()[0]: sort for sort, said in found}


def leading(page: str, said: str) -> str:
    """Where the head of a column leads."""
    found = re.search(rf'<th scope="col"[^>]*><a href="([^"]*)">{said}<', page)
    assert found, said
    return unescape(found[1])


def test_a_name_of_no_column_asks_for_nothing() -> None:
    assert ordering.asked(ORDERS, {"order": "secret"}) is None
    assert ordering.asked(ORDERS, {}) is None
    assert ordering.asked(ORDERS, {"order": "-grade"}) == {
        "field": "GRADE_LEVEL",
        "direction": "DESC",
    }


def test_a_head_turns_its_column_round_and_keeps_what_is_asked() -> None:
    query = {"q": "Torres", "after": "x", "order": "grade", "done": "roll"}
    sorting = ordering.told("/admin/students", ORDERS, "name", query)
    assert (sorting.of("grade"), sorting.of("name")) == ("ascending", "")
    assert sorting.to("grade") == "/admin/students?q=Torres&order=-grade"
    assert sorting.to("name") == "/admin/students?q=Torres&order=name"


async def test_students_are_put_in_order_by_grade_and_go_on_page_by_page(doors: Doors) -> None:
    browser = await signed_in(doors, "demo-district-registrar")
    page = await browser.see("/admin/students")
    assert heads(page) == {"Student": "ascending"}
    path: str | None = leading(page, "Grade")
    assert path == "/admin/students?order=grade"
    seen: list[str] = []
    while path and len(seen) < 120:
        page = await browser.see(path)
        assert heads(page) == {"Grade": "ascending"}
        seen += STUDENT.findall(page)
        more = re.search(r'class="next" href="(/admin/students\?[^"]*after=[^"]*)"', page)
        path = unescape(more[1]) if more else None
    assert len(seen) == len(set(seen)) >= 120
    asked = "{ students(first: 120, orderBy: { field: GRADE_LEVEL }) { nodes { id } } }"
    answer = (await doors.ask("demo-district-registrar", asked)).json()
    assert seen[:120] == [each["id"] for each in answer["data"]["students"]["nodes"]]


async def test_the_last_come_first_and_filters_stay(doors: Doors) -> None:
    browser = await signed_in(doors, "demo-district-registrar")
    first = await browser.see("/admin/students?grade=10&order=name")
    last = await browser.see(leading(first, "Student"))
    assert heads(last) == {"Student": "descending"}
    assert "Grade 10" in words(last)
    assert STUDENT.findall(first)[0] != STUDENT.findall(last)[0]
    assert Text(last).named("th")


async def test_sections_stand_by_period_or_by_title(doors: Doors) -> None:
    browser = await signed_in(doors, "demo-teacher")
    page = await browser.see("/admin/sections")
    assert heads(page) == {"Period": "ascending"}
    titles = re.findall(r'<th scope="row"><a href="/admin/sections/[^"]*">([^<]*)</a>',
                        await browser.see("/admin/sections?order=-title"))  # fmt: skip
    assert titles == sorted(titles, reverse=True)
    assert len(titles) > 1


async def test_guardians_stand_by_who_is_called_first(doors: Doors) -> None:
    browser = await signed_in(doors, "demo-registrar")
    page = await browser.see("/admin/guardianships?order=-call")
    assert heads(page) == {"Called": "descending"}


async def test_p32_an_order_by_what_is_withheld_is_refused_and_said(doors: Doors) -> None:
    for who in ("demo-guardian", "demo-nurse", "demo-teacher", "demo-data-steward"):
        browser = await signed_in(doors, who)
        response = await browser.http.get("/admin/students?order=grade")
        asked = "{ students(orderBy: { field: GRADE_LEVEL }) { nodes { id } } }"
        answer = (await doors.ask(who, asked)).json()
        assert response.status_code == 200
        assert (REFUSED in words(response.text)) == ("errors" in answer), who
