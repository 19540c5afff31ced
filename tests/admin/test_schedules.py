"""Incomplete schedules on screens: counted on the first page, named behind it, and mended there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.admin.conftest import OURS, Browser, part, signed_in, words
from tests.admin.test_forms import fields
from tests.admin.test_screens import check_form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

BOARD = re.compile(r'"(/admin/schedules/sch_[0-9a-f-]{36})"')
SERVING = """
SELECT 'stu_' || x.student_id AS student, 'sen_' || x.id AS seat FROM section_enrollment x
JOIN section s ON s.id = x.section_id JOIN course c ON c.id = s.course_id
JOIN school h ON h.id = s.school_id
WHERE c.kind <> 'REGULAR' AND h.name = 'Creekside High School'
AND NOT EXISTS (SELECT FROM period_consent k WHERE k.student_id = x.student_id)
ORDER BY x.id LIMIT 1
"""


async def board_of(browser: Browser) -> str:
    """The list to which the first page leads."""
    found = BOARD.search(await browser.see("/admin"))
    assert found
    return found[1]


async def serving(doors: Doors) -> tuple[str, str]:
    """A student with a period without content to which nobody consented, and the seat."""
    async with doors.database.owner() as owner:
        row = await owner.fetchrow(SERVING)
    assert row is not None
    return row["student"], row["seat"]


async def test_sch8_more_than_ten_at_a_school_escalate_on_the_first_page(as_: As) -> None:
    for who in ("principal", "registrar"):
        told = part(await (await as_(f"demo-{who}")).see("/admin"), "unscheduled")
        found = re.search(r"(\d+) students of (\d+) have no complete schedule now", told)
        assert found, told
        assert 10 < int(found[1]) < int(found[2])
        assert "More than 10: this escalates." in told
        assert "1 of them sits in no class at all." in told


async def test_rdy4_a_count_opens_to_names_with_what_each_lacks(as_: As) -> None:
    principal = await as_("demo-principal")
    page = await principal.see(await board_of(principal))
    check_form(page)
    told = words(page)
    assert re.search(r"Lin, Grace Grade 9 No class at all SCH-8", told)
    assert re.search(r"Period 0: no class SCH-2", told)
    assert re.search(r"Period 7: without content, and no written consent SCH-1", told)
    assert re.search(r"Period 7: without content, consent waits for the principal SCH-1", told)
    assert int(re.search(r"(\d+) students of", told)[1]) == page.count('<th scope="row">')  # type: ignore[index]


async def test_a_teacher_has_no_board_and_no_word_of_gaps(as_: As) -> None:
    board = await board_of(await as_("demo-principal"))
    teacher = await as_("demo-teacher")
    assert (await teacher.http.get(board)).status_code == 404
    assert "What is lacking" not in words(await teacher.student("demo-student", "schedule"))


async def test_sch1_a_gap_is_mended_from_the_students_schedule(own_doors: Doors) -> None:
    student, seat = await serving(own_doors)
    registrar = await signed_in(own_doors, "demo-registrar")
    tab = await registrar.see(f"/admin/students/{student}/schedule")
    assert "The schedule is not complete." in words(tab)
    form = f"/admin/seats/{seat}/consent"
    assert f'href="{form}"' in tab
    page = await registrar.see(form)
    check_form(page)
    response = await registrar.http.post(form, data=fields(page), headers=OURS)
    assert response.status_code == 422
    assert 'href="#signedBy"' in response.text
    assert 'href="#paper"' in response.text
    good = fields(page) | {"signedBy": "Mei Lin", "place": "Folder 7"}
    response = await registrar.http.post(form, data=good, headers=OURS)
    assert response.status_code == 303, words(response.text)
    assert "The consent is recorded." in words(await registrar.see(response.headers["location"]))
    tab = await registrar.see(f"/admin/students/{student}/schedule")
    assert "consent waits for the principal" in words(tab)

    principal = await signed_in(own_doors, "demo-principal")
    period = re.search(
        r'"(/admin/periods/pcn_[^"]+)"', await principal.see(f"/admin/students/{student}/schedule")
    )
    assert period
    page = await principal.see(period[1])
    check_form(page)
    assert "Mei Lin" in words(page)
    response = await principal.http.post(period[1], data=fields(page), headers=OURS)
    assert response.status_code == 422
    good = fields(page) | {"decision": "APPROVED"}
    response = await principal.http.post(period[1], data=good, headers=OURS)
    assert response.status_code == 303, words(response.text)
    tab = await principal.see(f"/admin/students/{student}/schedule")
    assert "The schedule is complete." in words(tab)
    assert await board_of(principal)
    assert student not in await principal.see(await board_of(principal))


async def test_sch1_a_registrar_decides_of_no_period(own_doors: Doors) -> None:
    async with own_doors.database.owner() as owner:
        waiting = await owner.fetchval(
            "SELECT 'pcn_' || k.id FROM period_consent k JOIN section s ON s.id = k.section_id"
            " JOIN school h ON h.id = s.school_id WHERE k.decision IS NULL"
            " AND h.name = 'Creekside High School' ORDER BY k.id LIMIT 1"
        )
    registrar = await signed_in(own_doors, "demo-registrar")
    assert "Record the decision" not in words(await registrar.see(f"/admin/periods/{waiting}"))
