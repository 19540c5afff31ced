"""Students are found by what is typed, with filters in the address; what is closed finds nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from admin.days import day_typed
from tests.admin.conftest import Browser, Text, part, student_id, words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

REFUSED = "be found by this here"


async def found(browser: Browser, query: str) -> str:
    """The words of the list behind a query."""
    return words(await browser.see(f"/admin/students?{query}"))


async def known(doors: Doors, sourced_id: str, sql: str) -> str:
    """One thing that is on record of a student."""
    async with doors.database.owner() as owner:
        value = await owner.fetchval(
            f"SELECT {sql} FROM student s JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = $1",
            sourced_id,
        )
    return str(value)


async def test_a_name_is_found_in_spite_of_a_letter(as_: As) -> None:
    page = await found(await as_("demo-registrar"), "q=Okafro")
    assert "Okafor, Ruth" in page
    assert "Name like Okafro" in page


async def test_a_number_and_a_birth_date_find_one_student(doors: Doors, as_: As) -> None:
    browser = await as_("demo-registrar")
    number = await known(
        doors,
        "demo-student",
        "(SELECT value FROM student_identifier i WHERE i.student_id = s.id AND kind = 'LOCAL')",
    )
    born = await known(doors, "demo-student", "birth_date")
    year, month, day = born.split("-")
    for typed in (number, born, f"{int(month)}/{int(day)}/{year}"):
        assert "Torres, Ana" in await found(browser, f"q={quote(typed)}"), typed
    assert "Torres, Ana" not in await found(browser, "q=1999-01-01")


async def test_p32_what_a_teacher_may_not_read_finds_nobody_and_is_told_so(
    doors: Doors, as_: As
) -> None:
    born = await known(doors, "demo-student", "birth_date")
    page = await found(await as_("demo-co-teacher"), f"q={born}")
    assert REFUSED in page
    assert "Torres" not in page


@pytest.mark.parametrize(
    "query", ["grade=many", "asOf=someday", "q=%3F%3F", "school=nonsense", "grade=99999"]
)
async def test_nonsense_in_an_address_is_told_and_no_error(as_: As, query: str) -> None:
    page = await (await as_("demo-registrar")).see(f"/admin/students?{query}")
    assert REFUSED in words(page)
    assert "Filters" in page


async def test_filters_stand_as_chips_that_can_be_taken_away(doors: Doors, as_: As) -> None:
    browser = await as_("demo-district-registrar")
    page = await browser.see("/admin/students?q=Torres&grade=10")
    assert "Torres, Ana" in words(page)
    assert "Torres, Leo" not in words(page), "he is in grade 8"
    chips = re.findall(r'<a href="([^"]*)"><span class="hidden">Take away ([^<]*)', page)
    assert chips == [
        ("/admin/students?grade=10", "Name like Torres"),
        ("/admin/students?q=Torres", "Grade 10"),
    ]
    assert "Torres, Leo" in words(await browser.see(chips[1][0]))
    async with doors.database.owner() as owner:
        school = await owner.fetchval(
            "SELECT 'sch_' || x.school_id FROM school_enrollment x JOIN student s"
            " ON s.id = x.student_id JOIN person p ON p.id = s.person_id"
            " WHERE p.sourced_id = 'demo-two-homes' AND x.ends_on IS NULL"
        )
    page = words(await browser.see(f"/admin/students?q=Torres&school={school}"))
    assert "Torres, Leo" in page
    assert "Torres, Ana" not in page


async def test_filters_are_kept_from_page_to_page(as_: As) -> None:
    browser = await as_("demo-district-registrar")
    page = await browser.see("/admin/students?grade=10")
    more = re.search(r'class="next" href="([^"]+after=[^"]+)"', page)
    if more is None:
        assert len(re.findall(r"/admin/students/stu_", page)) <= 100
        return
    assert "grade=10" in more[1]
    second = Text(await browser.see(more[1].replace("&amp;", "&")))
    assert second.named("table")


async def test_another_day_shows_its_facts_and_opens_nobody(as_: As) -> None:
    registrar = await as_("demo-district-registrar")
    before = await found(registrar, "q=Cole&asOf=2026-10-01")
    assert "As of 2026-10-01" in before
    father = await as_("demo-restricted-father")
    assert "Wood" not in await found(father, "asOf=2020-01-01")


def test_days_are_read_as_people_write_them() -> None:
    assert day_typed("3/5/2011") == "2011-03-05"
    assert day_typed("2011-03-05") == "2011-03-05"
    for typed in ("13/13/2011", "2011-02-30", "Torres", "", "20110305"):
        assert day_typed(typed) is None


async def test_p18_whoever_may_not_take_a_child_is_said_first(doors: Doors, as_: As) -> None:
    browser = await as_("demo-office")
    kai = await student_id(doors, "demo-no-pickup")
    assert (await browser.http.get(f"/admin/release/{kai}")).status_code == 404, "another school"
    browser = await as_("demo-district-registrar")
    listed = words(await browser.see("/admin/release?q=Brandt"))
    assert "Brandt, Kai" in listed
    adults = part(await browser.see(f"/admin/release/{kai}"), "adults")
    assert re.search(r"Jonas Brandt Father No Court order: may not collect the student", adults)
    assert adults.index("Jonas Brandt") < (adults + " Yes ").index(" Yes ")


async def test_p20_a_contact_is_not_said_to_collect_while_an_order_is_in_force(
    doors: Doors, as_: As
) -> None:
    browser = await as_("demo-office")
    ana = await student_id(doors, "demo-student")
    adults = part(await browser.see(f"/admin/release/{ana}"), "adults")
    assert re.search(r"\w+ \w+ Other Ask first", adults)
    assert "Lucia Torres Mother Yes" in adults, "the order is against nobody of the guardians"


async def test_a_release_check_of_nobody_lists_nobody(as_: As) -> None:
    browser = await as_("demo-office")
    page = await browser.see("/admin/release")
    assert "<table" not in page
    assert "Nothing can be found by this" in words(await browser.see("/admin/release?q=%3F"))
