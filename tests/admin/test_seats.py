"""Seats for several students at once: counted before they are given, and told one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.admin.conftest import OURS, signed_in, words
from tests.admin.test_forms import fetch, fields
from tests.admin.test_screens import check_form
from tests.admin.test_work import changes

if TYPE_CHECKING:
    from tests.doors.conftest import Doors

LEAVES = """UPDATE section_enrollment SET ends_on = d.fixed_today FROM district d WHERE
    section_enrollment.id = (SELECT min(id::text)::uuid FROM section_enrollment x
        WHERE 'sec_' || x.section_id = $1 AND x.ends_on IS NULL)"""
FREE = """SELECT 'sec_' || c.id AS section FROM section c JOIN section_meeting m
    ON m.section_id = c.id JOIN term t ON t.id = c.term_id, district d
    JOIN person p ON p.sourced_id = 'demo-without-schedule'
    JOIN student s ON s.person_id = p.id JOIN school_enrollment e ON e.student_id = s.id
    WHERE c.school_id = e.school_id AND e.ends_on IS NULL AND c.starts_on <= d.fixed_today
    AND (c.ends_on IS NULL OR c.ends_on > d.fixed_today) ORDER BY c.id LIMIT 1"""


async def test_sch9_seats_are_counted_first_and_who_gets_none_keeps_nobody_from_theirs(
    own_doors: Doors,
) -> None:
    (free,) = await fetch(own_doors, FREE)
    browser = await signed_in(own_doors, "demo-district-registrar")
    await fetch(own_doors, LEAVES, free["section"])
    page = await browser.see(f"/admin/sections/{free['section']}")
    (path,) = re.findall(rf'"(/admin/sections/{free["section"]}/seats[^"]+)"', page)
    path = path.replace("&amp;", "&")
    page = await browser.see(path)
    check_form(page)
    students = re.findall(r'name="(seat-[^"]+)"', page)
    assert len(students) > 1
    nobody = await browser.http.post(path, data=fields(page), headers=OURS)
    assert nobody.status_code == 422
    await fetch(own_doors, "UPDATE section SET seat_limit = (SELECT count(*) + 1 FROM"
                " section_enrollment x WHERE x.section_id = section.id AND x.ends_on IS NULL)"
                " WHERE 'sec_' || id = $1", free["section"])  # fmt: skip
    ticked = dict.fromkeys(students[:2], "yes")
    response = await browser.http.post(path, data=fields(page) | ticked, headers=OURS)
    assert "2 students get a seat" in words(response.text)
    check_form(response.text)
    assert await changes(own_doors) == []
    checked = fields(response.text) | {"checked": "yes"}
    response = await browser.http.post(path, data=checked, headers=OURS)
    assert response.status_code == 422, "there is one seat for two"
    assert await changes(own_doors) == ["addToSection"]
    assert f'id="{students[0]}"' not in response.text, "the first has it"
    assert f'href="#{students[1]}"' in response.text, "of the second it is said why not"


async def test_p9_whoever_gives_no_seats_gives_none_to_several(own_doors: Doors) -> None:
    (free,) = await fetch(own_doors, FREE)
    registrar = await signed_in(own_doors, "demo-district-registrar")
    page = await registrar.see(f"/admin/sections/{free['section']}")
    (path,) = re.findall(rf'"(/admin/sections/{free["section"]}/seats[^"]+)"', page)
    principal = await signed_in(own_doors, "demo-principal")
    assert "/seats" not in await principal.see(f"/admin/sections/{free['section']}")
    page = await principal.see(path.replace("&amp;", "&"))
    ticked = dict.fromkeys(re.findall(r'name="(seat-[^"]+)"', page)[:1], "yes")
    form = fields(page) | ticked | {"checked": "yes"}
    response = await principal.http.post(path.replace("&amp;", "&"), data=form, headers=OURS)
    assert response.status_code == 422
    assert await changes(own_doors) == []
