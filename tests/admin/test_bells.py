"""SCH-2: bell schedules are entered by the school, on a grid, and a student's own on their tab."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.admin.conftest import OURS, Browser, signed_in, student_id, words
from tests.admin.test_forms import fields
from tests.admin.test_screens import check_form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from httpx import Response

    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

LIST = re.compile(r'"(/admin/bells/sch_[0-9a-f-]{36})"')
ROW = re.compile(r'<th scope="row">([^<]+)</th>')
ENDS = re.compile(r'"(/admin/bell-schedules/bel_[0-9a-f-]{36}/end)"')
LEAVES = re.compile(r'"(/admin/own-bells/sbs_[0-9a-f-]{36}/end)"')
SEE_OTHER = 303


async def bells_of(browser: Browser) -> str:
    """The list to which the first page leads."""
    found = LIST.search(await browser.see("/admin"))
    assert found
    return found[1]


async def set_form(browser: Browser) -> tuple[str, dict[str, str]]:
    """The address of the grid, and what stands in its fields."""
    path = f"{await bells_of(browser)}/set"
    page = await browser.see(path)
    check_form(page)
    return path, fields(page)


async def checked(browser: Browser, path: str, said: dict[str, str]) -> Response:
    """The page on which what was filled in is checked."""
    return await browser.http.post(path, data=said, headers=OURS)


def ticked(days: range = range(1, 6), *lines: str) -> dict[str, str]:
    """Some lines of the grid on some days."""
    return {f"at-{line}-{day}": "yes" for line in lines for day in days}


@pytest.mark.parametrize("who", ["principal", "registrar"])
async def test_sch2_the_first_page_and_the_board_lead_to_a_schools_bell_schedules(
    as_: As, who: str
) -> None:
    browser = await as_(f"demo-{who}")
    path = await bells_of(browser)
    page = await browser.see(path)
    check_form(page)
    assert ROW.findall(page) == ["Regular day", "Longer day"]
    told = words(page)
    assert "Grade 9 to Grade 12" in told
    assert "Mon, Tue, Wed, Thu, Fri: 0, 1, 2, 3, 4, 5, 6" in told
    assert f'"{path}/set"' in page
    assert f'"{path}"' in await browser.see(path.replace("bells", "schedules"))


async def test_sch2_whoever_sets_none_reads_them_and_has_no_form(as_: As) -> None:
    path = await bells_of(await as_("demo-principal"))
    counselor = await as_("demo-counselor")
    page = await counselor.see(path)
    assert ROW.findall(page) == ["Regular day", "Longer day"]
    assert f"{path}/set" not in page
    assert "at-new-1" not in await counselor.see(f"{path}/set")


async def test_sch2_the_grid_has_the_periods_by_which_sections_are_named(as_: As) -> None:
    registrar = await as_("demo-registrar")
    page = await registrar.see(f"{await bells_of(registrar)}/set")
    lines = re.findall(r'name="period-\d+" value="([^"]+)"', page)
    assert {"1", "2", "3", "4", "5", "6", "7"} <= set(lines)
    assert lines == sorted(lines)
    assert "> Period 1, Monday</span></label>" in page
    assert "Saturday" not in page


async def test_sch2_what_a_new_one_ends_is_said_before_it_is_entered(own_doors: Doors) -> None:
    principal = await signed_in(own_doors, "demo-principal")
    path, said = await set_form(principal)
    lines = {name: value for name, value in said.items() if name.startswith("period-")}
    first = next(name.removeprefix("period-") for name, value in lines.items() if value == "1")
    given = {**said, "name": "One period", "firstGrade": "9", "lastGrade": "12"}
    given |= {"period-new": "8", **ticked(range(1, 6), first), **ticked(range(1, 3), "new")}
    response = await checked(principal, path, given)
    told = words(response.text)
    assert response.status_code == 200, told
    assert "It ends 1 bell schedule on that first day: Regular day, Grade 9 to Grade 12" in told
    assert "Monday 1, 8" in told
    assert "Wednesday 1" in told
    form = fields(response.text)
    response = await checked(principal, path, {**form, "checked": "yes"})
    assert response.status_code == SEE_OTHER, words(response.text)
    page = await principal.see(response.headers["location"])
    assert "The bell schedule is set." in words(page)
    assert ROW.findall(page) == ["Longer day", "One period"]
    assert "Mon, Tue: 1, 8" in words(page)
    ana = await student_id(own_doors, "demo-student")
    tab = words(await principal.see(f"/admin/students/{ana}/schedule"))
    assert "Bell schedule: One period." in tab
    assert "Period 8: no class (Mon, Tue) SCH-2" in tab


async def test_sch2_what_is_wrong_is_said_at_its_field_and_the_ticks_stay(own_doors: Doors) -> None:
    registrar = await signed_in(own_doors, "demo-registrar")
    path, said = await set_form(registrar)
    response = await checked(registrar, path, said)
    assert response.status_code == 422
    assert 'href="#name"' in response.text
    assert 'href="#periods"' in response.text
    response = await checked(registrar, path, {**said, "name": "X", **ticked(range(1, 2), "new")})
    assert 'href="#period-new"' in response.text
    assert re.search(r'name="at-new-1"[^>]* checked', response.text)
    given = {**said, "name": "X", "firstGrade": "9", "lastGrade": "10", **ticked(range(1, 6), "0")}
    response = await checked(registrar, path, given)
    assert response.status_code == 422
    assert "The one that holds then is of grades 9-12" in words(response.text)
    assert 'href="#firstGrade"' in response.text


async def test_sch2_one_is_set_anew_from_what_stands(as_: As) -> None:
    registrar = await as_("demo-registrar")
    path = await bells_of(registrar)
    anew = re.search(r'"(/admin/bells/[^"]+/set\?of=[^"]+)"', await registrar.see(path))
    assert anew
    page = await registrar.see(anew[1])
    assert 'value="Regular day"' in page
    assert page.count(" checked") == 30


async def test_sch2_a_bell_schedule_is_ended_without_another(own_doors: Doors) -> None:
    registrar = await signed_in(own_doors, "demo-registrar")
    path = await bells_of(registrar)
    form = ENDS.search(await registrar.see(path))
    assert form
    page = await registrar.see(form[1])
    check_form(page)
    assert (await checked(registrar, form[1], fields(page))).status_code == 422
    response = await checked(registrar, form[1], {**fields(page), "endsOn": "2026-10-14"})
    assert response.status_code == SEE_OTHER, words(response.text)
    assert "The bell schedule ends on that day." in words(
        await registrar.see(response.headers["location"])
    )
    assert ROW.findall(await registrar.see(path)) == ["Longer day"]


async def test_sch2_a_student_follows_another_one_and_leaves_it_again(own_doors: Doors) -> None:
    counselor = await signed_in(own_doors, "demo-counselor")
    ana = await student_id(own_doors, "demo-student")
    tab = f"/admin/students/{ana}/schedule"
    form = f"/admin/students/{ana}/bells"
    assert f'"{form}"' in await counselor.see(tab)
    page = await counselor.see(form)
    check_form(page)
    longer = re.search(r'<option value="(bel_[^"]+)">Longer day, Creekside High School', page)
    assert longer
    assert (await checked(counselor, form, fields(page))).status_code == 422
    response = await checked(counselor, form, {**fields(page), "bellScheduleId": longer[1]})
    assert response.status_code == SEE_OTHER, words(response.text)
    page = await counselor.see(response.headers["location"])
    assert "The student follows that bell schedule" in words(page)
    assert "Bell schedule: Longer day." in words(page)
    leaves = LEAVES.search(page)
    assert leaves
    page = await counselor.see(leaves[1])
    check_form(page)
    response = await checked(counselor, leaves[1], {**fields(page), "endsOn": "2026-10-14"})
    assert response.status_code == SEE_OTHER, words(response.text)
    assert "Bell schedule: Regular day." in words(await counselor.see(tab))


async def test_sch2_a_principal_reads_it_and_has_no_form_for_it(own_doors: Doors) -> None:
    ana = await student_id(own_doors, "demo-student")
    principal = await signed_in(own_doors, "demo-principal")
    assert f"/admin/students/{ana}/bells" not in await principal.see(
        f"/admin/students/{ana}/schedule"
    )
    form = f"/admin/students/{ana}/bells"
    page = await principal.see(form)
    longer = re.search(r'<option value="(bel_[^"]+)">Longer day', page)
    assert longer
    response = await checked(principal, form, {**fields(page), "bellScheduleId": longer[1]})
    assert response.status_code == 422
    assert "You may not write the fields that are named" in words(response.text)
