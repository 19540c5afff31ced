"""Sheets for the printer hold what their reader's screens hold, and name what is withheld."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from admin import releasing
from admin.answers import Reading
from tests.admin.conftest import part, signed_in, student_id, words
from tests.admin.test_forms import fetch
from tests.admin.test_releasing import AUNT, OTHER, TODAY, order, tie

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.admin.conftest import Browser
    from tests.doors.conftest import Doors

    As = Callable[[str], Awaitable[Browser]]

ANA = "demo-student"
CLASS = """SELECT 'sec_' || c.id AS id, c.id AS key FROM section_enrollment e
    JOIN section c ON c.id = e.section_id JOIN student s ON s.id = e.student_id
    JOIN person p ON p.id = s.person_id
    WHERE p.sourced_id = 'demo-student' AND c.title = 'Geometry A' AND e.ends_on IS NULL"""
READINGS = "SELECT slices FROM access WHERE $1::text::uuid = ANY (students)"


def called(student: dict[str, Any]) -> list[tuple[str, str]]:
    """Whom a card says to call, in its order, with whether they may collect."""
    read = Reading(staff=True).read
    base: dict[str, Any] = {"courtOrders": [], "guardianships": [], "emergencyContacts": []}
    found = {"student": read({**base, **student}), "viewer": {"today": TODAY}}
    told = releasing.in_order(found, {})["called_in_order"]
    return [(str(each["name"]), each["may"]) for each in told]


async def test_links_lead_to_the_sheets(doors: Doors, as_: As) -> None:
    ana = await student_id(doors, ANA)
    (section,) = await fetch(doors, CLASS)
    teacher, guardian = await as_("demo-teacher"), await as_("demo-guardian")
    assert f"/admin/sections/{section['id']}/sheet" in await teacher.see(
        f"/admin/sections/{section['id']}"
    )
    assert f"/admin/students/{ana}/card" in await teacher.student(ANA)
    assert f"/admin/students/{ana}/ledger" in await guardian.student(ANA, "disclosures")


async def test_a_card_says_what_its_reader_may_read_and_names_what_is_withheld(
    doors: Doors, as_: As
) -> None:
    path = f"/admin/students/{await student_id(doors, ANA)}/card"
    nurse = words(await (await as_("demo-nurse")).see(path))
    assert "Albuterol" in nurse
    teacher = await (await as_("demo-teacher")).see(path)
    said = words(teacher)
    assert "No peanuts." in said
    assert "Albuterol" not in said
    assert "Medication at school: Withheld: not part of your work with this student" in said
    for page in (nurse, said):
        assert "Ask first." in page or "No." in page


async def test_p18_while_an_order_is_in_force_a_card_says_of_nobody_that_they_may_collect(
    doors: Doors, as_: As
) -> None:
    path = f"/admin/students/{await student_id(doors, ANA)}/card"
    for who in ("demo-teacher", "demo-principal", "demo-registrar"):
        calls = part(await (await as_(who)).see(path), "calls")
        assert "555-" in calls
        assert "May collect the child." not in calls
        assert "ask" in calls.lower()


def test_p18_an_order_against_one_adult_makes_paper_ask_about_every_other() -> None:
    student = {"guardianships": [tie(contactPriority=2)], "emergencyContacts": [AUNT]}
    assert called(student) == [("Lucia Torres", "Yes"), ("Carmen Ruiz", "Yes")]
    bound = {**student, "courtOrders": [order("NO_PICKUP", OTHER)]}
    assert called(bound) == [("Lucia Torres", "Ask first"), ("Carmen Ruiz", "Ask first")]


def test_a_card_calls_guardians_in_their_order_and_then_contacts_in_theirs() -> None:
    first = {"id": "gdn_3", "givenName": "Ida", "familyName": "First", "phone": "555"}
    before = {**AUNT, "name": "Earlier Aunt", "priority": 1}
    student = {
        "guardianships": [tie(contactPriority=2), tie(contactPriority=1, guardian=first)],
        "emergencyContacts": [AUNT, before],
    }
    named = [name for name, _ in called(student)]
    assert named == ["Ida First", "Lucia Torres", "Earlier Aunt", "Carmen Ruiz"]


async def test_whoever_may_not_see_somebody_gets_the_page_of_nobody(doors: Doors, as_: As) -> None:
    guardian = await as_("demo-guardian")
    other = await student_id(doors, "demo-restricted")
    for sheet in ("card", "ledger"):
        closed = await guardian.http.get(f"/admin/students/{other}/{sheet}")
        none = await guardian.http.get(f"/admin/students/stu_{uuid4()}/{sheet}")
        assert closed.status_code == none.status_code == 404
        assert closed.text == none.text
    missing = await guardian.http.get(f"/admin/sections/sec_{uuid4()}/sheet")
    assert missing.status_code == 404


async def test_a_roster_has_no_student_whom_its_reader_may_not_see(doors: Doors, as_: As) -> None:
    (section,) = await fetch(doors, CLASS)
    response = await (await as_("demo-data-steward")).http.get(
        f"/admin/sections/{section['id']}/sheet"
    )
    assert "Torres" not in response.text


async def test_printing_is_a_reading_that_is_on_record(own_doors: Doors) -> None:
    ana = await student_id(own_doors, ANA)
    browser = await signed_in(own_doors, "demo-registrar")
    await browser.see(f"/admin/students/{ana}/card")
    for _ in range(100):
        kept = await fetch(own_doors, READINGS, ana.removeprefix("stu_"))
        if kept:
            break
        await asyncio.sleep(0.1)
    read = {row for each in kept for row in each["slices"]}
    assert {"11", "5"} <= {each.split(".")[0] for each in read}
